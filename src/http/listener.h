#pragma once

#include "http/reply.h"

#include <QTcpServer>
#include <QTimer>

namespace http {

class Connection;

// Accepts connections and makes their sockets.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    // `handler` must outlive the connections; `owner` owns them, since they outlive the listener.
    Listener(const Handler &handler, QObject *owner);

Q_SIGNALS:
    // Before Qt's server sees it.
    void accepted(http::Connection *connection);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    const Handler &m_handler;
    QObject *const m_owner;
    QTimer m_resume;
};

} // namespace http
