#pragma once

#include "wire/dialect.h"

#include "base/json.h"

// What the answers of OpenAI's dialects have in common, streamed and whole.
namespace wire::openai {

// What an encoder knows before the first event.
struct Header
{
    Stamp stamp;
    QByteArray idPrefix; // chatcmpl-
    QByteArray model; // as asked for; replaced by the one that answers
    int choices = 1;
    bool includeUsage = false; // streams only
};

// Appends the fields that begin every object of an answer: id, object, created, model.
void appendHeader(base::json::Writer &writer, const Header &header, QByteArrayView object);

// OpenAI's word for it: stop, length, …
QByteArrayView finishReason(chat::StopReason reason);

// Appends the field `usage`.
void appendUsage(base::json::Writer &writer, const chat::Usage &usage);

// What both dialects call a parameter.
QByteArrayView nameOf(chat::Parameter parameter);

} // namespace wire::openai
