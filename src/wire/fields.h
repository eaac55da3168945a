#pragma once

#include "base/json.h"

// Readers of a request's fields that any dialect has.
namespace wire {

// Optional ones: null leaves `out` as it is.
base::json::Status readString(base::json::Value &value, QByteArray &out);
base::json::Status readFlag(base::json::Value &value, bool &out);

// Errors: "<path> <sentenceEnd>", and "<path of value>.<field> is required."
base::Unexpected<base::json::Error> wrong(const QByteArray &path, QByteArrayView sentenceEnd);
base::Unexpected<base::json::Error> missing(const base::json::Value &value, QByteArrayView field);

// Whether names of tools and ids of calls may hold it.
bool isNameCharacter(char c);

// `name` in quotes, as errors show it; cut when it is very long.
QByteArray quoted(QByteArrayView name);

} // namespace wire
