#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>

#include <utility>

namespace http {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

// The value of the first header of that name, case-insensitively; empty when there is none.
QByteArray headerValue(const Headers &headers, QByteArrayView name);

// A request, received whole.
struct Request
{
    QByteArray method; // upper case
    QByteArray path; // without the query, percent-decoded
    QByteArray query; // without the question mark, as sent
    Headers headers;
    QByteArray body;
    QHostAddress peer;

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

} // namespace http
