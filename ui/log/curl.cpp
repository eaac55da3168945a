#include "ui/log/curl.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qsizetype LongestArgument = 100'000; // bytes; Linux takes 128 KiB
// What curl sends by itself, or what only counted for the connection.
constexpr QByteArrayView OwnHeaders[] = {"host", "content-length", "connection", "keep-alive",
    "accept-encoding", "transfer-encoding", "expect", "user-agent", "accept", "x-request-id"};

bool isOwn(const QByteArray &name)
{
    const auto lower = name.toLower();
    return std::ranges::any_of(OwnHeaders, [&](QByteArrayView own) { return lower == own; });
}

// A word that is no line of `text`.
QByteArray delimiterFor(QByteArrayView text)
{
    QByteArray word = "END";
    while (text.indexOf(word) >= 0)
        word += '_';
    return word;
}

} // namespace

QByteArray shellQuoted(QByteArrayView bytes)
{
    return '\'' + bytes.toByteArray().replace('\'', "'\\''") + '\'';
}

Target targetOf(const QByteArray &baseUrl, const QByteArray &endpoint)
{
    const auto blank = endpoint.indexOf(' ');
    auto method = blank < 0 ? QByteArray("POST") : endpoint.first(blank);
    return {std::move(method), baseUrl + endpoint.sliced(blank + 1)};
}

QByteArray curlCommand(const QByteArray &baseUrl, const QByteArray &endpoint, const journal::Details &details)
{
    const auto target = targetOf(baseUrl, endpoint);
    QByteArray command = "curl " + shellQuoted(target.url);
    if (target.method != (details.request.isEmpty() ? "GET" : "POST"))
        command += " -X " + shellQuoted(target.method);
    for (const auto &[name, value] : details.headers) {
        if (const auto lower = name.toLower(); lower == "authorization")
            command += " \\\n  -H \"Authorization: Bearer $CLAUDE_RELAY_API_KEY\"";
        else if (lower == "x-api-key")
            command += " \\\n  -H \"x-api-key: $CLAUDE_RELAY_API_KEY\"";
        else if (!isOwn(name))
            command += " \\\n  -H " + shellQuoted(name + ": " + value);
    }
    if (details.request.isEmpty())
        return command + '\n';
    if (details.request.size() <= LongestArgument)
        return command + " \\\n  --data-raw " + shellQuoted(details.request) + '\n';
    const auto delimiter = delimiterFor(details.request);
    return command + " \\\n  --data-binary @- <<'" + delimiter + "'\n" + details.request + '\n' + delimiter
        + '\n';
}

} // namespace ui
