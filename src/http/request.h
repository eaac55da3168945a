#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QList>

#include <utility>

namespace http {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

// The value of the first header of that name, case-insensitively; empty when there is none.
QByteArray headerValue(const Headers &headers, QByteArrayView name);

// Whether the comma-separated values of all headers of that name contain `token`, case-insensitively.
bool headerHasToken(const Headers &headers, QByteArrayView name, QByteArrayView token);

// A request, received whole.
struct Request
{
    QByteArray method; // upper case; empty for one that Qt does not know (it keeps no name for those)
    QByteArray path; // without the query, percent-decoded
    QByteArray query; // without the question mark, as sent
    Headers headers;
    QByteArray body;
    QHostAddress peer;
    QHostAddress localAddress; // that it came to; null on a Unix socket

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

} // namespace http
