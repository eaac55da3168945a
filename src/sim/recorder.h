#pragma once

#include "http/request.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace sim {

// Remembers the last requests, their bodies word for word: at most 200, and together at most 64 MB.
class Recorder
{
public:
    // Gives the request's number, counted from 1 on.
    qint64 record(const http::Request &request);
    void clear();

    qint64 total() const { return m_total; }

    // The body of request `number`, as it came; nothing when that is not remembered.
    std::optional<QByteArray> body(qint64 number) const;

    // A JSON array of {n, method, path, headers, body}. Header names are in lower case, credentials left out.
    // A body that is JSON stands there byte for byte as it came, any other one as a string, none as null.
    QByteArray toJson() const;

private:
    struct Entry
    {
        qint64 number = 0;
        http::Request request;
    };

    QList<Entry> m_entries;
    qint64 m_total = 0;
    qsizetype m_bytes = 0;
};

} // namespace sim
