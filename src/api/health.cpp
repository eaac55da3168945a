#include "api/health.h"

#include "base/json.h"

#include <QCoreApplication>

namespace api {

namespace {

using base::json::Writer;

void appendClaude(Writer &writer, const agent::ClaudeStatus &claude)
{
    writer.key("claude").beginObject();
    const auto textOrNull = [&writer](QByteArrayView name, const QByteArray &text) {
        writer.key(name);
        if (text.isEmpty())
            writer.null();
        else
            writer.string(text);
    };
    textOrNull("path", claude.program.toUtf8());
    textOrNull("version", claude.version ? cli::toByteArray(*claude.version) : QByteArray());
    textOrNull(
        "level", claude.version ? cli::levelName(cli::featuresOf(*claude.version).level) : QByteArray());
    writer.key("logged_in");
    if (claude.loggedIn)
        writer.boolean(*claude.loggedIn);
    else
        writer.null();
    writer.endObject();
}

void appendTotals(Writer &writer, const journal::Journal::Totals &totals)
{
    writer.key("totals").beginObject();
    writer.key("requests").integer(totals.requests);
    writer.key("failed").integer(totals.failed);
    writer.key("cancelled").integer(totals.cancelled);
    const auto &usage = totals.usage;
    writer.key("prompt_tokens").integer(usage.prompt());
    writer.key("cached_tokens").integer(usage.cacheRead);
    writer.key("completion_tokens").integer(usage.output);
    writer.key("cost_usd").number(totals.costUsd);
    writer.endObject();
}

} // namespace

QByteArray statusWord(const agent::ClaudeStatus &claude)
{
    if (claude.problem)
        return "unavailable";
    if (!claude.version)
        return "starting";
    return claude.loggedIn.value_or(true) ? "ok" : "logged_out";
}

QByteArray problemText(const agent::ClaudeStatus &claude)
{
    if (claude.problem)
        return claude.problem->message;
    if (!claude.loggedIn.value_or(true))
        return "Claude Code is not logged in. Run claude in a terminal and log in with /login.";
    if (claude.version && cli::featuresOf(*claude.version).level == cli::Level::Flattened)
        return "This claude is old: conversations go in as one prompt, with a process per request. Update "
               "it with claude update.";
    return {};
}

QByteArray toJson(const Health &health)
{
    QByteArray body;
    Writer writer(body);
    writer.beginObject().field("status", statusWord(health.claude));
    writer.key("problem");
    if (const auto problem = problemText(health.claude); problem.isEmpty())
        writer.null();
    else
        writer.string(problem);
    writer.field("version", RELAY_VERSION);
    appendClaude(writer, health.claude);
    writer.key("uptime_seconds").integer(qint64(health.uptime.count()));
    writer.key("pid").integer(QCoreApplication::applicationPid());
    writer.key("sessions").beginObject();
    writer.key("warm").integer(health.sessions.warm);
    writer.key("busy").integer(health.sessions.busy);
    writer.key("kept").integer(health.sessions.kept);
    writer.key("waiting").integer(health.sessions.waiting);
    writer.key("ending").integer(health.sessions.ending);
    writer.key("queued").integer(health.sessions.queued);
    writer.key("maximum").integer(health.maxSessions);
    writer.key("skipped_lines").integer(health.tally.skippedLines);
    writer.endObject();
    appendTotals(writer, health.totals);
    writer.field("tools", settings::nameOf(health.tools));
    writer.key("waiting_approvals").integer(health.waitingApprovals);
    if (!health.demoApi.isEmpty())
        writer.key("demo").beginObject().field("api", health.demoApi).endObject();
    writer.endObject();
    return body + '\n';
}

QByteArray statusJson(const Health &health)
{
    QByteArray body;
    Writer(body).beginObject().field("status", statusWord(health.claude)).endObject();
    return body + '\n';
}

} // namespace api
