#include "notifier_host.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using MenuItem = NotifierHost::MenuItem;

namespace {

std::optional<MenuItem> find(const QList<MenuItem> &items, const QString &begin)
{
    const auto found = std::ranges::find_if(
        items, [&](const MenuItem &item) { return item.visible && item.label.startsWith(begin); });
    return found == items.end() ? std::nullopt : std::optional(*found);
}

QStringList seen(const QList<MenuItem> &items)
{
    QStringList labels;
    for (const auto &item : items) {
        if (item.visible)
            labels.append(item.separator ? u"-"_s : item.label);
    }
    return labels;
}

} // namespace

// The real program on a display of its own, over the fake CLI, as a desktop's tray sees it. Runs in a D-Bus session of
// its own.
class UiTrayStatusNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(qEnvironmentVariableIsSet("TEST_OWN_SESSION")); // never that of whoever runs the test
        m_screen.start(u"Xvfb"_s,
            {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"800x600x24"_s, u"-nolisten"_s, u"tcp"_s});
        m_screen.setStandardErrorFile(QProcess::nullDevice());
        QByteArray number;
        QTRY_VERIFY_WITH_TIMEOUT((number += m_screen.readAllStandardOutput()).endsWith('\n'), 20000);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DISPLAY"_s, u':' + QString::fromLatin1(number.trimmed()));
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"HOME"_s, m_folder.path());
        for (const auto *name :
            {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(QLatin1StringView(name), m_folder.path());
        for (const auto *name :
            {"XDG_CURRENT_DESKTOP", "WAYLAND_DISPLAY", "QT_QPA_PLATFORMTHEME", "LANG", "LC_ALL"})
            environment.remove(QLatin1StringView(name));
        environment.insert(u"FAKE_CLAUDE"_s, uR"({"deltas":1000,"delay_ms":20})"_s);
        m_program.setProcessEnvironment(environment);
        m_program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_program.start(QStringLiteral(CLAUDE_RELAY_BIN),
            {u"--port"_s, u"0"_s, u"--claude"_s, QStringLiteral(FAKE_CLAUDE_BIN), u"--log-level"_s,
                u"error"_s});
        QVERIFY(m_program.waitForStarted());
    }

    void cleanupTestCase()
    {
        m_program.terminate(); // if a test has failed
        m_program.waitForFinished(20000);
        m_screen.terminate();
        m_screen.waitForFinished();
    }

    // Longer than the application waits for a tray at its start.
    void theTrayMayComeLate()
    {
        QTest::qWait(4000);
        QVERIFY(m_host.appear());
        QTRY_COMPARE_WITH_TIMEOUT(m_host.items().size(), 1, 10000);
        QTRY_VERIFY_WITH_TIMEOUT(m_host.toolTip().startsWith(u"claude-relay: Ready"_s), 10000);
    }

    void theIconIsSeen()
    {
        const auto pixmaps = m_host.pixmaps();
        QVERIFY2(pixmaps.contains(22) && pixmaps.contains(64), qPrintable(QString::number(pixmaps.size())));
        for (auto size = pixmaps.keyBegin(); size != pixmaps.keyEnd(); ++size) {
            QCOMPARE(pixmaps.value(*size).size(), *size * *size * 4);
            QVERIFY(pixmaps.value(*size).count('\0') < pixmaps.value(*size).size());
        }
        QCOMPARE(m_host.property(u"Status"_s).toString(), u"Active"_s);
    }

    void theMenuIsSeen()
    {
        const auto menu = m_host.openMenu();
        const auto labels = seen(menu);
        QVERIFY2(labels.first().startsWith("Ready at http://127.0.0.1:"_L1), qPrintable(labels.first()));
        m_baseUrl = labels.first().section(u' ', -1);
        QCOMPARE(labels.mid(1),
            QStringList({u"-"_s, u"Nothing used today"_s, u"-"_s, u"Stop"_s, u"Copy base URL"_s,
                u"Copy setup for"_s, u"-"_s, u"What Claude may do"_s, u"Request log…"_s, u"Settings…"_s,
                u"Doctor…"_s, u"-"_s, u"Start at login"_s, u"About claude-relay"_s, u"Quit"_s}));
        QVERIFY(!menu.first().enabled);
        QVERIFY(find(menu, u"Start at login"_s)->checked >= 0);
        QVERIFY(find(find(menu, u"Copy setup for"_s)->children, u"Zed"_s));
        m_host.closeMenu();
    }

    void aRequestIsSeenAndCancelled()
    {
        const auto before = m_host.pixmaps();
        auto reply = ask();
        QTRY_VERIFY_WITH_TIMEOUT(find(m_host.menu(), u"tester"_s), 10000);
        QTRY_VERIFY(m_host.pixmaps() != before);
        QTRY_VERIFY(m_host.toolTip().contains(u"Working on "_s));
        const auto row = *find(m_host.openMenu(), u"tester"_s);
        QVERIFY2(row.label.contains(u" s"_s), qPrintable(row.label));
        QTRY_VERIFY(find(m_host.menu(), u"tester"_s)->label != row.label); // its time goes on
        const auto cancel = find(find(m_host.menu(), u"tester"_s)->children, u"Cancel"_s);
        QVERIFY(cancel);
        QVERIFY(!reply->isFinished());
        m_host.click(cancel->id);
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 10000);
        QTRY_VERIFY(!find(m_host.menu(), u"tester"_s));
        QTRY_VERIFY(find(m_host.menu(), u"Today: 1 request"_s));
        QTRY_COMPARE(m_host.pixmaps(), before);
        m_host.closeMenu();
    }

    void theServerStopsAndStarts()
    {
        const auto before = m_host.pixmaps();
        m_host.click(find(m_host.openMenu(), u"Stop"_s)->id);
        QTRY_VERIFY_WITH_TIMEOUT(find(m_host.menu(), u"Start"_s)->label == "Start"_L1, 10000);
        QTRY_COMPARE(m_host.menu().first().label, u"Stopped"_s);
        QVERIFY(!find(m_host.menu(), u"Copy base URL"_s)->enabled);
        QTRY_VERIFY(m_host.pixmaps() != before);
        m_host.click(find(m_host.menu(), u"Start"_s)->id);
        QTRY_VERIFY_WITH_TIMEOUT(m_host.menu().first().label.startsWith(u"Ready at"_s), 10000);
        m_host.closeMenu();
    }

    void aTrayMayStartAnew()
    {
        m_host.vanish();
        QTest::qWait(300);
        QVERIFY(m_host.appear());
        QTRY_VERIFY_WITH_TIMEOUT(!m_host.items().isEmpty(), 10000);
        QTRY_VERIFY(m_host.toolTip().startsWith(u"claude-relay: Ready"_s));
        QTRY_VERIFY(find(m_host.openMenu(), u"Quit"_s));
        QVERIFY(!m_host.pixmaps().isEmpty());
        QCOMPARE(m_host.items().removeDuplicates(), 0);
        QCOMPARE(m_host.items().size(), 1); // one icon
        m_host.closeMenu();
    }

    void quitQuits()
    {
        m_host.click(find(m_host.openMenu(), u"Quit"_s)->id);
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, 20000);
        QCOMPARE(m_program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_program.exitCode(), 0);
    }

private:
    std::unique_ptr<QNetworkReply> ask()
    {
        QNetworkRequest request(QUrl(m_baseUrl + "/chat/completions"_L1));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setRawHeader("User-Agent", "tester/1.0");
        return std::unique_ptr<QNetworkReply>(m_network.post(
            request, R"({"model":"opus","stream":true,"messages":[{"role":"user","content":"Hi"}]})"));
    }

    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    QProcess m_screen;
    QProcess m_program;
    NotifierHost m_host;
    QString m_baseUrl;
};

QTEST_GUILESS_MAIN(UiTrayStatusNotifier)
#include "status_notifier.moc"
