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

// Turns the events of one answer into the bytes of one reply: either a stream, where each call may append
// bytes to send, or a whole reply, whose bytes come with Finished.
class ReplyEncoder
{
public:
    virtual ~ReplyEncoder() = default;

    virtual bool streams() const = 0;
    virtual QByteArray contentType() const = 0;

    // Appends what the event makes ready to be sent; often nothing. In a stream, Failed appends an error
    // event and the end; a whole reply has no words for Failed and appends nothing.
    virtual void encode(const chat::Event &event, QByteArray &out) = 0;

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
    std::unique_ptr<ReplyEncoder> encoder;
    // Names of parameters, as sent, that would change the answer but have no effect here.
    QByteArrayList ignored;
};

// How an error goes out as a reply of its own.
struct ErrorReply
{
    int status = 500;
    QByteArray body;
};

} // namespace wire
