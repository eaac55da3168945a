#include "ui/forms/doctor_window.h"
#include "agent/guard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class UiDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_settings = settings::defaults();
        m_settings.server.port = 0;
        m_settings.claude.program = QStringLiteral(FAKE_CLAUDE_BIN);
        m_settings.claude.folder = m_folder.path();
    }
    void init()
    {
        m_window.reset();
        qunsetenv("FAKE_CLAUDE_LOGGED_OUT");
        QTest::failOnWarning(QRegularExpression(u"thread"_s));
        m_window = std::make_unique<ui::DoctorWindow>(m_guard);
    }

    void allIsWell()
    {
        m_window->check(m_settings, {});
        QVERIFY(!button(u"Check again"_s)->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"All is well."_s, 20000);
        QVERIFY(button(u"Check again"_s)->isEnabled());
        QVERIFY(has(u"Claude found at "_s + QStringLiteral(FAKE_CLAUDE_BIN)));
        QVERIFY(has(u"Logged in"_s));
        QVERIFY(has(u"A session starts, in "_s));
        QVERIFY(list()->item(0)->data(Qt::AccessibleTextRole).toString().startsWith("Passed: "_L1));
    }

    void aMissingCommandIsToldWithItsMend()
    {
        auto settings = m_settings;
        settings.claude.program = u"/nowhere/claude"_s;
        m_window->check(settings, {});
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"1 problem(s) found"_s, 20000);
        QVERIFY(has(u"Claude found\nInstall Claude Code"_s));
        const auto good = list()->item(0)->icon().pixmap(20).toImage();
        const auto bad = list()->item(list()->count() - 1)->icon().pixmap(20).toImage();
        QVERIFY(good != bad);
        button(u"Copy"_s)->click();
        const auto copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.startsWith("pass  Qt "_L1), qPrintable(copied));
        QVERIFY2(copied.contains("\nFAIL  claude found\n      install"_L1), qPrintable(copied));
    }

    void anotherLookIsANewOne()
    {
        qputenv("FAKE_CLAUDE_LOGGED_OUT", "1");
        m_window->check(m_settings, {});
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"1 problem(s) found"_s, 20000);
        const int lines = list()->count();
        QSignalSpy wanted(m_window.get(), &ui::DoctorWindow::checkWanted);
        button(u"Check again"_s)->click();
        QCOMPARE(wanted.size(), 1);
        qunsetenv("FAKE_CLAUDE_LOGGED_OUT");
        m_window->check(m_settings, {});
        QCOMPARE(list()->count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"All is well."_s, 20000);
        QCOMPARE(list()->count(), lines);
    }

    void thePortMayBeTheRelaysOwn()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        auto settings = m_settings;
        settings.server.port = other.serverPort();
        const auto port = QString::number(other.serverPort());
        m_window->check(settings, {.baseUrl = u"http://127.0.0.1:%1/v1"_s.arg(port)});
        QTRY_VERIFY_WITH_TIMEOUT(has(u"Port %1 on 127.0.0.1 is this relay's own"_s.arg(port)), 20000);
        m_window->check(settings, {});
        QTRY_VERIFY_WITH_TIMEOUT(
            has(u"Port %1 on 127.0.0.1 is free\nAnother program has it"_s.arg(port)), 20000);
    }

    // Whatever it is about.
    void itMayBeClosedAtAnyTime()
    {
        for (int round = 0; round < 5; ++round) {
            ui::DoctorWindow window(m_guard);
            window.show();
            window.check(m_settings, {});
            QTest::qWait(round * 20);
            if (round % 2 == 0)
                window.close();
        }
    }

private:
    QListWidget *list() { return m_window->findChild<QListWidget *>(); }
    QString verdict() { return m_window->findChild<QLabel *>()->text(); }
    bool has(const QString &begin)
    {
        for (int row = 0; row < list()->count(); ++row) {
            if (list()->item(row)->text().startsWith(begin))
                return true;
        }
        return false;
    }
    QPushButton *button(const QString &text)
    {
        for (auto *button : m_window->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text)
                return button;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    agent::Guard m_guard;
    settings::Settings m_settings;
    std::unique_ptr<ui::DoctorWindow> m_window;
};

QTEST_MAIN(UiDoctor)
#include "doctor_window.moc"
