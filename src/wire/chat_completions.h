#pragma once

#include "wire/dialect.h"

// OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat
namespace wire::chat_completions {

const Dialect &dialect();

} // namespace wire::chat_completions
