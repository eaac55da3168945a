#pragma once

#include "api/api.h"

#include <chrono>

namespace api {

struct Api::Exchange
{
    const http::Request &request;
    std::unique_ptr<http::Reply> reply;
    http::Headers headers;
    std::chrono::steady_clock::time_point received;
    QByteArray id;
    QByteArray path; // without /v1 and a slash at the end
    const Route *route = nullptr; // once it is found
    Caller caller; // once it is admitted
};

// One row of the table: a path, or the beginning of one when it ends with a slash.
struct Api::Route
{
    QByteArrayView path;
    QByteArrayView methods; // as Allow names them; empty: any
    void (Api::*answer)(Exchange &) = nullptr;
    const wire::Dialect *dialect = nullptr; // of a question
    QByteArrayView missing = {}; // what Claude Code has none of
    Access::Door door = Access::Door::Locked;

    bool matches(const QByteArray &asked) const
    {
        return path.endsWith('/') ? asked.size() > path.size() && asked.startsWith(path) : asked == path;
    }

    bool allows(const QByteArray &method) const
    {
        return methods.isEmpty()
            || (!method.isEmpty() && (", " + methods.toByteArray() + ", ").contains(", " + method + ", "));
    }
};

// Of a request or an answer: never the same again.
QByteArray randomId();

} // namespace api
