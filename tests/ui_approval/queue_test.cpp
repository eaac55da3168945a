#include "ui/approval/questions.h"

#include "approvals.h"
#include "open_window.h"
#include "ui/approval/subject_view.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace approvals;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using agent::Decision;

namespace {

QString shown()
{
    return openWindow() ? openWindow()->findChild<ui::SubjectView *>()->toPlainText() : QString();
}

} // namespace

// Which of several is asked, and when there is a window.
class UiApprovalQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAfterTheOther()
    {
        ui::Questions questions;
        QSignalSpy decided(&questions, &ui::Questions::decided);
        QSignalSpy counts(&questions, &ui::Questions::countChanged);
        QSignalSpy began(&questions, &ui::Questions::began);
        QVERIFY(!openWindow());
        for (int number = 1; number <= 3; ++number)
            questions.add(command(number, "run " + QByteArray::number(number)));
        QCOMPARE(began.size(), 1);
        QCOMPARE(counts.last()[0].toInt(), 3);
        QCOMPARE(shown(), u"run 1"_s);
        questions.remove(1); // its client has left
        QCOMPARE(shown(), u"run 2"_s);
        questions.remove(3);
        QCOMPARE(shown(), u"run 2"_s);
        openWindow()->close();
        QCOMPARE(decided.size(), 1);
        QCOMPARE(decided[0][0].toLongLong(), 2);
        QCOMPARE(decided[0][1].value<Decision>(), Decision::Deny);
        QVERIFY(!openWindow());
        QCOMPARE(questions.count(), 0);
        questions.remove(2); // what the relay says to that
        QCOMPARE(counts.last()[0].toInt(), 0);
        questions.add(command(4, "run 4"));
        QCOMPARE(began.size(), 2);
        QCOMPARE(shown(), u"run 4"_s);
        questions.clear();
        QVERIFY(!openWindow());
        QCOMPARE(decided.size(), 1);
    }

    void closingAsksTheNext()
    {
        ui::Questions questions;
        questions.add(command(1, "run 1"));
        questions.add(command(2, "run 2"));
        auto *first = openWindow();
        QTest::keyClick(first, Qt::Key_Escape);
        QCOMPARE(openWindow(), first);
        QCOMPARE(shown(), u"run 2"_s);
        first->close();
        QVERIFY(!openWindow());
    }

    void noTimerRunsWithoutQuestions()
    {
        ui::Questions questions;
        questions.add(command(1, "run 1"));
        QVERIFY(QTest::qWaitForWindowExposed(openWindow()));
        questions.remove(1);
        QTest::qWait(300); // for what its end has left to be done; then the quiet itself is measured
        int wakes = 0;
        QEventLoop loop;
        connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop, [&] { ++wakes; });
        QTimer::singleShot(1500ms, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY2(wakes <= 2, qPrintable(QString::number(wakes)));
    }
};

QTEST_MAIN(UiApprovalQueue)
#include "queue_test.moc"
