#pragma once

#include "http/limits.h"

#include <QByteArray>

namespace http {

// Why a request is refused before anybody has read it.
struct Violation
{
    int status = 400;
    QByteArray code; // of OpenAI's error shape
    QByteArray message; // a sentence with what to do
    bool operator==(const Violation &) const = default;
};

// In OpenAI's shape: {"error":{"message","type","param","code"}}.
QByteArray bodyOf(const Violation &violation);

// Those that name a limit and the option that raises it.
Violation requestLineTooLong(const Limits &limits);
Violation headersTooLarge(const Limits &limits);
Violation tooManyHeaders(int most);
Violation bodyTooLarge(const Limits &limits);
Violation headersTooSlow(const Limits &limits);
Violation bodyTooSlow(const Limits &limits);
// `most`: so many there may be, by the limits or by what the system allows.
Violation tooManyConnections(int most, const Limits &limits);
Violation tooManyBodies(const Limits &limits);

} // namespace http
