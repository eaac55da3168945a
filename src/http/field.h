#pragma once

#include "base/expected.h"
#include "http/violation.h"

#include <QByteArray>
#include <QByteArrayView>

#include <utility>

// The lines of a request's head and of its trailers: https://www.rfc-editor.org/rfc/rfc9112
namespace http {

// Letters, digits and what else a method or a field's name may have.
bool isToken(QByteArrayView text);

// Bytes that no line may have, such as NUL and CR; tabs may be.
bool hasControls(QByteArrayView line);

using Field = std::pair<QByteArray, QByteArray>;

// A line without its end, as a name and a value.
base::Expected<Field, Violation> readField(QByteArrayView line);

} // namespace http
