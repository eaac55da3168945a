#include "api/api.h"

#include "api/access.h"
#include "api/call.h"
#include "api/headers.h"
#include "api/models.h"
#include "wire/chat_completions.h"
#include "wire/openai_error.h"

#include <QHostAddress>
#include <QUuid>

#include <algorithm>

namespace api {

struct Api::Exchange
{
    const http::Request &request;
    std::unique_ptr<http::Reply> reply;
    http::Headers headers;
    QByteArray id;
    QByteArray path; // without /v1 and a slash at the end
};

// One row of the table: a path, or the beginning of one when it ends with a slash.
struct Api::Route
{
    QByteArrayView path;
    QByteArrayView methods; // as Allow names them
    void (Api::*answer)(Exchange &) = nullptr;

    bool matches(const QByteArray &asked) const
    {
        return path.endsWith('/') ? asked.size() > path.size() && asked.startsWith(path) : asked == path;
    }

    bool allows(const QByteArray &method) const
    {
        return !method.isEmpty() && (", " + methods.toByteArray() + ", ").contains(", " + method + ", ");
    }
};

namespace {

QByteArray randomId()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces).replace('-', QByteArray());
}

// Qt does not tell the name of a method that it does not know.
QByteArray named(const QByteArray &method)
{
    return method.isEmpty() ? QByteArray("this method") : method;
}

// A base URL is easily given with a slash too many.
QByteArray withoutPrefix(QByteArray path)
{
    while (path.contains("//"))
        path.replace("//", "/");
    if (path.startsWith("/v1/"))
        path = path.sliced(3);
    while (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    return path;
}

} // namespace

Api::Api(settings::Settings settings, agent::Pool &pool, journal::Journal &journal,
    std::function<Health()> health, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_pool(pool), m_journal(journal),
      m_health(std::move(health)), m_loopbackOnly(QHostAddress(m_settings.server.host).isLoopback())
{ }

void Api::handle(const http::Request &request, std::unique_ptr<http::Reply> reply)
{
    auto id = givenRequestId(request);
    if (id.isEmpty())
        id = "req_" + randomId();
    Exchange exchange{request, std::move(reply), commonHeaders(request, id), id, withoutPrefix(request.path)};
    answer(exchange);
}

void Api::answer(Exchange &exchange)
{
    static constexpr Route Routes[] = {
        {"/chat/completions", "POST, OPTIONS", &Api::completeChat},
        {"/models", "GET, HEAD, OPTIONS", &Api::listModels},
        {"/models/", "GET, HEAD, OPTIONS", &Api::describeModel},
        {"/health", "GET, HEAD, OPTIONS", &Api::tellHealth},
    };
    const auto &method = exchange.request.method;
    if (method == "OPTIONS") {
        exchange.reply->send(204, exchange.headers + preflightHeaders(exchange.request), {});
        return;
    }
    if (const auto refusal = api::refuse(exchange.request, m_loopbackOnly)) {
        sendJson(exchange, 403, wire::openai::errorBody(refusal->message, "permission_error", refusal->code));
        return;
    }
    const auto *route = std::ranges::find_if(
        Routes, [&exchange](const Route &candidate) { return candidate.matches(exchange.path); });
    if (route == std::ranges::end(Routes)) {
        sendJson(exchange, 404,
            wire::openai::errorBody("There is no " + named(method) + " of " + exchange.request.path
                    + " here. claude-relay serves /v1/chat/completions, /v1/models and /health.",
                "invalid_request_error", "not_found"));
    } else if (!route->allows(method)) {
        const auto allowed = route->methods.toByteArray();
        sendJson(exchange, 405,
            wire::openai::errorBody(
                exchange.request.path + " does not take " + named(method) + ", only " + allowed + '.',
                "invalid_request_error", "method_not_allowed"),
            {{"Allow", allowed}});
    } else {
        (this->*route->answer)(exchange);
    }
}

void Api::completeChat(Exchange &exchange)
{
    journal::Record record{.id = exchange.id,
        .received = QDateTime::currentDateTimeUtc(),
        .client = clientName(exchange.request),
        .endpoint = "POST /chat/completions"};
    auto decoded = wire::chat_completions::decode(
        exchange.request.body, {randomId(), QDateTime::currentSecsSinceEpoch()});
    if (!decoded) {
        record.error = decoded.error();
        record.status = refuse(exchange, decoded.error());
        m_journal.add(record);
        return;
    }
    record.askedModel = decoded->request.model;
    record.streamed = decoded->encoder->streams();
    record.ignored = decoded->ignored;
    if (!decoded->ignored.isEmpty())
        exchange.headers.emplaceBack("X-Claude-Relay-Ignored", decoded->ignored.join(", "));
    decoded->request.model = settings::modelFor(m_settings.claude, decoded->request.model);
    Q_EMIT asked();
    auto *call = new Call({.reply = std::move(exchange.reply),
                              .headers = exchange.headers,
                              .encoder = std::move(decoded->encoder),
                              .turn = m_pool.ask(std::move(decoded->request)),
                              .errorReply = &wire::openai::errorReply,
                              .record = std::move(record)},
        m_settings.stream, this);
    connect(call, &Call::ended, &m_journal, &journal::Journal::add);
}

void Api::listModels(Exchange &exchange)
{
    sendJson(exchange, 200, wire::openai::modelList(listedModels(m_catalogue), 0));
}

void Api::describeModel(Exchange &exchange)
{
    const auto id = exchange.path.sliced(qstrlen("/models/"));
    if (const auto model = findModel(id, m_catalogue, m_settings.claude)) {
        sendJson(exchange, 200, wire::openai::modelObject(*model, 0));
        return;
    }
    refuse(exchange,
        {.kind = chat::ErrorKind::ModelNotFound,
            .message = "There is no model " + id + " in the list. GET /v1/models tells it.",
            .param = "model"});
}

void Api::tellHealth(Exchange &exchange)
{
    sendJson(exchange, 200, toJson(m_health()));
}

int Api::refuse(Exchange &exchange, const chat::Error &error)
{
    const auto reply = wire::openai::errorReply(error);
    sendJson(exchange, reply.status, reply.body, errorHeaders(error));
    return reply.status;
}

void Api::sendJson(Exchange &exchange, int status, const QByteArray &body, const http::Headers &more)
{
    auto headers = exchange.headers + more;
    headers.emplaceBack("Content-Type", "application/json");
    exchange.reply->send(status, headers, body);
}

} // namespace api
