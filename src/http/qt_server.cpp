#include "http/qt_server.h"

#include "http/intake.h"
#include "http/request_head.h"

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

std::optional<Request> QtServer::read(Intake *intake, const RequestHead &head)
{
    if (!intake)
        return {};
    m_count = 0;
    intake->offer(head.forQt());
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    m_responder.reset();
#endif
    const bool agrees = m_count == 1 && intake->isDone() && m_fields == head.fieldsForQt()
        && (m_request.method.isEmpty() || m_request.method == head.method()) && !m_request.path.isEmpty();
    if (!agrees)
        return {};
    m_request.headers = head.fields();
    return std::exchange(m_request, {});
}

// Qt reuses its own request once the handler has returned.
void QtServer::note(const QHttpServerRequest &request)
{
    const QUrl url = request.url();
    ++m_count;
    m_fields = request.headers().size();
    m_request = {.method = methodName(request.method()),
        .path = url.path(QUrl::FullyDecoded).toUtf8(),
        .query = url.query(QUrl::FullyEncoded).toLatin1()};
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

bool QtServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *)
{
    note(request);
    return true;
}

void QtServer::missingHandler(const QHttpServerRequest &request, QTcpSocket *)
{
    note(request);
}

#else

bool QtServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    note(request);
    m_responder.emplace(std::move(responder));
    return true;
}

void QtServer::missingHandler(const QHttpServerRequest &request, QHttpServerResponder &)
{
    note(request);
}

#endif

} // namespace http
