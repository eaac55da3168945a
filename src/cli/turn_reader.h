#pragma once

#include "chat/event.h"
#include "cli/incoming.h"

#include <optional>
#include <vector>

namespace cli {

// Makes one answer of the lines of one turn: whatever the lines are, what comes out has the grammar of
// chat::Event, up to its last event.
class TurnReader
{
public:
    // Appends the events that the line brings. `nowSeconds` is the time since 1970, for reset times.
    void read(const Incoming &line, qint64 nowSeconds, std::vector<chat::Event> &out);

    // Ends the answer from outside (the process died, time is over); nothing when it has ended already.
    void fail(chat::Error error, std::vector<chat::Event> &out);

    // The last event is out. What is still read says nothing more.
    bool isDone() const { return m_done; }
    // It is out though the CLI has not ended the turn.
    bool endedEarly() const { return m_done && !m_resultRead; }

private:
    void on(const MessageStart &line, std::vector<chat::Event> &out);
    void on(const BlockStart &line, std::vector<chat::Event> &out);
    void on(const BlockDelta &line, std::vector<chat::Event> &out);
    void on(const MessageDelta &line, std::vector<chat::Event> &out);
    void on(const MessageStop &line, std::vector<chat::Event> &out);
    void on(const AssistantMessage &line, std::vector<chat::Event> &out);
    void on(const Result &line, std::vector<chat::Event> &out);
    void on(const ApiRetry &line, std::vector<chat::Event> &out);

    void start(const QByteArray &model, std::vector<chat::Event> &out);
    void nextMessage();
    void closeBlock(std::vector<chat::Event> &out);
    void finish(chat::StopReason reason, std::vector<chat::Event> &out);

    bool m_done = false;
    bool m_resultRead = false;
    bool m_started = false;
    bool m_blockOpen = false;
    chat::BlockKind m_blockKind = chat::BlockKind::Text;
    int m_message = -1; // number of the current API message
    QByteArray m_streamedId; // of the last message that came as deltas
    QByteArray m_wholeId; // of the last message that came whole
    bool m_messageStopped = false; // the current message said why it stopped, so it is whole
    bool m_messageDelivered = false; // some of its text went out
    chat::StopReason m_stopReason = chat::StopReason::EndTurn;
    chat::Usage m_usage; // of the messages before the current one
    chat::Usage m_messageUsage;
    double m_costUsd = 0;
    qint64 m_now = 0;
    qint64 m_resetsAt = 0; // of the account's limit; 0: not said
    std::optional<qint64> m_retrySeconds; // the pause that the API asked for last
    QByteArray m_syntheticError;
    QByteArray m_syntheticText;
};

} // namespace cli
