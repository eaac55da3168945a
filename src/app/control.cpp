#include "app/control.h"

#include "app/control_connection.h"
#include "app/control_messages.h"
#include "app/control_place.h"
#include "app/log.h"
#include "settings/options.h"

#include <QCoreApplication>
#include <QLocalSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr qsizetype MostConnections = 200;

QByteArray doneUnless(const QString &problem)
{
    return problem.isEmpty() ? doneLine() : errorLine(problem);
}

// With "notice" when something was left out.
QByteArray reloadAnswer(const Reloaded &reloaded)
{
    if (!reloaded.problems.isEmpty())
        return errorLine((reloaded.notices + reloaded.problems).join(u' '));
    return reloaded.notices.isEmpty() ? doneLine() : doneLine({{u"notice"_s, reloaded.notices.join(u' ')}});
}

// Sets it when there is one, and tells what it is now.
QByteArray logLevelAnswer(const QString &wanted)
{
    settings::Settings settings;
    if (!wanted.isEmpty()) {
        if (const auto problem = settings::findOption(u"log-level")->set(settings, wanted);
            !problem.isEmpty())
            return errorLine(u"The log level "_s + problem);
        setLogLevel(settings.log.level);
    }
    return doneLine({{u"level"_s, settings::toString(logLevel())}});
}

} // namespace

Control::Control(QString name, Controlled &relay, QObject *parent)
    : QObject(parent), m_name(std::move(name)), m_relay(relay)
{
    connect(&m_server, &QLocalServer::newConnection, this, &Control::onConnection);
}

Control::~Control() = default;

Control::Listening Control::listen()
{
    const auto place = ControlPlace::named(m_name);
    if (place.lock.isEmpty()) {
        m_problem = u"There is no folder for a control socket that only this user may enter."_s;
        return Listening::Failed;
    }
    switch (m_lock.take(place.lock)) {
    case FileLock::Taking::Taken:
        break;
    case FileLock::Taking::HeldByAnother:
        return Listening::Taken;
    case FileLock::Taking::Failed:
        m_problem = u"The lock %1 can't be made."_s.arg(place.lock);
        return Listening::Failed;
    }
    QLocalServer::removeServer(place.socket); // of one that was killed
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (m_server.listen(place.socket))
        return Listening::Yes;
    m_problem = u"The control socket %1 can't be made: %2"_s.arg(place.socket, m_server.errorString());
    m_lock.release();
    return Listening::Failed;
}

void Control::onConnection()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        socket->setParent(nullptr);
        auto *connection = new ControlConnection(std::unique_ptr<QLocalSocket>(socket), this);
        connect(connection, &ControlConnection::requested, this,
            [this, connection](const QByteArray &line) { onRequest(connection, line); });
        if (findChildren<ControlConnection *>(Qt::FindDirectChildrenOnly).size() > MostConnections)
            connection->answer(errorLine(u"Too many commands at once."_s));
    }
}

void Control::onRequest(ControlConnection *connection, const QByteArray &line)
{
    const auto command = commandIn(line);
    if (command == "status"_L1) {
        connection->answer(statusAnswer());
    } else if (command == "start"_L1) {
        start(connection);
    } else if (command == "stop"_L1) {
        stop(connection);
    } else if (command == "reload"_L1) {
        connection->answer(reloadAnswer(m_relay.reload()));
    } else if (command == "log-level"_L1) {
        connection->answer(logLevelAnswer(argumentIn(line)));
    } else if (command == "open-log"_L1) {
        connection->answer(doneUnless(m_relay.openLog()));
    } else if (command == "open-settings"_L1) {
        connection->answer(doneUnless(m_relay.openSettings()));
    } else if (command == "quit"_L1) {
        connection->promise(); // the end of the process is the answer
        m_relay.quit();
    } else if (command.isEmpty()) {
        connection->answer(errorLine(u"This is no request: it must be {\"command\": \"…\"}."_s));
    } else {
        connection->answer(errorLine(u"claude-relay %1 does not know the command \"%2\"."_s.arg(
            QCoreApplication::applicationVersion(), command.left(100))));
    }
}

void Control::start(ControlConnection *connection)
{
    m_waitForStart.emplace_back(connection);
    if (m_relay.isRunning() && m_relay.status().listens()) {
        noteStatus();
        return;
    }
    connection->promise();
    m_relay.start();
}

void Control::stop(ControlConnection *connection)
{
    answerAll(m_waitForStart, errorLine(u"It was stopped meanwhile."_s));
    m_waitForStop.emplace_back(connection);
    if (!m_relay.isRunning()) {
        noteStopped();
        return;
    }
    connection->promise();
    m_relay.stop();
}

void Control::noteStatus()
{
    const auto status = m_relay.status();
    if (status.listens())
        answerAll(m_waitForStart, doneLine({{u"address"_s, status.address()}}));
    else if (status.state == Status::State::Trouble)
        answerAll(m_waitForStart, errorLine(status.problem));
}

void Control::noteStopped()
{
    answerAll(m_waitForStop, doneLine());
}

void Control::answerAll(std::vector<QPointer<ControlConnection>> &waiting, const QByteArray &answer)
{
    for (const auto &connection : std::exchange(waiting, {})) {
        if (connection)
            connection->answer(answer);
    }
}

QByteArray Control::statusAnswer() const
{
    auto status = toJson(m_relay.status());
    status.insert("owner"_L1, m_name);
    status.insert("pid"_L1, QCoreApplication::applicationPid());
    status.insert("version"_L1, QCoreApplication::applicationVersion());
    return doneLine({{u"status"_s, status}});
}

} // namespace app
