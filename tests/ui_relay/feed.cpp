#include "relay_client.h"

#include "agent/guard.h"
#include "ui/relay_thread.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Phase = journal::Entry::Phase;

// What who watches the relay is told, over the fake CLI.
class UiFeed : public QObject
{
    Q_OBJECT

private:
    struct Running
    {
        explicit Running(settings::Settings settings = settings::defaults())
        {
            settings.server.port = 0;
            settings.claude.program = QStringLiteral(FAKE_CLAUDE_BIN);
            relay = std::make_unique<ui::RelayThread>(settings, guard);
            QObject::connect(relay.get(), &ui::RelayThread::statusChanged, &context,
                [this](const app::Status &now) { status = now; });
            QObject::connect(
                relay.get(), &ui::RelayThread::entriesChanged, &context, [this](const auto &changed) {
                    ++batches;
                    for (const auto &entry : changed) {
                        entries.insert(entry.record.number, entry);
                        if (!phases.contains(entry.phase))
                            phases.append(entry.phase);
                    }
                });
            QObject::connect(relay.get(), &ui::RelayThread::detailsChanged, &context,
                [this](qint64, const auto &told) { details = told; });
            relay->start();
            if (!QTest::qWaitFor([this] { return status.state == app::Status::State::Ready; }))
                qFatal("the relay is not ready");
        }

        ~Running()
        {
            QSignalSpy stopped(relay.get(), &ui::RelayThread::stopped);
            relay->stop();
            stopped.wait();
        }

        const journal::Entry &only() const { return entries.first(); }

        agent::Guard guard;
        std::unique_ptr<ui::RelayThread> relay;
        QObject context;
        RelayClient client;
        app::Status status;
        QMap<qint64, journal::Entry> entries;
        QList<Phase> phases; // seen
        std::optional<journal::Details> details;
        int batches = 0;
    };

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aRequestIsSeenFromItsBeginningToItsEnd()
    {
        Running run;
        auto *reply =
            run.client.ask(run.status.baseUrl, R"(fake:{"deltas":40,"delay_ms":20,"first_ms":150})");
        QTRY_COMPARE(run.entries.size(), 1);
        QTRY_VERIFY(run.only().phase == Phase::Answering);
        QVERIFY(run.only().answeredBytes > 0);
        QVERIFY(run.only().record.taken);
        run.relay->watch(run.only().record.number);
        QTRY_VERIFY(run.details && !run.details->answer.empty());
        const auto early = run.details->answer.front().text.size();
        QTRY_VERIFY(run.details->answer.front().text.size() > early); // it is told again as it grows
        QTRY_VERIFY(run.only().phase == Phase::Ended);
        QTRY_VERIFY(reply->isFinished());

        const auto &record = run.only().record;
        QCOMPARE(run.entries.size(), 1);
        QVERIFY(run.phases.contains(Phase::Preparing));
        QCOMPARE(record.client, "tester/1.0"_ba);
        QCOMPARE(record.endpoint, "POST /chat/completions"_ba);
        QCOMPARE(record.askedModel, "opus"_ba);
        QCOMPARE(record.status, 200);
        QCOMPARE(record.stopReason, chat::StopReason::EndTurn);
        QCOMPARE(record.ignored, QByteArrayList{"seed"});
        QCOMPARE(record.honoured, (QByteArrayList{"max_tokens", "stream"}));
        QVERIFY(*record.taken <= *record.firstDelta && *record.firstDelta <= record.duration);
        // 40 deltas, 20 ms apart, are at least 800 ms and at most 20 changes a second.
        QVERIFY2(
            run.batches <= int(record.duration.count() / 50) + 3, qPrintable(QString::number(run.batches)));
    }

