#pragma once

#include "app/file_lock.h"
#include "app/status.h"

#include <QLocalServer>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include <vector>

namespace app {

class ControlConnection;

// What has come of reading the files anew.
struct Reloaded
{
    QStringList problems; // sentences: why not all of it holds; empty: it does
    QStringList notices; // sentences about what is wrong in the files, and was left out
};

// A running relay, as the commands of other processes see it: what they ask it and want of it. All of it returns at
// once; a sentence says why something can't be done.
class Controlled
{
public:
    virtual ~Controlled() = default;

    virtual Status status() const = 0;
    // Between start() and the end of stop().
    virtual bool isRunning() const = 0;

    // Control::noteStatus() tells what has become of it.
    virtual void start() = 0;
    // Control::noteStopped() tells that it is done.
    virtual void stop() = 0;
    // As the user's own Quit; the process ends.
    virtual void quit() = 0;
    // Reads the settings file anew and takes what it says.
    virtual Reloaded reload() = 0;
    virtual QString openLog() = 0;
    virtual QString openSettings() = 0;
};

// The socket by which the commands of other processes reach a running relay: a line of JSON each way, one request a
// connection. Who listens under a name is the only one with that name, also after a kill -9 of the one before.
class Control : public QObject
{
    Q_OBJECT

public:
    // `relay` must outlive this.
    Control(QString name, Controlled &relay, QObject *parent = nullptr);
    ~Control() override;

    enum class Listening {
        Yes,
        Taken, // another process has the name
        Failed, // see problem()
    };
    Listening listen();
    // A sentence.
    const QString &problem() const { return m_problem; }

    // The status is another one, or a start has failed again: answers who waits for a start.
    void noteStatus();
    // No process of a session is left: answers who waits for a stop.
    void noteStopped();

private:
    void onConnection();
    void onRequest(ControlConnection *connection, const QByteArray &line);
    void start(ControlConnection *connection);
    void stop(ControlConnection *connection);
    QByteArray statusAnswer() const;
    void answerAll(std::vector<QPointer<ControlConnection>> &waiting, const QByteArray &answer);

    const QString m_name;
    Controlled &m_relay;
    QString m_problem;
    FileLock m_lock; // gone after the socket
    QLocalServer m_server;
    std::vector<QPointer<ControlConnection>> m_waitForStart;
    std::vector<QPointer<ControlConnection>> m_waitForStop;
};

} // namespace app
