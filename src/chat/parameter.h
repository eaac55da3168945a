#pragma once

namespace chat {

// What of a request may have to be left out: in an answer, what was.
enum class Parameter { MaxTokens, Stop, Temperature, TopP, Effort, Tools, ToolChoice, OutputSchema };

} // namespace chat
