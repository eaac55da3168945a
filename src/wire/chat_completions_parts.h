#pragma once

#include "base/json.h"
#include "chat/request.h"

#include <vector>

namespace wire::chat_completions {

// What a message says: texts (none empty), pictures and files.
struct Content
{
    std::vector<chat::ResultPart> parts;
    QByteArray attachment; // the path of the first part that is not text; empty when there is none
    bool hasDetail = false; // a picture was to be seen in another detail than the API's own choice
};

// Reads a message's `content`: a string, null or an array of parts.
base::json::Status readContent(base::json::Value &value, Content &content);

// Adds nothing when `text` is empty.
void addText(Content &content, QByteArray text);

} // namespace wire::chat_completions
