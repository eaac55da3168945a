#include "api/api.h"

#include "api/call.h"
#include "api/exchange.h"
#include "api/models.h"
#include "api/strictness.h"
#include "api/workdir.h"

#include <algorithm>

// A question, from its bytes to the turns that answer it.
namespace api {

namespace {

agent::Tap tapInto(journal::Details *details, int choice, std::chrono::steady_clock::time_point received)
{
    if (!details)
        return {};
    return [details, choice, received](bool sent, QByteArrayView line) {
        const auto at = std::chrono::steady_clock::now() - received;
        details->addLine(choice, sent, std::chrono::duration_cast<std::chrono::milliseconds>(at), line);
    };
}

} // namespace

void Api::ask(Exchange &exchange)
{
    if (const auto refusal = refuseContentType(exchange.request)) {
        turnAway(exchange, *refusal);
        return;
    }
    const auto &dialect = *exchange.route->dialect;
    auto record = recordOf(exchange);
    record.endpoint = dialect.endpoint.toByteArray();
    auto decoded = dialect.decode(exchange.request.body, {randomId(), QDateTime::currentSecsSinceEpoch()},
        {.reasoning = m_settings.answers.reasoning,
            .work = m_settings.answers.work,
            .deepest = m_settings.limits.depth});
    if (!decoded) {
        fail(exchange, std::move(record), decoded.error());
        return;
    }
    auto &request = decoded->request;
    record.askedModel = request.model;
    if (!mayUse(exchange.caller.models, request.model, m_catalogue, m_settings.claude)) {
        fail(exchange, std::move(record), notForThisKey(request.model, exchange.caller.models));
        return;
    }
    record.streamed = decoded->encoder->streams();
    record.choices = decoded->choices;
    record.honoured = decoded->honoured;
    record.ignored = decoded->ignored;
    if (m_settings.answers.strict && !decoded->ignored.isEmpty()) {
        fail(exchange, std::move(record), withoutEffect(decoded->ignored));
        return;
    }
    const auto permit = permitOf(exchange, record);
    if (!permit) {
        fail(exchange, std::move(record), permit.error());
        return;
    }
    record.tools = permit->tools;
    record.folder = permit->folder;
    request.strict = m_settings.answers.strict;
    request.model = settings::modelFor(m_settings.claude, request.model);
    Q_EMIT asked();
    auto details = detailsOf(exchange);
    std::vector<std::unique_ptr<agent::Turn>> turns;
    turns.reserve(size_t(decoded->choices));
    for (int choice = 0; choice < decoded->choices; ++choice)
        turns.push_back(m_pool.ask(request, *permit, tapInto(details.get(), choice, exchange.received)));
    new Call({.reply = std::move(exchange.reply),
                 .headers = exchange.headers,
                 .dialect = &dialect,
                 .encoder = std::move(decoded->encoder),
                 .details = std::move(details),
                 .turns = std::move(turns),
                 .record = std::move(record),
                 .received = exchange.received},
        m_settings.stream, m_journal, this);
}

// What the settings allow, narrowed by the key and by the request itself.
base::Expected<agent::Permit, chat::Error> Api::permitOf(
    const Exchange &exchange, const journal::Record &record) const
{
    for (const QByteArrayView name : {"X-Claude-Relay-Tools", "X-Claude-Relay-Workdir"}) {
        const auto count = std::ranges::count_if(exchange.request.headers,
            [name](const auto &header) { return name.compare(header.first, Qt::CaseInsensitive) == 0; });
        if (count > 1)
            return base::Unexpected{chat::Error{.kind = chat::ErrorKind::InvalidRequest,
                .message = name.toByteArray() + " may stand there once only."}};
    }
    auto tools = std::min(m_settings.claude.tools, exchange.caller.tools.value_or(settings::Tools::All));
    if (const auto wanted = exchange.request.header("X-Claude-Relay-Tools").trimmed(); !wanted.isEmpty()) {
        const auto level = settings::toolsNamed(wanted.toLower());
        if (!level)
            return base::Unexpected{chat::Error{.kind = chat::ErrorKind::InvalidRequest,
                .message = "X-Claude-Relay-Tools must be chat, ask, edits or all."}};
        tools = std::min(tools, *level);
    }
    const auto folder = workingFolder(exchange.request.header("X-Claude-Relay-Workdir").trimmed(),
        exchange.caller.folder, m_settings.claude);
    if (!folder)
        return base::Unexpected{folder.error()};
    return agent::Permit{.key = record.key,
        .client = record.client,
        .tools = tools,
        .folder = *folder,
        .number = record.number};
}

} // namespace api
