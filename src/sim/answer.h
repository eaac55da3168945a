#pragma once

#include "sim/question.h"
#include "sim/script.h"

#include <vector>

namespace sim {

// Bytes to send, and how long to wait before them.
struct Piece
{
    qint64 afterMs = 0;
    QByteArray bytes;

    bool operator==(const Piece &) const = default;
};

// How an answer ends once its pieces are sent.
enum class Ending {
    Complete,
    Drop, // the connection is closed before the answer is complete
    Stall, // nothing more is sent, and the connection stays open
};

// An HTTP answer, planned to its last byte and millisecond.
struct Answer
{
    int status = 200;
    http::Headers headers;
    qint64 firstMs = 0; // before the headers
    bool streamed = false; // else it is one piece, with its length
    std::vector<Piece> pieces;
    Ending ending = Ending::Complete;
};

// The script that this question is answered by: its own, or a `then` of it when tools have run, or the
// default.
base::Expected<Script, QString> scriptFor(const Question &question);

// Plans the answer. `serial` tells this answer's ids from others'; `failed` is how often this script has
// failed (see Script::times).
Answer planAnswer(const Question &question, Script script, qint64 serial, qint64 failed);

// An error in the shape of the Anthropic API. An empty type or message is filled in from the status.
Answer errorAnswer(int status, QByteArrayView type = {}, QByteArrayView message = {});

// 200 with a JSON body.
Answer jsonAnswer(const QByteArray &body);

} // namespace sim
