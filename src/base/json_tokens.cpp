#include "base/json_tokens.h"

#include <algorithm>
#include <cstring>

namespace base::json {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// The size of the escape that `text` begins with; 0 when it is none.
qsizetype escapeSize(QByteArrayView text)
{
    if (text.size() < 2)
        return 0;
    switch (text[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return 2;
    case 'u':
        return text.size() >= 6 && std::all_of(text.begin() + 2, text.begin() + 6, isHexDigit) ? 6 : 0;
    }
    return 0;
}

// Where `c` is from `from` on; the end when it is not.
const char *find(const char *from, const char *end, char c)
{
    const void *found = from == end ? nullptr : std::memchr(from, c, static_cast<size_t>(end - from));
    return found ? static_cast<const char *>(found) : end;
}

// Where the digits that begin at `from` end.
qsizetype skipDigits(QByteArrayView text, qsizetype from)
{
    while (from < text.size() && isDigit(text[from]))
        ++from;
    return from;
}

} // namespace

StringToken stringToken(QByteArrayView text)
{
    if (!text.startsWith('"'))
        return {};
    StringToken token;
    const char *at = text.begin() + 1;
    const char *quote = find(at, text.end(), '"');
    while (true) {
        at = find(at, quote, '\\');
        if (at == quote)
            break;
        const qsizetype size = escapeSize({at, text.end()});
        if (size == 0)
            return {};
        token.escapes = true;
        at += size;
        if (at > quote)
            quote = find(at, text.end(), '"');
    }
    if (quote == text.end())
        return {};
    token.size = quote - text.begin() + 1;
    return token;
}

bool isNumber(QByteArrayView token)
{
    qsizetype at = token.startsWith('-') ? 1 : 0;
    const qsizetype whole = at;
    at = skipDigits(token, at);
    if (at == whole || (token[whole] == '0' && at > whole + 1))
        return false;
    if (at < token.size() && token[at] == '.') {
        const qsizetype fraction = at + 1;
        at = skipDigits(token, fraction);
        if (at == fraction)
            return false;
    }
    if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
        ++at;
        if (at < token.size() && (token[at] == '+' || token[at] == '-'))
            ++at;
        const qsizetype exponent = at;
        at = skipDigits(token, exponent);
        if (at == exponent)
            return false;
    }
    return at == token.size();
}

} // namespace base::json
