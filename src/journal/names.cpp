#include "journal/names.h"

#include <algorithm>
#include <span>

namespace journal {

namespace {

template<typename Value> struct Name
{
    Value value{};
    QByteArrayView name;
};

constexpr Name<Entry::Phase> phases[] = {
    {Entry::Phase::Queued, "queued"},
    {Entry::Phase::Preparing, "preparing"},
    {Entry::Phase::Answering, "answering"},
    {Entry::Phase::Ended, "ended"},
};

constexpr Name<SessionKind> sessions[] = {
    {SessionKind::None, "none"},
    {SessionKind::Fresh, "fresh"},
    {SessionKind::Warm, "warm"},
    {SessionKind::Kept, "kept"},
};

constexpr Name<chat::StopReason> stopReasons[] = {
    {chat::StopReason::EndTurn, "end_turn"},
    {chat::StopReason::MaxTokens, "max_tokens"},
    {chat::StopReason::StopSequence, "stop_sequence"},
    {chat::StopReason::ToolUse, "tool_use"},
    {chat::StopReason::Refusal, "refusal"},
};

constexpr Name<chat::ErrorKind> errorKinds[] = {
    {chat::ErrorKind::InvalidRequest, "invalid_request"},
    {chat::ErrorKind::ContextTooLong, "context_too_long"},
    {chat::ErrorKind::NotLoggedIn, "not_logged_in"},
    {chat::ErrorKind::PermissionDenied, "permission_denied"},
    {chat::ErrorKind::ModelNotFound, "model_not_found"},
    {chat::ErrorKind::RequestTooLarge, "request_too_large"},
    {chat::ErrorKind::QueueFull, "queue_full"},
    {chat::ErrorKind::RateLimited, "rate_limited"},
    {chat::ErrorKind::CliFailed, "cli_failed"},
    {chat::ErrorKind::ApiFailed, "api_failed"},
    {chat::ErrorKind::CliMissing, "cli_missing"},
    {chat::ErrorKind::Overloaded, "overloaded"},
    {chat::ErrorKind::Stopping, "stopping"},
    {chat::ErrorKind::TimedOut, "timed_out"},
};

constexpr Name<chat::Parameter> parameters[] = {
    {chat::Parameter::MaxTokens, "max_tokens"},
    {chat::Parameter::Stop, "stop"},
    {chat::Parameter::Temperature, "temperature"},
    {chat::Parameter::TopP, "top_p"},
    {chat::Parameter::Effort, "effort"},
    {chat::Parameter::Tools, "tools"},
    {chat::Parameter::ToolChoice, "tool_choice"},
    {chat::Parameter::OutputSchema, "output_schema"},
};

constexpr auto tableOf(Entry::Phase)
{
    return std::span(phases);
}
constexpr auto tableOf(SessionKind)
{
    return std::span(sessions);
}
constexpr auto tableOf(chat::StopReason)
{
    return std::span(stopReasons);
}
constexpr auto tableOf(chat::ErrorKind)
{
    return std::span(errorKinds);
}
constexpr auto tableOf(chat::Parameter)
{
    return std::span(parameters);
}

template<typename Value> QByteArrayView find(Value value)
{
    const auto table = tableOf(value);
    const auto found = std::ranges::find(table, value, &Name<Value>::value);
    return found == table.end() ? QByteArrayView("unknown") : found->name;
}

} // namespace

QByteArrayView nameOf(Entry::Phase phase)
{
    return find(phase);
}

QByteArrayView nameOf(SessionKind kind)
{
    return find(kind);
}

QByteArrayView nameOf(chat::StopReason reason)
{
    return find(reason);
}

QByteArrayView nameOf(chat::ErrorKind kind)
{
    return find(kind);
}

QByteArrayView nameOf(chat::Parameter parameter)
{
    return find(parameter);
}

template<typename Value> std::optional<Value> fromName(QByteArrayView name)
{
    const auto table = tableOf(Value());
    const auto found =
        std::ranges::find_if(table, [name](const Name<Value> &entry) { return entry.name == name; });
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

template std::optional<Entry::Phase> fromName(QByteArrayView name);
template std::optional<SessionKind> fromName(QByteArrayView name);
template std::optional<chat::StopReason> fromName(QByteArrayView name);
template std::optional<chat::ErrorKind> fromName(QByteArrayView name);
template std::optional<chat::Parameter> fromName(QByteArrayView name);

} // namespace journal
