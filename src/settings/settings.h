#pragma once

#include "settings/keys.h"
#include "settings/tools.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>

// Everything that can be set, with its default. Passed by value.
namespace settings {

struct Server
{
    QString host = QStringLiteral("127.0.0.1"); // an address to listen on
    quint16 port = 8082; // 0 takes a free one
    bool tcp = true; // listen on host and port
    QString socket; // path of a Unix socket to listen on; empty: none
    // Which web pages may ask: none ("off"); those of this machine ("local"); these and a list such as
    // https://chat.example.org,https://app.example.net; or all. One that is not of this machine needs a key besides.
    QString cors = QStringLiteral("all");
    QStringList hosts; // names besides its own by which this machine may be asked
    QByteArray apiKey; // one more key, named KeyOfOption; never stored
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
    QStringList folders; // in which a request may choose another; canonical paths
    Tools tools = Tools::Ask; // what Claude Code may do with its own tools
    bool confirmAll = false; // the user has said that Tools::All is meant
    std::chrono::seconds approvalTime{60}; // what is not answered then is denied
    int maxSessions = 8; // processes at once, 1 … 256
    int queue = 64; // requests that wait for one, 0 … 10000
    int warm = 1; // processes started ahead of need, 0 … 64
    int clientShare = 32; // of the queue, for one client; 1 … 10000
    std::chrono::seconds requestTimeout{600}; // from the request to the end of its answer
    std::chrono::seconds initializeTime{20}; // a process that has not answered initialize then is replaced
    qint64 memory = 4096LL * 1024 * 1024; // bytes, of one process; 0: no limit
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

// What one client, or all together, may use of the relay.
struct Limits
{
    qint64 body = 64LL * 1024 * 1024; // bytes
    qint64 headers = 64LL * 1024; // bytes, with the request line
    int depth = 128; // of the JSON in a body
    int connections = 512;
    std::chrono::seconds headerTime{10}; // from the first byte of a request to the end of its headers
    std::chrono::seconds bodyTime{20}; // that a body may pause, or be behind the least rate
    std::chrono::seconds idleTime{120}; // of a connection between two requests
    qint64 unsent = 16LL * 1024 * 1024; // bytes that wait for a slow client
    std::chrono::seconds unsentTime{60}; // a client takes nothing of them for so long
    bool operator==(const Limits &) const = default;
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

enum class LogFormat { Text, Json };

struct Log
{
    LogLevel level = LogLevel::Info; // of the lines on standard error
    LogFormat format = LogFormat::Text;
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
    Limits limits;
    Log log;
    Desktop desktop;
    QList<Key> keys; // from a file of their own; with server.apiKey they are those that count: see allKeys()
    bool demo = false; // answer from a simulated API
    bool operator==(const Settings &) const = default;
};

// The defaults, with the table of foreign model names filled.
Settings defaults();

// Every key that opens the relay. Empty: none is asked of programs on this machine.
QList<Key> allKeys(const Settings &settings);

// Others than this machine's programs can come, over its network or through a proxy: there must be a key.
bool needsKey(const Settings &settings);

// What to ask the CLI for when a client asks for `name`; the name itself when the table does not have it.
QByteArray modelFor(const Claude &claude, const QByteArray &name);

} // namespace settings
