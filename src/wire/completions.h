#pragma once

#include "wire/dialect.h"

// OpenAI's older completions: https://platform.openai.com/docs/api-reference/completions
namespace wire::completions {

const Dialect &dialect();

} // namespace wire::completions
