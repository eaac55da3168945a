#include "wire/chat_completions.h"
#include "wire/completions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

// Re-assembling any stream, the way clients do, gives the whole reply: each choice's own, however they interleave.
class ReassemblyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamGivesWholeReply_data();
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
        m_events = {chat::Started{below(5) == 0 ? "" : "claude", {}}};
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
        const auto kind = static_cast<chat::BlockKind>(below(5));
        const QByteArray number = QByteArray::number(m_events.size());
        m_events.push_back(chat::BlockOpened{kind, m_message, "call_" + number, "tool\"" + number});
        for (int deltas = below(4); deltas > 0; --deltas)
            m_events.push_back(chat::BlockDelta{text(), {}, {}});
        if (below(8) == 0)
            m_events.push_back(chat::BlockDelta{{}, "signature", {}});
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

// What a client knows of a choice.
struct Choice
{
    QString finishReason;
    QString content; // or text, in the older dialect
    QString reasoning;
    QString refusal;
    QJsonArray calls; // id, name, arguments
    bool operator==(const Choice &) const = default;
};

// What a client knows after an answer.
struct Reply
{
    QString id;
    QString model;
    std::vector<Choice> choices;
    QJsonObject usage;
    bool operator==(const Reply &) const = default;
};

Choice readChoice(const QJsonObject &object)
{
    const QJsonObject message = object["message"_L1].toObject();
    Choice choice{object["finish_reason"_L1].toString(),
        message["content"_L1].toString() + object["text"_L1].toString(),
        message["reasoning_content"_L1].toString(), message["refusal"_L1].toString(), {}};
    for (const QJsonValue call : message["tool_calls"_L1].toArray()) {
        const QJsonValue function = call["function"_L1];
        choice.calls.append(QJsonArray{call["id"_L1], function["name"_L1], function["arguments"_L1]});
    }
    if (const QJsonValue call = message["function_call"_L1]; call.isObject())
        choice.calls.append(QJsonArray{u""_s, call["name"_L1], call["arguments"_L1]});
    return choice;
}

Reply readWhole(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    Reply reply{object["id"_L1].toString(), object["model"_L1].toString(), {}, object["usage"_L1].toObject()};
    for (const QJsonValue choice : object["choices"_L1].toArray()) {
        if (choice["index"_L1].toInt(-1) == static_cast<int>(reply.choices.size()))
            reply.choices.push_back(readChoice(choice.toObject()));
    }
    return reply;
}

// Adds a fragment of a call; gives what is wrong with it.
QString addCall(const QJsonObject &fragment, Choice &choice)
{
    const int index = fragment["index"_L1].toInt(-1);
    const QJsonObject function = fragment["function"_L1].toObject();
    if (fragment["id"_L1].isString()) {
        if (index != choice.calls.size())
            return u"calls are not counted up"_s;
        choice.calls.append(QJsonArray{fragment["id"_L1], function["name"_L1], u""_s});
    } else if (index != choice.calls.size() - 1 || function.contains("name"_L1)) {
        return u"a fragment does not belong to the last call"_s;
    }
    QJsonArray call = choice.calls.last().toArray();
    call[2] = call[2].toString() + function["arguments"_L1].toString();
    choice.calls.replace(index, call);
    return {};
}

// The same in the older way, which has one call and no index.
QString addFunctionCall(const QJsonObject &function, Choice &choice)
{
    QJsonObject fragment{{"index"_L1, 0}, {"function"_L1, function}};
    if (function.contains("name"_L1))
        fragment["id"_L1] = u""_s;
    return addCall(fragment, choice);
}

// Adds a chunk's delta to the choice; gives what is wrong with it.
QString addDelta(const QJsonObject &delta, Choice &choice)
{
    choice.content += delta["content"_L1].toString();
    choice.reasoning += delta["reasoning_content"_L1].toString();
    choice.refusal += delta["refusal"_L1].toString();
    for (const QJsonValue fragment : delta["tool_calls"_L1].toArray()) {
        if (const QString wrong = addCall(fragment.toObject(), choice); !wrong.isEmpty())
            return wrong;
    }
    const QJsonValue function = delta["function_call"_L1];
    return function.isObject() ? addFunctionCall(function.toObject(), choice) : QString();
}

