#include "app/control_call.h"

#include "app/control_messages.h"
#include "app/control_place.h"

#include <QJsonDocument>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto LongestSilence = 2s;
constexpr auto LongestWork = 20s; // ends five seconds after it was asked to, and then some
constexpr qsizetype LongestAnswer = 1024 * 1024;

} // namespace

ControlCall::ControlCall(
    const QString &name, const QString &command, const QString &argument, QObject *parent)
    : QObject(parent), m_name(name), m_request(requestLine(command, argument))
{
    m_socket.setReadBufferSize(LongestAnswer);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { finish(Outcome::Silent); });
    connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(m_request); });
    connect(&m_socket, &QLocalSocket::readyRead, this, &ControlCall::read);
    connect(
        &m_socket, &QLocalSocket::errorOccurred, this,
        [this](QLocalSocket::LocalSocketError error) {
            const bool nobody =
                error == QLocalSocket::ServerNotFoundError || error == QLocalSocket::ConnectionRefusedError;
            read();
            finish(nobody ? Outcome::Nobody : Outcome::Ended);
        },
        Qt::QueuedConnection);
}

void ControlCall::start()
{
    const auto place = ControlPlace::named(m_name);
    m_patience.start(LongestSilence);
    m_socket.connectToServer(place.socket);
}

void ControlCall::read()
{
    while (!m_finished && m_socket.canReadLine()) {
        m_answer = QJsonDocument::fromJson(m_socket.readLine()).object();
        if (m_answer["ok"_L1].isBool())
            finish(Outcome::Answered);
        else if (m_answer["working"_L1].toBool())
            m_patience.start(LongestWork);
    }
}

void ControlCall::finish(Outcome outcome)
{
    if (std::exchange(m_finished, true))
        return;
    m_patience.stop();
    Q_EMIT finished(outcome);
}

} // namespace app
