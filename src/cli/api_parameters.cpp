#include "cli/api_parameters.h"

#include "base/json.h"
#include "cli/turn_reader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace cli {

using base::json::Writer;
using chat::Effort;
using chat::Parameter;
using chat::ToolChoice;

namespace {

// With less room than this thinking would eat the answer; older models refuse less than their thinking takes.
constexpr qint64 RoomForThinking = 4096;
// The API takes others only without thinking.
constexpr double TemperatureWithThinking = 1;
constexpr double TopPWithThinking = 0.95;

constexpr std::array EffortNames = {"low", "medium", "high", "xhigh", "max"};

// Works out what is handed on, one matter after the other.
class Planner
{
public:
    Planner(
        const chat::Request &request, const Allowances &allowances, const QList<CatalogueEntry> &catalogue)
        : m_request(request), m_allowances(allowances), m_catalogue(catalogue)
    { }

    ApiParameters plan();

private:
    bool isRefused(Refusable what) const { return m_allowances.refused.contains(what); }
    // Beside Claude Code's own tools the CLI lists the client's itself.
    bool definesTools() const
    {
        return m_request.tools.empty() ? m_request.output.has_value()
                                       : m_allowances.clientTools == settings::ClientTools::Only;
    }
    void leaveOut(Parameter parameter);
    void planToolChoice();
    void planSampling();
    void planThinking();
    void planStop();
    QByteArray effortFor(Effort effort) const;
    QByteArray extraBody() const;
    void appendTools(Writer &writer) const;
    void appendToolChoice(Writer &writer) const;

