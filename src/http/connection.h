#pragma once

#include "http/framing.h"
#include "http/head.h"
#include "http/outbox.h"
#include "http/patience.h"
#include "http/reply.h"

#include <QPointer>
#include <QTcpSocket>

#include <memory>
#include <optional>

namespace http {

struct Context;
class Intake;

// The socket of one client. Its bytes go through the framing; a request that is whole is shown to Qt's server, and
// what that understands of it goes to the handler. One request is answered at a time, and what its Reply writes is
// collected and sent once per pass of the event loop. Requests that come meanwhile wait in the socket.
class Connection final : public QTcpSocket
{
    Q_OBJECT

public:
    enum class Kind { Tcp, Local };

    Connection(Context &context, Kind kind, QObject *parent);
    ~Connection() override;

    // Once it is connected: serves it. The intake belongs to Qt's server.
    void serve(Intake *intake);
    // Or answers that there are too many, since there may be `most`.
    void turnAway(int most);

    Kind kind() const { return m_kind; }
    // Closes: at once when no request has begun to come or is being answered, else after its answer.
    void retire();

    // For Reply.
    Outbox &outbox() { return m_outbox; }
    void sendSoon();
    void finish();
    void abandon();
    qint64 pending() const { return m_outbox.pending(); }
    Persistence persistence() const;
    bool speaksChunks() const { return !m_isOld; }

Q_SIGNALS:
    // A request was refused before a handler saw it.
    void refused(int status, const QByteArray &message);
    // Disconnected; it may be deleted.
    void closed();

protected:
    void customEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    enum class State {
        Reading, // a request, or waits for one
        Answering,
        Answered, // the answer is complete, but not all of it is handed to the system
        Closing, // the last bytes are on their way
        Lingering, // nothing more is said; the client may read it before all is cut
        Gone,
    };

    void readOn();
    void countBody();
    void letGo();
    bool readHead();
    void letIn();
    void dispatch();
    void answer();
    void refuse(const Violation &violation);
    void waitForMore(qint64 bytes);
    void sendNow();
    void settle();
    void hangUp();
    void linger();
    void swallow();
    void onReadyRead();
    void onBytesWritten();
    void onExpired();
    void cutOff(const QByteArray &reason);
    void onDisconnected();

    Context &m_context;
    const Kind m_kind;
    State m_state = State::Reading;
    Framing m_framing;
    std::optional<Request> m_request; // that is being received, once its head is read
    Patience m_patience;
    Outbox m_outbox;
    QPointer<Intake> m_intake;
    bool m_isLast = false; // no request after the one being answered
    bool m_isOld = false; // it is one of HTTP/1.0
    bool m_asksKeepAlive = false;
    bool m_isPosted = false;
    bool m_hasAsked = false; // there was a request before
    qint64 m_held = 0; // bytes of a body, as the context counts them
    qint64 m_swallowed = 0; // bytes
    Reply *m_reply = nullptr; // the open one, owned by the handler
    QByteArray m_whyCut;
};

} // namespace http
