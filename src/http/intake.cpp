#include "http/intake.h"

#include <QHostAddress>

#include <algorithm>

namespace http {

Intake::Intake()
{
    setOpenMode(QIODevice::ReadWrite);
    setPeerAddress(QHostAddress::LocalHost);
    setSocketState(ConnectedState);
}

void Intake::offer(const QByteArray &head)
{
    m_head = head;
    Q_EMIT readyRead();
}

void Intake::leave()
{
    if (state() == UnconnectedState)
        return;
    setSocketState(UnconnectedState);
    Q_EMIT disconnected();
}

qint64 Intake::readData(char *data, qint64 most)
{
    const auto size = std::min<qint64>(most, m_head.size());
    std::copy_n(m_head.cbegin(), size, data);
    m_head.remove(0, size);
    return size;
}

qint64 Intake::skipData(qint64 most)
{
    const auto size = std::min<qint64>(most, m_head.size());
    m_head.remove(0, size);
    return size;
}

// What it answers by itself is not for the client.
qint64 Intake::writeData(const char *, qint64 size)
{
    return size;
}

} // namespace http
