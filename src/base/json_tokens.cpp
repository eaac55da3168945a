#include "base/json_tokens.h"

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
    if (text[1] != 'u')
        return QByteArrayView("\"\\/bfnrt").contains(text[1]) ? 2 : 0;
    if (text.size() < 6)
        return 0;
    for (qsizetype i = 2; i < 6; ++i) {
        if (!isHexDigit(text[i]))
            return 0;
    }
    return 6;
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
    qsizetype at = 1;
    while (at < text.size() && text[at] != '"') {
        if (text[at] != '\\') {
            ++at;
            continue;
        }
        const qsizetype size = escapeSize(text.sliced(at));
        if (size == 0)
            return {};
        token.escapes = true;
        at += size;
    }
    if (at >= text.size())
        return {};
    token.size = at + 1;
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
