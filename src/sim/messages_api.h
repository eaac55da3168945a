#pragma once

#include "base/expected.h"
#include "http/reply.h"
#include "http/request.h"
#include "sim/answer.h"
#include "sim/recorder.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <memory>

namespace http {
class Server;
}

namespace sim {

// A small stand-in for the Anthropic Messages API on the loopback interface, so that the real `claude` can be
// tried and tested without an account: point it here with ANTHROPIC_BASE_URL. script.h says how to steer the
// answers.
//
//   POST   /v1/messages                the answer, streamed or whole
//   POST   /v1/messages/count_tokens   an estimate
//   GET    /v1/models, /v1/models/ID   a short list
//   GET    /                           200, for a sign of life
//   GET    /simulated/requests         what arrived, as Recorder::toJson()
//   GET    /simulated/requests/N       the body of request N, byte for byte
//   DELETE /simulated/requests         forgets it, and how often scripts have failed
//   GET    /simulated/health           {"status", "requests": so far, "open": answers not yet at their end}
//
// Only requests to a loopback name are answered: no web page is meant to read what was recorded.
class MessagesApi : public QObject
{
    Q_OBJECT

public:
    explicit MessagesApi(QObject *parent = nullptr);
    ~MessagesApi() override;

    // Takes a free port of 127.0.0.1, or says why not.
    base::Expected<quint16, QString> listen();

    // As http://127.0.0.1:PORT; empty before listen().
    QByteArray baseUrl() const;

private:
    void take(const http::Request &request, std::unique_ptr<http::Reply> reply);
    Answer answerTo(const http::Request &request);
    Answer answerMessage(const http::Request &request, qint64 serial);
    Answer answerAboutItself(const http::Request &request);

    std::unique_ptr<http::Server> m_server;
    Recorder m_recorder;
    QHash<QByteArray, qint64> m_failures; // by script
    quint16 m_port = 0;
};

} // namespace sim
