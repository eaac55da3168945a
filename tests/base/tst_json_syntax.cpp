#include "base/json.h"

#include <QJsonDocument>
#include <QTest>

using namespace base;
using json::Result;
using json::Status;
using json::Value;

namespace {

// What the reader says about a document of which `field` reads nothing; empty when it is content.
QByteArray complaint(QByteArrayView text)
{
    json::Reader reader;
    const Status status = reader.object(text, [](QByteArrayView, Value) { return json::ok(); });
    return status ? QByteArray() : status.error().message;
}

} // namespace

class JsonSyntaxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void survivesMutations_data();
    void survivesMutations();
};

void JsonSyntaxTest::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *text, const char *says) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(says);
    };
    row("", "it is empty");
    row("   ", "it is empty");
    row("[]", "must be a JSON object");
    row("null", "must be a JSON object");
    row("7", "must be a JSON object");
    row("\"{}\"", "must be a JSON object");
    row("{", "has no end");
    row("}", "must be a JSON object");
    row("{\"a\":1", "has no end");
    row("{\"a\":[1,2}", "");
    row("{\"a\":{\"b\":1}", "");
    row("{\"a\":[}", "");
    row("{\"a\":[1}]", "");
    row("{\"a\":1}}", "something follows");
    row("{\"a\":1} {}", "something follows");
    row("{} x", "something follows");
    row("{}[]", "something follows");
    row("{\"a\"}", "key");
    row("{\"a\":}", "at byte 5");
    row("{\"a\":1,}", "");
    row("{,}", "");
    row("{a:1}", "");
    row("{1:1}", "");
    row("{'a':1}", "");
    row("{\"a\" 1}", "");
    row("{\"a\"x:1}", "");
    row("{\"a\":1 \"b\":2}", "");
    row("{\"a\":[1 2]}", "");
    row("{\"a\":[1,]}", "");
    row("{\"a\":[,1]}", "");
    row("{\"a\":nul}", "malformed");
    row("{\"a\":nulll}", "malformed");
    row("{\"a\":True}", "malformed");
    row("{\"a\":NaN}", "malformed");
    row("{\"a\":Infinity}", "malformed");
    row("{\"a\":tr ue}", "");
    row("{\"a\":01}", "malformed");
    row("{\"a\":-}", "malformed");
    row("{\"a\":+1}", "malformed");
    row("{\"a\":.5}", "malformed");
    row("{\"a\":1.}", "malformed");
    row("{\"a\":1e}", "malformed");
    row("{\"a\":0x10}", "malformed");
    row("{\"a\":1 /* c */}", "");
    row("{\"a\":\"x\"y}", "");
    row("{\"a\":\"x\" \"y\"}", "");
    row("{\"a\":\"\\x\"}", "malformed");
    row("{\"a\":\"\\u12g4\"}", "malformed");
    row("{\"a\":\"\\u12\"}", "malformed");
    row("{\"\\q\":1}", "key is malformed");
    row("{\"a\":\"x\ny\"}", "control character");
    row("{\"a\":\"x}", "no end");
    row("{\"a\":\"x\\\"}", "no end");
    row("{\"a\":\"\xff\"}", "not UTF-8");
    row("{\"a\":\"\xed\xa0\xbd\"}", "not UTF-8");
}

void JsonSyntaxTest::refusesWhatIsNoJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const QByteArray unread = complaint(text);
    QVERIFY2(
        unread.startsWith("The body ") && unread.endsWith('.') && unread.contains(says), unread.constData());
    QVERIFY(!json::compactObject(text));

    json::Reader reader("The line");
    const Status read = reader.object(text, [](QByteArrayView, Value value) -> Status {
        const Result<QByteArray> member = value.is(json::Type::String) ? value.string() : value.raw();
        return member ? json::ok() : Status(Unexpected{member.error()});
    });
    QVERIFY(!read);
    QVERIFY2(read.error().message.startsWith("The line "), read.error().message.constData());
    QCOMPARE(read.error().path, QByteArray());
}

void JsonSyntaxTest::survivesMutations_data()
{
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("asQt");
    // Qt takes any escape, any control character, and numbers like 1. and .5 too.
    QTest::newRow("escapes") << QByteArray(
        R"({"a":[1,-2.5e3,"x\n\u00e9",true,null],"b":{"c":{},"d":[[]]},"e":"}{"})")
                             << QByteArray("{}[],:\"\\ 1et\xc3\n") << false;
    QTest::newRow("plain") << QByteArray(R"({"a":[10,-25,"x ",true,null],"b":{"c":{},"d":[[]]},"e":"}{"})")
                           << QByteArray("{}[],:\" 1t\xc3") << true;
}

// Whatever bytes come: what is accepted Qt's parser accepts too, and is accepted again after compacting.
void JsonSyntaxTest::survivesMutations()
{
    QFETCH(QByteArray, seed);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, asQt);
    quint32 state = 7;
    const auto random = [&state](quint32 below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        QByteArray text = seed;
        for (quint32 change = random(3) + 1; change > 0 && !text.isEmpty(); --change) {
            const auto at = static_cast<qsizetype>(random(static_cast<quint32>(text.size())));
            const char byte = bytes[random(static_cast<quint32>(bytes.size()))];
            switch (random(4)) {
            case 0:
                text[at] = byte;
                break;
            case 1:
                text.insert(at, byte);
                break;
            case 2:
                text.remove(at, 1);
                break;
            case 3:
                text.truncate(at + 1);
                break;
            }
        }
        const auto compact = json::compactObject(text);
        QCOMPARE(bool(compact), complaint(text).isEmpty());
        const bool qtAccepts = QJsonDocument::fromJson(text).isObject();
        QVERIFY2(qtAccepts || !compact, text.constData());
        QVERIFY2(!asQt || !qtAccepts || compact, text.constData());
        if (!compact)
            continue;
        ++accepted;
        QVERIFY(!compact->contains('\n'));
        const auto again = json::compactObject(*compact);
        QVERIFY(again);
        QCOMPARE(*again, *compact);
    }
    QVERIFY(accepted > 100);
}

QTEST_GUILESS_MAIN(JsonSyntaxTest)
#include "tst_json_syntax.moc"
