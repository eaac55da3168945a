#include "ui/log/request_columns.h"

#include "ui/log/formats.h"
#include "ui/log/outcome.h"
#include "ui/tools_texts.h"

#include <QtGlobal>

using namespace Qt::StringLiterals;
using journal::Entry;

namespace ui {

namespace {

using Order = std::weak_ordering;

bool isRunning(const Entry &entry)
{
    return entry.phase != Entry::Phase::Ended;
}

Order ofTexts(const QByteArray &a, const QByteArray &b)
{
    return a.compare(b) <=> 0;
}

const QByteArray &modelOf(const Entry &entry)
{
    return entry.record.model.isEmpty() ? entry.record.askedModel : entry.record.model;
}

QString endpointText(const Entry &entry, const CellContext &)
{
    QByteArrayView endpoint = entry.record.endpoint;
    if (endpoint.startsWith("POST "))
        endpoint = endpoint.sliced(5);
    return oneLine(endpoint);
}

// Running ones by their phase, behind all that have ended.
int statusRank(const Entry &entry)
{
    return isRunning(entry) ? 1000 + int(entry.phase) : entry.record.status;
}

QString durationCell(const Entry &entry, const CellContext &context)
{
    if (!isRunning(entry))
        return durationText(entry.record.duration);
    return elapsedText(std::chrono::milliseconds(context.now - entry.record.received.toMSecsSinceEpoch()));
}

QString firstTokenText(const Entry &entry, const CellContext &)
{
    return entry.record.firstDelta ? durationText(*entry.record.firstDelta) : QString();
}

Order byFirstToken(const Entry &a, const Entry &b)
{
    return a.record.firstDelta.value_or(std::chrono::milliseconds(-1))
        <=> b.record.firstDelta.value_or(std::chrono::milliseconds(-1));
}

// Those that go on count as the longest, the oldest first.
Order byDuration(const Entry &a, const Entry &b)
{
    if (isRunning(a) && isRunning(b))
        return b.record.number <=> a.record.number;
    if (isRunning(a) != isRunning(b))
        return isRunning(a) <=> isRunning(b);
    return a.record.duration <=> b.record.duration;
}

QString tokensText(const Entry &entry, qint64 tokens)
{
    return entry.record.usage == chat::Usage() ? QString() : countText(tokens);
}

QString tokensOutText(const Entry &entry, const CellContext &)
{
    if (isRunning(entry) && entry.answeredBytes > 0)
        return u"≈ "_s + countText(tokensSoFar(entry));
    return tokensText(entry, entry.record.usage.output);
}

int toolsRank(const Entry &entry)
{
    return entry.record.tools ? int(*entry.record.tools) : -1;
}

// By what the texts are made of, since making them takes too long: those with errors behind the others.
Order byNote(const Entry &a, const Entry &b)
{
    const auto &left = a.record;
    const auto &right = b.record;
    if (left.error && right.error)
        return ofTexts(left.error->message, right.error->message);
    if (left.error.has_value() != right.error.has_value())
        return left.error.has_value() <=> right.error.has_value();
    const auto reason = [](const journal::Record &record) {
        return int(record.stopReason.value_or(chat::StopReason::EndTurn));
    };
    if (const auto order = reason(left) <=> reason(right); order != 0)
        return order;
    if (const auto order = left.choices <=> right.choices; order != 0)
        return order;
    if (left.ignored == right.ignored)
        return Order::equivalent;
    return left.ignored < right.ignored ? Order::less : Order::greater;
}

constexpr RequestColumn Columns[] = {
    {"time"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Time"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "When the request came"), false, true, 11,
        [](const Entry &entry, const CellContext &context) {
            return context.times.text(entry.record.received);
        },
        [](const Entry &a, const Entry &b) -> Order { return a.record.number <=> b.record.number; }},
    {"client"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Client"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "The program that asked, by its User-Agent"), false, true, 17,
        [](const Entry &entry, const CellContext &) { return oneLine(entry.record.client); },
        [](const Entry &a, const Entry &b) { return ofTexts(a.record.client, b.record.client); }},
    {"endpoint"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Endpoint"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "What of the API was asked"), false, true, 18, endpointText,
        [](const Entry &a, const Entry &b) { return ofTexts(a.record.endpoint, b.record.endpoint); }},
    {"model"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Model"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "The model that answered, or that was asked for"), false, true,
        24, [](const Entry &entry, const CellContext &) { return oneLine(modelOf(entry)); },
        [](const Entry &a, const Entry &b) { return ofTexts(modelOf(a), modelOf(b)); }},
    {"status"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Status"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "The HTTP status, or what is being done"), false, true, 13,
        [](const Entry &entry, const CellContext &) { return statusText(entry); },
        [](const Entry &a, const Entry &b) -> Order { return statusRank(a) <=> statusRank(b); }},
    {"first-token"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "First token"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "How long it took until the answer began"), true, true, 11,
        firstTokenText, byFirstToken},
    {"duration"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Duration"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "How long it took until the answer was complete"), true, true,
        11, durationCell, byDuration},
    {"tokens-in"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Tokens in"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "Tokens that the model read, those from the cache included"),
        true, true, 10,
        [](const Entry &entry, const CellContext &) {
            return tokensText(entry, entry.record.usage.prompt());
        },
        [](const Entry &a, const Entry &b) -> Order {
            return a.record.usage.prompt() <=> b.record.usage.prompt();
        }},
    {"cached"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Cached"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "Tokens of these that came from the cache"), true, true, 9,
        [](const Entry &entry, const CellContext &) {
            return tokensText(entry, entry.record.usage.cacheRead);
        },
        [](const Entry &a, const Entry &b) -> Order {
            return a.record.usage.cacheRead <=> b.record.usage.cacheRead;
        }},
    {"tokens-out"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Out"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "Tokens that the model wrote; ≈ is a guess while it writes"),
        true, true, 8, tokensOutText,
        [](const Entry &a, const Entry &b) -> Order {
            return a.record.usage.output <=> b.record.usage.output;
        }},
    {"cost"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Cost"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "In US dollars, as Claude Code reports it"), true, true, 9,
        [](const Entry &entry, const CellContext &) { return costText(entry.record.costUsd); },
        [](const Entry &a, const Entry &b) -> Order {
            return std::weak_order(a.record.costUsd, b.record.costUsd);
        }},
    {"note"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Note"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "Errors, and what else is remarkable"), false, true, 20,
        [](const Entry &entry, const CellContext &) { return noteText(entry); }, byNote},
    {"key"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Key"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "The name of the API key that the request came with"), false,
        false, 12, [](const Entry &entry, const CellContext &) { return oneLine(entry.record.key); },
        [](const Entry &a, const Entry &b) { return ofTexts(a.record.key, b.record.key); }},
    {"tools"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Claude may"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "What Claude may do with its own tools"), false, false, 14,
        [](const Entry &entry, const CellContext &) {
            return entry.record.tools ? titleOf(*entry.record.tools) : QString();
        },
        [](const Entry &a, const Entry &b) -> Order { return toolsRank(a) <=> toolsRank(b); }},
    {"folder"_L1, QT_TRANSLATE_NOOP("ui::RequestModel", "Folder"),
        QT_TRANSLATE_NOOP("ui::RequestModel", "Where Claude works"), false, false, 20,
        [](const Entry &entry, const CellContext &) { return oneLine(entry.record.folder.toUtf8()); },
        [](const Entry &a, const Entry &b) -> Order {
            return a.record.folder.compare(b.record.folder) <=> 0;
        }},
};

} // namespace

std::span<const RequestColumn> requestColumns()
{
    return Columns;
}

} // namespace ui
