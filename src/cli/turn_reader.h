#pragma once

#include "chat/event.h"
#include "cli/event_writer.h"
#include "cli/incoming.h"

#include <optional>
#include <vector>

namespace cli {

// The tool by which the CLI takes the JSON of a structured answer from the model.
inline constexpr QByteArrayView JsonTool = "StructuredOutput";

// How the lines of one answer are to be read.
struct Reading
{
    std::vector<QByteArray> clientTools; // names of the client's tools, as the client knows them
    QByteArray
        toolPrefix; // what the model sees before them (mcp__…__), and the client does not; often nothing
    bool structured = false; // the arguments of a StructuredOutput call are the answer's text
    std::vector<QByteArray> stopTexts; // end the answer, and the API does not take them (blank ones)
    std::vector<chat::Parameter> leftOut; // for Started
    // The CLI's turn began with an earlier request, so that its result counts that one's tokens too.
    bool continued = false;
    double costBefore = 0; // what the process had cost before this request
    bool operator==(const Reading &) const = default;
};

// How an answer ended, for the process behind it.
enum class Ending {
    None, // it has not
    Rested, // the CLI is done too and waits for the next message
    Waiting, // the CLI waits for the results of the client's tools
    Cut, // the CLI would go on by itself
};

// Makes one answer of the lines of one turn: whatever the lines are, what comes out has the grammar of
// chat::Event, up to its last event.
class TurnReader
{
public:
    TurnReader() : TurnReader(Reading()) { }
    explicit TurnReader(Reading reading);

    // Appends the events that the line brings. `nowSeconds` is the time since 1970, for reset times.
    void read(const Incoming &line, qint64 nowSeconds, std::vector<chat::Event> &out);

    // Ends the answer from outside (the process died, time is over); nothing when it has ended already.
    void fail(chat::Error error, std::vector<chat::Event> &out);

    // The last event is out. What is still read says nothing more.
    bool isDone() const { return m_answer.isDone(); }
    Ending ending() const { return m_ending; }

    // A schema was asked for and the CLI did not take it: nothing more is read, and no event has said so. The caller
    // ends the answer by fail(rejectedSchema(…)) when all of the CLI's error output is known.
    bool schemaRejected() const { return m_schemaRejected; }

    // Waiting: the ids of the calls that the client must answer, in order.
    const std::vector<QByteArray> &calls() const { return m_calls; }
    // What the process has cost so far, as last heard.
    double totalCost() const { return m_totalCost; }

private:
    void on(const Init &line);
    void on(const MessageStart &line);
    void on(const BlockStart &line);
    void on(const BlockDelta &line);
    void on(const BlockStop &);
    void on(const MessageDelta &line);
    void on(const MessageStop &line);
    void on(const AssistantMessage &line);
    void on(const ToolResultsRead &line);
    void on(const McpMessage &line);
    void on(const Result &line);
    void on(const ApiRetry &line);

    void nextMessage();
    void stopped(const QByteArray &reason, bool isWhole);
    bool saidNothing() const; // in the current message
    void openCall(const BlockStart &line);
    void withdraw(chat::Error error);
    void breakOff(size_t from);

    // Of structured answers.
    void openJson(const BlockStart &line);
    void closeJson();
    void hold(const QByteArray &text);
    void showHeld();
    void rememberRefusal();
    void refuse(Ending ending);
    void finishStructured(const Result &line);

    void finish(chat::StopReason reason, Ending ending);
    void end(chat::Error error, Ending ending);

    // How far the JSON of a structured answer is.
    enum class Json { None, Open, Given };

    // What a block that is taken back goes back to.
    struct BlockBegin
    {
        size_t said = 0;
        qsizetype held = 0;
        size_t calls = 0;
        Json json = Json::None;
        bool isCall = false;
    };

    Reading m_reading;
    EventWriter m_answer;
    Ending m_ending = Ending::None;

    int m_message = -1; // number of the current API message
    QByteArray m_streamedId; // of the last message that came as deltas
    QByteArray m_wholeId; // of the last message that came whole
    std::vector<BlockBegin> m_blocks; // of the current message
    std::vector<QByteArray> m_calls; // of the client's tools, in the current message
    std::optional<chat::Error> m_broken; // the current message broke off, and nothing came after it
    chat::Usage m_usage; // of the messages before the current one
    chat::Usage m_messageUsage;
    double m_totalCost = 0;
    chat::StopReason m_stopReason = chat::StopReason::EndTurn;

    Json m_json = Json::None;
    QByteArray m_jsonId; // of the call that brings it
    QByteArray m_held; // what the model said beside the JSON, and nobody was shown yet
    qsizetype m_heldBefore = 0; // how much of it earlier messages said
    QByteArray m_refusal; // what the model said first instead of the JSON

    qint64 m_now = 0;
    qint64 m_resetsAt = 0; // of the account's limit; 0: not said
    std::optional<qint64> m_retrySeconds; // the pause that the API asked for last
    QByteArray m_syntheticError;
    QByteArray m_syntheticText;

    bool m_messageStopped = false; // the current message said why it stopped, so it is whole
    bool m_resumed = false; // it broke off, and the next one goes on where it did
    bool m_holding = false; // the open block's text goes to m_held
    bool m_jsonEmpty = false; // nothing of the JSON came yet
    bool m_schemaRejected = false;
};

} // namespace cli
