// The request log over a live relay, a store, and the fake CLI.
#include "window_fixture.h"

#include "agent/guard.h"
#include "ui/log/details_pane.h"
#include "ui/log/log_link.h"
#include "ui/log/resend.h"
#include "ui/relay_thread.h"

#include "app/folders.h"

#include <QAction>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using entries::Phase;

namespace {

// What the fake CLI takes for an order; inside a JSON string.
const QByteArray Slow = "fake:{\\\"deltas\\\":30,\\\"delay_ms\\\":20}";
const QByteArray Endless = "fake:{\\\"deltas\\\":10000,\\\"delay_ms\\\":20}";

} // namespace

class UiLogLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", m_folder.path().toLocal8Bit());
        m_settings = settings::defaults();
        m_settings.server.port = 0;
        m_settings.claude.program = QString::fromLocal8Bit(FAKE_CLAUDE_BIN);
        m_settings.log.bodies = settings::KeepBodies::Store;
        m_relay = std::make_unique<ui::RelayThread>(m_settings, m_guard);
        connect(m_relay.get(), &ui::RelayThread::statusChanged, this,
            [this](const app::Status &status) { m_status = status; });
        m_relay->start();
        QTRY_VERIFY(m_status.state == app::Status::State::Ready);
    }

    void cleanupTestCase()
    {
        QSignalSpy stopped(m_relay.get(), &ui::RelayThread::stopped);
        m_relay->stop();
        QTRY_COMPARE(stopped.size(), 1);
        m_relay.reset();
    }

    void requestsAppearAndEnd()
    {
        const auto shown = open();
        auto &model = shown->model();
        auto *reply = ask(Slow);
        QTRY_COMPARE(model.running(), 1);
        QCOMPARE(model.entryAt(0).record.client, QByteArray("tester/1.0"));
        shown->table().select(model.entryAt(0).record.number);
        // It streams in.
        const auto answered = [&] {
            const auto &details = shown->page().details().details();
            return details && !details->answer.empty() ? details->answer.back().text.size() : 0;
        };
        QTRY_VERIFY(answered() > 0);
        QVERIFY(model.running() == 1);
        const auto early = answered();
        QTRY_VERIFY(answered() > early);
        QTRY_VERIFY(reply->isFinished());
        QTRY_COMPARE(model.running(), 0);
        const auto &record = model.entryAt(0).record;
        QCOMPARE(record.status, 200);
        QVERIFY(record.usage.output > 0);
        const auto &details = *shown->page().details().details();
        QVERIFY(details.sent.endsWith("data: [DONE]\n\n"));
        QVERIFY(!details.lines.empty());
        reply->deleteLater();
    }

    void whatRunsCanBeCancelled()
    {
        const auto shown = open();
        auto &model = shown->model();
        auto *reply = ask(Endless);
        QTRY_COMPARE(model.running(), 1);
        shown->table().select(*model.runningNumbers().begin());
        shown->page().actions().cancel->trigger();
        QTRY_COMPARE(model.running(), 0);
        QTRY_VERIFY(reply->isFinished());
        reply->deleteLater();
    }

    void sentAgainItAppearsAsANewOne()
    {
        const auto shown = open();
        auto &model = shown->model();
        const auto begin = QDateTime::currentDateTimeUtc();
        auto *reply = ask("Hello");
        QTRY_VERIFY(hasEnded(model, begin));
        const auto before = model.rowCount();
        shown->table().select(model.entryAt(before - 1).record.number);
        QTRY_VERIFY(shown->page().actions().sendAgain->isEnabled());
        shown->page().actions().sendAgain->trigger();
        QTRY_COMPARE(model.rowCount(), before + 1);
        QTRY_COMPARE(model.running(), 0);
        QVERIFY(model.entryAt(before).record.client.startsWith("claude-relay/"));
        QCOMPARE(model.entryAt(before).record.status, 200);
        reply->deleteLater();
    }

    // Forgotten by the relay, read from the store.
    void theStoreTellsWhatWasBefore()
    {
        const auto begin = QDateTime::currentDateTimeUtc();
        auto *reply = ask("Hello from before");
        qint64 number = 0;
        {
            const auto shown = open();
            QTRY_VERIFY(hasEnded(shown->model(), begin));
            reply->deleteLater();
            number = shown->model().entryAt(shown->model().rowCount() - 1).record.number;
        }
        cleanupTestCase(); // which writes what still waits
        initTestCase();
        const auto shown = open();
        QTRY_VERIFY(shown->model().rowOf(number) >= 0);
        shown->table().select(number);
        QTRY_VERIFY(shown->page().details().details().has_value());
        QVERIFY(shown->page().details().details()->request.contains("Hello from before"));
    }

private:
    // The newest one, which came after `begin`.
    static bool hasEnded(const ui::RequestModel &model, const QDateTime &begin)
    {
        const int last = model.rowCount() - 1;
        return last >= 0 && model.entryAt(last).record.received >= begin
            && model.entryAt(last).phase == Phase::Ended;
    }

    std::unique_ptr<Shown> open()
    {
        auto shown = std::make_unique<Shown>(m_folder);
        shown->window->setStatus(m_status);
        ui::linkLog(*shown->window, *m_relay, m_resend, app::storePath(false));
        return shown;
    }

    QNetworkReply *ask(const QByteArray &text)
    {
        QNetworkRequest request(QUrl(m_status.baseUrl + "/chat/completions"_L1));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setHeader(QNetworkRequest::UserAgentHeader, u"tester/1.0"_s);
        return m_network.post(request,
            "{\"model\":\"opus\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                + "\"}]}");
    }

    QTemporaryDir m_folder;
    agent::Guard m_guard;
    settings::Settings m_settings;
    std::unique_ptr<ui::RelayThread> m_relay;
    app::Status m_status;
    ui::Resend m_resend;
    QNetworkAccessManager m_network;
};

QTEST_MAIN(UiLogLive)
#include "live_test.moc"
