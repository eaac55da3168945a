#pragma once

#include "http/request.h"

#include <optional>

namespace api {

struct Refusal
{
    QByteArray message; // a sentence with what to do
    QByteArray code;
};

// Does this request come from where it may? A web page of another origin may not use the relay, nor may one that
// made its own name point at this machine (DNS rebinding): with `loopbackOnly` the Host must be a name of this
// machine.
std::optional<Refusal> refuse(const http::Request &request, bool loopbackOnly);

} // namespace api
