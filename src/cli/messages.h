#pragma once

#include "chat/request.h"

#include <QByteArray>

// The lines that bring the messages of a conversation to the CLI, each with its line end. Their shapes were
// measured on 2.1.330.
namespace cli {

// `query` asks the model for an answer; without it the message only joins the history.
QByteArray userLine(const chat::Message &message, bool query);

// `model` is the session's full model id: without it the CLI keeps the message's thinking from the API (measured).
// The API takes neither images nor documents from the assistant: the caller leaves them out.
QByteArray assistantLine(const chat::Message &message, const QByteArray &model);

} // namespace cli
