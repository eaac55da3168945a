#include "sim/answer.h"

#include "sim/content.h"
#include "sim/error_kind.h"
#include "sim/parameter_rules.h"
#include "sim/split.h"
#include "sim/sse.h"

#include "base/json.h"

namespace sim {

using namespace Qt::StringLiterals;

namespace {

using base::Unexpected;
using base::json::Writer;

constexpr qsizetype inputPieceSize = 24; // bytes

// Puts an answer's content into timed events, up to where the script cuts it.
class Streamer
{
public:
    Streamer(Answer &answer, const Script &script) : m_answer(answer), m_script(script) { }

    void add(const Content &content)
    {
        append(sse::messageStart(content.id, content.model, content.counts));
        if (!content.thinking.isEmpty())
            addThinking(content);
        if (!content.redactedThinking.isEmpty()) {
            open(sse::redactedThinkingStart(m_index, content.redactedThinking));
            close();
        }
        if (!content.text.isEmpty())
            addText(content.text);
        for (const ToolCall &tool : content.tools)
            addTool(tool);
        cutHere();
        append(sse::messageDelta(content.stopReason, content.stopSequence, content.counts));
        if (m_script.lastMs > 0 && !m_isCut)
            m_answer.pieces.push_back({m_script.lastMs, {}});
        append(sse::messageStop());
    }

private:
    void addThinking(const Content &content)
    {
        open(sse::thinkingStart(m_index));
        for (const QByteArray &piece : content.thinking)
            delta(sse::thinkingDelta(m_index, piece));
        append(sse::signatureDelta(m_index, content.signature));
        close();
    }

    void addText(const QList<QByteArray> &pieces)
    {
        open(sse::textStart(m_index));
        for (const QByteArray &piece : pieces)
            delta(sse::textDelta(m_index, piece));
        close();
    }

    void addTool(const ToolCall &tool)
    {
        open(sse::toolStart(m_index, tool.id, tool.name));
        append(sse::inputDelta(m_index, ""));
        const qint64 ofItself = (tool.input.size() + inputPieceSize - 1) / inputPieceSize;
        for (const QByteArray &piece : splitEvenly(tool.input, m_script.toolDeltas.value_or(ofItself)))
            delta(sse::inputDelta(m_index, piece));
        close();
    }

    void open(const QByteArray &start)
    {
        append(start);
        if (m_index == 0)
            append(sse::ping());
    }

    void close()
    {
        append(sse::blockStop(m_index));
        ++m_index;
    }

    void delta(const QByteArray &event)
    {
        if (m_script.cut && m_deltas == m_script.cut->after)
            cutHere();
        if (m_deltas > 0 && m_script.delayMs > 0 && !m_isCut)
            m_answer.pieces.push_back({m_script.delayMs, {}});
        append(event);
        ++m_deltas;
    }

    // Events that follow at once go out in one write.
    void append(const QByteArray &event)
    {
        if (m_isCut)
            return;
        if (m_answer.pieces.empty())
            m_answer.pieces.push_back({});
        m_answer.pieces.back().bytes += event;
    }

    void cutHere()
    {
        if (!m_script.cut || m_isCut)
            return;
        Piece last{m_script.delayMs, {}};
        const Cut::How how = m_script.cut->how;
        if (how == Cut::How::Error) {
            const QByteArray type = m_script.errorType.isEmpty() ? "overloaded_error" : m_script.errorType;
            const QByteArray fallback = errorKind(errorStatus(type)).message.toByteArray();
            last.bytes = sse::error(type, m_script.message.isEmpty() ? fallback : m_script.message);
        } else {
            m_answer.ending = how == Cut::How::Drop ? Ending::Drop : Ending::Stall;
        }
        m_answer.pieces.push_back(last);
        m_isCut = true;
    }

