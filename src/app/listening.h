#pragma once

#include "http/server.h"
#include "settings/settings.h"

#include <QString>

namespace app {

// What a client may use, for the HTTP server.
http::Limits limitsOf(const settings::Limits &limits);

// Where the relay can be reached: on an address and port, on a Unix socket, or on both.
class Listening
{
public:
    // `server` must outlive it.
    explicit Listening(http::Server &server) : m_server(server) { }

    // Begin to listen. A sentence why not.
    QString openPort(const settings::Server &settings);
    QString openSocket(const settings::Server &settings);

    // Moves to where `wanted` says, while running answers finish. A sentence when that can't be: then it goes on as
    // before.
    QString move(const settings::Server &wanted);

    // Sets the place in `settings` to where it listens.
    void keepPlace(settings::Server &settings) const;

    void stop();

    bool isOpen() const { return m_isOpen; }
    quint16 port() const { return m_port; } // 0: none
    // http://host:port/v1; empty without a port.
    QString baseUrl() const;
    QString socketPath() const { return m_isOpen ? m_settings.socket : QString(); }

private:
    QString movePort(const settings::Server &wanted);

    http::Server &m_server;
    settings::Server m_settings; // where it listens
    quint16 m_port = 0;
    bool m_isOpen = false;
};

} // namespace app
