#pragma once

#include "http/request.h"

#include <variant>

// The bytes of an answer around its body.
namespace http {

// How the client learns where the body ends.
struct Length
{
    qint64 bytes = 0;
};
struct Chunked
{ };
struct NoBody // or one that ends when the connection is closed
{ };
using BodyEnd = std::variant<Length, Chunked, NoBody>;

// What the Connection header says: nothing, that the connection stays open (to a client that asked), or not.
enum class Persistence { Default, KeepAlive, Close };

// False for 1xx, 204 and 304.
bool mayHaveBody(int status);

// Appends status line and headers, with Date, Connection and the body's end added. Line breaks inside names and
// values are taken out; headers about framing and connection are left out.
void appendHead(
    QByteArray &out, int status, const Headers &headers, const BodyEnd &end, Persistence persistence);

// Appends one chunk of a chunked body. `data` must not be empty: that would end the body.
void appendChunk(QByteArray &out, QByteArrayView data);

} // namespace http
