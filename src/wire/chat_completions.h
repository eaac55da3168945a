#pragma once

#include "wire/dialect.h"

// OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat
namespace wire::chat_completions {

// Reads the body of POST /chat/completions. An error's `param` names the field.
base::Expected<Decoded, chat::Error> decode(const QByteArray &body, const Stamp &stamp);

} // namespace wire::chat_completions
