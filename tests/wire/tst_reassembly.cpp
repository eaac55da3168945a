#include "wire/chat_completions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;

// Re-assembling any stream, the way clients do, gives the whole reply.
class ReassemblyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamGivesWholeReply();
};

namespace {

// Makes answers of the events' grammar.
class Answers
{
public:
    explicit Answers(quint32 seed) : m_random(seed) { }

    std::vector<chat::Event> next()
    {
        m_events = {chat::Started{below(5) == 0 ? "" : "claude-" + QByteArray::number(below(3)), {}}};
        m_message = 0;
        for (int blocks = below(7); blocks > 0; --blocks)
            addBlock();
        const chat::Usage usage{below(1000), below(1000), below(1000), below(1000), below(1000)};
        m_events.push_back(chat::Finished{static_cast<chat::StopReason>(below(5)), usage});
        return m_events;
    }

    int below(int limit) { return static_cast<int>(m_random.bounded(limit)); }

private:
    void addBlock()
    {
        m_message += below(2);
        const auto kind = static_cast<chat::BlockKind>(below(4));
        const QByteArray number = QByteArray::number(m_events.size());
        m_events.push_back(chat::BlockOpened{kind, m_message, "call_" + number, "tool\"" + number});
        for (int deltas = below(4); deltas > 0; --deltas)
            m_events.push_back(chat::BlockDelta{text(), {}, {}});
        m_events.push_back(chat::BlockClosed{});
    }

    QByteArray text()
    {
        static const QByteArrayList pieces{"", "a", "{\"k\":", "\n\n", "\"", "\\", "\xc3\xa9",
            "data: ", "\x01", "\xf0\x9f\x98\x80", "[DONE]", "\r\n"};
        QByteArray text;
        for (int count = below(4); count > 0; --count)
            text += pieces[below(static_cast<int>(pieces.size()))];
        return text;
    }

