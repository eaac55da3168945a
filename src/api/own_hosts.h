#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QSet>
#include <QStringList>

#include <chrono>
#include <optional>

namespace api {

// The name or address in a Host header, in lower case, without the port, brackets and a dot at the end. Nothing when
// it can't be one.
std::optional<QByteArray> hostIn(const QByteArray &header);

// By what names and addresses this machine may be asked: its own and those of the settings. A page whose author has
// pointed a name of his own at this machine (DNS rebinding) asks by that name, and by no other.
class OwnHosts
{
public:
    // `more` in lower case.
    explicit OwnHosts(const QStringList &more);

    // `host` as hostIn() gives it; `arrived` is the address that the connection came in on.
    bool contains(const QByteArray &host, const QHostAddress &arrived);
    // Leads to the machine that it is asked on, whatever its network says.
    static bool isLoopback(const QByteArray &host);

private:
    bool isOwnAddress(const QHostAddress &address);

    QSet<QByteArray> m_names;
    QSet<QHostAddress> m_addresses; // of this machine's networks, as they were last
    std::optional<std::chrono::steady_clock::time_point> m_looked; // for these
};

} // namespace api
