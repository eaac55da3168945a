#include "base/json_walk.h"

#include "base/json_tokens.h"

namespace base::json::walk {

namespace ondemand = simdjson::ondemand;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void append(QByteArray *out, QByteArrayView text)
{
    if (out)
        out->append(text);
}

Status copyArray(Document &document, ondemand::value value, QByteArray *out)
{
    append(out, "[");
    bool first = true;
    const Status status = eachItem(document, value.get_array(), [&](ondemand::value item) {
        append(out, first ? "" : ",");
        first = false;
        return copy(document, item, out);
    });
    append(out, "]");
    return status;
}

} // namespace

QByteArrayView reason(simdjson::error_code code)
{
    switch (code) {
    case simdjson::EMPTY:
        return "it is empty";
    case simdjson::UTF8_ERROR:
        return "it is not UTF-8";
    case simdjson::UNESCAPED_CHARS:
        return "a string holds a control character that is not escaped";
    case simdjson::UNCLOSED_STRING:
        return "a string has no end";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return "an object or array has no end, or something follows it";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return "it is too large";
    default:
        return "a comma, colon, key or bracket is missing";
    }
}

Error syntaxError(Document &document, QByteArrayView why, const char *at)
{
    QByteArray message = document.name.toByteArray() + " is not valid JSON: " + why.toByteArray();
    if (at && at >= document.text.begin() && at <= document.text.end())
        message += " (at byte " + QByteArray::number(at - document.text.begin()) + ')';
    const Error error{{}, message + '.'};
    if (!document.error)
        document.error = error;
    return *document.error;
}

Error syntaxError(Document &document, simdjson::error_code code)
{
    return syntaxError(document, reason(code), position(document));
}

Status Inside::check() const
{
    if (m_document.depth <= m_document.deepest)
        return ok();
    m_document.isTooDeep = true;
    return Unexpected{syntaxError(m_document, "it is nested too deeply", position(m_document))};
}

const char *position(Document &document)
{
    const char *at = nullptr;
    return document.parsed.current_location().get(at) ? nullptr : at;
}

QByteArrayView token(ondemand::value value)
{
    const std::string_view text = value.raw_json_token();
    QByteArrayView token(text.data(), static_cast<qsizetype>(text.size()));
    while (!token.isEmpty() && isSpace(token.back()))
        token.chop(1);
    return token;
}

std::optional<Type> type(QByteArrayView token)
{
    if (token == QByteArrayView("{"))
        return Type::Object;
    if (token == QByteArrayView("["))
        return Type::Array;
    if (token.startsWith('"'))
        return Type::String;
    if (token == QByteArrayView("null"))
        return Type::Null;
    if (token == QByteArrayView("true") || token == QByteArrayView("false"))
        return Type::Boolean;
    if (isNumber(token))
        return Type::Number;
    return {};
}

QByteArrayView keyToken(const Document &document, ondemand::raw_json_string key)
{
    const QByteArrayView rest(key.raw() - 1, document.text.end());
    const qsizetype size = stringToken(rest).size;
    qsizetype colon = size;
    while (colon < rest.size() && isSpace(rest[colon]))
        ++colon;
    return colon < rest.size() && rest[colon] == ':' ? rest.first(size) : QByteArrayView();
}

Status copyMembers(Document &document, Members members, QByteArray *out)
{
    append(out, "{");
    bool first = true;
    const Status status =
        eachMember(document, members, [&](ondemand::field &, QByteArrayView key, ondemand::value member) {
            append(out, first ? "" : ",");
            first = false;
            append(out, key);
            append(out, ":");
            return copy(document, member, out);
        });
    append(out, "}");
    return status;
}

Status copy(Document &document, ondemand::value value, QByteArray *out)
{
    const QByteArrayView text = token(value);
    const std::optional<Type> what = type(text);
    if (!what)
        return Unexpected{syntaxError(document, "a value is missing or malformed", text.data())};
    if (*what == Type::String) {
        // Read it, to move on: simdjson would skip a string and a colon together.
        if (stringToken(text).size != text.size() || value.get_raw_json_string().error())
            return Unexpected{syntaxError(document, "a string is malformed", text.data())};
    }
    if (*what != Type::Object && *what != Type::Array) {
        append(out, text);
        return ok();
    }
    return *what == Type::Object ? copyMembers(document, value.get_object(), out)
                                 : copyArray(document, value, out);
}

} // namespace base::json::walk
