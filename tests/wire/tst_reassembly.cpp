#include "openai_reply.h"
#include "wire/chat_completions.h"
#include "wire/completions.h"

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
        StreamReader reader(isChat, wantsUsage, choices);
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
