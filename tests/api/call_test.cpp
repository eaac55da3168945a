#include "api/call.h"
#include "tests/http/raw_client.h"

#include <QPointer>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

// Writes what it is told: "0:word" for a delta, "0." for an end, "0!" for a failure, "0~" for what is withdrawn.
class PlainEncoder : public wire::ReplyEncoder
{
public:
    PlainEncoder(bool streams, int choices) : m_streams(streams), m_choices(choices) { }

    bool streams() const override { return m_streams; }
    QByteArray contentType() const override { return "text/plain"; }

    void encode(int choice, const chat::Event &event, QByteArray &out) override
    {
        const auto number = QByteArray::number(choice);
        if (const auto *delta = std::get_if<chat::BlockDelta>(&event))
            m_text += number + ':' + delta->text;
        else if (std::holds_alternative<chat::Finished>(event))
            m_text += number + '.';
        else if (std::holds_alternative<chat::Failed>(event))
            m_text += number + '!';
        else if (std::holds_alternative<chat::Withdrawn>(event))
            m_text += number + '~';
        m_open -= std::holds_alternative<chat::Finished>(event) ? 1 : 0;
        const bool said = !std::holds_alternative<chat::Withdrawn>(event);
        if ((m_streams && said) || m_open == 0)
            out += std::exchange(m_text, {});
    }

    void open(QByteArray &out) override { out += "open"; }
    void comment(QByteArray &out) override { out += "comment"; }
    void emptyDelta(QByteArray &out) override { out += "empty"; }

private:
    const bool m_streams;
    const int m_choices;
    int m_open = m_choices;
    QByteArray m_text;
};

QByteArrayView nameOf(chat::Parameter parameter)
{
    return parameter == chat::Parameter::TopP ? "top_p" : "temperature";
}

const wire::Dialect plain{.endpoint = "POST /plain",
    .decode = nullptr,
    .errorReply =
        [](const chat::Error &error) {
            return wire::ErrorReply{502, error.message};
        },
    .nameOf = &nameOf};

chat::Event delta(const QByteArray &text)
{
    return chat::BlockDelta{.text = text};
}

const chat::Error broken{.kind = chat::ErrorKind::ApiFailed, .message = "broken"};
constexpr auto Ignored = "x-claude-relay-ignored";

} // namespace

// One call over a real connection, with turns that say what the test wants.
class CallTest : public QObject
{
    Q_OBJECT

private:
    // A call whose turns are at hand, and the client that waits for its answer.
    struct Running
    {
        Running(bool streams, int choices, journal::Record record = {}) : client(recorder.port)
        {
            client.write(get("/"));
            if (!QTest::qWaitFor([this] { return !recorder.exchanges.empty(); }))
                qFatal("no request");
            api::Call::Parts parts{.reply = std::move(recorder.exchanges.front().reply),
                .headers = {{"X-Request-Id", "1"}},
                .dialect = &plain,
                .encoder = std::make_unique<PlainEncoder>(streams, choices),
                .details = {},
                .turns = {},
                .record = std::move(record),
                .received = std::chrono::steady_clock::now()};
            for (int choice = 0; choice < choices; ++choice) {
                parts.turns.push_back(std::make_unique<agent::Turn>());
                turns.emplace_back(parts.turns.back().get());
            }
            new api::Call(std::move(parts), {}, journal, &parent);
            QObject::connect(&journal, &journal::Journal::added, &parent, [this](const auto &whole) {
                ends += 1;
                ended = whole;
            });
        }

        void say(int choice, const std::vector<chat::Event> &events)
        {
            Q_EMIT turns.at(size_t(choice))->received(events);
        }

        bool turnsAreGone() const
        {
            return std::ranges::all_of(turns, [](const auto &turn) { return turn.isNull(); });
        }

