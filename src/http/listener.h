#pragma once

#include "http/connection.h"

#include <QTcpServer>
#include <QTimer>

namespace http {

struct Context;

// Accepts connections and makes their sockets.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    // `context` must outlive the connections; `owner` owns them, since they outlive the listener.
    Listener(Context &context, Connection::Kind kind, QObject *owner);

Q_SIGNALS:
    void accepted(http::Connection *connection);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Context &m_context;
    const Connection::Kind m_kind;
    QObject *const m_owner;
    QTimer m_resume;
};

} // namespace http
