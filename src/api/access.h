#pragma once

#include "api/key_ring.h"
#include "api/own_hosts.h"
#include "base/expected.h"
#include "http/request.h"
#include "settings/settings.h"

#include <QByteArrayList>
#include <QString>

#include <optional>

namespace api {

// Why a request is turned away, as OpenAI's error says it.
struct Refusal
{
    int status = 403;
    QByteArray message; // a sentence with what to do
    QByteArray type;
    QByteArray code;
    http::Headers headers;
};

// Who asks, and to what the key limits him.
struct Caller
{
    QByteArray key; // its name; empty: no key is needed
    QByteArrayList models; // empty: all
    std::optional<settings::Tools> tools; // at most these
    QString folder; // works here; empty: as for all
    bool isKnown = true; // false: has no key where one is needed
    bool operator==(const Caller &) const = default;
};

// Who may ask. As long as there are no keys, every program may that can reach the relay, which then listens for this
// machine only; else who has one of them. A web page of another origin needs a key in any case, and the settings say
// which such pages may come at all. Whoever it is has to ask by a name that is this machine's: see OwnHosts.
class Access
{
public:
    explicit Access(const settings::Settings &settings);

    // What a route is for: those with a key; or everybody, who may then not be known.
    enum class Door { Locked, Open };

    // A preflight needs no key.
    base::Expected<Caller, Refusal> admit(const http::Request &request, Door door = Door::Locked);
    // What lets a browser hand the answer to who asked; nothing for those who may not come.
    http::Headers corsHeaders(const http::Request &request) const;

private:
    std::optional<Refusal> refuseOrigin(const QByteArray &origin) const;
    bool allows(const QByteArray &origin) const;

    bool m_browsers = true;
    bool m_allPages = true;
    QByteArrayList m_origins; // besides those of this machine
    bool m_needsKey = false; // also when there is none
    KeyRing m_keys;
    OwnHosts m_hosts;
};

// Refuses a body that is not said to be JSON: such a request a web page may send anywhere, without asking first.
std::optional<Refusal> refuseContentType(const http::Request &request);

} // namespace api
