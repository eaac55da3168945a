#pragma once

#include "base/expected.h"
#include "http/reply.h"
#include "http/request.h"

#include <QList>
#include <QObject>

#include <memory>

namespace http {

class Listener;
class QtServer;

// Serves HTTP/1.1 through Qt's QAbstractHttpServer, alike on every Qt from 6.4 on.
class Server : public QObject
{
    Q_OBJECT

public:
    using Handler = http::Handler;

    explicit Server(Handler handler, QObject *parent = nullptr);
    ~Server() override;

    // Port 0 takes a free one. Gives the port, or a sentence why not (port in use, no such address). May be
    // called again, for a further address or after stopListening().
    base::Expected<quint16, QString> listen(const QHostAddress &address, quint16 port);

    // Listens there instead of where it has so far; what was accepted there may finish its answers. When it can't, it
    // goes on as before.
    base::Expected<quint16, QString> move(const QHostAddress &address, quint16 port);

    // No new connections and no further requests on open ones; answers that have begun go on.
    void stopListening();

    // Connections now open.
    int connectionCount() const;

private:
    static void close(const QList<Listener *> &listeners);

    const Handler m_handler;
    const std::unique_ptr<QtServer> m_server;
    QList<Listener *> m_listeners; // owned by m_server
};

} // namespace http
