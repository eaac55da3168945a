#pragma once

#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

namespace app {

// One command to a running relay, and its answer, in bounded time.
class ControlCall : public QObject
{
    Q_OBJECT

public:
    enum class Outcome {
        Answered,
        Nobody, // nobody listens under that name
        Ended, // it ended instead of an answer
        Silent, // it is there, but does not answer
    };

    // `name` as in control_place.h.
    ControlCall(
        const QString &name, const QString &command, const QString &argument = {}, QObject *parent = nullptr);

    // finished() follows, once.
    void start();

    // What was said last.
    const QJsonObject &answer() const { return m_answer; }

Q_SIGNALS:
    void finished(app::ControlCall::Outcome outcome);

private:
    void read();
    void finish(Outcome outcome);

    const QString m_name;
    const QByteArray m_request;
    QLocalSocket m_socket;
    QTimer m_patience;
    QJsonObject m_answer;
    bool m_finished = false;
};

} // namespace app
