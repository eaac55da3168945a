#include "app/control_connection.h"

#include "app/control_messages.h"

#include <QLocalSocket>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto LongestSilence = 5s;
constexpr auto TimeToSendOn = 300ms; // for one that sends too much

} // namespace

ControlConnection::ControlConnection(std::unique_ptr<QLocalSocket> socket, QObject *parent)
    : QObject(parent), m_socket(std::move(socket))
{
    m_socket->setReadBufferSize(LongestRequest + 1);
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &ControlConnection::read);
    connect(m_socket.get(), &QLocalSocket::disconnected, this, &QObject::deleteLater);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (std::exchange(m_requested, true))
            deleteLater();
        else
            answer(errorLine(u"There was no request."_s));
    });
    m_patience.start(LongestSilence);
    // What is there already is not signalled any more.
    QMetaObject::invokeMethod(this, &ControlConnection::read, Qt::QueuedConnection);
}

ControlConnection::~ControlConnection()
{
    m_socket->disconnect(this);
}

void ControlConnection::read()
{
    if (m_requested) {
        m_socket->readAll(); // of no interest
        return;
    }
    if (m_socket->canReadLine()) {
        m_requested = true;
        m_patience.stop();
        Q_EMIT requested(m_socket->readLine(LongestRequest + 1));
    } else if (m_socket->bytesAvailable() > LongestRequest) {
        m_requested = true;
        // Closed while it still sends, the other side would fail before it has read the answer.
        QTimer::singleShot(TimeToSendOn, this, [this] { answer(errorLine(u"The request is too long."_s)); });
    } else if (m_socket->state() != QLocalSocket::ConnectedState) {
        deleteLater();
    }
}

void ControlConnection::promise()
{
    m_socket->write(workingLine());
    m_socket->flush();
}

void ControlConnection::answer(const QByteArray &line)
{
    m_requested = true;
    m_patience.start(LongestSilence); // for the other side to take it
    m_socket->write(line);
    m_socket->disconnectFromServer();
}

} // namespace app
