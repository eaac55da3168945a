#pragma once

#include <QTcpSocket>

namespace http {

// What Qt's server sees of a connection: a socket from which it reads one request head after the other, each whole and
// checked, and to which it can say nothing. Qt's server owns it and deletes it some time after leave().
class Intake final : public QTcpSocket
{
    Q_OBJECT

public:
    Intake();

    // Lets Qt's server read `head` now.
    void offer(const QByteArray &head);
    // It has read all of that, and wants to go on.
    bool isDone() const { return bytesAvailable() == 0 && !m_isRefused; }

    // There is nothing more to come.
    void leave();

    qint64 bytesAvailable() const override { return QAbstractSocket::bytesAvailable() + m_head.size(); }
    void disconnectFromHost() override { m_isRefused = true; } // what Qt does with what it can't read

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 skipData(qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_head; // what Qt has not read yet
    bool m_isRefused = false;
};

} // namespace http
