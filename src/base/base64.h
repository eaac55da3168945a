#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace base {

// The base64 that `text` is, as the strictest readers want it: the alphabet with + and /, padded, without white
// space. Takes also the alphabet with - and _, white space anywhere, and missing padding. Nothing is decoded.
std::optional<QByteArray> canonicalBase64(QByteArrayView text);

} // namespace base