    void theDetailsHoldWhatWentBothWays()
    {
        Running run;
        auto *reply = run.client.ask(run.status.baseUrl, R"(fake:{"text":"Good morning."})");
        QTRY_VERIFY(reply->isFinished());
        QTRY_VERIFY(!run.entries.isEmpty() && run.only().phase == Phase::Ended);
        run.relay->watch(run.only().record.number);
        QTRY_VERIFY(run.details);
        QVERIFY(run.details->request.contains("Good morning."));
        QCOMPARE(run.details->sent, reply->readAll());
        QCOMPARE(run.details->answer.size(), size_t(1));
        QCOMPARE(run.details->answer.front().text, "Good morning."_ba);
        const auto &lines = run.details->lines;
        QVERIFY(std::ranges::any_of(
            lines, [](const auto &line) { return line.sent && line.text.contains("\"initialize\""); }));
        QVERIFY(std::ranges::any_of(
            lines, [](const auto &line) { return !line.sent && line.text.contains("text_delta"); }));
        for (const auto &[name, value] : run.details->headers)
            QVERIFY2(!value.contains("very-secret"), name.constData());
    }

    void aCancelledRequestEndsWithAnError_data()
    {
        QTest::addColumn<bool>("begun");
        QTest::newRow("before the first delta") << false;
        QTest::newRow("in the stream") << true;
    }
    void aCancelledRequestEndsWithAnError()
    {
        QFETCH(bool, begun);
        Running run;
        auto *reply = run.client.ask(run.status.baseUrl,
            begun ? R"(fake:{"deltas":1000,"delay_ms":20})" : R"(fake:{"first_ms":60000,"deltas":1})");
        QTRY_VERIFY(
            !run.entries.isEmpty() && run.only().phase == (begun ? Phase::Answering : Phase::Preparing));
        run.relay->cancel(run.only().record.number);
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(reply->readAll().contains("\"code\":\"cancelled\""));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), begun ? 200 : 400);
        QTRY_VERIFY(run.only().phase == Phase::Ended);
        QCOMPARE(run.only().record.error->kind, chat::ErrorKind::Cancelled);
        QTRY_COMPARE(run.status.active, 0);
    }

    void whatCameBeforeIsToldOnDemand()
    {
        Running run;
        auto *one = run.client.ask(run.status.baseUrl, R"(fake:{"text":"one"})");
        QTRY_VERIFY(one->isFinished());
        auto *running = run.client.ask(run.status.baseUrl, R"(fake:{"first_ms":60000,"deltas":1})");
        QTRY_COMPARE(run.entries.size(), 2);
        run.entries.clear();
        run.relay->tellAll();
        QTRY_COMPARE(run.entries.size(), 2);
        running->abort();
        QTRY_COMPARE(run.entries.last().record.status, journal::ClientLeft);
        run.relay->clear();
        run.entries.clear();
        run.relay->tellAll();
        QTest::qWait(100);
        QVERIFY(run.entries.isEmpty());
    }

    void bodiesAreNotGatheredWhenTheUserWantsNone()
    {
        auto settings = settings::defaults();
        settings.log.bodies = settings::KeepBodies::Never;
        Running run(settings);
        auto *one = run.client.ask(run.status.baseUrl, R"(fake:{"text":"one"})");
        QTRY_VERIFY(one->isFinished());
        QTRY_VERIFY(!run.entries.isEmpty());
        QSignalSpy told(run.relay.get(), &ui::RelayThread::detailsChanged);
        run.relay->watch(run.only().record.number);
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(!run.details);
    }

    void aReachedLimitIsATroubleUntilItEnds()
    {
        Running run;
        run.client.ask(run.status.baseUrl, R"(fake:{"rate_limit":{"status":"rejected"}})");
        QTRY_COMPARE(run.status.trouble, app::Status::Trouble::RateLimited);
        QVERIFY(!run.status.problem.isEmpty());
        run.client.ask(run.status.baseUrl, R"(fake:{"text":"again"})");
        QTRY_COMPARE(run.status.trouble, app::Status::Trouble::None);
    }
};

QTEST_MAIN(UiFeed)
#include "feed.moc"
