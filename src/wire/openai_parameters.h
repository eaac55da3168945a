#pragma once

#include "base/json.h"
#include "chat/request.h"

namespace wire::openai {

// What a request of any of OpenAI's dialects may say.
struct Common
{
    QByteArray model;
    bool stream = false;
    bool includeUsage = false; // of streams
    int choices = 1;
    chat::Parameters parameters;
};

// Reads the field when it is one of these; nothing when it is not.
std::optional<base::json::Status> readCommon(QByteArrayView key, base::json::Value &value, Common &common);

// An optional number of tokens, at least 1.
base::json::Status readTokens(base::json::Value &value, std::optional<qint64> &out);

} // namespace wire::openai
