#include "ui/relay_thread.h"

#include "agent/guard.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using State = app::Status::State;

class UiRelay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    // The relay in its thread: started, asked, stopped and started again on the same port.
    void theRelayStartsAndStops()
    {
        auto settings = settings::defaults();
        settings.server.port = 0;
        settings.claude.program = u"/nowhere/claude"_s;
        agent::Guard guard;
        ui::RelayThread relay(settings, guard);
        app::Status last;
        connect(&relay, &ui::RelayThread::statusChanged, this,
            [&last](const app::Status &status) { last = status; });
        for (int round = 0; round < 3; ++round) {
            QSignalSpy stopped(&relay, &ui::RelayThread::stopped);
            relay.start();
            QTRY_COMPARE(last.state, State::Trouble);
            QVERIFY(!last.baseUrl.isEmpty());
            QNetworkAccessManager network;
            auto *reply = network.get(QNetworkRequest(QUrl(last.baseUrl + "/health"_L1)));
            QTRY_VERIFY(reply->isFinished());
            QVERIFY(reply->readAll().contains("\"unavailable\""));
            delete reply;
            relay.stop();
            QTRY_COMPARE(stopped.size(), 1);
            QCOMPARE(last.state, State::Stopped);
            QVERIFY(!relay.isRunning());
        }
    }

    void aTakenPortIsToldAndTheNextStartTriesAgain()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        auto settings = settings::defaults();
        settings.server.port = other.serverPort();
        settings.claude.program = u"/nowhere/claude"_s;
        agent::Guard guard;
        ui::RelayThread relay(settings, guard);
        app::Status last;
        connect(&relay, &ui::RelayThread::statusChanged, this,
            [&last](const app::Status &status) { last = status; });
        relay.start();
        QTRY_COMPARE(last.state, State::Trouble);
        QVERIFY(last.baseUrl.isEmpty());
        QVERIFY(last.problem.contains(QString::number(other.serverPort())));
        QTRY_VERIFY(!relay.isRunning());
        other.close();
        relay.start();
        QTRY_VERIFY(!last.baseUrl.isEmpty());
    }
};

QTEST_MAIN(UiRelay)
#include "relay_thread.moc"