        Recorder recorder;
        RawClient client;
        journal::Journal journal;
        QObject parent;
        std::vector<QPointer<agent::Turn>> turns;
        int ends = 0;
        journal::Record ended;
    };

private Q_SLOTS:
    void severalChoicesEndTogether()
    {
        for (const bool streams : {true, false}) {
            Running run(streams, 2);
            run.say(1, {chat::Started{.model = "m", .leftOut = {}}, delta("b")});
            run.say(0, {delta("a"), chat::Finished{.usage = {.input = 3, .output = 5}, .costUsd = 0.25}});
            QCOMPARE(run.ends, 0);
            run.say(1, {chat::Finished{.usage = {.input = 3, .output = 7}, .costUsd = 0.5}});
            QCOMPARE(run.ends, 1);
            const auto answer = run.client.next();
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, "1:b0:a0.1."_ba);
            QCOMPARE(run.ended.model, "m"_ba);
            QCOMPARE(run.ended.usage.input, 6);
            QCOMPARE(run.ended.usage.output, 12);
            QCOMPARE(run.ended.costUsd, 0.75);
            QTRY_VERIFY(run.turnsAreGone());
        }
    }

    void oneFailureEndsAllChoices()
    {
        Running run(false, 3);
        run.say(0, {delta("a"), chat::Finished{}});
        run.say(2, {chat::Failed{broken}});
        QCOMPARE(run.ends, 1);
        const auto answer = run.client.next();
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.body, "broken"_ba);
        QCOMPARE(run.ended.error, broken);
        QTRY_VERIFY(run.turnsAreGone());
    }

    void aFailureAfterTheFirstByteIsAnEvent()
    {
        Running run(true, 2);
        run.say(1, {delta("b"), chat::Failed{broken}, delta("never")});
        const auto answer = run.client.next();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "1:b1!"_ba);
        QCOMPARE(run.ended.error, broken);
    }

    void parametersAreNamedAsTheDialectCallsThem()
    {
        Running run(false, 1);
        run.say(0, {chat::Failed{{.message = "is too warm.", .parameter = chat::Parameter::Temperature}}});
        QCOMPARE(run.client.next().body, "temperature is too warm."_ba);
        QCOMPARE(run.ended.error->param, "temperature"_ba);
        QVERIFY(!run.ended.error->parameter);
    }

    void whatWasReadCannotBeWithdrawn()
    {
        Running run(true, 1);
        run.say(0, {delta("a")});
        run.say(0, {chat::Withdrawn{broken}, delta("never"), chat::Finished{}});
        QCOMPARE(run.client.next().body, "0:a0!"_ba);
        QCOMPARE(run.ends, 1);
        QCOMPARE(run.ended.error, broken);
        QTRY_VERIFY(run.turnsAreGone());
    }

    void whatIsAboutToBeReadCannotBeWithdrawn()
    {
        Running run(true, 1);
        run.say(0, {delta("a"), chat::Withdrawn{broken}});
        QCOMPARE(run.client.next().body, "0:a0!"_ba);
        QCOMPARE(run.ended.error, broken);
    }

    void whatNobodyHasReadIsWithdrawn()
    {
        for (const bool streams : {true, false}) {
            Running run(streams, 1);
            run.say(0, {chat::Started{}, chat::Withdrawn{broken}});
            QCOMPARE(run.ends, 0);
            run.say(0, {delta("b"), chat::Finished{}});
            QCOMPARE(run.client.next().body, "0~0:b0."_ba);
            QVERIFY(!run.ended.error);
        }
    }

    void aWholeReplyMayBeWithdrawnLate()
    {
        Running run(false, 1);
        run.say(0, {delta("a"), chat::Withdrawn{broken}, delta("b"), chat::Finished{}});
        QCOMPARE(run.client.next().body, "0:a0~0:b0."_ba);
    }

    void whatHadNoEffectIsNamedOnce_data()
    {
        QTest::addColumn<bool>("streams");
        QTest::addColumn<chat::Event>("last");
        QTest::newRow("streamed") << true << chat::Event(chat::Finished{});
        QTest::newRow("whole") << false << chat::Event(chat::Finished{});
        QTest::newRow("refused") << false << chat::Event(chat::Failed{broken});
    }
    void whatHadNoEffectIsNamedOnce()
    {
        QFETCH(bool, streams);
        QFETCH(chat::Event, last);
        Running run(streams, 1, {.ignored = {"seed", "top_p"}});
        using enum chat::Parameter;
        run.say(0, {chat::Started{.model = "m", .leftOut = {TopP, Temperature}}, delta("a")});
        run.say(0, {last});
        const auto answer = run.client.next();
        QCOMPARE(answer.header(Ignored), "seed, top_p, temperature"_ba);
        QCOMPARE(
            std::ranges::count_if(answer.headers,
                [](const auto &field) { return field.first.compare(Ignored, Qt::CaseInsensitive) == 0; }),
            1);
        QCOMPARE(run.ended.ignored, QByteArrayList({"seed", "top_p", "temperature"}));
    }

    void nothingIgnoredIsNotNamed()
    {
        Running run(false, 1);
        run.say(0, {chat::Started{}, chat::Finished{}});
        QVERIFY(!run.client.next().has(Ignored));
    }

    void aClientThatLeavesCancelsAllChoices()
    {
        Running run(true, 2);
        run.say(0, {delta("a")});
        run.client.breakOff();
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.ended.error);
        QTRY_VERIFY(run.turnsAreGone());
    }
};

QTEST_GUILESS_MAIN(CallTest)
#include "call_test.moc"
