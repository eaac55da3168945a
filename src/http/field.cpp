#include "http/field.h"

#include <algorithm>

namespace http {

namespace {

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

base::Unexpected<Violation> bad(QByteArray message)
{
    return {{400, "bad_header", std::move(message)}};
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

} // namespace

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, isTokenCharacter);
}

bool hasControls(QByteArrayView line)
{
    return std::ranges::any_of(line, isControl);
}

base::Expected<Field, Violation> readField(QByteArrayView line)
{
    if (hasControls(line))
        return bad("A header has a control character, such as NUL or a CR of its own.");
    if (!line.isEmpty() && isBlank(line.front()))
        return bad("A header goes on in a further line, which HTTP no longer allows.");
    const auto colon = line.indexOf(':');
    if (colon < 0)
        return bad("A header has no colon.");
    const auto name = line.first(colon);
    if (!name.isEmpty() && isBlank(name.back()))
        return bad("There is a space between the name of a header and its colon.");
    if (!isToken(name))
        return bad("A header has a name that is none.");
    return Field{name.toByteArray(), trimmed(line.sliced(colon + 1)).toByteArray()};
}

} // namespace http
