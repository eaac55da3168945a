#pragma once

#include "base/json.h"
#include "chat/request.h"

#include <QByteArrayList>

namespace wire::chat_completions {

// Reads `response_format`. Appends to `ignored` what of it has no effect here.
base::json::Status readFormat(
    base::json::Value &value, std::optional<chat::OutputSchema> &output, QByteArrayList &ignored);

} // namespace wire::chat_completions
