#pragma once

#include "journal/details.h"
#include "journal/entry.h"
#include "journal/record.h"

// Records for the journal's tests.
namespace records {

// A busy log; less of it where every access is watched.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int Many = 10'000;
#else
constexpr int Many = 100'000;
#endif

// Every field has a value of its own.
inline journal::Record full(qint64 number = 77)
{
    using namespace std::chrono_literals;
    return {.number = number,
        .id = "req-\xc3\xa9-1",
        .received = QDateTime::fromMSecsSinceEpoch(1753700000123, Qt::UTC),
        .client = "curl/8.5",
        .key = "laptop",
        .tools = settings::Tools::Edits,
        .folder = QStringLiteral("/srv/pr\u00f6ject"),
        .endpoint = "POST /chat/completions",
        .askedModel = "gpt-4o",
        .model = "claude-opus-4-1",
        .streamed = true,
        .choices = 3,
        .status = 429,
        .error = chat::Error{.kind = chat::ErrorKind::RateLimited,
            .message = "Too \"much\"\n, now.",
            .param = "messages[2]",
            .retryAfter = 17s,
            .parameter = chat::Parameter::ToolChoice},
        .session = journal::SessionKind::Kept,
        .taken = 0ms,
        .firstDelta = 345ms,
        .stopReason = chat::StopReason::StopSequence,
        .duration = 6789ms,
        .usage = {.input = 1, .cacheRead = 22, .cacheWrite = 333, .output = 4444, .reasoning = 55555},
        .costUsd = 0.1234567,
        .honoured = {"max_tokens", "stop"},
        .ignored = {"se\"ed", "user,1", "\xc3\xbc"}};
}

// One of many: differs from the others like those of a busy day.
inline journal::Record usual(qint64 number, const QDateTime &received)
{
    static const QByteArray clients[] = {"OpenAI/Python", "OpenAI/JS", "curl/8.5.0", "Cursor/1.2"};
    static const QByteArray models[] = {
        "claude-opus-4-1-20250805", "claude-sonnet-4-5-20250929", "claude-haiku-4-5"};
    journal::Record record{.number = number,
        .id = "req-" + QByteArray::number(number, 16),
        .received = received,
        .client = clients[number % 4],
        .endpoint = "POST /chat/completions",
        .askedModel = models[number % 3].mid(7, 5),
        .model = models[number % 3],
        .streamed = number % 2 == 0,
        .status = 200,
        .session = journal::SessionKind::Warm,
        .taken = std::chrono::milliseconds(number % 50),
        .firstDelta = std::chrono::milliseconds(400 + number % 900),
        .stopReason = chat::StopReason::EndTurn,
        .duration = std::chrono::milliseconds(1000 + number % 30000),
        .usage = {.input = number % 4000,
            .cacheRead = number % 90000,
            .cacheWrite = 12,
            .output = number % 3000},
        .costUsd = double(number % 1000) / 10000,
        .honoured = {"max_tokens", "temperature"},
        .ignored = {"seed"}};
    if (number % 20 == 0) {
        record.status = 502;
        record.error = chat::Error{chat::ErrorKind::ApiFailed, "The API behind Claude Code failed."};
    }
    return record;
}

inline journal::Details details(const QByteArray &mark)
{
    using namespace std::chrono_literals;
    journal::Details details;
    details.headers = {{"User-Agent", "curl"}, {"Authorization", "(redacted)"}};
    details.request = "{\"model\":\"opus\",\"messages\":\"" + mark + "\"}";
    details.sent = "data: " + mark + "\n\n";
    details.answer = {
        {0, chat::BlockKind::Thinking, {}, "hm " + mark}, {1, chat::BlockKind::ToolUse, "run", "{}"}};
    details.lines = {{0, true, 3ms, "{\"type\":\"user\"}"}, {1, false, 99ms, mark}};
    details.droppedLines = 4;
    return details;
}

} // namespace records