    Answer &m_answer;
    const Script &m_script;
    qint64 m_deltas = 0;
    int m_index = 0;
    bool m_isCut = false;
};

QByteArray wholeMessage(const Content &content)
{
    QByteArray out;
    Writer json(out);
    json.beginObject().field("model", content.model).field("id", content.id);
    json.field("type", "message").field("role", "assistant").key("content").beginArray();
    if (!content.thinking.isEmpty()) {
        json.beginObject().field("type", "thinking").field("thinking", content.thinking.join());
        json.field("signature", content.signature).endObject();
    }
    if (!content.redactedThinking.isEmpty()) {
        json.beginObject().field("type", "redacted_thinking").field("data", content.redactedThinking);
        json.endObject();
    }
    if (!content.text.isEmpty())
        json.beginObject().field("type", "text").field("text", content.text.join()).endObject();
    for (const ToolCall &tool : content.tools) {
        json.beginObject().field("type", "tool_use").field("id", tool.id).field("name", tool.name);
        const bool isWhole = bool(base::json::compactObject(tool.input));
        json.key("input").raw(isWhole ? QByteArrayView(tool.input) : "{}").endObject();
    }
    json.endArray().field("stop_reason", content.stopReason).key("stop_sequence");
    if (content.stopSequence.isEmpty())
        json.null();
    else
        json.string(content.stopSequence);
    json.key("usage").beginObject().key("input_tokens").integer(content.counts.input);
    json.key("cache_creation_input_tokens").integer(content.counts.cacheCreation);
    json.key("cache_read_input_tokens").integer(content.counts.cacheRead);
    json.key("output_tokens").integer(content.counts.output).endObject().endObject();
    return out;
}

// A whole answer has no middle to be cut in: it fails as a whole.
Answer cutWhole(const Script &script)
{
    switch (script.cut->how) {
    case Cut::How::Error: {
        const QByteArray type = script.errorType.isEmpty() ? "overloaded_error" : script.errorType;
        return errorAnswer(errorStatus(type), type, script.message);
    }
    case Cut::How::Drop: {
        Answer answer;
        answer.ending = Ending::Drop;
        return answer;
    }
    case Cut::How::Stall:
        break;
    }
    Answer answer;
    answer.ending = Ending::Stall;
    return answer;
}

Answer planMessage(const Question &question, const Script &script, qint64 serial)
{
    if (script.status >= 300)
        return errorAnswer(script.status, script.errorType, script.message);
    if (const QString refused = refusedParameter(script.refuseParams, question.asked); !refused.isEmpty())
        return errorAnswer(400, {}, refused.toUtf8());
    const Content content = contentOf(question, script, serial);
    if (!question.asked.stream)
        return script.cut ? cutWhole(script) : jsonAnswer(wholeMessage(content));
    Answer answer;
    answer.streamed = true;
    answer.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}, {"Cache-Control", "no-cache"}};
    Streamer(answer, script).add(content);
    return answer;
}

} // namespace

base::Expected<Script, QString> scriptFor(const Question &question)
{
    QByteArray json = scriptIn(question.text);
    for (int round = 0; !json.isEmpty(); ++round) {
        auto script = readScript(json);
        if (!script)
            return Unexpected{QString("simulate: "_L1 + script.error())};
        if (round == question.rounds)
            return script;
        json = script->then;
    }
    return Script();
}

Answer planAnswer(const Question &question, Script script, qint64 serial, qint64 failed)
{
    if (script.times && failed >= *script.times) {
        script.status = 200;
        script.cut.reset();
        script.headers.clear();
    }
    Answer answer = planMessage(question, script, serial);
    answer.status = answer.status == 200 ? script.status : answer.status;
    answer.firstMs = script.firstMs;
    answer.headers += script.headers;
    answer.headers.emplaceBack("request-id", "req_simulated" + QByteArray::number(serial));
    return answer;
}

Answer errorAnswer(int status, QByteArrayView type, QByteArrayView message)
{
    const ErrorKind kind = errorKind(status);
    QByteArray body;
    Writer json(body);
    json.beginObject().field("type", "error").key("error").beginObject();
    json.field("type", type.isEmpty() ? kind.type : type);
    json.field("message", message.isEmpty() ? kind.message : message).endObject().endObject();
    Answer answer = jsonAnswer(body);
    answer.status = status;
    return answer;
}

Answer jsonAnswer(const QByteArray &body)
{
    Answer answer;
    answer.headers = {{"Content-Type", "application/json"}};
    answer.pieces.push_back({0, body});
    return answer;
}

} // namespace sim
