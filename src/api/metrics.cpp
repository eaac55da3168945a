#include "api/metrics.h"

#include "api/process_usage.h"
#include "base/exposition.h"
#include "journal/names.h"

namespace api {

namespace {

using base::Exposition;
using Type = Exposition::Type;

void appendBuild(Exposition &out, const agent::ClaudeStatus &claude)
{
    out.family("claude_relay_build_info", Type::Gauge, "The program; always 1.")
        .sample(1, {{"version", RELAY_VERSION}, {"qt", qVersion()}});
    out.family("claude_relay_claude_info", Type::Gauge, "The claude command that is used; always 1.")
        .sample(1,
            {{"version", claude.version ? cli::toByteArray(*claude.version) : QByteArray("none")},
                {"status", statusWord(claude)}});
}

void appendHistogram(
    Exposition &out, QByteArrayView name, QByteArrayView help, const journal::Histogram &histogram)
{
    out.family(name, Type::Histogram, help);
    for (std::size_t index = 0; index < journal::Histogram::Bounds.size(); ++index)
        out.part("_bucket", double(histogram.upTo(index)),
            {{"le", base::metricNumber(journal::Histogram::Bounds[index])}});
    out.part("_bucket", double(histogram.count()), {{"le", "+Inf"}});
    out.part("_sum", histogram.sum());
    out.part("_count", double(histogram.count()));
}

void appendRequests(Exposition &out, const journal::Journal::Totals &totals, const journal::Metrics &metrics)
{
    out.family("claude_relay_requests_total", Type::Counter,
        "Questions that have ended, and requests that were turned away; 499: the client left.");
    for (const auto &[which, count] : metrics.requests())
        out.sample(double(count),
            {{"endpoint", which.endpoint}, {"status", QByteArray::number(which.status)},
                {"model", which.model}});
    out.family("claude_relay_errors_total", Type::Counter, "Requests that ended with an error, by its kind.");
    for (const auto &[kind, count] : metrics.errors())
        out.sample(double(count), {{"kind", journal::nameOf(kind)}});
    const auto &usage = totals.usage;
    out.family("claude_relay_tokens_total", Type::Counter, "Tokens, as the API counts them.")
        .sample(double(usage.input), {{"kind", "input"}})
        .sample(double(usage.cacheRead), {{"kind", "cache_read"}})
        .sample(double(usage.cacheWrite), {{"kind", "cache_write"}})
        .sample(double(usage.output), {{"kind", "output"}});
    out.counter("claude_relay_reasoning_tokens_total",
        "Those of the output tokens that were spent on reasoning.", double(usage.reasoning));
    out.counter("claude_relay_cost_usd_total", "What Claude Code says that the answers cost, in US dollars.",
        totals.costUsd);
    appendHistogram(out, "claude_relay_first_token_seconds",
        "From the request to the first piece of its answer.", metrics.firstToken());
    appendHistogram(out, "claude_relay_request_duration_seconds",
        "From the request to its end, for requests that a session took.", metrics.duration());
}

void appendSessions(Exposition &out, const Health &health)
{
    const auto &sessions = health.sessions;
    out.family("claude_relay_sessions", Type::Gauge, "Processes of claude, by what they do.")
        .sample(sessions.warm, {{"state", "warm"}})
        .sample(sessions.busy, {{"state", "busy"}})
        .sample(sessions.kept, {{"state", "kept"}})
        .sample(sessions.waiting, {{"state", "waiting"}})
        .sample(sessions.ending, {{"state", "ending"}});
    out.gauge("claude_relay_sessions_max", "How many there may be at once.", health.maxSessions);
    out.gauge("claude_relay_queued_requests", "Requests that wait for a session.", sessions.queued);
    out.gauge("claude_relay_connections", "Connections of clients that are open.", health.connections);
    out.family("claude_relay_refused_total", Type::Counter,
        "What was refused before it was a request: wrong HTTP, or too large, too slow, too many.");
    for (const auto &[status, count] : health.refusals)
        out.sample(double(count), {{"status", QByteArray::number(status)}});
    const auto &tally = health.tally;
    out.counter(
        "claude_relay_process_starts_total", "Processes of claude that were started.", double(tally.started));
    out.counter("claude_relay_process_crashes_total", "Those of them that have ended by themselves.",
        double(tally.crashed));
    out.family("claude_relay_process_restarts_total", Type::Counter,
        "Those that were ended before their time, by the reason.");
    for (int fault = 0; fault < agent::FaultCount; ++fault)
        out.sample(double(tally.replaced[std::size_t(fault)]), {{"reason", nameOf(agent::Fault(fault))}});
    out.counter("claude_relay_skipped_lines_total", "Lines of claude that could not be read.",
        double(tally.skippedLines));
    out.family("claude_relay_approvals_total", Type::Counter,
        "What Claude Code asked to be allowed, by the answer.");
    for (const auto &[decision, count] : health.approvals)
        out.sample(double(count), {{"decision", decision}});
    out.gauge("claude_relay_uptime_seconds", "Since the server was started.", double(health.uptime.count()));
}

void appendProcess(Exposition &out)
{
    const auto usage = ProcessUsage::now();
    if (usage.cpuSeconds)
        out.counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.",
            *usage.cpuSeconds);
    if (usage.resident)
        out.gauge("process_resident_memory_bytes", "Resident memory size in bytes.", double(*usage.resident));
    if (usage.virtualSize)
        out.gauge(
            "process_virtual_memory_bytes", "Virtual memory size in bytes.", double(*usage.virtualSize));
    if (usage.openFiles)
        out.gauge("process_open_fds", "Number of open file descriptors.", double(*usage.openFiles));
    if (usage.mostOpenFiles)
        out.gauge(
            "process_max_fds", "Maximum number of open file descriptors.", double(*usage.mostOpenFiles));
    if (usage.started)
        out.gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.",
            *usage.started);
}

} // namespace

QByteArray metricsText(const Health &health, const journal::Metrics &metrics)
{
    QByteArray text;
    Exposition out(text);
    appendBuild(out, health.claude);
    appendRequests(out, health.totals, metrics);
    appendSessions(out, health);
    appendProcess(out);
    return text;
}

} // namespace api
