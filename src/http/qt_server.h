#pragma once

#include "http/request.h"

#include <QAbstractHttpServer>
#include <QHttpServerResponder>

#include <optional>

namespace http {

class Intake;
class RequestHead;

// Qt's HTTP server, which reads what our framing has let through. What differs between the versions of Qt is in this
// file's source.
class QtServer final : public QAbstractHttpServer
{
public:
    QtServer();

    // What Qt's server understands of a request on this connection, whose intake it knows: nothing when it reads
    // something else than our framing does. The body and the client are left open.
    std::optional<Request> read(Intake *intake, const RequestHead &head);

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

    // While it lives Qt reads nothing further on its connection. Must not be destroyed inside Qt's call.
    std::optional<QHttpServerResponder> m_responder;
#endif

private:
    void note(const QHttpServerRequest &request);

    int m_count = 0; // requests that Qt has read since it was asked
    qsizetype m_fields = 0; // of the last one
    Request m_request;
};

} // namespace http
