#include "journal/filter.h"

#include "base/overloaded.h"
#include "journal/names.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace journal {

namespace {

constexpr std::array<char, 256> lowered = [] {
    std::array<char, 256> table{};
    for (int byte = 0; byte < 256; ++byte)
        table[size_t(byte)] = char(byte >= 'A' && byte <= 'Z' ? byte + 0x20 : byte);
    return table;
}();

char lower(char byte)
{
    return lowered[uchar(byte)];
}

bool isAscii(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char byte) { return uchar(byte) < 0x80; });
}

// Goes through 100,000 entries while somebody types: no allocation but for texts in other alphabets.
bool contains(QByteArrayView text, const Filter::Needle &needle)
{
    if (!needle.wide.isEmpty())
        return !isAscii(text) && QString::fromUtf8(text).contains(needle.wide, Qt::CaseInsensitive);
    const qsizetype size = needle.lower.size();
    if (size > text.size())
        return false;
    const char *const wanted = needle.lower.constData();
    const char *const last = text.end() - size;
    for (const char *at = text.begin(); at <= last; ++at) {
        if (lower(*at) != *wanted)
            continue;
        qsizetype same = 1;
        while (same < size && lower(at[same]) == wanted[same])
            ++same;
        if (same == size)
            return true;
    }
    return false;
}

Filter::Needle needleFor(const QString &text)
{
    const auto utf8 = text.toUtf8();
    return {utf8.toLower(), isAscii(utf8) ? QString() : text};
}

bool noteContains(const Record &record, const Filter::Needle &needle)
{
    if (record.error) {
        if (contains(record.error->message, needle) || contains(nameOf(record.error->kind), needle)
            || contains(record.error->param, needle))
            return true;
    }
    return (record.stopReason && contains(nameOf(*record.stopReason), needle))
        || std::ranges::any_of(
            record.ignored, [&needle](const QByteArray &name) { return contains(name, needle); });
}

bool modelContains(const Record &record, const Filter::Needle &needle)
{
    return contains(record.model, needle) || contains(record.askedModel, needle);
}

struct Piece
{
    bool excluded = false;
    QString key; // empty when there is none
    QString text; // without the key
    QString whole; // with it
};

// Cuts at blanks that are not between quotes. A key ends at a colon before the first quote.
std::vector<Piece> split(const QString &text)
{
    std::vector<Piece> pieces;
    Piece piece;
    bool quoted = false;
    bool begun = false; // with a quote or anything else
    bool literal = false; // a quote was there: no key begins any more
    const auto end = [&] {
        if (begun)
            pieces.push_back(std::exchange(piece, {}));
        begun = literal = false;
    };
    for (const QChar c : text) {
        if (c == u'"') {
            quoted = !quoted;
            begun = literal = true;
        } else if (!quoted && c.isSpace()) {
            end();
        } else if (c == u'-' && !begun) {
            piece.excluded = begun = true;
        } else {
            begun = true;
            piece.whole += c;
            if (c == u':' && !literal && piece.key.isEmpty())
                piece.key = std::exchange(piece.text, {});
            else
                piece.text += c;
        }
    }
    end();
    return pieces;
}

} // namespace

Outcome outcomeOf(const Entry &entry)
{
    if (entry.phase != Entry::Phase::Ended)
        return Outcome::Running;
    const int status = entry.record.status;
    const auto &error = entry.record.error;
    if (status == ClientLeft || (error && error->kind == chat::ErrorKind::Cancelled))
        return Outcome::Cancelled;
    return error || status >= 400 ? Outcome::Error : Outcome::Ok;
}

Filter Filter::parse(const QString &text)
{
    static constexpr std::pair<QLatin1StringView, Part> parts[] = {{"model"_L1, Part::Model},
        {"client"_L1, Part::Client}, {"key"_L1, Part::Key}, {"tools"_L1, Part::Tools},
        {"endpoint"_L1, Part::Endpoint}, {"id"_L1, Part::Id}, {"session"_L1, Part::Session},
        {"note"_L1, Part::Note}};

    Filter filter;
    for (const auto &piece : split(text)) {
        const auto key = piece.key.toLower();
        if (key == "status"_L1) {
            if (!piece.text.isEmpty())
                filter.m_words.push_back({piece.excluded, statusTest(piece.text.toLower())});
            continue;
        }
        const auto *part = std::ranges::find(parts, key, &std::pair<QLatin1StringView, Part>::first);
        const bool any = part == std::ranges::end(parts);
        const auto &value = any ? piece.whole : piece.text;
        if (value.isEmpty())
            continue;
        TextTest test{any ? Part::Any : part->second, needleFor(value)};
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (any && isNumber)
            test.status = number;
        filter.m_words.push_back({piece.excluded, std::move(test)});
    }
    return filter;
}

Filter::Test Filter::statusTest(const QString &value)
{
    static constexpr std::pair<QLatin1StringView, Outcome> outcomes[] = {{"running"_L1, Outcome::Running},
        {"ok"_L1, Outcome::Ok}, {"error"_L1, Outcome::Error}, {"cancelled"_L1, Outcome::Cancelled}};

    for (const auto &[name, outcome] : outcomes) {
        if (name.startsWith(value))
            return OutcomeTest{outcome};
    }
    if (value.size() > 3)
        return StatusTest{};
    auto digits = value;
    while (digits.endsWith(u'x'))
        digits.chop(1);
    bool isNumber = false;
    const int first = digits.leftJustified(3, u'0').toInt(&isNumber);
    const int last = digits.leftJustified(3, u'9').toInt();
    return isNumber && !digits.isEmpty() ? StatusTest{first, last} : StatusTest{};
}

bool Filter::matches(const Entry &entry) const
{
    return std::ranges::all_of(m_words, [&entry](const Word &word) {
        return std::visit([&entry](const auto &test) { return holds(test, entry); }, word.test)
            != word.excluded;
    });
}

bool Filter::holds(const TextTest &test, const Entry &entry)
{
    const auto &record = entry.record;
    const auto &needle = test.needle;
    switch (test.part) {
    case Part::Any:
        return modelContains(record, needle) || contains(record.client, needle)
            || contains(record.key, needle) || contains(record.endpoint, needle)
            || contains(record.id, needle) || noteContains(record, needle)
            || (test.status > 0 && test.status == record.status);
    case Part::Model:
        return modelContains(record, needle);
    case Part::Client:
        return contains(record.client, needle);
    case Part::Key:
        return contains(record.key, needle);
    case Part::Tools:
        return record.tools && contains(settings::nameOf(*record.tools), needle);
    case Part::Endpoint:
        return contains(record.endpoint, needle);
    case Part::Id:
        return contains(record.id, needle);
    case Part::Session:
        return contains(nameOf(record.session), needle);
    case Part::Note:
        return noteContains(record, needle);
    }
    return false;
}

bool Filter::holds(const StatusTest &test, const Entry &entry)
{
    return entry.record.status >= test.first && entry.record.status <= test.last;
}

bool Filter::holds(const OutcomeTest &test, const Entry &entry)
{
    return outcomeOf(entry) == test.outcome;
}

} // namespace journal
