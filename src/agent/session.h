#pragma once

#include "agent/channel.h"
#include "agent/turn.h"
#include "chat/request.h"
#include "cli/features.h"
#include "cli/incoming.h"
#include "cli/launch.h"
#include "cli/turn_reader.h"

#include <QPointer>

#include <memory>
#include <vector>

namespace agent {

// One process of the CLI and the one conversation that it holds.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Warm, // started, not spoken to
        Opening, // the conversation is being written
        Answering, // the last message is written
        Ending, // its process is told to go
        Closed, // its process is gone
    };

    // Takes the channel. `launch` is what the process was started with.
    Session(std::unique_ptr<Channel> channel, cli::Launch launch, QObject *parent = nullptr);
    ~Session() override;

    State state() const { return m_state; }
    const cli::Launch &launch() const { return m_launch; }

    // Asks, once, in state Warm. The answer goes to `turn`; when that is destroyed the session ends.
    void ask(const chat::Request &request, const cli::Features &features, Turn *turn);

    // Fails what is being answered with `error` and ends the process.
    void abort(const chat::Error &error);
    // Ends the process.
    void end(Channel::End how = Channel::End::Polite);

Q_SIGNALS:
    // What the CLI said to initialize: models, account, version. A JSON object.
    void initialized(const QByteArray &response);
    // The first event of the answer is out.
    void answering();
    // The last event of the answer is out, with the error when it failed.
    void answered(const std::optional<chat::Error> &error);
    // The process is gone. The last signal.
    void closed(bool wanted, const QByteArray &reason);
    // The process was gone before it said a word. Its turn has no end yet: the request may be put to another process.
    // closed() follows.
    void lost(const QByteArray &reason);
    // Lines that could not be read, so far skipped.
    void linesSkipped(int count);

private:
    void read();
    void handle(const cli::Incoming &line, std::vector<chat::Event> &events);
    void onControlResponse(const cli::ControlResponse &response, std::vector<chat::Event> &events);
    void writeNextStep();
    void deliver(const std::vector<chat::Event> &events);
    void onClosed(const QByteArray &reason);

    std::unique_ptr<Channel> m_channel;
    cli::Launch m_launch;
    State m_state = State::Warm;
    QPointer<Turn> m_turn;
    std::vector<QByteArray> m_steps; // of the opening
    std::size_t m_nextStep = 0;
    cli::IncomingDecoder m_decoder;
    cli::TurnReader m_reader;
    std::vector<cli::Incoming> m_lines; // of the current read
    qsizetype m_dropped = 0; // lines that were too long, so far
    bool m_heard = false; // the process has said something
    bool m_spoke = false; // some of the answer is out
};

} // namespace agent
