#pragma once

#include "journal/details.h"

#include <optional>

// Details as one piece of bytes, for the store: a byte that tells the form, then the fields, compressed when that is
// worth it.
namespace journal {

QByteArray toBlob(const Details &details);
// Nothing when it can't be read.
std::optional<Details> fromBlob(const QByteArray &blob);

} // namespace journal
