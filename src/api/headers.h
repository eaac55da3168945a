#pragma once

#include "chat/error.h"
#include "http/request.h"

namespace api {

// The answer to a CORS preflight, beyond the common headers: all that was asked for is allowed.
http::Headers preflightHeaders(const http::Request &request);

// What tells clients whether and when to ask again.
http::Headers errorHeaders(const chat::Error &error);

// The id that the client gave its request; empty when there is none that can be used.
QByteArray givenRequestId(const http::Request &request);

// The program that asks, by its User-Agent: opencode/1.2.
QByteArray clientName(const http::Request &request);

} // namespace api
