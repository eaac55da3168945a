#pragma once

#include "chat/request.h"

namespace chat {

// How much memory the content takes, in bytes, about.
qsizetype sizeOf(const std::vector<Block> &content);
qsizetype sizeOf(const Request &request);

} // namespace chat
