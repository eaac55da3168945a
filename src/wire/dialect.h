#pragma once

#include "base/expected.h"
#include "chat/event.h"
#include "chat/request.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>

// What every wire dialect gives: a decoder of requests, an encoder of their answers, and its wording of
// errors. Pure: ids and times come in from outside.
namespace wire {

// What makes an answer this one.
struct Stamp
{
    QByteArray id; // without the dialect's prefix
    qint64 created = 0; // seconds since 1970
};

// What the settings say about requests and their answers.
struct AnswerOptions
{
    bool reasoning = true; // show what the model thinks
    bool work = false; // show, beside it, what Claude Code does with its own tools: a line a step
    int deepest = 128; // objects and arrays in each other, in a request
};

// Turns the events of one answer into the bytes of one reply: either a stream, where each call may append
// bytes to send, or a whole reply, whose bytes come with the last Finished. An answer may have several choices,
// each with events of its own.
class ReplyEncoder
{
public:
    virtual ~ReplyEncoder() = default;

    virtual bool streams() const = 0;
    virtual QByteArray contentType() const = 0;

    // Appends what the event of that choice (from 0) makes ready to be sent; often nothing. In a stream, Failed
    // appends an error event and the end; a whole reply has no words for Failed and appends nothing. Withdrawn
    // takes back what was not sent yet; it may not come to a stream that has appended anything.
    virtual void encode(int choice, const chat::Event &event, QByteArray &out) = 0;

    // Streams only: appends what may be sent before the first delta is known, once; later calls append
    // nothing.
    virtual void open(QByteArray &out) = 0;
    // Streams only: a sign of life that clients ignore (a comment).
    virtual void comment(QByteArray &out) = 0;
    // Streams only: a sign of life that clients count: a chunk with an empty delta. Opens first if need be.
    virtual void emptyDelta(QByteArray &out) = 0;
};

// A request, understood.
struct Decoded
{
    chat::Request request;
    int choices = 1; // how many answers are wanted: 1 … 4
    std::unique_ptr<ReplyEncoder> encoder;
    // Names of parameters, as sent, that have an effect as far as the dialect can tell.
    QByteArrayList honoured;
    // Names of parameters, as sent, that would change the answer but have no effect here.
    QByteArrayList ignored;
};

// How an error goes out as a reply of its own.
struct ErrorReply
{
    int status = 500;
    QByteArray body;
};

// All that the route table needs to know of a dialect.
struct Dialect
{
    QByteArrayView endpoint; // for the log: POST /chat/completions
    // Reads the body. An error's `param` names the field.
    base::Expected<Decoded, chat::Error> (*decode)(
        const QByteArray &body, const Stamp &stamp, const AnswerOptions &options) = nullptr;
    ErrorReply (*errorReply)(const chat::Error &) = nullptr;
    // What the dialect calls a parameter: max_tokens.
    QByteArrayView (*nameOf)(chat::Parameter) = nullptr;
};

} // namespace wire
