#pragma once

#include "base/expected.h"
#include "http/limits.h"
#include "http/reply.h"
#include "http/request.h"

#include <QList>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace http {

class Connection;
struct Context;
class Listener;
class LocalSocket;

// Serves HTTP/1.1, and to who speaks it HTTP/1.0, alike on every Qt from 6.4 on. What is wrong or goes beyond a limit is
// refused before the handler sees it, in OpenAI's error shape.
class Server : public QObject
{
    Q_OBJECT

public:
    using Handler = http::Handler;

    explicit Server(Handler handler, const Limits &limits = {}, QObject *parent = nullptr);
    ~Server() override;

    // Holds from now on, also for what is under way.
    void setLimits(const Limits &limits);
    // Without one every body is waited for.
    void setDoorkeeper(Doorkeeper doorkeeper);

    // Port 0 takes a free one. Gives the port, or a sentence why not (port in use, no such address). May be
    // called again, for a further address or after stopListening().
    base::Expected<quint16, QString> listen(const QHostAddress &address, quint16 port);

    // Listens there instead of where it has so far; what was accepted there may finish its answers. When it can't, it
    // goes on as before.
    base::Expected<quint16, QString> move(const QHostAddress &address, quint16 port);

    // No longer on addresses and ports; what was accepted there may finish its answers.
    void leavePorts();

    // Listens on a Unix socket, beside all else and instead of the one so far; on none when the path is empty. A
    // sentence when it can't: then it goes on as before.
    QString listenLocally(const QString &path);

    // No new connections and no further requests on open ones; answers that have begun go on.
    void stopListening();

    // Connections now open.
    int connectionCount() const;

    // How often it was refused with each status.
    const std::map<int, qint64> &refusals() const { return m_refusals; }

Q_SIGNALS:
    // A request, or a connection that is too many, was refused before the handler saw it.
    void refused(int status, const QByteArray &message);

private:
    void serve(std::unique_ptr<Listener> listener);
    void add(Connection *connection);
    static void close(const QList<Listener *> &listeners);

    const std::unique_ptr<Context> m_context;
    QSet<Connection *> m_connections; // children of this
    QList<Listener *> m_listeners; // on ports; owned by Qt's server
    Listener *m_localListener = nullptr; // also
    std::unique_ptr<LocalSocket> m_localSocket;
    std::map<int, qint64> m_refusals;
};

} // namespace http
