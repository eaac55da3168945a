#pragma once

#include "http/field.h"
#include "http/request.h"
#include "http/violation.h"

#include <optional>

namespace http {

// The request line and the headers of one request (RFC 9112), read line by line and strictly: what may be understood
// in two ways is refused.
class RequestHead
{
public:
    // Qt 6.4 drops all headers from 100 on.
    static constexpr int MostFields = 96;

    // How the body's end is found.
    enum class Body { None, Counted, Chunked };

    // Lines without their ends. Give what is wrong.
    std::optional<Violation> readRequestLine(QByteArrayView line);
    std::optional<Violation> readField(QByteArrayView line);
    // After the last field: what has to hold for all of them.
    std::optional<Violation> finish(const Limits &limits);

    const QByteArray &method() const { return m_method; }
    bool isOld() const { return m_isOld; } // HTTP/1.0
    bool isHead() const { return m_method == "HEAD"; }
    Body body() const { return m_body; }
    qint64 length() const { return m_length; } // of a counted body
    bool expectsContinue() const { return m_expectsContinue; }
    const Headers &fields() const { return m_fields; }

    // The same for Qt to read: as a request without a body, that asks for nothing but an answer.
    QByteArray forQt() const;
    // How many headers that has.
    qsizetype fieldsForQt() const;

private:
    std::optional<Violation> readTarget(QByteArrayView target);
    std::optional<Violation> readAbsoluteTarget(QByteArrayView target);
    std::optional<Violation> settleHost();
    std::optional<Violation> settleBody(const Limits &limits);
    std::optional<Violation> settleLength(const Limits &limits);
    std::optional<Violation> settleExpectation();
    QByteArrayList values(QByteArrayView name) const;

    QByteArray m_method;
    QByteArray m_target; // path and query
    std::optional<QByteArray> m_authority; // of a target that names one: it counts instead of Host
    bool m_isOld = false;
    Headers m_fields;
    Body m_body = Body::None;
    qint64 m_length = 0;
    bool m_expectsContinue = false;
};

} // namespace http
