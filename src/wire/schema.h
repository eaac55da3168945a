#pragma once

#include "base/json.h"

// JSON Schemas that clients send. They go on as they were written, on one line.
namespace wire {

// An object. Fails when `value` is anything else.
base::json::Status readSchema(base::json::Value &value, QByteArray &schema);

// The schema of a tool's arguments, whose type the API wants to be "object": it is added when none is named. Null
// leaves `schema` as it is.
base::json::Status readArgumentsSchema(base::json::Value &value, QByteArray &schema);

} // namespace wire
