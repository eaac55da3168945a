#pragma once

#include "http/connection.h"

#include <QAbstractHttpServer>
#include <QHash>

namespace http {

class Listener;

// Qt's HTTP server, which reads the requests. What differs between the versions of Qt is in this file's
// source.
class QtServer final : public QAbstractHttpServer
{
public:
    QtServer();
    ~QtServer() override;

    // Serves what a listener, which must be listening, accepts. Takes it over.
    void serve(std::unique_ptr<Listener> listener);

    void retireConnections();
    qsizetype connectionCount() const { return m_connections.size(); }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#endif

private:
    void add(Connection *connection);

    QHash<Peer, Connection *> m_connections;
};

} // namespace http
