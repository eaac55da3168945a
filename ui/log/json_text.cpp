#include "ui/log/json_text.h"

#include "base/json.h"
#include "base/json_tokens.h"

#include <algorithm>

namespace ui {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isStructural(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

qsizetype skipSpace(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

// Behind a number or a name such as true; also behind whatever else stands there.
qsizetype endOfWord(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && !isSpace(text[at]) && !isStructural(text[at]) && text[at] != '"')
        ++at;
    return at;
}

qsizetype endOfContainer(QByteArrayView text, qsizetype at)
{
    const qsizetype begin = at;
    qsizetype depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            const auto size = base::json::stringToken(text.sliced(at)).size;
            if (size == 0)
                return begin;
            at += size;
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at;
    }
    return begin;
}

void breakLine(QByteArray &out, qsizetype depth)
{
    out += '\n';
    out.append(2 * std::min<qsizetype>(depth, 100), ' ');
}

} // namespace

qsizetype endOfJsonValue(QByteArrayView text, qsizetype at)
{
    if (at >= text.size())
        return at;
    if (text[at] == '"')
        return at + base::json::stringToken(text.sliced(at)).size;
    if (text[at] == '{' || text[at] == '[')
        return endOfContainer(text, at);
    return endOfWord(text, at);
}

std::optional<JsonChild> JsonChildren::next()
{
    if (m_at >= m_text.size() || (m_text[m_at] != '{' && m_text[m_at] != '[' && m_text[m_at] != ','))
        return {};
    JsonChild child;
    child.value.begin = skipSpace(m_text, m_at + 1);
    child.value.end = endOfJsonValue(m_text, child.value.begin);
    qsizetype behind = skipSpace(m_text, child.value.end);
    if (behind < m_text.size() && m_text[behind] == ':') {
        child.key = child.value;
        child.value.begin = skipSpace(m_text, behind + 1);
        child.value.end = endOfJsonValue(m_text, child.value.begin);
        behind = skipSpace(m_text, child.value.end);
    }
    if (child.value.isEmpty())
        return {};
    m_at = behind;
    return child;
}

QByteArray jsonCharacters(QByteArrayView token)
{
    if (!token.startsWith('"'))
        return token.toByteArray();
    QByteArray characters;
    base::json::Reader reader;
    const auto status = reader.object("{\"v\":" + token.toByteArray() + '}',
        [&](QByteArrayView, base::json::Value value) -> base::json::Status {
            if (auto string = value.string())
                characters = *string;
            return base::json::ok();
        });
    return status ? characters : token.toByteArray();
}

QByteArray prettyJson(QByteArrayView json, qsizetype most)
{
    const qsizetype first = skipSpace(json, 0);
    if (first == json.size() || (json[first] != '{' && json[first] != '['))
        return json.first(std::min(json.size(), most)).toByteArray();
    QByteArray out;
    qsizetype depth = 0;
    for (qsizetype at = first; at < json.size() && out.size() < most;) {
        const char c = json[at];
        if (isSpace(c)) {
            ++at;
        } else if (c == '{' || c == '[') {
            out += c;
            at = skipSpace(json, at + 1);
            if (at < json.size() && json[at] == (c == '{' ? '}' : ']'))
                out += json[at++];
            else
                breakLine(out, ++depth);
        } else if (c == '}' || c == ']') {
            depth = std::max<qsizetype>(depth - 1, 0);
            breakLine(out, depth);
            out += c;
            ++at;
        } else if (c == ',') {
            out += c;
            breakLine(out, depth);
            ++at;
        } else if (c == ':') {
            out += ": ";
            ++at;
        } else {
            const auto end = std::max(endOfJsonValue(json, at), at + 1);
            out += json.sliced(at, end - at);
            at = end;
        }
    }
    return out;
}

std::vector<JsonSpan> eventData(QByteArrayView stream, qsizetype from)
{
    std::vector<JsonSpan> spans;
    while (from < stream.size()) {
        const auto end = stream.indexOf('\n', from);
        if (end < 0)
            break; // on its way
        if (const auto line = stream.sliced(from, end - from); line.startsWith("data:")) {
            const auto begin = skipSpace(stream, from + 5);
            spans.push_back({std::min(begin, end), end - (line.endsWith('\r') ? 1 : 0)});
        }
        from = end + 1;
    }
    return spans;
}

} // namespace ui
