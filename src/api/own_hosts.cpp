#include "api/own_hosts.h"

#include <QHostInfo>
#include <QNetworkInterface>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace api {

namespace {

constexpr auto LooksAgain = 3s; // for addresses, which is slow, when an unknown one is asked for

bool isNameByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_'
        || byte == '.';
}

bool isPort(QByteArrayView text)
{
    return text.isEmpty()
        || (text.size() <= 6 && text.front() == ':'
            && std::ranges::all_of(text.sliced(1), [](char byte) { return byte >= '0' && byte <= '9'; }));
}

// An address in the one way of writing it that browsers use; nothing for a name, such as 127.0.0.1.example.com.
QHostAddress addressIn(const QByteArray &host)
{
    const auto text = QString::fromLatin1(host);
    const QHostAddress address(text);
    if (address.protocol() == QAbstractSocket::IPv4Protocol && address.toString() != text)
        return {};
    return address;
}

// One address is one value, whatever way it came.
QHostAddress plain(QHostAddress address)
{
    bool isV4 = false;
    if (const auto v4 = address.toIPv4Address(&isV4); isV4)
        return QHostAddress(v4);
    address.setScopeId({});
    return address;
}

} // namespace

std::optional<QByteArray> hostIn(const QByteArray &header)
{
    auto host = header.trimmed().toLower();
    if (host.startsWith('[')) {
        const auto end = host.indexOf(']');
        if (end < 0 || !isPort(QByteArrayView(host).sliced(end + 1)))
            return {};
        host = host.sliced(1, end - 1);
        return QHostAddress(QString::fromLatin1(host)).protocol() == QAbstractSocket::IPv6Protocol
            ? std::optional(host)
            : std::nullopt;
    }
    if (const auto colon = host.indexOf(':'); colon >= 0) {
        if (!isPort(QByteArrayView(host).sliced(colon)))
            return {};
        host.truncate(colon);
    }
    if (host.endsWith('.'))
        host.chop(1);
    if (host.isEmpty() || host.startsWith('.') || host.endsWith('.') || host.contains("..")
        || !std::ranges::all_of(host, isNameByte))
        return {};
    return host;
}

OwnHosts::OwnHosts(const QStringList &more)
    // Containers reach this machine by these.
    : m_names{"host.docker.internal"_ba, "host.containers.internal"_ba}
{
    for (const auto &name : more)
        m_names.insert(name.toLatin1());
    if (const auto own = QHostInfo::localHostName().toLower().toLatin1(); !own.isEmpty())
        m_names.unite({own, own + ".local"});
}

bool OwnHosts::isLoopback(const QByteArray &host)
{
    return host == "localhost" || host.endsWith(".localhost") || addressIn(host).isLoopback();
}

bool OwnHosts::contains(const QByteArray &host, const QHostAddress &arrived)
{
    if (isLoopback(host) || m_names.contains(host))
        return true;
    const auto address = plain(addressIn(host));
    return !address.isNull() && (address == plain(arrived) || isOwnAddress(address));
}

bool OwnHosts::isOwnAddress(const QHostAddress &address)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_addresses.contains(address) && (!m_looked || now - *m_looked >= LooksAgain)) {
        m_looked = now;
        m_addresses.clear();
        for (const auto &own : QNetworkInterface::allAddresses())
            m_addresses.insert(plain(own));
    }
    return m_addresses.contains(address);
}

} // namespace api
