#include "journal/details.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using journal::Details;

class DetailsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreBlottedOut()
    {
        const Details details({{"Authorization", "Bearer sk-1"}, {"X-API-Key", "sk-2"}, {"Cookie", "a=sk-3"},
                                  {"X-Session-Token", "sk-4"}, {"Accept", "text/plain"}},
            "{}");
        for (const auto &[name, value] : details.headers)
            QVERIFY2(!value.contains("sk-"), name.constData());
        QCOMPARE(details.headers.back().second, "text/plain"_ba);
    }

    void oldLinesGoWhenThereAreTooMany()
    {
        Details details;
        const QByteArray line(1000, 'l');
        for (int index = 0; index < 5000; ++index)
            details.addLine(0, index % 2 == 0, std::chrono::milliseconds(index), line);
        QCOMPARE(details.droppedLines + qint64(details.lines.size()), 5000);
        QVERIFY(details.droppedLines > 0);
        QVERIFY(details.size() <= 2 * Details::MostCliBytes);
        QCOMPARE(details.lines.back().at, 4999ms);
    }

    void aLongLineIsCutAndSaysSo()
    {
        Details details;
        details.addLine(0, true, 0ms, QByteArray(10'000'000, 'l'));
        QVERIFY(details.size() < 100'000);
        QVERIFY(details.lines.front().text.endsWith("(10000000 bytes)"));
    }

    void whatIsKeptOfAnAnswerHasAnEnd()
    {
        Details details;
        details.addSent(QByteArray(Details::MostAnswerBytes - 1, 's'));
        details.addSent("two");
        details.addSent("more");
        QCOMPARE(details.sent.size(), Details::MostAnswerBytes);
    }

    // Choices come mixed; each delta goes to the open block of its own.
    void blocksAreGatheredByChoice()
    {
        Details details;
        details.addEvent(0, chat::BlockOpened{.kind = chat::BlockKind::Thinking});
        details.addEvent(1, chat::BlockOpened{.kind = chat::BlockKind::ToolUse, .name = "look"});
        details.addEvent(0, chat::BlockDelta{.text = "hm"});
        details.addEvent(1, chat::BlockDelta{.text = "{}"});
        details.addEvent(0, chat::BlockClosed{});
        details.addEvent(0, chat::BlockOpened{});
        details.addEvent(0, chat::BlockDelta{.text = "yes"});
        QCOMPARE(details.answer.size(), size_t(3));
        QCOMPARE(details.answer[0].text, "hm"_ba);
        QCOMPARE(details.answer[1].name, "look"_ba);
        QCOMPARE(details.answer[1].text, "{}"_ba);
        QCOMPARE(details.answer[2].text, "yes"_ba);

        details.addEvent(0, chat::Withdrawn{});
        QCOMPARE(details.answer.size(), size_t(1));
        QCOMPARE(details.answer[0].choice, 1);
    }
};

QTEST_APPLESS_MAIN(DetailsTest)
#include "details_test.moc"
