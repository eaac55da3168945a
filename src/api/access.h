#pragma once

#include "http/request.h"
#include "settings/settings.h"

#include <QByteArrayList>

#include <optional>

namespace api {

struct Refusal
{
    QByteArray message; // a sentence with what to do
    QByteArray code;
};

// Who may ask. A web page of another origin may not use the relay unless the settings name it, nor may one that made
// its own name point at this machine (DNS rebinding): on a loopback address the Host must be a name of this machine.
class Access
{
public:
    explicit Access(const settings::Server &settings);

    // Does this request come from where it may?
    std::optional<Refusal> refuse(const http::Request &request) const;
    // What lets a browser hand the answer to who asked; nothing for those who may not.
    http::Headers corsHeaders(const http::Request &request) const;

private:
    bool allows(const QByteArray &origin) const;

    bool m_browsers = true;
    QByteArrayList m_origins; // besides those of this machine
    bool m_loopbackOnly = true;
};

} // namespace api
