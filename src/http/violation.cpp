#include "http/violation.h"

#include "base/json.h"

namespace http {

namespace {

QByteArray size(qint64 bytes)
{
    constexpr qint64 Kilobyte = 1024;
    constexpr qint64 Megabyte = 1024 * Kilobyte;
    if (bytes >= Megabyte && bytes % Megabyte == 0)
        return QByteArray::number(bytes / Megabyte) + " MB";
    if (bytes >= Kilobyte && bytes % Kilobyte == 0)
        return QByteArray::number(bytes / Kilobyte) + " KB";
    return QByteArray::number(bytes) + " bytes";
}

QByteArray seconds(std::chrono::milliseconds time)
{
    return QByteArray::number(double(time.count()) / 1000.0) + " s";
}

QByteArrayView typeOf(int status)
{
    return status == 503 ? QByteArrayView("overloaded_error") : QByteArrayView("invalid_request_error");
}

} // namespace

QByteArray bodyOf(const Violation &violation)
{
    QByteArray out;
    base::json::Writer json(out);
    json.beginObject().key("error").beginObject();
    json.field("message", violation.message).field("type", typeOf(violation.status));
    json.key("param").null().field("code", violation.code);
    json.endObject().endObject();
    return out;
}

Violation requestLineTooLong(const Limits &limits)
{
    return {414, "uri_too_long",
        "The first line of the request is longer than " + size(limits.headers / 2)
            + ", half of what --max-headers allows."};
}

Violation headersTooLarge(const Limits &limits)
{
    return {431, "headers_too_large",
        "The headers of the request are larger than " + size(limits.headers) + " (--max-headers)."};
}

Violation tooManyHeaders(int most)
{
    return {431, "headers_too_large",
        "The request has more than " + QByteArray::number(most) + " headers. This can't be changed."};
}

Violation bodyTooLarge(const Limits &limits)
{
    return {413, "request_too_large",
        "The body of the request is larger than " + size(limits.body) + " (--max-body)."};
}

Violation headersTooSlow(const Limits &limits)
{
    return {408, "request_timeout",
        "The headers of the request did not come within " + seconds(limits.headerTime) + " (--header-time)."};
}

Violation bodyTooSlow(const Limits &limits)
{
    return {408, "request_timeout",
        "The body of the request paused, or was behind " + QByteArray::number(LeastBodyRate)
            + " bytes a second, for " + seconds(limits.bodyTime) + " (--body-time)."};
}

Violation tooManyConnections(int most, const Limits &limits)
{
    const auto *why = most < limits.connections ? "half of the open files that the system allows (ulimit -n)"
                                                : "--max-connections";
    return {503, "too_many_connections",
        "There are " + QByteArray::number(most) + " connections already: " + why
            + ". Try again in a moment."};
}

Violation tooManyBodies(const Limits &limits)
{
    return {503, "too_many_bodies",
        "Several large requests are being received, together more than " + size(limits.bodies())
            + ", four times --max-body. Try again in a moment."};
}

} // namespace http
