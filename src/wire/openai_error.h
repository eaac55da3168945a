#pragma once

#include "wire/dialect.h"

// OpenAI's error shape: {"error":{"message","type","param","code"}}.
namespace wire::openai {

ErrorReply errorReply(const chat::Error &error);

// The same for what is wrong with the HTTP request itself (404, 405, …). `code` may be empty: null.
QByteArray errorBody(QByteArrayView message, QByteArrayView type, QByteArrayView code);

} // namespace wire::openai
