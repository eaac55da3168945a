#include "sim/messages_api.h"

#include "base/json.h"
#include "http/server.h"
#include "sim/playback.h"

#include <array>

namespace sim {

namespace {

// Whoever asks is a claude of ours, and may ask as much as the relay lets its clients.
http::Limits generous()
{
    http::Limits limits;
    limits.body = 4LL * 1024 * 1024 * 1024;
    limits.headers = 1024LL * 1024;
    limits.connections = 4000;
    limits.idleTime = std::chrono::hours(24);
    limits.unsent = limits.body;
    return limits;
}

using base::json::Writer;

constexpr std::array models = {
    std::pair<QByteArrayView, QByteArrayView>{"claude-opus-5-5", "Claude Opus 5.5 (simulated)"},
    std::pair<QByteArrayView, QByteArrayView>{"claude-sonnet-5-5", "Claude Sonnet 5.5 (simulated)"},
    std::pair<QByteArrayView, QByteArrayView>{"claude-haiku-5-5", "Claude Haiku 5.5 (simulated)"},
};

constexpr QByteArrayView modelPrefix = "/v1/models/";
constexpr QByteArrayView bodyPrefix = "/simulated/requests/";

void writeModel(Writer &json, QByteArrayView id, QByteArrayView name)
{
    json.beginObject().field("type", "model").field("id", id).field("display_name", name);
    json.field("created_at", "2025-11-01T00:00:00Z").endObject();
}

Answer listModels()
{
    QByteArray body;
    Writer json(body);
    json.beginObject().key("data").beginArray();
    for (const auto &[id, name] : models)
        writeModel(json, id, name);
    json.endArray().key("has_more").boolean(false);
    json.field("first_id", models.front().first).field("last_id", models.back().first).endObject();
    return jsonAnswer(body);
}

Answer modelCalled(QByteArrayView wanted)
{
    for (const auto &[id, name] : models) {
        if (id == wanted) {
            QByteArray body;
            Writer json(body);
            writeModel(json, id, name);
            return jsonAnswer(body);
        }
    }
    return errorAnswer(404, {}, "model: " + wanted.toByteArray());
}

Answer countTokens(const http::Request &request)
{
    QByteArray body;
    Writer json(body);
    json.beginObject().key("input_tokens").integer(estimateTokens(request.body.size())).endObject();
    return jsonAnswer(body);
}

bool isLoopbackName(const QByteArray &host)
{
    if (host.startsWith("[::1]"))
        return true;
    const QByteArray name = host.left(host.indexOf(':')).toLower();
    return name == "127.0.0.1" || name == "localhost";
}

} // namespace

MessagesApi::MessagesApi(QObject *parent) : QObject(parent)
{
    m_server = std::make_unique<http::Server>(
        [this](const http::Request &request, std::unique_ptr<http::Reply> reply) {
            take(request, std::move(reply));
        },
        generous());
}

// The answers under way belong to the server's connections, so they go first.
MessagesApi::~MessagesApi()
{
    qDeleteAll(findChildren<Playback *>(Qt::FindDirectChildrenOnly));
}

base::Expected<quint16, QString> MessagesApi::listen()
{
    auto port = m_server->listen(QHostAddress(QHostAddress::LocalHost), 0);
    if (port)
        m_port = *port;
    return port;
}

QByteArray MessagesApi::baseUrl() const
{
    return m_port == 0 ? QByteArray() : "http://127.0.0.1:" + QByteArray::number(m_port);
}

void MessagesApi::take(const http::Request &request, std::unique_ptr<http::Reply> reply)
{
    new Playback(answerTo(request), std::move(reply), this);
}

Answer MessagesApi::answerTo(const http::Request &request)
{
    if (!isLoopbackName(request.header("host")))
        return errorAnswer(403, {}, "This simulated API answers to loopback names only.");
    if (request.path.startsWith("/simulated/"))
        return answerAboutItself(request);

    const qint64 serial = m_recorder.record(request);
    const bool isGet = request.method == "GET" || request.method == "HEAD";
    if (request.method == "POST" && request.path == "/v1/messages")
        return answerMessage(request, serial);
    if (request.method == "POST" && request.path == "/v1/messages/count_tokens")
        return countTokens(request);
    if (isGet && request.path == "/v1/models")
        return listModels();
    if (isGet && request.path.startsWith(modelPrefix))
        return modelCalled(QByteArrayView(request.path).sliced(modelPrefix.size()));
    if (isGet && request.path == "/")
        return jsonAnswer(R"({"simulated":true})");
    return errorAnswer(404);
}

Answer MessagesApi::answerMessage(const http::Request &request, qint64 serial)
{
    const auto question = readQuestion(request.body);
    if (!question)
        return errorAnswer(400, {}, question.error().toUtf8());
    if (question->asked.model.contains("nosuch"))
        return errorAnswer(404, {}, "model: " + question->asked.model);
    const auto script = scriptFor(*question);
    if (!script)
        return errorAnswer(400, {}, script.error().toUtf8());
    qint64 failed = 0;
    if (script->times) {
        const QByteArray key = QByteArray::number(question->rounds) + scriptIn(question->text);
        failed = m_failures[key]++;
    }
    return planAnswer(*question, *script, serial, failed);
}

Answer MessagesApi::answerAboutItself(const http::Request &request)
{
    QByteArray body;
    Writer json(body);
    if (request.path == "/simulated/requests" && request.method == "GET")
        return jsonAnswer(m_recorder.toJson());
    if (request.path == "/simulated/requests" && request.method == "DELETE") {
        m_recorder.clear();
        m_failures.clear();
        json.beginObject().field("status", "ok").endObject();
        return jsonAnswer(body);
    }
    if (request.path.startsWith(bodyPrefix) && request.method == "GET") {
        const auto recorded = m_recorder.body(request.path.mid(bodyPrefix.size()).toLongLong());
        return recorded ? jsonAnswer(*recorded) : errorAnswer(404);
    }
    if (request.path != "/simulated/health" || request.method != "GET")
        return errorAnswer(404);
    json.beginObject().field("status", "ok").key("simulated").boolean(true);
    json.key("requests").integer(m_recorder.total());
    json.key("open").integer(findChildren<Playback *>(Qt::FindDirectChildrenOnly).size()).endObject();
    return jsonAnswer(body);
}

} // namespace sim
