#include "journal/names.h"

namespace journal {

QByteArrayView nameOf(Entry::Phase phase)
{
    switch (phase) {
    case Entry::Phase::Queued:
        return "queued";
    case Entry::Phase::Preparing:
        return "preparing";
    case Entry::Phase::Answering:
        return "answering";
    case Entry::Phase::Ended:
        return "ended";
    }
    return {};
}

QByteArrayView nameOf(SessionKind kind)
{
    switch (kind) {
    case SessionKind::None:
        return "none";
    case SessionKind::Fresh:
        return "fresh";
    case SessionKind::Warm:
        return "warm";
    case SessionKind::Kept:
        return "kept";
    }
    return {};
}

QByteArrayView nameOf(chat::StopReason reason)
{
    switch (reason) {
    case chat::StopReason::EndTurn:
        return "end_turn";
    case chat::StopReason::MaxTokens:
        return "max_tokens";
    case chat::StopReason::StopSequence:
        return "stop_sequence";
    case chat::StopReason::ToolUse:
        return "tool_use";
    case chat::StopReason::Refusal:
        return "refusal";
    }
    return {};
}

QByteArrayView nameOf(chat::ErrorKind kind)
{
    switch (kind) {
    case chat::ErrorKind::InvalidRequest:
        return "invalid_request";
    case chat::ErrorKind::ContextTooLong:
        return "context_too_long";
    case chat::ErrorKind::NotLoggedIn:
        return "not_logged_in";
    case chat::ErrorKind::KeyRemoved:
        return "key_removed";
    case chat::ErrorKind::PermissionDenied:
        return "permission_denied";
    case chat::ErrorKind::ModelNotFound:
        return "model_not_found";
    case chat::ErrorKind::RequestTooLarge:
        return "request_too_large";
    case chat::ErrorKind::QueueFull:
        return "queue_full";
    case chat::ErrorKind::RateLimited:
        return "rate_limited";
    case chat::ErrorKind::CliFailed:
        return "cli_failed";
    case chat::ErrorKind::ApiFailed:
        return "api_failed";
    case chat::ErrorKind::CliMissing:
        return "cli_missing";
    case chat::ErrorKind::Overloaded:
        return "overloaded";
    case chat::ErrorKind::Stopping:
        return "stopping";
    case chat::ErrorKind::Cancelled:
        return "cancelled";
    case chat::ErrorKind::TimedOut:
        return "timed_out";
    }
    return {};
}

QByteArrayView nameOf(chat::Parameter parameter)
{
    switch (parameter) {
    case chat::Parameter::MaxTokens:
        return "max_tokens";
    case chat::Parameter::Stop:
        return "stop";
    case chat::Parameter::Temperature:
        return "temperature";
    case chat::Parameter::TopP:
        return "top_p";
    case chat::Parameter::Effort:
        return "effort";
    case chat::Parameter::Tools:
        return "tools";
    case chat::Parameter::ToolChoice:
        return "tool_choice";
    case chat::Parameter::OutputSchema:
        return "output_schema";
    }
    return {};
}

// Their values count from 0; behind the last one there is no name.
template<typename Value> std::optional<Value> fromName(QByteArrayView name)
{
    for (int number = 0;; ++number) {
        const auto candidate = nameOf(Value(number));
        if (candidate.isEmpty())
            return {};
        if (candidate == name)
            return Value(number);
    }
}

template std::optional<Entry::Phase> fromName(QByteArrayView name);
template std::optional<SessionKind> fromName(QByteArrayView name);
template std::optional<chat::StopReason> fromName(QByteArrayView name);
template std::optional<chat::ErrorKind> fromName(QByteArrayView name);
template std::optional<chat::Parameter> fromName(QByteArrayView name);

} // namespace journal
