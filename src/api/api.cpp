#include "api/api.h"

#include "api/exchange.h"
#include "api/headers.h"
#include "api/metrics.h"
#include "api/models.h"
#include "wire/chat_completions.h"
#include "wire/completions.h"
#include "wire/openai_error.h"

#include <QUuid>

#include <algorithm>

namespace api {

namespace {

constexpr auto Served = "/v1/chat/completions, /v1/completions, /v1/models, /health and /metrics";

constexpr qsizetype LongestEndpoint = 200; // bytes of a path in the journal

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

QByteArray randomId()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces).replace('-', QByteArray());
}

Api::Api(settings::Settings settings, agent::Pool &pool, journal::Journal &journal,
    std::function<Health()> health, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_access(m_settings), m_pool(pool),
      m_journal(journal), m_health(std::move(health))
{ }

void Api::setSettings(const settings::Settings &settings)
{
    m_settings = settings;
    m_access = Access(settings);
}

void Api::handle(const http::Request &request, std::unique_ptr<http::Reply> reply)
{
    auto id = givenRequestId(request);
    if (id.isEmpty())
        id = "req_" + randomId();
    Exchange exchange{request, std::move(reply), m_access.corsHeaders(request),
        std::chrono::steady_clock::now(), id, withoutPrefix(request.path)};
    exchange.headers.emplaceBack("X-Request-Id", id);
    answer(exchange);
}

journal::Record Api::recordOf(const Exchange &exchange)
{
    return {.number = journal::nextNumber(),
        .id = exchange.id,
        .received = QDateTime::currentDateTimeUtc(),
        .client = clientName(exchange.request),
        .key = exchange.caller.key};
}

std::unique_ptr<journal::Details> Api::detailsOf(const Exchange &exchange) const
{
    if (!m_journal.wantsDetails())
        return {};
    const auto &headers = exchange.request.headers;
    return std::make_unique<journal::Details>(
        std::vector<std::pair<QByteArray, QByteArray>>(headers.begin(), headers.end()),
        exchange.request.body);
}

const Api::Route *Api::routeOf(const QByteArray &path)
{
    static constexpr QByteArrayView Question = "POST, OPTIONS";
    static constexpr QByteArrayView Fact = "GET, HEAD, OPTIONS";
    static const Route Routes[] = {
        {"/chat/completions", Question, &Api::ask, &wire::chat_completions::dialect()},
        {"/completions", Question, &Api::ask, &wire::completions::dialect()},
        {"/models", Fact, &Api::listModels},
        {"/models/", Fact, &Api::describeModel},
        {"/health", Fact, &Api::tellHealth, nullptr, {}, Access::Door::Open},
        {"/metrics", Fact, &Api::tellMetrics},
        {"/embeddings", {}, &Api::tellMissing, nullptr, "embeddings"},
        {"/images/", {}, &Api::tellMissing, nullptr, "image generation"},
        {"/audio/", {}, &Api::tellMissing, nullptr, "speech"},
        {"/moderations", {}, &Api::tellMissing, nullptr, "moderation"},
        {"/files", {}, &Api::tellMissing, nullptr, "file store"},
        {"/files/", {}, &Api::tellMissing, nullptr, "file store"},
        {"/batches", {}, &Api::tellMissing, nullptr, "batches"},
        {"/batches/", {}, &Api::tellMissing, nullptr, "batches"},
        {"/fine_tuning/", {}, &Api::tellMissing, nullptr, "fine-tuning"},
    };
    const auto *route =
        std::ranges::find_if(Routes, [&path](const Route &candidate) { return candidate.matches(path); });
    return route == std::ranges::end(Routes) ? nullptr : route;
}

bool Api::wantsBody(const http::Request &request)
{
    const auto *route = routeOf(withoutPrefix(request.path));
    return route && route->allows(request.method) && (!route->dialect || !refuseContentType(request))
        && m_access.admit(request, Access::Door::Locked);
}

void Api::answer(Exchange &exchange)
{
    const auto &method = exchange.request.method;
    exchange.route = routeOf(exchange.path);
    const auto door = exchange.route ? exchange.route->door : Access::Door::Locked;
    auto caller = m_access.admit(exchange.request, door);
    if (!caller) {
        turnAway(exchange, caller.error());
        return;
    }
    exchange.caller = std::move(*caller);
    if (method == "OPTIONS") {
        exchange.reply->send(204, exchange.headers + preflightHeaders(exchange.request), {});
        return;
    }
    if (!exchange.route) {
        turnAway(exchange, 404,
            "There is no " + named(method) + " of " + exchange.request.path + " here. claude-relay serves "
                + Served + '.',
            "invalid_request_error", "not_found");
    } else if (!exchange.route->allows(method)) {
        const auto allowed = exchange.route->methods.toByteArray();
        turnAway(exchange, 405,
            exchange.request.path + " does not take " + named(method) + ", only " + allowed + '.',
            "invalid_request_error", "method_not_allowed", {{"Allow", allowed}});
    } else {
        (this->*exchange.route->answer)(exchange);
    }
}

void Api::fail(Exchange &exchange, journal::Record record, const chat::Error &error)
{
    const auto reply = exchange.route->dialect->errorReply(error);
    record.error = error;
    record.status = reply.status;
    sendError(exchange, error, reply);
    note(exchange, std::move(record), reply.body);
}

void Api::turnAway(Exchange &exchange, const Refusal &refusal)
{
    turnAway(exchange, refusal.status, refusal.message, refusal.type, refusal.code, refusal.headers);
}

// A request that is no question, or none that can be put.
void Api::turnAway(Exchange &exchange, int status, const QByteArray &message, QByteArrayView type,
    QByteArrayView code, const http::Headers &more)
{
    auto record = recordOf(exchange);
    auto path = exchange.path.first(std::min(exchange.path.size(), LongestEndpoint));
    path.replace(' ', "%20"); // in a line of the log it stays one word
    record.endpoint = named(exchange.request.method) + ' ' + path;
    record.status = status;
    record.error = chat::Error{.kind = chat::ErrorKind::InvalidRequest, .message = message};
    const auto body = wire::openai::errorBody(message, type, code);
    sendJson(exchange, status, body, more);
    note(exchange, std::move(record), body);
}

void Api::note(const Exchange &exchange, journal::Record record, const QByteArray &sent)
{
    // Who may not ask does not fill the log either.
    const bool isStranger = record.status == 401 || record.status == 403 || record.status == 415;
    auto details = isStranger ? nullptr : detailsOf(exchange);
    if (details)
        details->addSent(sent);
    record.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - exchange.received);
    m_journal.add(record, std::move(details));
}

