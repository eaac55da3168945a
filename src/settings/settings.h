#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <chrono>

// Everything that can be set, with its default. Passed by value.
namespace settings {

struct Server
{
    QString host = QStringLiteral("127.0.0.1"); // an address to listen on
    quint16 port = 8082; // 0 takes a free one
    // Who may ask with an Origin, as browsers send it: applications, extensions and pages of this machine ("local");
    // nobody ("off"); or, besides, the pages of a list such as https://chat.example.org,https://app.example.net.
    QString cors = QStringLiteral("local");
    bool operator==(const Server &) const = default;
};

// What a request that brings tools of its own may use.
enum class ClientTools {
    Only, // just these: the client is the agent
    Beside, // Claude Code's own tools too
};

struct Claude
{
    QString program; // path of claude; empty: look for it
    QString folder; // where Claude Code works; empty: a folder of the relay's own
    int maxSessions = 8; // processes at once, 1 … 256
    int queue = 64; // requests that wait for one, 0 … 10000
    int warm = 1; // processes started ahead of need, 0 … 64
    std::chrono::seconds requestTimeout{600}; // from the request to the end of its answer
    // How long a session that has answered waits for the next question; 0: not at all.
    std::chrono::seconds keep{120};
    int keepMax = 4; // such sessions at once, 0 … 256
    // How long a session waits for the results of the client's tools; 0: not at all.
    std::chrono::seconds toolWait{600};
    int toolWaitMax = 4; // such sessions at once, 0 … 256
    ClientTools clientTools = ClientTools::Only;
    bool forwardSampling = false; // hand temperature and top_p on, which the newest models refuse
    QMap<QByteArray, QByteArray> modelNames; // foreign name → a name that the CLI knows
    bool operator==(const Claude &) const = default;
};

// What answers show, and what requests may hold.
struct Answers
{
    bool reasoning = true; // show what the model thinks
    bool work = false; // show what Claude Code does with its own tools
    bool strict = false; // refuse a request with a parameter that has no effect
    bool operator==(const Answers &) const = default;
};

// How a streamed answer shows life while nothing is said.
struct Stream
{
    std::chrono::seconds openAfter{15}; // then the headers go out, whether or not there is something to say
    std::chrono::seconds commentEvery{10}; // an SSE comment
    std::chrono::seconds deltaAfter{25}; // a chunk with an empty delta
    bool operator==(const Stream &) const = default;
};

enum class LogLevel { Error, Warning, Info, Debug };

// What is kept of the texts of conversations, for the details in the request log.
enum class KeepBodies {
    Never,
    Memory, // of the last requests, as long as the program runs
    Store, // on disk, as long as the rest of the log
};

struct Log
{
    LogLevel level = LogLevel::Info; // of the lines on standard error
    KeepBodies bodies = KeepBodies::Memory;
    int keepDays = 90; // of the store, 1 … 3650
    bool operator==(const Log &) const = default;
};

// Of the tray application.
struct Desktop
{
    bool startServer = true; // when the application starts
    bool notifications = true;
    QString language; // a code such as de; empty: the system's
    bool operator==(const Desktop &) const = default;
};

struct Settings
{
    Server server;
    Claude claude;
    Answers answers;
    Stream stream;
    Log log;
    Desktop desktop;
    bool demo = false; // answer from a simulated API
    bool operator==(const Settings &) const = default;
};

// The defaults, with the table of foreign model names filled.
Settings defaults();

// What to ask the CLI for when a client asks for `name`; the name itself when the table does not have it.
QByteArray modelFor(const Claude &claude, const QByteArray &name);

} // namespace settings
