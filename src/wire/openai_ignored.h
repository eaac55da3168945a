#pragma once

#include "base/json.h"

namespace wire::openai {

// Whether the parameter `name` has an effect, as far as the dialects can tell.
bool isHonoured(QByteArrayView name);

// Whether `value`, sent as the parameter `name`, would change the answer but has no effect here. Reads
// `value` only when `name` is known.
bool isIgnored(QByteArrayView name, base::json::Value &value);

// Why a request that sends `value` as the parameter `name` can't be answered at all; nothing when that is no reason.
base::json::Status refuseUnsupported(QByteArrayView name, base::json::Value &value);

} // namespace wire::openai