// Reads streams as strict clients do.
class StreamReader
{
public:
    StreamReader(const wire::Dialect &dialect, bool wantsUsage, int choices)
        : m_isChat(&dialect == &wire::chat_completions::dialect()), m_wantsUsage(wantsUsage),
          m_begun(static_cast<size_t>(choices))
    {
        m_reply.choices.resize(static_cast<size_t>(choices));
    }

    // Gives what is wrong with the stream.
    QString read(QByteArray bytes)
    {
        while (!bytes.isEmpty()) {
            const qsizetype size = bytes.indexOf("\n\n");
            if (size < 0)
                return u"the last event has no end"_s;
            if (const QString wrong = readEvent(bytes.first(size)); !wrong.isEmpty())
                return wrong;
            bytes.remove(0, size + 2);
        }
        return m_done ? QString() : u"no end"_s;
    }

    const Reply &reply() const { return m_reply; }

private:
    QString readEvent(const QByteArray &event)
    {
        if (event.startsWith(':'))
            return {};
        if (m_done || !event.startsWith("data: ") || event.contains('\n'))
            return u"not one line of data per event, or something after the end"_s;
        if (event != "data: [DONE]")
            return readChunk(QJsonDocument::fromJson(event.sliced(6)).object());
        m_done = true;
        return haveAllFinished() ? QString() : u"the end comes too early"_s;
    }

    QString readChunk(const QJsonObject &chunk)
    {
        if (chunk["object"_L1] != (m_isChat ? "chat.completion.chunk"_L1 : "text_completion"_L1))
            return u"no chunk"_s;
        if (m_reply.id.isEmpty()) {
            m_reply.id = chunk["id"_L1].toString();
            m_reply.model = chunk["model"_L1].toString();
        } else if (chunk["id"_L1] != m_reply.id || chunk["model"_L1] != m_reply.model) {
            return u"the id or model changes"_s;
        }
        const QJsonArray choices = chunk["choices"_L1].toArray();
        if (choices.isEmpty()) {
            if (!haveAllFinished() || !m_wantsUsage || !m_reply.usage.isEmpty())
                return u"no choice"_s;
            m_reply.usage = chunk["usage"_L1].toObject();
            return {};
        }
        if (m_wantsUsage != chunk.contains("usage"_L1) || choices.size() != 1)
            return u"usage in the wrong place, or several choices"_s;
        return readChoiceChunk(choices[0].toObject());
    }

    QString readChoiceChunk(const QJsonObject &object)
    {
        const auto index = static_cast<size_t>(object["index"_L1].toInt(-1));
        if (index >= m_reply.choices.size() || !m_reply.choices[index].finishReason.isEmpty())
            return u"no such choice, or one that has ended"_s;
        Choice &choice = m_reply.choices[index];
        const QJsonObject delta = object["delta"_L1].toObject();
        const bool hasRole = delta["role"_L1] == "assistant"_L1 && delta["content"_L1] == ""_L1;
        if (m_isChat && hasRole == m_begun[index])
            return u"the role is not in the first delta alone"_s;
        m_begun[index] = true;
        choice.content += object["text"_L1].toString();
        choice.finishReason = object["finish_reason"_L1].toString();
        return addDelta(delta, choice);
    }

    bool haveAllFinished() const
    {
        return std::all_of(m_reply.choices.begin(), m_reply.choices.end(),
            [](const Choice &choice) { return !choice.finishReason.isEmpty(); });
    }

    bool m_isChat = true;
    bool m_wantsUsage = false;
    std::vector<bool> m_begun;
    bool m_done = false;
    Reply m_reply;
};

struct Asked
{
    wire::Decoded stream;
    wire::Decoded whole;
};

