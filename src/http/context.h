#pragma once

#include "http/limits.h"
#include "http/qt_server.h"
#include "http/reply.h"

namespace http {

// What the connections of one server share. Outlives them.
struct Context
{
    const Handler handler;
    Doorkeeper doorkeeper = {};
    Limits limits;
    QtServer reader;
    int connections = 0; // now open
    qint64 bodies = 0; // bytes, of those that are being received
};

} // namespace http
