#pragma once

#include "http/request.h"

#include <QObject>

namespace http {

class Connection;

// The answer to one request, written straight to its connection: either send(), or begin(), write()*, end().
// Chunked framing, Content-Length, Date, Connection and the missing body of HEAD are its business. The handler owns it;
// destroyed unfinished, it closes the connection, so that no client waits for ever.
class Reply : public QObject
{
    Q_OBJECT

public:
    ~Reply() override;

    // The whole answer. Content-Length is added.
    void send(int status, const Headers &headers, const QByteArray &body);

    // Starts an answer whose length is not known yet; goes out at once.
    void begin(int status, const Headers &headers);
    // One piece of the body, sent at once as one chunk. Nothing happens for an empty piece.
    void write(QByteArrayView piece);
    void end();

    bool hasBegun() const;
    bool isFinished() const;
    // Bytes written that the system has not taken yet.
    qint64 pending() const;

Q_SIGNALS:
    // The client went away before the answer was finished. Nothing more can be sent. Emitted from the event
    // loop, at most once.
    void disconnected();
};

} // namespace http
