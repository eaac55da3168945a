// Behaves like the claude command as far as the relay can see, without a model; see README.md.
#include "answer.h"
#include "lines.h"
#include "pipe.h"
#include "script.h"

#include <simdjson.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <thread>
#include <utility>
#include <vector>

extern char **environ;

namespace fake {

namespace {

std::string environment(const char *name, const char *otherwise = "")
{
    const char *value = std::getenv(name);
    return value ? value : otherwise;
}

// Logged out: for good, or for as long as a file exists.
bool loggedOut()
{
    const std::string value = environment("FAKE_CLAUDE_LOGGED_OUT");
    return !value.empty() && (value == "1" || access(value.c_str(), F_OK) == 0);
}

// Appends one line to the file that FAKE_CLAUDE_LOG names: {"pid":…, and the fields.
void log(const std::string &fields)
{
    static const std::string path = environment("FAKE_CLAUDE_LOG");
    static const int file =
        path.empty() ? -1 : open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    const std::string line = "{\"pid\":" + std::to_string(getpid()) + "," + fields + "}\n";
    if (file >= 0 && write(file, line.data(), line.size()) < 0)
        std::perror("FAKE_CLAUDE_LOG");
}

// Processes of its own that have sessions of their own.
std::array<pid_t, 16> escaped{};
std::size_t escapedCount = 0;

// Asked politely, the CLI ends its shells before itself.
void onTerm(int)
{
    for (std::size_t i = 0; i < escapedCount; ++i)
        kill(escaped[i], SIGKILL);
    _exit(128 + SIGTERM);
}

void logStart(const std::vector<std::string> &arguments)
{
    std::string argv;
    for (const std::string &argument : arguments)
        argv += (argv.empty() ? "" : ",") + quote(argument);
    std::string variables;
    for (char **entry = environ; *entry; ++entry) {
        const std::string_view variable = *entry;
        const std::size_t equals = variable.find('=');
        if (!variable.starts_with("ANTHROPIC") && !variable.starts_with("OPENAI")
            && !variable.starts_with("CLAUDE"))
            continue;
        variables += (variables.empty() ? "" : ",") + quote(variable.substr(0, equals)) + ":"
            + quote(variable.substr(equals + 1));
    }
    log("\"argv\":[" + argv + "],\"env\":{" + variables + "}");
}

std::string text(const simdjson::dom::element &element)
{
    std::string_view view;
    return element.get(view) == simdjson::SUCCESS ? std::string(view) : std::string();
}

// The text of a message's content or of a system prompt: a string, or a list of strings and blocks.
std::string joinedText(simdjson::simdjson_result<simdjson::dom::element> content)
{
    simdjson::dom::element element;
    if (content.get(element) != simdjson::SUCCESS)
        return {};
    simdjson::dom::array items;
    if (element.get(items) != simdjson::SUCCESS)
        return text(element);
    std::string result;
    for (const simdjson::dom::element item : items) {
        simdjson::dom::element inner;
        const bool isBlock = item["text"].get(inner) == simdjson::SUCCESS;
        result += (result.empty() ? "" : "\n") + text(isBlock ? inner : item);
    }
    return result;
}

// "2.1.50" as 2001050, to be compared.
int versionNumber(const std::string &version)
{
    int major = 0, minor = 0, patch = 0;
    std::sscanf(version.c_str(), "%d.%d.%d", &major, &minor, &patch);
    return (major * 1000 + minor) * 1000 + patch;
}

struct Message
{
    std::string role;
    std::string text;
    bool query = true;
};

// One process: the conversation it was given, and what it does with each line.
class Process
{
public:
    explicit Process(std::vector<std::string> arguments);

    int run();

private:
    void received(std::string_view line);
    void control(const simdjson::dom::element &line);
    void initialize(const std::string &id, const simdjson::dom::element &request);
    void setModel(const std::string &name);
    void answer(const Message &message);
    std::string history() const;
    void startChildren(int count, bool escape);

