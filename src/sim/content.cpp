#include "sim/content.h"

#include "sim/split.h"

namespace sim {

namespace {

constexpr qsizetype longestQuote = 1000; // bytes

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

QList<QByteArray> textPieces(const Question &question, const Script &script, bool &cutShort)
{
    if (!script.text && !script.tools.empty())
        return {};
    if (!script.text && script.deltas)
        return numbers(*script.deltas);
    QByteArray text = script.text.value_or(QByteArray());
    if (!script.text) {
        const QByteArray full = defaultText(question);
        text = question.maxTokens > 0 ? beginning(full, qsizetype(question.maxTokens) * 4) : full;
        cutShort = text.size() < full.size();
    }
    return script.deltas ? splitEvenly(text, *script.deltas) : splitByWord(text);
}

QByteArray stopReason(const Script &script, bool cutShort)
{
    if (!script.stopReason.isEmpty())
        return script.stopReason;
    if (!script.tools.empty())
        return "tool_use";
    return cutShort ? "max_tokens" : "end_turn";
}

sse::Counts countTokens(const Question &question, const Script &script, const Content &content)
{
    qsizetype bytes = script.thinking.size() + content.text.join().size();
    for (const ToolCall &tool : content.tools)
        bytes += tool.name.size() + tool.input.size();
    const qint64 thought = script.thinking.isEmpty() ? 0 : estimateTokens(script.thinking.size());
    const Usage &usage = script.usage;
    return {usage.input.value_or(question.inputTokens), usage.output.value_or(estimateTokens(bytes)),
        usage.cacheCreation.value_or(0), usage.cacheRead.value_or(0), usage.thinking.value_or(thought)};
}

} // namespace

Content contentOf(const Question &question, const Script &script, qint64 serial)
{
    Content content;
    bool cutShort = false;
    content.id = "msg_simulated" + QByteArray::number(serial);
    content.model = question.model;
    content.thinking = splitByWord(script.thinking);
    content.text = textPieces(question, script, cutShort);
    content.tools = script.tools;
    content.stopReason = stopReason(script, cutShort);
    content.counts = countTokens(question, script, content);
    int tool = 0;
    for (ToolCall &call : content.tools) {
        ++tool;
        if (call.id.isEmpty())
            call.id = "toolu_simulated" + QByteArray::number(serial) + '_' + QByteArray::number(tool);
    }
    return content;
}

} // namespace sim
