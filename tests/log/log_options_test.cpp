#include "app/log_options.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using app::LogOptions;

namespace {

const QDateTime now(QDate(2025, 7, 28), QTime(15, 30, 20)); // local time

constexpr int All = std::numeric_limits<int>::max();

} // namespace

class LogOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOptions();
    void readsWords_data();
    void readsWords();
    void refuses_data();
    void refuses();
    void readsTimes_data();
    void readsTimes();
};

void LogOptionsTest::readsOptions()
{
    const auto none = LogOptions::parse({}, now);
    QVERIFY(none);
    QVERIFY(!none->follow && !none->json && !none->demo && !none->since && none->filter.isEmpty());
    QCOMPARE(none->last, 20);

    const auto all = LogOptions::parse({u"--follow"_s, u"--json"_s, u"--demo"_s, u"--last"_s, u"5"_s}, now);
    QVERIFY(all);
    QVERIFY(all->follow && all->json && all->demo);
    QCOMPARE(all->last, 5);
    QVERIFY(LogOptions::parse({u"-f"_s}, now)->follow);
    QCOMPARE(LogOptions::parse({u"-n"_s, u"7"_s}, now)->last, 7);
    QCOMPARE(LogOptions::parse({u"--last=0"_s}, now)->last, 0);
    QCOMPARE(LogOptions::parse({u"--last=all"_s}, now)->last, All);

    const auto since = LogOptions::parse({u"--since"_s, u"2h"_s}, now);
    QCOMPARE(*since->since, now.addSecs(-7200));
    QCOMPARE(since->last, All);
    QCOMPARE(LogOptions::parse({u"--since=2h"_s, u"-n"_s, u"3"_s}, now)->last, 3);
}

void LogOptionsTest::readsWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("filter");
    QTest::newRow("words") << QStringList{u"status:429"_s, u"model:opus"_s} << u"status:429 model:opus"_s;
    QTest::newRow("between options") << QStringList{u"opus"_s, u"--json"_s, u"-n"_s, u"3"_s, u"curl"_s}
                                     << u"opus curl"_s;
    QTest::newRow("excluded") << QStringList{u"-opus"_s, u"-status:ok"_s} << u"-opus -status:ok"_s;
    QTest::newRow("blanks") << QStringList{u"two words"_s} << u"\"two words\""_s;
    QTest::newRow("blanks behind a key") << QStringList{u"client:a b"_s} << u"client:\"a b\""_s;
    QTest::newRow("blanks excluded") << QStringList{u"-note:a b"_s} << u"-note:\"a b\""_s;
    QTest::newRow("quoted already") << QStringList{u"note:\"a b\" opus"_s} << u"note:\"a b\" opus"_s;
}

void LogOptionsTest::readsWords()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, filter);
    const auto options = LogOptions::parse(arguments, now);
    QVERIFY(options);
    QVERIFY(options->filter == journal::Filter::parse(filter));
    QVERIFY(!options->filter.isEmpty());
}

void LogOptionsTest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("mentioned");
    QTest::newRow("option") << QStringList{u"--colour"_s} << u"--colour"_s;
    QTest::newRow("value of a switch") << QStringList{u"--json=no"_s} << u"--json=no"_s;
    QTest::newRow("no number") << QStringList{u"--last"_s} << u"--last"_s;
    QTest::newRow("text for a number") << QStringList{u"--last"_s, u"x"_s} << u"\"x\""_s;
    QTest::newRow("below 0") << QStringList{u"-n"_s, u"-1"_s} << u"\"-1\""_s;
    QTest::newRow("no time") << QStringList{u"--since"_s, u"soon"_s} << u"\"soon\""_s;
}

void LogOptionsTest::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, mentioned);
    const auto options = LogOptions::parse(arguments, now);
    QVERIFY(!options);
    QVERIFY2(options.error().contains(mentioned), qPrintable(options.error()));
    QVERIFY(options.error().endsWith(u'.'));
}

void LogOptionsTest::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("expected");
    const auto at = [](int month, int day, QTime time = QTime(0, 0)) {
        return QDateTime(QDate(2025, month, day), time);
    };
    const auto row = [](const QString &text, const QDateTime &expected) {
        QTest::newRow(qPrintable(text)) << text << expected;
    };
    row(u"45s"_s, now.addSecs(-45));
    row(u"30m"_s, now.addSecs(-1800));
    row(u"2h"_s, now.addSecs(-7200));
    row(u"7d"_s, now.addSecs(-7 * 86'400));
    row(u"1w"_s, now.addSecs(-7 * 86'400));
    row(u"today"_s, at(7, 28));
    row(u"yesterday"_s, at(7, 27));
    row(u"14:30"_s, at(7, 28, QTime(14, 30)));
    row(u"9:05"_s, at(7, 28, QTime(9, 5)));
    row(u"16:00"_s, at(7, 27, QTime(16, 0)));
    row(u"14:30:15"_s, at(7, 28, QTime(14, 30, 15)));
    row(u"2025-07-01"_s, at(7, 1));
    row(u"2025-07-01T14:30"_s, at(7, 1, QTime(14, 30)));
    row(u"2025-07-01 14:30:05"_s, at(7, 1, QTime(14, 30, 5)));
    row(u"2025-07-01T14:30:05Z"_s, QDateTime(QDate(2025, 7, 1), QTime(14, 30, 5), Qt::UTC));
    for (const auto &text : {u""_s, u"x"_s, u"2"_s, u"-2h"_s, u"2y"_s, u"25:00"_s, u"2025-13-01"_s})
        row(text, {});
}

void LogOptionsTest::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, expected);
    const auto since = app::readSince(text, now);
    QCOMPARE(since.value_or(QDateTime()), expected);
}

QTEST_GUILESS_MAIN(LogOptionsTest)
#include "log_options_test.moc"
