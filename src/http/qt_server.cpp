#include "http/qt_server.h"

#include "http/listener.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QUrl>

#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
#include <QHttpServerConfiguration>

#include <chrono>
#endif

namespace http {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    using Method = QHttpServerRequest::Method;
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    case Method::Post:
        return "POST";
    case Method::Head:
        return "HEAD";
    case Method::Options:
        return "OPTIONS";
    case Method::Patch:
        return "PATCH";
    case Method::Connect:
        return "CONNECT";
    case Method::Trace:
        return "TRACE";
    case Method::Unknown:
    case Method::AnyKnown:
        break;
    }
    return {};
}

Headers headersOf(const QHttpServerRequest &request)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    return request.headers();
#else
    const QHttpHeaders &from = request.headers();
    Headers headers;
    headers.reserve(from.size());
    for (qsizetype i = 0; i < from.size(); ++i) {
        const QLatin1StringView name = from.nameAt(i);
        headers.emplaceBack(QByteArray(name.data(), name.size()), from.valueAt(i).toByteArray());
    }
    return headers;
#endif
}

// A copy: Qt reuses its own once the handler has returned.
Request copyOf(const QHttpServerRequest &request)
{
    const QUrl url = request.url();
    return {
        .method = methodName(request.method()),
        .path = url.path(QUrl::FullyDecoded).toUtf8(),
        .query = url.query(QUrl::FullyEncoded).toLatin1(),
        .headers = headersOf(request),
        .body = request.body(),
        .peer = request.remoteAddress(),
    };
}

} // namespace

#if QT_VERSION < QT_VERSION_CHECK(6, 10, 0)
QtServer::QtServer() = default;
#else
QtServer::QtServer()
{
    QHttpServerConfiguration limits = configuration();
    limits.setKeepAliveTimeout(std::chrono::hours(24)); // it also cuts off answers that are still being sent
#if QT_VERSION >= QT_VERSION_CHECK(6, 11, 0)
    limits.setMaximumBodySize(-1); // it answers an empty 413
#endif
    setConfiguration(limits);
}
#endif

QtServer::~QtServer()
{
    for (Connection *connection : std::as_const(m_connections)) {
        disconnect(connection, nullptr, this, nullptr);
        connection->drop();
    }
}

void QtServer::serve(std::unique_ptr<Listener> listener)
{
    connect(listener.get(), &Listener::accepted, this, &QtServer::add);
    bind(listener.release());
}

void QtServer::add(Connection *connection)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    // Before 6.8 Qt leaves such clients waiting: curl for a second with each larger body. Qt connects later than this.
    connect(connection, &QIODevice::readyRead, connection, &Connection::tellToContinue);
#endif
    const Peer peer = connection->peer();
    m_connections.insert(peer, connection);
    connect(connection, &Connection::closed, this, [this, peer] { m_connections.remove(peer); });
}

void QtServer::retireConnections()
{
    const auto connections = m_connections.values(); // closing takes them out
    for (Connection *connection : connections)
        connection->retire();
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

bool QtServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    if (auto *connection = qobject_cast<Connection *>(socket))
        connection->take(copyOf(request), nullptr);
    return true;
}

// Comes for WebSocket requests, after handleRequest.
void QtServer::missingHandler(const QHttpServerRequest &, QTcpSocket *) { }

#else

namespace {

struct HeldResponder final : Hold
{
    explicit HeldResponder(QHttpServerResponder &&from) : responder(std::move(from)) { }

    QHttpServerResponder responder;
};

} // namespace

bool QtServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const Peer peer{request.remoteAddress(), request.remotePort(), request.localPort()};
    if (Connection *connection = m_connections.value(peer))
        connection->take(copyOf(request), std::make_unique<HeldResponder>(std::move(responder)));
    return true;
}

// Comes for WebSocket requests, instead of handleRequest.
void QtServer::missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    handleRequest(request, responder);
}

#endif

} // namespace http
