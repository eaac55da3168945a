#include "http/request_head.h"

#include <algorithm>

namespace http {

namespace {

Violation badLine(QByteArray message)
{
    return {400, "bad_request_line", std::move(message)};
}

Violation badHost(QByteArray message)
{
    return {400, "bad_host", std::move(message)};
}

Violation badLength(QByteArray message)
{
    return {400, "bad_length", std::move(message)};
}

bool same(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// What a target may have: all that can be seen, of ASCII.
bool isPlain(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

// What a host and a port may have. Whether it is a host of this machine is not asked here.
bool isAuthority(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || QByteArrayView("-._~%!$&'()*+,;=:[]").contains(c);
    });
}

bool isVersion(QByteArrayView text)
{
    return text.size() == 8 && text.startsWith("HTTP/") && isDigit(text[5]) && text[6] == '.'
        && isDigit(text[7]);
}

// What is not for Qt: how the body comes, which it does not get, and what it would answer by itself.
bool isKeptFromQt(QByteArrayView name)
{
    static constexpr QByteArrayView Names[] = {
        "content-length", "transfer-encoding", "trailer", "te", "expect", "upgrade", "host"};
    return std::ranges::any_of(Names, [name](QByteArrayView kept) { return same(name, kept); });
}

} // namespace

std::optional<Violation> RequestHead::readRequestLine(QByteArrayView line)
{
    if (hasControls(line))
        return badLine("The first line of the request has a control character.");
    const auto first = line.indexOf(' ');
    const auto second = line.indexOf(' ', first + 1);
    if (first < 0 || second < 0 || line.indexOf(' ', second + 1) >= 0)
        return badLine("The first line of a request must be: method, target, HTTP/1.1.");
    const auto version = line.sliced(second + 1);
    if (!isVersion(version))
        return badLine("The first line of a request must end with HTTP/1.1.");
    if (version != QByteArrayView("HTTP/1.1") && version != QByteArrayView("HTTP/1.0"))
        return Violation{505, "http_version", "Speak HTTP/1.1, not " + version.toByteArray() + '.'};
    m_isOld = version == QByteArrayView("HTTP/1.0");
    m_method = line.first(first).toByteArray();
    if (!isToken(m_method))
        return badLine("The method of the request is none.");
    if (m_method == "CONNECT")
        return Violation{501, "not_implemented", "claude-relay is no proxy: there is no CONNECT."};
    return readTarget(line.sliced(first + 1, second - first - 1));
}

std::optional<Violation> RequestHead::readTarget(QByteArrayView target)
{
    if (target.isEmpty() || !isPlain(target))
        return badLine("The target of the request has a character that must be written as %XX.");
    if (target == QByteArrayView("*") && m_method == "OPTIONS") {
        m_target = "/";
        return {};
    }
    if (!target.startsWith('/'))
        return readAbsoluteTarget(target);
    while (target.startsWith("//"))
        target = target.sliced(1); // else the first segment would be read as a host
    m_target = target.toByteArray();
    return {};
}

// As to a proxy: http://host/path
std::optional<Violation> RequestHead::readAbsoluteTarget(QByteArrayView target)
{
    const auto colon = target.indexOf("://");
    const auto scheme = target.first(std::max<qsizetype>(colon, 0));
    if (!same(scheme, "http") && !same(scheme, "https"))
        return badLine("The target of the request must begin with a slash, or with http:// and a host.");
    const auto rest = target.sliced(colon + 3);
    const auto end = std::ranges::find_if(rest, [](char c) { return c == '/' || c == '?' || c == '#'; });
    const auto size = end - rest.begin();
    const auto authority = rest.first(size);
    if (authority.isEmpty() || !isAuthority(authority))
        return badHost("The target of the request names no host.");
    m_authority = authority.toByteArray();
    const auto path = rest.sliced(size);
    return readTarget(path.startsWith('/') ? path : QByteArrayView('/' + path.toByteArray()));
}

std::optional<Violation> RequestHead::readField(QByteArrayView line)
{
    if (m_fields.size() >= MostFields)
        return tooManyHeaders(MostFields);
    auto field = http::readField(line);
    if (!field)
        return field.error();
    m_fields.append(*std::move(field));
    return {};
}

std::optional<Violation> RequestHead::finish(const Limits &limits)
{
    if (auto violation = settleHost())
        return violation;
    if (auto violation = settleBody(limits))
        return violation;
    return settleExpectation();
}

QByteArrayList RequestHead::values(QByteArrayView name) const
{
    QByteArrayList found;
    for (const auto &[key, value] : m_fields) {
        if (same(key, name))
            found.append(value);
    }
    return found;
}

std::optional<Violation> RequestHead::settleHost()
{
    const auto hosts = values("host");
    if (hosts.isEmpty() && !m_isOld && !m_authority)
        return badHost("The request has no Host header.");
    if (hosts.size() > 1)
        return badHost("The request has several Host headers.");
    if (!hosts.isEmpty() && !isAuthority(hosts.front()))
        return badHost("The Host header names no host.");
    if (m_authority) { // RFC 9112, 3.2.2
        m_fields.removeIf([](const Field &field) { return same(field.first, "host"); });
        m_fields.emplaceBack("Host", *m_authority);
    }
    return {};
}

std::optional<Violation> RequestHead::settleBody(const Limits &limits)
{
    const auto encodings = values("transfer-encoding");
    const bool hasLength = !values("content-length").isEmpty();
    if (!encodings.isEmpty()) {
        if (hasLength)
            return badLength("The request has both Content-Length and Transfer-Encoding.");
        if (m_isOld)
            return badLength("HTTP/1.0 has no Transfer-Encoding.");
        if (encodings.size() > 1 || !same(encodings.front(), "chunked"))
            return Violation{
                501, "transfer_encoding", "The only Transfer-Encoding that claude-relay reads is chunked."};
        m_body = Body::Chunked;
        return {};
    }
    if (hasLength)
        return settleLength(limits);
    if (m_method == "POST" || m_method == "PUT" || m_method == "PATCH")
        return Violation{411, "length_required",
            "A " + m_method + " must have a Content-Length, even if it is 0, or come in chunks."};
    return {};
}

std::optional<Violation> RequestHead::settleLength(const Limits &limits)
{
    const auto lengths = values("content-length");
    const auto &length = lengths.front();
    if (std::ranges::any_of(lengths, [&length](const QByteArray &other) { return other != length; }))
        return badLength("The request has several Content-Length headers that differ.");
    if (length.isEmpty() || !std::ranges::all_of(length, isDigit))
        return badLength("The Content-Length of the request is no number.");
    bool fits = false;
    m_length = length.toLongLong(&fits);
    if (!fits || m_length > limits.body)
        return bodyTooLarge(limits);
    m_body = m_length > 0 ? Body::Counted : Body::None;
    return {};
}

std::optional<Violation> RequestHead::settleExpectation()
{
    if (m_isOld)
        return {};
    for (const auto &expected : values("expect")) {
        if (!same(expected, "100-continue"))
            return Violation{417, "expectation_failed",
                "claude-relay can't meet what the Expect header asks; it knows 100-continue."};
        m_expectsContinue = m_body != Body::None;
    }
    return {};
}

QByteArray RequestHead::forQt() const
{
    QByteArray head = m_method + ' ' + m_target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto &[name, value] : m_fields) {
        if (!isKeptFromQt(name))
            head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

qsizetype RequestHead::fieldsForQt() const
{
    return 1 + std::ranges::count_if(m_fields, [](const Field &field) { return !isKeptFromQt(field.first); });
}

} // namespace http