Asked ask(const wire::Dialect &dialect, const QByteArray &fields, bool showsWork)
{
    const auto decode = [&](const QByteArray &stream) {
        const QByteArray question = &dialect == &wire::completions::dialect()
            ? R"("prompt":"?")"
            : R"("messages":[{"role":"user","content":"?"}])";
        const QByteArray body = R"({"model":"asked",)" + question + fields + R"(,"stream":)" + stream + '}';
        auto decoded = dialect.decode(body, {"x", 1}, {true, showsWork});
        if (!decoded)
            qFatal("%s", decoded.error().message.constData());
        return std::move(*decoded);
    };
    return {decode("true"), decode("false")};
}

// Plays an answer for each choice, in any order, to both; gives what they make of it.
std::pair<QByteArray, QByteArray> play(Answers &answers, int choices, Asked &asked)
{
    std::vector<std::vector<chat::Event>> events;
    for (int choice = 0; choice < choices; ++choice)
        events.push_back(answers.next());
    std::vector<size_t> next(events.size());
    std::pair<QByteArray, QByteArray> out;
    // The first event of each names the model, which must be known before the stream opens.
    for (size_t left = 0; left < events.size();) {
        auto choice = static_cast<size_t>(answers.below(choices));
        if (const auto fresh = std::find(next.begin(), next.end(), 0); fresh != next.end())
            choice = static_cast<size_t>(fresh - next.begin());
        if (next[choice] == events[choice].size())
            continue;
        const chat::Event &event = events[choice][next[choice]++];
        asked.stream.encoder->encode(static_cast<int>(choice), event, out.first);
        asked.whole.encoder->encode(static_cast<int>(choice), event, out.second);
        left += next[choice] == events[choice].size() ? 1 : 0;
        if (std::holds_alternative<chat::Started>(event))
            continue;
        if (answers.below(10) == 0)
            asked.stream.encoder->comment(out.first);
        if (answers.below(10) == 0)
            asked.stream.encoder->emptyDelta(out.first);
    }
    return out;
}

} // namespace

void ReassemblyTest::streamGivesWholeReply_data()
{
    QTest::addColumn<bool>("isChat");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("choices");
    QTest::newRow("chat") << true << QByteArray() << 1;
    QTest::newRow("chat, three choices") << true << QByteArray(R"(,"n":3)") << 3;
    QTest::newRow("chat, functions") << true << QByteArray(R"(,"functions":[{"name":"f"}])") << 1;
    QTest::newRow("completions") << false << QByteArray(R"(,"n":2,"echo":true)") << 2;
}

void ReassemblyTest::streamGivesWholeReply()
{
    QFETCH(bool, isChat);
    QFETCH(QByteArray, fields);
    QFETCH(int, choices);
    const wire::Dialect &dialect = isChat ? wire::chat_completions::dialect() : wire::completions::dialect();
    Answers answers(20);
    Choice seen; // of everything
    for (int round = 0; round < 1500; ++round) {
        const bool wantsUsage = round % 2;
        const QByteArray usage = wantsUsage ? R"(,"stream_options":{"include_usage":true})" : "";
        Asked asked = ask(dialect, fields + usage, round % 3 == 0);
        QCOMPARE(asked.stream.choices, choices);
        const auto [streamed, wholeBody] = play(answers, choices, asked);
        StreamReader reader(dialect, wantsUsage, choices);
        const QString wrong = reader.read(streamed);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u'\n' + QString::fromUtf8(streamed)));
        Reply whole = readWhole(wholeBody);
        QVERIFY(!whole.usage.isEmpty());
        if (!wantsUsage)
            whole.usage = {};
        QVERIFY2(reader.reply() == whole, QByteArray(streamed + '\n' + wholeBody).constData());
        for (const Choice &choice : whole.choices) {
            seen.content += choice.content;
            seen.reasoning += choice.reasoning;
            seen.refusal += choice.refusal;
            if (!choice.calls.isEmpty())
                seen.calls.append(choice.calls);
        }
    }
    QVERIFY(seen.content.size() > 1000);
    QCOMPARE(seen.reasoning.contains(u'▸'), isChat);
    QCOMPARE(seen.refusal.size() > 1000, isChat);
    QCOMPARE(seen.calls.size() > 250, isChat);
}

QTEST_GUILESS_MAIN(ReassemblyTest)
#include "tst_reassembly.moc"
