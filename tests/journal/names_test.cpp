#include "journal/names.h"

#include <QTest>

using journal::fromName;
using journal::nameOf;

namespace {

// Each value has a name of its own that leads back to it.
template<typename Value> void checkAll(int count)
{
    for (int number = 0; number < count; ++number) {
        const auto name = nameOf(Value(number));
        QVERIFY2(!name.isEmpty(), qPrintable(QString::number(number)));
        QVERIFY2(fromName<Value>(name) == Value(number), name.constData());
    }
    QVERIFY(nameOf(Value(count)).isEmpty());
    QVERIFY(!fromName<Value>("no such name"));
    QVERIFY(!fromName<Value>({}));
}

} // namespace

class NamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadBack();
    void stay();
};

void NamesTest::leadBack()
{
    checkAll<journal::Entry::Phase>(4);
    checkAll<journal::SessionKind>(4);
    checkAll<chat::StopReason>(5);
    checkAll<chat::ErrorKind>(16);
    checkAll<chat::Parameter>(8);
}

// Files hold them.
void NamesTest::stay()
{
    QCOMPARE(nameOf(journal::SessionKind::Kept), QByteArrayView("kept"));
    QCOMPARE(nameOf(chat::StopReason::StopSequence), QByteArrayView("stop_sequence"));
    QCOMPARE(nameOf(chat::ErrorKind::RateLimited), QByteArrayView("rate_limited"));
    QCOMPARE(nameOf(chat::ErrorKind::Cancelled), QByteArrayView("cancelled"));
    QCOMPARE(nameOf(chat::Parameter::OutputSchema), QByteArrayView("output_schema"));
}

QTEST_GUILESS_MAIN(NamesTest)
#include "names_test.moc"