    QRandomGenerator m_random;
    std::vector<chat::Event> m_events;
    int m_message = 0;
};

// What a client knows after an answer.
struct Reply
{
    QString id;
    QString model;
    QString finishReason;
    QString content;
    QJsonArray calls; // id, name, arguments
    QJsonObject usage;
    bool operator==(const Reply &) const = default;
};

Reply readWhole(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonObject choice = object["choices"_L1][0].toObject();
    Reply reply{object["id"_L1].toString(), object["model"_L1].toString(),
        choice["finish_reason"_L1].toString(), choice["message"_L1]["content"_L1].toString(), {},
        object["usage"_L1].toObject()};
    for (const QJsonValue call : choice["message"_L1]["tool_calls"_L1].toArray()) {
        const QJsonValue function = call["function"_L1];
        reply.calls.append(QJsonArray{call["id"_L1], function["name"_L1], function["arguments"_L1]});
    }
    return reply;
}

// Adds a chunk's delta to the reply; gives what is wrong with it.
QString addDelta(const QJsonObject &delta, Reply &reply)
{
    reply.content += delta["content"_L1].toString();
    for (const QJsonValue fragment : delta["tool_calls"_L1].toArray()) {
        const int index = fragment["index"_L1].toInt(-1);
        const QJsonValue function = fragment["function"_L1];
        if (fragment["id"_L1].isString()) {
            if (index != reply.calls.size())
                return u"calls are not counted up"_s;
            reply.calls.append(QJsonArray{fragment["id"_L1], function["name"_L1], u""_s});
        } else if (index != reply.calls.size() - 1 || function.toObject().contains("name"_L1)) {
            return u"a fragment does not belong to the last call"_s;
        }
        QJsonArray call = reply.calls.last().toArray();
        call[2] = call[2].toString() + function["arguments"_L1].toString();
        reply.calls.replace(index, call);
    }
    return {};
}

// Reads a stream as strict clients do; gives what is wrong with it.
QString readStream(const QByteArray &bytes, bool wantsUsage, Reply &reply)
{
    if (!bytes.endsWith("\n\n"))
        return u"the last event has no end"_s;
    bool first = true;
    bool finished = false;
    bool done = false;
    QByteArray rest = bytes;
    while (!rest.isEmpty()) {
        const QByteArray event = rest.first(rest.indexOf("\n\n"));
        rest.remove(0, event.size() + 2);
        if (event.startsWith(':'))
            continue;
        if (done || !event.startsWith("data: ") || event.contains('\n'))
            return u"not one line of data per event, or something after the end"_s;
        if (event == "data: [DONE]") {
            done = true;
            continue;
        }
        const QJsonObject chunk = QJsonDocument::fromJson(event.sliced(6)).object();
        if (chunk["object"_L1] != "chat.completion.chunk"_L1)
            return u"no chunk"_s;
        if (first) {
            reply.id = chunk["id"_L1].toString();
            reply.model = chunk["model"_L1].toString();
        } else if (chunk["id"_L1] != reply.id || chunk["model"_L1] != reply.model) {
            return u"the id or model changes"_s;
        }
        const QJsonArray choices = chunk["choices"_L1].toArray();
        if (choices.isEmpty()) {
            if (!finished || !wantsUsage || !reply.usage.isEmpty())
                return u"no choice"_s;
            reply.usage = chunk["usage"_L1].toObject();
            continue;
        }
        if (wantsUsage != chunk.contains("usage"_L1) || finished)
            return u"usage in the wrong place, or a second end"_s;
        const QJsonObject delta = choices[0]["delta"_L1].toObject();
        if (first && (delta["role"_L1] != "assistant"_L1 || delta["content"_L1] != ""_L1))
            return u"the first delta has no role"_s;
        first = false;
        if (const QString wrong = addDelta(delta, reply); !wrong.isEmpty())
            return wrong;
        reply.finishReason = choices[0]["finish_reason"_L1].toString();
        finished = !reply.finishReason.isEmpty();
    }
    return done && finished ? QString() : u"no end"_s;
}

} // namespace

void ReassemblyTest::streamGivesWholeReply()
{
    Answers answers(20);
    int withCalls = 0;
    for (int round = 0; round < 3000; ++round) {
        const bool wantsUsage = round % 2;
        const QByteArray body = R"({"model":"asked","messages":[{"role":"user","content":"?"}],"stream":)";
        const QByteArray options = wantsUsage ? R"(,"stream_options":{"include_usage":true}})" : "}";
        auto stream = wire::chat_completions::dialect().decode(body + "true" + options, {"x", 1}, {});
        auto whole = wire::chat_completions::dialect().decode(body + "false" + options, {"x", 1}, {});
        QVERIFY(stream && whole);
        QByteArray streamed;
        QByteArray wholeBody;
        for (const chat::Event &event : answers.next()) {
            stream->encoder->encode(0, event, streamed);
            whole->encoder->encode(0, event, wholeBody);
            if (std::holds_alternative<chat::Started>(event))
                continue;
            if (answers.below(10) == 0)
                stream->encoder->comment(streamed);
            if (answers.below(10) == 0)
                stream->encoder->emptyDelta(streamed);
        }
        Reply fromStream;
        const QString wrong = readStream(streamed, wantsUsage, fromStream);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u'\n' + QString::fromUtf8(streamed)));
        Reply fromWhole = readWhole(wholeBody);
        QVERIFY(!fromWhole.usage.isEmpty());
        if (!wantsUsage)
            fromWhole.usage = {};
        QVERIFY2(fromStream == fromWhole, QByteArray(streamed + '\n' + wholeBody).constData());
        withCalls += fromWhole.calls.isEmpty() ? 0 : 1;
    }
    QVERIFY(withCalls > 500);
}

QTEST_GUILESS_MAIN(ReassemblyTest)
#include "tst_reassembly.moc"
