#pragma once

#include "base/json.h"

namespace wire::chat_completions {

// Whether `value`, sent as the parameter `name`, would change the answer but has no effect here. Reads
// `value` only when `name` is known.
bool isIgnored(QByteArrayView name, base::json::Value &value);

} // namespace wire::chat_completions
