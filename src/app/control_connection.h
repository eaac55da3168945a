#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

class QLocalSocket;

namespace app {

// One command that is connected: takes one line from it, in bounded length and time, and gives it one answer. Deletes
// itself when the other side has gone or had its answer.
class ControlConnection : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype LongestRequest = 64 * 1024;

    ControlConnection(std::unique_ptr<QLocalSocket> socket, QObject *parent);
    ~ControlConnection() override;

    // The answer will take its time.
    void promise();
    // A line, the last one.
    void answer(const QByteArray &line);

Q_SIGNALS:
    void requested(const QByteArray &line);

private:
    void read();

    std::unique_ptr<QLocalSocket> m_socket;
    QTimer m_patience;
    bool m_requested = false;
};

} // namespace app
