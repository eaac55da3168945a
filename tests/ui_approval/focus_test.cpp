#include "approvals.h"
#include "open_window.h"
#include "ui/approval/questions.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace approvals;
using namespace Qt::StringLiterals;

// On a real display, whose window manager gives the focus to new windows.
class UiApprovalFocus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto ready = m_folder.filePath(u"ready"_s);
        m_manager.start(QStringLiteral(OPENBOX), {u"--startup"_s, u"touch "_s + ready});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ready), 20000);
    }
    void cleanupTestCase()
    {
        m_manager.terminate();
        QTRY_COMPARE(m_manager.state(), QProcess::NotRunning);
    }

    // Else what follows would show nothing.
    void otherWindowsTakeTheFocus()
    {
        QLineEdit other;
        other.show();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QLineEdit next;
        next.show();
        QVERIFY(QTest::qWaitForWindowActive(&next));
    }

    void thisOneDoesNot()
    {
        QLineEdit other;
        other.show();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        ui::Questions questions;
        const auto isLeftAlone = [&] {
            if (!QTest::qWaitForWindowExposed(openWindow()))
                return false;
            QTest::qWait(300); // for a window manager that would give it the focus: none tells that it won't
            return other.isActiveWindow() && other.hasFocus() && !openWindow()->isActiveWindow();
        };
        questions.add(command(1, "run 1"));
        QVERIFY(isLeftAlone());
        questions.add(command(2, "run 2"));
        questions.remove(1);
        QVERIFY(isLeftAlone());
        questions.rebuild();
        QVERIFY(isLeftAlone());
        questions.present(); // the user wants it
        QVERIFY(QTest::qWaitForWindowActive(openWindow()));
    }

private:
    QTemporaryDir m_folder;
    QProcess m_manager;
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "xcb");
    const QApplication application(argc, argv);
    UiApprovalFocus test;
    return QTest::qExec(&test, argc, argv);
}
#include "focus_test.moc"
