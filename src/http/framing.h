#pragma once

#include "http/chunks.h"
#include "http/line.h"
#include "http/request_head.h"

namespace http {

// Finds where the requests on a connection begin and end, and refuses what may be understood in two ways or goes
// beyond a limit. It sees every byte before anybody else does; however they are cut into pieces, it says the same.
class Framing
{
public:
    enum class State {
        Between, // nothing of the next request has come, or only empty lines
        InHead,
        InBody,
        Whole, // a request is there, and no byte after it has been taken
        Broken, // nothing that follows can be trusted
    };

    // `limits` must outlive it.
    explicit Framing(const Limits &limits) : m_limits(limits) { }

    // How many of the bytes it has taken: all, up to the end of a request, or up to what is wrong.
    qsizetype take(QByteArrayView bytes);

    State state() const { return m_state; }
    const Violation &violation() const { return m_violation; }

    // Of a request that is whole; and once it is known, before.
    const RequestHead &head() const { return m_head; }
    // The head is there, and the client waits with the body until it is told to go on.
    bool waitsToContinue() const;

    // Bytes of the body so far.
    qint64 bodySize() const { return m_body.size(); }

    // Of a request that is whole. Then the next one may come.
    QByteArray takeBody();
    void reset();

private:
    void takeOf(QByteArrayView &bytes);
    void takeRequestLine(QByteArrayView &bytes);
    void takeField(QByteArrayView &bytes);
    void takeBlankLine(QByteArrayView &bytes);
    void takeBody(QByteArrayView &bytes);
    void finishHead();
    using Complaint = Violation (*)(const Limits &);
    bool readLine(QByteArrayView &bytes, qint64 most, Complaint tooLong);
    void fail(Violation violation);

    const Limits &m_limits;
    State m_state = State::Between;
    Line m_line;
    int m_blankLines = 0;
    qint64 m_headSize = 0; // bytes, of whole lines
    RequestHead m_head;
    bool m_hasRequestLine = false;
    Chunks m_chunks;
    bool m_hasBodyBegun = false;
    QByteArray m_body;
    Violation m_violation;
};

} // namespace http
