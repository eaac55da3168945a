#include "base/json.h"

#include <QTest>

#include <limits>

using namespace base;

namespace {

QByteArray quoted(QByteArrayView utf8)
{
    QByteArray out;
    json::appendString(out, utf8);
    return out;
}

} // namespace

class JsonWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesStrings_data();
    void writesStrings();
    void writesValues();
};

void JsonWriterTest::writesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray() << QByteArray(R"("")");
    QTest::newRow("quotes") << QByteArray("\"a\\b\"") << QByteArray(R"("\"a\\b\"")");
    QTest::newRow("named") << QByteArray("\b\f\n\r\t/") << QByteArray(R"("\b\f\n\r\t/")");
    QTest::newRow("control") << QByteArray("\0\x01\x1f\x7f", 4)
                             << QByteArray("\"\\u0000\\u0001\\u001f\x7f\"");
    QTest::newRow("UTF-8") << QByteArray("h\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80")
                           << QByteArray("\"h\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80\"");
    QTest::newRow("a lone byte") << QByteArray("a\xff\n") << QByteArray("\"a\xef\xbf\xbd\\n\"");
    QTest::newRow("cut short") << QByteArray("a\xc3") << QByteArray("\"a\xef\xbf\xbd\"");
}

void JsonWriterTest::writesStrings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(quoted(text), expected);
}

void JsonWriterTest::writesValues()
{
    QByteArray out;
    json::Writer writer(out);
    writer.beginObject().field("a", "x").key("b").beginArray().integer(-1).number(0.1).number(1.0);
    writer.number(std::numeric_limits<double>::infinity()).boolean(true).boolean(false).null();
    writer.beginObject().endObject().beginArray().endArray().endArray();
    writer.key("c\"").raw("{\"r\":1.10}").key("d").integer(std::numeric_limits<qint64>::max()).endObject();
    const QByteArray expected =
        R"({"a":"x","b":[-1,0.1,1,null,true,false,null,{},[]],"c\"":{"r":1.10},"d":9223372036854775807})";
    QCOMPARE(out, expected);
    QVERIFY(json::compactObject(out));
}

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "tst_json_writer.moc"
