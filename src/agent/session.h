#pragma once

#include "agent/channel.h"
#include "agent/conversation.h"
#include "agent/damage.h"
#include "agent/permissions.h"
#include "agent/permit.h"
#include "agent/tally.h"
#include "agent/turn.h"
#include "chat/answer.h"
#include "chat/request.h"
#include "cli/api_parameters.h"
#include "cli/features.h"
#include "cli/incoming.h"
#include "cli/launch.h"
#include "cli/tool_bridge.h"
#include "cli/turn_reader.h"

#include <QByteArrayList>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace agent {

// A request, ready to be put to a session.
struct Question
{
    chat::Request request; // as the client sent it
    cli::ApiParameters parameters;
    Permit permit = {};
};

// One process of the CLI and the one conversation that it holds.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Warm, // started, not spoken to
        Opening, // the conversation is being written
        Answering, // the last message is written
        Resting, // it has answered, and could be asked on
        Waiting, // it has called the client's tools
        Ending, // its process is told to go
        Closed, // its process is gone
    };

    // Takes the channel. `launch` is what the process was started with. `approvals` must outlive this.
    Session(std::unique_ptr<Channel> channel, cli::Launch launch, Approvals &approvals,
        QObject *parent = nullptr);
    ~Session() override;

    State state() const { return m_state; }
    bool isBusy() const { return m_state == State::Opening || m_state == State::Answering; }
    const cli::Launch &launch() const { return m_launch; }
    qint64 processId() const { return m_channel->processId(); }
    qint64 memory() const { return m_channel->memory(); }
    // How long the answer to initialize may take, from the next ask() on; 0: as long as it wants.
    void setInitializeTime(std::chrono::milliseconds time) { m_initializeTime = time; }

    // Asks in state Warm. The answer goes to `turn`; when that is destroyed the session ends. `history` is what is
    // written of the request's messages: the same, with what the client does not know of them.
    void ask(const Question &question, std::vector<chat::Message> history, settings::ClientTools clientTools,
        const cli::Features &features, Turn *turn);

    // States Resting and Waiting: how the question goes on where this session stopped, if it does and can be put so.
    std::optional<Continuation> continuation(const Question &question) const;
    // Asks on.
    void proceed(const Question &question, const Continuation &continuation, Turn *turn);

    // Of whom it was asked last; empty: of nobody with a key.
    const QByteArray &key() const { return m_key; }
    const Conversation &conversation() const { return m_conversation; }
    // States Resting and Waiting: since when, and when to end by itself.
    std::chrono::steady_clock::time_point idleSince() const { return m_idleSince; }
    void endAfter(std::chrono::milliseconds time) { m_patience.start(time); }

    // Fails what is being answered with `error` and ends the process.
    void abort(const chat::Error &error);
    // Ends the process.
    void end(Channel::End how = Channel::End::Polite);
    // Ends it because it misbehaves. What is being answered fails with `sentence`; it is lost() when nothing of the
    // answer is out, so that another process may do better.
    void replace(Fault fault, const QByteArray &sentence);
    // Why it was replaced.
    std::optional<Fault> fault() const { return m_fault; }
    // It may end what it does, and then is of no more use.
    void outdate() { m_outdated = true; }
    bool isOutdated() const { return m_outdated; }
    // Ends the process unless it answers or is about to.
    void giveWay();
    // Some of an answer has come from it.
    bool hasSpoken() const { return m_spoke; }

Q_SIGNALS:
    // What the CLI said to initialize: models, account, version. A JSON object.
    void initialized(const QByteArray &response);
    // The first event of the answer is out.
    void answering();
    // The last event of the answer is out, with the error when it failed.
    void answered(const std::optional<chat::Error> &error);
    // It has answered and is in state Resting or Waiting now.
    void rested(const chat::Answer &answer);
    // The process is gone. The last signal.
    void closed(bool wanted, const QByteArray &reason);
    // The process was gone, or is replaced, before it said a word. Its turn has no end yet: the request may be put to another process.
    // closed() follows.
    void lost(const chat::Error &error);
    // The answer failed before its first event. Its turn has no end yet: the request may be put in another way.
    // The session ends.
    void refused(const chat::Error &error);
    // replace() was called, or it has found out by itself.
    void replaced(agent::Fault fault);
    // Lines that could not be read, so far skipped.
    void linesSkipped(int count);

private:
    void write(const QByteArray &lines);
    void listen(const Question &question, bool continued, Turn *turn);
    void read();
    void handle(const cli::Incoming &line, std::vector<chat::Event> &events);
    void onControlResponse(const cli::ControlResponse &response, std::vector<chat::Event> &events);
    bool goesOn(const cli::Incoming &line) const;
    bool diverges(const chat::Event &event) const;
    void writeNextStep();
    void awaitInitialize();
    void onSilent();
    void deliver(const std::vector<chat::Event> &events);
    void afterAnswer();
    Channel::End gentleEnd() const;
    Turn *release();
    void onClosed(const chat::Error &error);

    std::unique_ptr<Channel> m_channel;
    cli::Launch m_launch;
    State m_state = State::Warm;
    QPointer<Turn> m_turn;
    std::vector<QByteArrayList> m_steps; // of the opening
    std::size_t m_nextStep = 0;
    cli::ToolBridge m_bridge;
    Permissions m_permissions;
    QByteArray m_key; // whose conversation it is
    cli::ApiParameters m_parameters; // that hold in the process
    Conversation m_conversation;
    chat::Answer m_answer;
    cli::IncomingDecoder m_decoder;
    cli::TurnReader m_reader;
    std::vector<cli::Incoming> m_lines; // of the current read
    std::chrono::steady_clock::time_point m_idleSince;
    QTimer m_patience; // until it does so no longer
    QTimer m_initialize; // running: its answer is waited for
    std::chrono::milliseconds m_initializeTime{0};
    Damage m_damage;
    std::optional<Fault> m_fault;
    qsizetype m_dropped = 0; // lines that were too long, so far
    bool m_outdated = false;
    bool m_proceeds = false; // it was asked on
    bool m_heard = false; // the process has said something since it was asked
    bool m_spoke = false; // some of the answer is out
    bool m_diverged = false; // the process knows of more than its client
};

} // namespace agent