    const chat::Request &m_request;
    const Allowances &m_allowances;
    const QList<CatalogueEntry> &m_catalogue;
    ApiParameters m_plan;
    std::optional<ToolChoice> m_choice; // to be handed on
    bool m_answerForced = false; // as JSON, at once
    bool m_temperature = false;
    bool m_topP = false;
    std::vector<QByteArray> m_stop;
};

ApiParameters Planner::plan()
{
    planToolChoice();
    planSampling();
    planThinking();
    planStop();
    m_plan.extraBody = extraBody();
    const auto note = [this](bool isSent, Refusable what) {
        if (isSent)
            m_plan.sent.insert(what);
    };
    note(!m_plan.thinkingOff, Refusable::Thinking);
    note(m_choice.has_value(), Refusable::ToolChoice);
    note(m_temperature, Refusable::Temperature);
    note(m_topP, Refusable::TopP);
    return std::move(m_plan);
}

void Planner::leaveOut(Parameter parameter)
{
    m_plan.leftOut.push_back(parameter);
}

void Planner::planToolChoice()
{
    const auto &choice = m_request.toolChoice;
    if (m_request.tools.empty() || choice == ToolChoice())
        return;
    const bool forced = choice.mode == ToolChoice::Mode::Required;
    // Beside Claude Code's own tools a forced call would be forced again after each of them.
    const bool beside = m_allowances.clientTools == settings::ClientTools::Beside;
    if ((forced && beside) || isRefused(Refusable::ToolChoice)) {
        leaveOut(Parameter::ToolChoice);
        if (forced)
            m_plan.instruction = choice.name.isEmpty()
                ? QByteArray("You must call at least one of the tools now.")
                : "You must call the tool " + choice.name + " now.";
        else if (choice.mode == ToolChoice::Mode::None)
            m_plan.instruction = "Do not call any tool now.";
        return;
    }
    m_answerForced = choice.mode == ToolChoice::Mode::None && m_request.output;
    m_choice = choice;
}

void Planner::planSampling()
{
    const auto &wish = m_request.parameters;
    m_temperature = wish.temperature && m_allowances.forwardSampling && !isRefused(Refusable::Temperature);
    m_topP = wish.topP && m_allowances.forwardSampling && !isRefused(Refusable::TopP);
    if (wish.temperature && !m_temperature)
        leaveOut(Parameter::Temperature);
    if (wish.topP && !m_topP)
        leaveOut(Parameter::TopP);
}

void Planner::planThinking()
{
    const auto &wish = m_request.parameters;
    const bool wanted = wish.effort && *wish.effort != Effort::None;
    const bool forced = m_answerForced || (m_choice && m_choice->mode == ToolChoice::Mode::Required);
    const bool sampled = (m_temperature && *wish.temperature != TemperatureWithThinking)
        || (m_topP && *wish.topP < TopPWithThinking);
    const bool tight = wish.maxTokens && *wish.maxTokens < RoomForThinking && !wanted;
    m_plan.thinkingOff =
        forced || sampled || tight || wish.effort == Effort::None || isRefused(Refusable::Thinking);
    if (wanted)
        m_plan.effort = effortFor(*wish.effort);
    if ((wanted && (m_plan.thinkingOff || m_plan.effort.isEmpty())) || isRefused(Refusable::Thinking))
        leaveOut(Parameter::Effort);
}

// The nearest one that the model has, from below if need be; empty when it has none.
QByteArray Planner::effortFor(Effort effort) const
{
    const auto wanted = std::max(0, int(effort) - int(Effort::Low));
    const auto &name = m_request.model.isEmpty() ? QByteArray("default") : m_request.model;
    const auto entry = std::ranges::find_if(m_catalogue, [&](const CatalogueEntry &candidate) {
        return candidate.value == name || candidate.resolved == name;
    });
    if (entry == m_catalogue.end() || !entry->knowsEfforts)
        return EffortNames[std::size_t(wanted)];
    const auto has = [&](int level) {
        return std::ranges::find(entry->efforts, QByteArray(EffortNames[std::size_t(level)]))
            != entry->efforts.end();
    };
    for (int level = wanted; level >= 0; --level) {
        if (has(level))
            return EffortNames[std::size_t(level)];
    }
    for (int level = wanted + 1; level < int(EffortNames.size()); ++level) {
        if (has(level))
            return EffortNames[std::size_t(level)];
    }
    return {};
}

void Planner::planStop()
{
    for (const auto &text : m_request.parameters.stop) {
        auto &target = text.trimmed().isEmpty() ? m_plan.stopTexts : m_stop;
        target.push_back(text);
    }
}

void Planner::appendTools(Writer &writer) const
{
    writer.key("tools").beginArray();
    for (const auto &tool : m_request.tools) {
        writer.beginObject().field("name", tool.name);
        if (!tool.description.isEmpty())
            writer.field("description", tool.description);
        writer.key("input_schema").raw(tool.schema).endObject();
    }
    if (m_request.output) {
        writer.beginObject().field("name", JsonTool);
        writer.field("description",
            "Gives your final answer: call it exactly once, at the end. Its arguments are all that is read "
            "of it.");
        writer.key("input_schema").raw(m_request.output->schema).endObject();
    }
    writer.endArray();
}

void Planner::appendToolChoice(Writer &writer) const
{
    writer.key("tool_choice").beginObject();
    if (m_answerForced) {
        writer.field("type", "tool").field("name", JsonTool).endObject();
        return;
    }
    switch (m_choice->mode) {
    case ToolChoice::Mode::Auto:
        writer.field("type", "auto");
        break;
    case ToolChoice::Mode::None:
        writer.field("type", "none").endObject();
        return;
    case ToolChoice::Mode::Required:
        if (m_choice->name.isEmpty())
            writer.field("type", "any");
        else
            writer.field("type", "tool").field("name", m_choice->name);
        break;
    }
    if (!m_choice->parallel)
        writer.key("disable_parallel_tool_use").boolean(true);
    writer.endObject();
}

QByteArray Planner::extraBody() const
{
    const auto &wish = m_request.parameters;
    QByteArray body;
    Writer writer(body);
    writer.beginObject();
    if (definesTools())
        appendTools(writer);
    if (m_choice)
        appendToolChoice(writer);
    if (wish.maxTokens)
        writer.key("max_tokens").integer(*wish.maxTokens);
    if (!m_stop.empty()) {
        writer.key("stop_sequences").beginArray();
        for (const auto &text : m_stop)
            writer.string(text);
        writer.endArray();
    }
    if (m_temperature)
        writer.key("temperature").number(*wish.temperature);
    if (m_topP)
        writer.key("top_p").number(*wish.topP);
    writer.endObject();
    return body;
}

} // namespace

ApiParameters apiParameters(
    const chat::Request &request, const Allowances &allowances, const QList<CatalogueEntry> &catalogue)
{
    return Planner(request, allowances, catalogue).plan();
}

std::optional<Refusable> blamed(const chat::Error &error, const ApiParameters &parameters)
{
    if (error.kind != chat::ErrorKind::InvalidRequest)
        return {};
    constexpr std::pair<const char *, Refusable> Words[] = {{"tool_choice", Refusable::ToolChoice},
        {"temperature", Refusable::Temperature}, {"top_p", Refusable::TopP},
        {"thinking", Refusable::Thinking}};
    const auto message = error.message.toLower();
    for (const auto &[word, what] : Words) {
        if (message.contains(word) && parameters.sent.contains(what))
            return what;
    }
    return {};
}

} // namespace cli
