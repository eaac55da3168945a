#include "sim/content.h"

#include "sim/instance.h"
#include "sim/split.h"

#include <limits>

namespace sim {

namespace {

constexpr qsizetype longestQuote = 1000; // bytes
constexpr qint64 bytesPerToken = 4;

QByteArray quoted(const QByteArray &text)
{
    const QByteArray start = beginning(text, longestQuote);
    return '"' + start + (start.size() < text.size() ? "…" : "") + '"';
}

QByteArray defaultText(const Question &question)
{
    if (question.rounds == 0) {
        return "This is a simulated answer: no model was asked. You said: " + quoted(question.text);
    }
    QByteArray text = "This is a simulated answer: no model was asked. The tools said:";
    for (const QByteArray &result : question.results)
        text += ' ' + quoted(result);
    return text;
}

// The text in its pieces, before anything cuts it short.
QList<QByteArray> textPieces(const Question &question, const Script &script)
{
    if (!script.text && !script.tools.empty())
        return {};
    if (!script.text && script.deltas)
        return numbers(*script.deltas);
    const QByteArray text = script.text ? *script.text : defaultText(question);
    return script.deltas ? splitEvenly(text, *script.deltas) : splitByWord(text);
}

// The pieces' first bytes.
QList<QByteArray> firstBytes(const QList<QByteArray> &pieces, qsizetype bytes)
{
    QList<QByteArray> kept;
    for (const QByteArray &piece : pieces) {
        if (bytes <= 0)
            break;
        kept.append(piece.left(bytes));
        bytes -= piece.size();
    }
    return kept;
}

// Gives of each part what max_tokens leaves of it.
class Allowance
{
public:
    explicit Allowance(std::optional<qint64> tokens)
    {
        constexpr qint64 most = std::numeric_limits<qint32>::max();
        m_bytes = qMin(tokens.value_or(most), most) * bytesPerToken;
    }

    QByteArray take(const QByteArray &part)
    {
        const QByteArray kept = beginning(part, qsizetype(m_bytes));
        m_bytes -= kept.size();
        m_isSpent |= kept.size() < part.size();
        return kept;
    }

    bool isSpent() const { return m_isSpent; }

private:
    qint64 m_bytes = 0;
    bool m_isSpent = false;
};

// Where a text meets a stop sequence.
struct Stop
{
    qsizetype at = -1;
    QByteArray sequence;

    qsizetype end() const { return at + sequence.size(); }
};

// The stop sequence that is complete first.
std::optional<Stop> firstStop(const QByteArray &text, const QList<QByteArray> &sequences)
{
    std::optional<Stop> first;
    for (const QByteArray &sequence : sequences) {
        const Stop stop{text.indexOf(sequence), sequence};
        if (stop.at >= 0 && (!first || stop.end() < first->end()))
            first = stop;
    }
    return first;
}

ToolCall callOf(const Tool &tool)
{
    return {{}, tool.name, instanceOf(tool.schema)};
}

bool isDefault(const Script &script)
{
    return !script.text && !script.deltas && script.tools.empty();
}

// Makes the script call what the request's tool_choice says.
void obeyToolChoice(const Question &question, Script &script)
{
    const ToolChoice &choice = question.asked.toolChoice;
    const Tool *structured = question.asked.tool("StructuredOutput");
    if (isDefault(script) && structured && question.rounds == 0)
        script.tools.push_back(callOf(*structured));
    if (choice.kind == ToolChoice::Kind::None)
        script.tools.clear();
    if (choice.kind == ToolChoice::Kind::Tool)
        std::erase_if(script.tools, [&](const ToolCall &call) { return call.name != choice.name; });
    if (choice.isForced() && script.tools.empty()) {
        const Tool *named = question.asked.tool(choice.name);
        script.tools.push_back(callOf(named ? *named : question.asked.tools.front()));
        script.text.reset();
    }
    if (choice.oneAtATime && script.tools.size() > 1)
        script.tools.resize(1);
}

// The calls, as far as they may go, with ids.
std::vector<ToolCall> toolCalls(const Script &script, qint64 serial, Allowance &allowance)
{
    std::vector<ToolCall> calls;
    for (ToolCall call : script.tools) {
        allowance.take(call.name);
        call.input = allowance.isSpent() ? QByteArray() : allowance.take(call.input);
        const QByteArray number = QByteArray::number(calls.size() + 1);
        if (call.id.isEmpty())
            call.id = "toolu_simulated" + QByteArray::number(serial) + '_' + number;
        calls.push_back(std::move(call));
        if (allowance.isSpent())
            break;
    }
    return calls;
}

QByteArray stopReason(const Script &script, const Content &content, const Allowance &allowance)
{
    if (!content.stopSequence.isEmpty())
        return "stop_sequence";
    if (allowance.isSpent())
        return "max_tokens";
    if (!script.stopReason.isEmpty())
        return script.stopReason;
    return content.tools.empty() ? "end_turn" : "tool_use";
}

sse::Counts countTokens(const Question &question, const Script &script, const Content &content)
{
    const qsizetype thinking = content.thinking.join().size();
    qsizetype bytes = thinking + content.text.join().size();
    for (const ToolCall &tool : content.tools)
        bytes += tool.name.size() + tool.input.size();
    const qint64 thought = thinking == 0 ? 0 : estimateTokens(thinking);
    const Usage &usage = script.usage;
    return {usage.input.value_or(question.inputTokens), usage.output.value_or(estimateTokens(bytes)),
        usage.cacheCreation.value_or(0), usage.cacheRead.value_or(0), usage.thinking.value_or(thought)};
}

} // namespace

Content contentOf(const Question &question, const Script &wished, qint64 serial)
{
    Script script = wished;
    obeyToolChoice(question, script);
    Allowance allowance(question.asked.maxTokens);
    Content content;
    content.id = "msg_simulated" + QByteArray::number(serial);
    content.model = question.asked.model;
    if (question.asked.thinks) {
        content.thinking = splitByWord(allowance.take(script.thinking));
        content.signature = script.signature;
        content.redactedThinking = script.redactedThinking;
    }
    const QList<QByteArray> pieces = textPieces(question, script);
    const QByteArray text = pieces.join();
    const auto stop = firstStop(text, question.asked.stopSequences);
    qsizetype length = allowance.take(stop ? text.left(stop->end()) : text).size();
    if (stop && !allowance.isSpent()) {
        length = stop->at;
        content.stopSequence = stop->sequence;
    }
    content.text = firstBytes(pieces, length);
    if (!allowance.isSpent() && content.stopSequence.isEmpty())
        content.tools = toolCalls(script, serial, allowance);
    content.stopReason = stopReason(script, content, allowance);
    content.counts = countTokens(question, script, content);
    return content;
}

} // namespace sim