void Api::tellMissing(Exchange &exchange)
{
    // Without the header the official SDKs would ask again, as after any status from 500 on.
    turnAway(exchange, 501,
        "Claude Code has no " + exchange.route->missing.toByteArray() + ". claude-relay serves " + Served
            + '.',
        "invalid_request_error", "not_supported", {{"X-Should-Retry", "false"}});
}

void Api::listModels(Exchange &exchange)
{
    const auto models = listedModels(m_catalogue, m_settings.claude, exchange.caller.models);
    sendJson(exchange, 200, wire::openai::modelList(models, 0));
}

void Api::describeModel(Exchange &exchange)
{
    const auto id = exchange.path.sliced(qstrlen("/models/"));
    const auto model = findModel(id, m_catalogue, m_settings.claude);
    if (model && mayUse(exchange.caller.models, id, m_catalogue, m_settings.claude)) {
        sendJson(exchange, 200, wire::openai::modelObject(*model, 0));
        return;
    }
    const chat::Error error{.kind = chat::ErrorKind::ModelNotFound,
        .message = "There is no model " + id + " in the list. GET /v1/models tells it.",
        .param = "model"};
    sendError(exchange, error, wire::openai::errorReply(error));
}

void Api::tellHealth(Exchange &exchange)
{
    const auto health = m_health();
    sendJson(exchange, 200, exchange.caller.isKnown ? toJson(health) : statusJson(health));
}

void Api::tellMetrics(Exchange &exchange)
{
    auto headers = exchange.headers;
    headers.emplaceBack("Content-Type", MetricsType);
    exchange.reply->send(200, headers, metricsText(m_health(), m_journal.metrics()));
}

void Api::sendError(Exchange &exchange, const chat::Error &error, const wire::ErrorReply &reply)
{
    sendJson(exchange, reply.status, reply.body, errorHeaders(error));
}

void Api::sendJson(Exchange &exchange, int status, const QByteArray &body, const http::Headers &more)
{
    auto headers = exchange.headers + more;
    headers.emplaceBack("Content-Type", "application/json");
    exchange.reply->send(status, headers, body);
}

} // namespace api
