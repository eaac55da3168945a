#include "relay_client.h"

#include "agent/guard.h"
#include "ui/relay_thread.h"

#include <QDir>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_LINUX
qsizetype openFiles()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

// Kilobytes of memory that are this process's own.
qint64 memory()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto all = file.readAll();
    const auto at = all.indexOf("RssAnon:");
    return all.mid(at + 8, 20).simplified().split(' ').first().toLongLong();
}

// Those of this process, or of one that is gone.
int fakesLeft()
{
    int count = 0;
    const auto names = QDir(u"/proc"_s).entryList(QDir::Dirs);
    for (const auto &name : names) {
        QFile environment("/proc/"_L1 + name + "/environ"_L1);
        if (environment.open(QIODevice::ReadOnly) && environment.readAll().contains("START_STOP_TEST=yes"))
            ++count;
    }
    return count;
}
#endif

} // namespace

// Stop and Start again and again, while clients ask all the time. START_STOP_ROUNDS says how often; the default keeps
// the test short.
class UiStartStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void nothingIsLeftByStopAndStartUnderLoad()
    {
        bool isNumber = false;
        auto rounds = qEnvironmentVariableIntValue("START_STOP_ROUNDS", &isNumber);
        if (!isNumber)
            rounds = 10;
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        auto settings = settings::defaults();
        settings.server.port = free.serverPort();
        settings.claude.program = QStringLiteral(FAKE_CLAUDE_BIN);
        free.close();

        agent::Guard guard;
        ui::RelayThread relay(settings, guard);
        app::Status status;
        connect(&relay, &ui::RelayThread::statusChanged, this,
            [&status](const app::Status &now) { status = now; });
        qputenv("START_STOP_TEST", "yes"); // to find the children by
        auto client = std::make_unique<RelayClient>();
        const auto url = u"http://127.0.0.1:%1/v1"_s.arg(settings.server.port);
        int answered = 0;
        QTimer load;
        connect(&load, &QTimer::timeout, this, [&] {
            auto *reply = client->ask(url, R"(fake:{"deltas":10,"delay_ms":5})");
            connect(reply, &QNetworkReply::finished, this,
                [&answered, reply] { answered += reply->error() == QNetworkReply::NoError ? 1 : 0; });
        });
        load.start(25);

#ifdef Q_OS_LINUX
        qsizetype filesBefore = 0;
        qint64 memoryBefore = 0;
#endif
        for (int round = 0; round < rounds; ++round) {
            relay.start();
            QTRY_VERIFY2_WITH_TIMEOUT(status.active > 0, qPrintable(status.problem), 20000);
            QSignalSpy stopped(&relay, &ui::RelayThread::stopped);
            relay.stop();
            QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 20000);
            QCOMPARE(status.state, app::Status::State::Stopped);
#ifdef Q_OS_LINUX
            if (round == std::min(rounds / 4, 20)) { // by then all that is kept for good is there
                filesBefore = openFiles();
                memoryBefore = memory();
            }
#endif
        }
        load.stop();
        client.reset();
        QVERIFY(answered > 0);
        QTcpServer same;
        QVERIFY2(same.listen(QHostAddress::LocalHost, settings.server.port), qPrintable(same.errorString()));
#ifdef Q_OS_LINUX
        QTRY_COMPARE(fakesLeft(), 0);
        qInfo("%d rounds, %d answers; open files %lld, then %lld; memory %lld kB, then %lld kB", rounds,
            answered, qint64(filesBefore), qint64(openFiles()), memoryBefore, memory());
        QVERIFY2(openFiles() <= filesBefore + 4, qPrintable(QString::number(openFiles())));
#endif
    }
};

QTEST_MAIN(UiStartStop)
#include "start_stop.moc"
