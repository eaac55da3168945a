#include "process.h"

#include "children.h"
#include "turn.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

namespace fake {

Process::Process(const std::vector<std::string> &arguments)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string value = i + 1 < arguments.size() ? arguments[i + 1] : std::string();
        if (arguments[i] == "--model")
            setModel(value);
        else if (arguments[i] == "--system-prompt")
            m_conversation.system = value;
        else if (arguments[i] == "--tools" && value.empty())
            m_lines.tools.clear();
        else if (arguments[i] == "--debug-to-stderr")
            m_debugs = true;
    }
}

int Process::run()
{
    const std::string script = environment("FAKE_CLAUDE");
    if (!script.empty() && !m_script.merge(script)) {
        std::fprintf(stderr, "FAKE_CLAUDE is no script: %s\n", script.c_str());
        return 2;
    }
    std::signal(SIGTERM, m_script.ignoreSigterm ? SIG_IGN : endOnTerm);
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
    const Json parsed(line);
    if (!parsed.isObject()) {
        std::fprintf(stderr, "Error parsing streaming input line\n");
        std::exit(1);
    }
    const std::string type = parsed["type"].string();
    if (type == "control_request") {
        control(parsed);
    } else if (type == "control_response") {
        const Json response = parsed["response"];
        m_tools.answered(response["request_id"].string(), response["response"]);
    } else if (type == "assistant") {
        m_conversation.messages.push_back(messageOf(parsed));
    } else if (type == "user") {
        Message message = messageOf(parsed);
        message.query = versionNumber(m_version) < 2'001'197 || parsed["shouldQuery"].boolean(true);
        m_waiting.push_back(std::move(message));
    }
}

void Process::control(const Json &line)
{
    const std::string id = line["request_id"].string();
    const Json request = line["request"];
    const std::string subtype = request["subtype"].string();
    if (subtype == "initialize") {
        initialize(id, request);
    } else if (subtype == "set_model") {
        setModel(request["model"].string());
        m_pipe.write(m_lines.controlSuccess(id, R"({"model":)" + quote(m_lines.model) + "}"));
    } else if (subtype == "apply_flag_settings") {
        applyFlags(id, request["settings"]);
    } else if (subtype == "get_usage" && !m_script.usage.empty()) {
        m_pipe.write(m_lines.controlSuccess(id, m_script.usage));
    } else if (subtype == "interrupt") {
        m_interrupted = true;
        m_pipe.write(m_lines.controlSuccess(id, R"({"still_queued":[]})"));
    } else {
        m_pipe.write(m_lines.controlSuccess(id, "{}"));
    }
}

void Process::initialize(const std::string &id, const Json &request)
{
    while (m_script.hangInitialize)
        pause();
    if (m_script.refuseInitialize) {
        m_pipe.write(m_lines.controlError(id, "initialize refused"));
        return;
    }
    m_conversation.initialize = request.raw();
    m_conversation.system = joinedText(request["systemPrompt"]);
    const std::string more = joinedText(request["appendSystemPrompt"]);
    if (!more.empty())
        m_conversation.system += (m_conversation.system.empty() ? "" : "\n") + more;
    m_tools.offer(request);
    for (const std::string &tool : m_tools.listed())
        m_lines.tools.push_back(tool);
    if (request["jsonSchema"].isObject())
        takeSchema();
    const auto delay = std::chrono::duration<double, std::milli>(m_script.startMs);
    std::this_thread::sleep_until(m_started + std::chrono::duration_cast<Clock::duration>(delay));
    m_pipe.write(m_lines.controlSuccess(id, m_lines.catalogue()));
}

// A schema that it does not take it drops, and says so only to those who debug.
void Process::takeSchema()
{
    const std::string &reason = m_script.rejectSchema;
    m_wantsStructured = reason.empty();
    if (m_wantsStructured)
        m_lines.tools.push_back("StructuredOutput");
    else if (m_debugs && !environment("CLAUDE_CODE_DEBUG_LOG_LEVEL").empty())
        std::fprintf(stderr,
            "2026-01-01T00:00:00.000Z [ERROR] Init JSON schema rejected, structured output disabled: %s\n",
            reason.c_str());
}

void Process::applyFlags(const std::string &id, const Json &settings)
{
    if (versionNumber(m_version) < 2'001'050) {
        m_pipe.write(m_lines.controlError(id, "Unsupported control request subtype: apply_flag_settings"));
        return;
    }
    const std::string model = settings["model"].string();
    if (!model.empty())
        setModel(model);
    m_conversation.applyFlags(settings);
    m_pipe.write(m_lines.controlSuccess(id));
}

void Process::setModel(const std::string &name)
{
    m_lines.model = resolvedModel(name);
}

void Process::answer(const Message &message)
{
    m_conversation.messages.push_back(message);
    if (!message.query) {
        m_pipe.write(m_lines.init());
        Result result;
        result.queried = false;
        m_pipe.write(m_lines.result(result));
        return;
    }
    Script script = m_script;
    const std::string text = message.text();
    const std::string_view own = embeddedScript(text);
    if (!own.empty() && !script.merge(own)) {
        std::fprintf(stderr, "no script: %s\n", std::string(own).c_str());
        std::exit(2);
    }
    if (loggedOut())
        script.error = ApiError{{}, "authentication_failed", "Not logged in · Please run /login"};
    startOwnChildren(script);
    m_interrupted = false;
    m_failed = !play(std::move(script));
}

bool Process::play(Script script)
{
    Turn turn(m_conversation, m_lines, m_pipe, m_tools, m_interrupted);
    turn.wantsStructured = m_wantsStructured;
    return turn.play(std::move(script));
}

// Those that the message asks for beside the process's own.
void Process::startOwnChildren(const Script &script)
{
    if (script.ignoreSigterm) {
        m_script.ignoreSigterm = true;
        std::signal(SIGTERM, SIG_IGN);
    }
    startChildren(script.children - m_script.children, false);
    startChildren(script.escapees - m_script.escapees, true);
}

} // namespace fake
