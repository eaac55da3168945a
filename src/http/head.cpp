#include "http/head.h"

#include "base/overloaded.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <charconv>

using namespace Qt::StringLiterals;

namespace http {

namespace {

struct Reason
{
    int status;
    const char *phrase;
};
constexpr Reason reasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {529, "Overloaded"},
};

// Empty for a status that has none: clients must not read it.
const char *phraseOf(int status)
{
    const auto found = std::ranges::find(reasons, status, &Reason::status);
    return found == std::end(reasons) ? "" : found->phrase;
}

QByteArray date()
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s)
        .toLatin1();
}

bool isOurs(QByteArrayView name)
{
    constexpr const char *ours[] = {"content-length", "transfer-encoding", "connection", "date"};
    return std::ranges::any_of(
        ours, [&](QByteArrayView our) { return name.compare(our, Qt::CaseInsensitive) == 0; });
}

// What could end a line, and with it let a value speak as another header.
bool breaksLine(char c)
{
    return c == '\r' || c == '\n' || c == '\0';
}

QByteArray onOneLine(const QByteArray &text)
{
    if (std::ranges::none_of(text, breaksLine))
        return text;
    QByteArray clean = text;
    clean.removeIf(breaksLine);
    return clean;
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

void appendHead(
    QByteArray &out, int status, const Headers &headers, const BodyEnd &end, Persistence persistence)
{
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ');
    out.append(phraseOf(status)).append("\r\n");
    for (const auto &[name, value] : headers) {
        const QByteArray key = onOneLine(name);
        if (!isOurs(key))
            appendField(out, key, onOneLine(value));
    }
    appendField(out, "Date", date());
    std::visit(
        base::Overloaded{
            [&](Length length) { appendField(out, "Content-Length", QByteArray::number(length.bytes)); },
            [&](Chunked) { appendField(out, "Transfer-Encoding", "chunked"); },
            [](NoBody) {},
        },
        end);
    switch (persistence) {
    case Persistence::Default:
        break;
    case Persistence::KeepAlive:
        appendField(out, "Connection", "keep-alive");
        break;
    case Persistence::Close:
        appendField(out, "Connection", "close");
        break;
    }
    out.append("\r\n");
}

void appendChunk(QByteArray &out, QByteArrayView data)
{
    char size[16];
    const auto end = std::to_chars(size, size + sizeof size, data.size(), 16).ptr;
    out.append(size, end - size).append("\r\n").append(data).append("\r\n");
}

} // namespace http
