#pragma once

#include "wire/dialect.h"

#include "base/json.h"

// What the stream and the whole reply have in common.
namespace wire::chat_completions {

// What an encoder knows before the first event.
struct Header
{
    Stamp stamp;
    QByteArray model; // as asked for; replaced by the one that answers
    bool includeUsage = false; // streams only
};

// Appends the fields that begin every object of an answer: id, object, created, model.
void appendHeader(base::json::Writer &writer, const Header &header, QByteArrayView object);

QByteArrayView finishReason(chat::StopReason reason);

void appendUsage(base::json::Writer &writer, const chat::Usage &usage);

} // namespace wire::chat_completions