    Clock::time_point m_started = Clock::now();
    Script m_script;
    std::string m_version = environment("FAKE_CLAUDE_VERSION", "2.1.330");
    Lines m_lines{"5e55104e-0000-4000-8000-" + std::to_string(100000000000 + getpid()), m_version};
    Pipe m_pipe{[this](std::string_view line) { received(line); }};
    simdjson::dom::parser m_parser;
    std::string m_system;
    std::vector<Message> m_history;
    std::deque<Message> m_waiting;
    int m_messages = 0;
    bool m_interrupted = false;
    bool m_failed = false;
};

Process::Process(std::vector<std::string> arguments)
{
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        if (arguments[i] == "--model")
            setModel(arguments[i + 1]);
        else if (arguments[i] == "--system-prompt")
            m_system = arguments[i + 1];
    }
}

int Process::run()
{
    const std::string script = environment("FAKE_CLAUDE");
    if (!script.empty() && !m_script.merge(script)) {
        std::fprintf(stderr, "FAKE_CLAUDE is no script: %s\n", script.c_str());
        return 2;
    }
    std::signal(SIGTERM, m_script.ignoreSigterm ? SIG_IGN : onTerm);
    startChildren(m_script.children, false);
    startChildren(m_script.escapees, true);
    while (m_pipe.read()) {
        while (!m_waiting.empty()) {
            const Message message = m_waiting.front();
            m_waiting.pop_front();
            answer(message);
        }
    }
    while (m_script.ignoreSigterm)
        pause();
    return m_failed ? 1 : 0;
}

void Process::received(std::string_view line)
{
    log("\"line\":" + quote(line));
    simdjson::dom::element parsed;
    if (m_parser.parse(line.data(), line.size()).get(parsed) != simdjson::SUCCESS) {
        std::fprintf(stderr, "Error parsing streaming input line\n");
        std::exit(1);
    }
    const std::string type = joinedText(parsed["type"]);
    if (type == "control_request") {
        control(parsed);
    } else if (type == "assistant") {
        m_history.push_back({"assistant", joinedText(parsed["message"]["content"]), false});
    } else if (type == "user") {
        bool query = true;
        if (versionNumber(m_version) >= 2'001'197 && parsed["shouldQuery"].get(query) != simdjson::SUCCESS)
            query = true;
        m_waiting.push_back({"user", joinedText(parsed["message"]["content"]), query});
    }
}

void Process::control(const simdjson::dom::element &line)
{
    const std::string id = joinedText(line["request_id"]);
    simdjson::dom::element request;
    if (line["request"].get(request) != simdjson::SUCCESS)
        return;
    const std::string subtype = joinedText(request["subtype"]);
    if (subtype == "initialize") {
        initialize(id, request);
    } else if (subtype == "set_model") {
        setModel(joinedText(request["model"]));
        m_pipe.write(m_lines.controlSuccess(id, R"({"model":)" + quote(m_lines.model) + "}"));
    } else if (subtype == "apply_flag_settings" && versionNumber(m_version) < 2'001'050) {
        m_pipe.write(m_lines.controlError(id, "Unsupported control request subtype: apply_flag_settings"));
    } else if (subtype == "apply_flag_settings") {
        const std::string model = joinedText(request["settings"]["model"]);
        if (!model.empty())
            setModel(model);
        m_pipe.write(m_lines.controlSuccess(id));
    } else if (subtype == "interrupt") {
        m_interrupted = true;
        m_pipe.write(m_lines.controlSuccess(id, R"({"still_queued":[]})"));
    } else {
        m_pipe.write(m_lines.controlSuccess(id, "{}"));
    }
}

void Process::initialize(const std::string &id, const simdjson::dom::element &request)
{
    while (m_script.hangInitialize)
        pause();
    if (m_script.refuseInitialize) {
        m_pipe.write(m_lines.controlError(id, "initialize refused"));
        return;
    }
    m_system = joinedText(request["systemPrompt"]);
    const std::string more = joinedText(request["appendSystemPrompt"]);
    if (!more.empty())
        m_system += (m_system.empty() ? "" : "\n") + more;
    const auto delay = std::chrono::duration<double, std::milli>(m_script.startMs);
    std::this_thread::sleep_until(m_started + std::chrono::duration_cast<Clock::duration>(delay));
    m_pipe.write(m_lines.controlSuccess(id, m_lines.catalogue()));
}

void Process::setModel(const std::string &name)
{
    m_lines.model = resolvedModel(name);
}

void Process::answer(const Message &message)
{
    m_history.push_back(message);
    if (!message.query) {
        m_pipe.write(m_lines.init());
        Result result;
        result.queried = false;
        m_pipe.write(m_lines.result(result));
        return;
    }
    Script script = m_script;
    const std::string_view own = embeddedScript(message.text);
    if (!own.empty() && !script.merge(own)) {
        std::fprintf(stderr, "no script: %s\n", std::string(own).c_str());
        std::exit(2);
    }
    if (loggedOut())
        script.error = ApiError{{}, "authentication_failed", "Not logged in · Please run /login"};
    if (script.ignoreSigterm) {
        m_script.ignoreSigterm = true;
        std::signal(SIGTERM, SIG_IGN);
    }
    startChildren(script.children - m_script.children, false);
    startChildren(script.escapees - m_script.escapees, true);
    m_lines.messageId = "msg_" + std::to_string(getpid()) + "_" + std::to_string(++m_messages);
    m_interrupted = false;
    const std::string text = script.echoHistory
        ? history()
        : script.text.value_or("fake answer to: " + message.text.substr(0, 40));
    m_failed = !Answer(script, m_lines, m_pipe, m_interrupted).play(text);
    if (!m_failed)
        m_history.push_back({"assistant", text, false});
}

std::string Process::history() const
{
    std::string messages;
    for (const Message &message : m_history) {
        messages += (messages.empty() ? "" : ",") + std::string(R"({"role":)") + quote(message.role)
            + R"(,"text":)" + quote(message.text) + "}";
    }
    return R"({"system":)" + quote(m_system) + R"(,"model":)" + quote(m_lines.model) + R"(,"messages":[)"
        + messages + "]}";
}

void Process::startChildren(int count, bool escape)
{
    for (; count > 0; --count) {
        const pid_t child = fork();
        if (child > 0) {
            if (escape && escapedCount < escaped.size())
                escaped[escapedCount++] = child;
            log("\"child\":" + std::to_string(child));
            continue;
        }
        if (escape)
            setsid();
        std::signal(SIGTERM, SIG_DFL);
        for (int file = 0; file < 3; ++file)
            close(file);
        while (true)
            pause();
    }
}

int authStatus()
{
    const bool loggedIn = !loggedOut();
    std::printf("{\n  \"loggedIn\": %s,\n  \"authMethod\": \"%s\",\n  \"apiProvider\": \"firstParty\",\n"
                "  \"loginExpiresAt\": null\n}\n",
        loggedIn ? "true" : "false", loggedIn ? "api_key" : "none");
    return loggedIn ? 0 : 1;
}

} // namespace

} // namespace fake

int main(int argc, char *argv[])
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    fake::logStart(arguments);
    if (arguments == std::vector<std::string>{"--version"}) {
        std::printf("%s (Claude Code)\n", fake::environment("FAKE_CLAUDE_VERSION", "2.1.330").c_str());
        return 0;
    }
    if (arguments.size() >= 2 && arguments[0] == "auth" && arguments[1] == "status")
        return fake::authStatus();
    return fake::Process(arguments).run();
}
