#include "base/base64.h"

#include <array>
#include <utility>

// https://www.rfc-editor.org/rfc/rfc4648
namespace base {

namespace {

enum Kind : unsigned char { Digit = 0, UrlDigit = 1, Space = 2, Other = 4 };

constexpr std::array<unsigned char, 256> kinds = [] {
    std::array<unsigned char, 256> table{};
    table.fill(Other);
    for (size_t c = 0; c < 26; ++c)
        table['A' + c] = table['a' + c] = Digit;
    for (size_t c = 0; c < 10; ++c)
        table['0' + c] = Digit;
    table['+'] = table['/'] = Digit;
    table['-'] = table['_'] = UrlDigit;
    table[' '] = table['\t'] = table['\n'] = table['\r'] = Space;
    return table;
}();

unsigned char kind(char c)
{
    return kinds[static_cast<unsigned char>(c)];
}

// All kinds that stand in `text`. The text may be tens of megabytes: four at a time hide the table's latency.
unsigned kindsIn(QByteArrayView text)
{
    unsigned found[4] = {};
    const char *at = text.begin();
    for (; text.end() - at >= 4; at += 4) {
        found[0] |= kind(at[0]);
        found[1] |= kind(at[1]);
        found[2] |= kind(at[2]);
        found[3] |= kind(at[3]);
    }
    for (; at != text.end(); ++at)
        found[0] |= kind(*at);
    return found[0] | found[1] | found[2] | found[3];
}

QByteArrayView withoutPadding(QByteArrayView text)
{
    const auto chopSpace = [&text] {
        while (!text.isEmpty() && kind(text.back()) == Space)
            text.chop(1);
    };
    chopSpace();
    for (int padding = 0; padding < 2 && text.endsWith('='); ++padding) {
        text.chop(1);
        chopSpace();
    }
    return text;
}

// Takes the white space out and turns the other alphabet's digits into those of this one.
void makePlain(QByteArray &digits)
{
    char *to = digits.begin();
    for (const char c : std::as_const(digits)) {
        *to = c == '-' ? '+' : c == '_' ? '/' : c;
        to += kind(c) != Space;
    }
    digits.truncate(to - digits.begin());
}

} // namespace

std::optional<QByteArray> canonicalBase64(QByteArrayView text)
{
    const QByteArrayView content = withoutPadding(text);
    const unsigned found = kindsIn(content);
    if (found & Other)
        return {};
    QByteArray digits;
    digits.reserve(content.size() + 2);
    digits.append(content);
    if (found != Digit)
        makePlain(digits);
    const qsizetype rest = digits.size() % 4;
    if (rest == 1)
        return {};
    digits.append(rest == 0 ? 0 : 4 - rest, '=');
    return digits;
}

} // namespace base
