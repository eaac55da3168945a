#include "base/json.h"

#include <QTest>

#include <limits>

using namespace base;
using json::Result;
using json::Status;
using json::Value;

namespace {

// Reads {"v": <text>} with `read` and gives what it says.
template<typename T> Result<T> member(QByteArrayView text, const std::function<Result<T>(Value &)> &read)
{
    json::Reader reader;
    std::optional<Result<T>> result;
    const QByteArray document = "{\"v\": " + text.toByteArray() + " }";
    const Status status = reader.object(document, [&](QByteArrayView, Value value) -> Status {
        result.emplace(read(value));
        return *result ? json::ok() : Status(Unexpected{result->error()});
    });
    if (!status)
        return Unexpected{status.error()};
    return *result;
}

Result<QByteArray> raw(QByteArrayView text)
{
    return member<QByteArray>(text, [](Value &value) { return value.raw(); });
}

Result<QByteArray> string(QByteArrayView text)
{
    return member<QByteArray>(text, [](Value &value) { return value.string(); });
}

// What the reader says about a document of which `field` reads nothing; empty when it is content.
QByteArray complaint(QByteArrayView text)
{
    json::Reader reader;
    const Status status = reader.object(text, [](QByteArrayView, Value) { return json::ok(); });
    return status ? QByteArray() : status.error().message;
}

QByteArray quoted(QByteArrayView utf8)
{
    QByteArray out;
    json::appendString(out, utf8);
    return out;
}

} // namespace

class JsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesCharactersWithoutCopy();
    void walksInOrder();
    void readsValues();
    void readsStrings_data();
    void readsStrings();
    void readsEscapedKeys();
    void refusesWrongTypes_data();
    void refusesWrongTypes();
    void namesPlaces();
    void remembersSwallowedSyntaxErrors();
    void keepsRawValues_data();
    void keepsRawValues();
    void compactsObjects();
    void survivesDeepNesting();
    void boundsTheNesting_data();
    void boundsTheNesting();
    void readsPaddedText();
};

void JsonTest::walksInOrder()
{
    json::Reader reader;
    for (int round = 0; round < 2; ++round) {
        QByteArrayList seen;
        const Status status = reader.object(R"( {"z":1,"a":[1,{"b":2}],"m":{"x":null},"a":"again"} )",
            [&](QByteArrayView key, Value) -> Status {
                seen << key.toByteArray();
                return json::ok();
            });
        QVERIFY(status);
        QCOMPARE(seen, QByteArrayList({"z", "a", "m", "a"}));
    }
}

void JsonTest::readsValues()
{
    QByteArrayList seen;
    json::Reader reader;
    const auto note = [&](Value value) -> Status {
        seen << value.path() + '=' + value.raw().value();
        return json::ok();
    };
    const Status status = reader.object(
        R"({"o":{"x":[true,[]],"y":{}},"n":null,"e":[]})", [&](QByteArrayView key, Value value) -> Status {
            if (key == QByteArrayView("o")) {
                return value.object([&](QByteArrayView, Value inner) -> Status {
                    return inner.is(json::Type::Array) ? inner.array(note) : note(inner);
                });
            }
            if (value.isNull()) {
                seen << "null";
                return json::ok();
            }
            return value.array(note);
        });
    QVERIFY(status);
    QCOMPARE(seen, QByteArrayList({"o.x[0]=true", "o.x[1]=[]", "o.y={}", "null"}));

    const auto integer = [](QByteArrayView text) {
        return member<qint64>(text, [](Value &value) { return value.integer(); });
    };
    QCOMPARE(*integer("-9223372036854775808"), std::numeric_limits<qint64>::min());
    QCOMPARE(*integer("0"), 0);
    QVERIFY(!integer("9223372036854775808"));
    QVERIFY(!integer("1.5"));
    const auto number = [](QByteArrayView text) {
        return member<double>(text, [](Value &value) { return value.number(); });
    };
    QCOMPARE(*number("-1.5e3"), -1500.0);
    QCOMPARE(*number("7"), 7.0);
    QVERIFY(!number("1e400"));
    const auto boolean = [](QByteArrayView text) {
        return member<bool>(text, [](Value &value) { return value.boolean(); });
    };
    QCOMPARE(*boolean("true"), true);
    QCOMPARE(*boolean("false"), false);
}

void JsonTest::readsStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray(R"("")") << QByteArray("");
    QTest::newRow("plain") << QByteArray("\"h\xc3\xa9llo \xf0\x9f\x98\x80\"")
                           << QByteArray("h\xc3\xa9llo \xf0\x9f\x98\x80");
    QTest::newRow("escapes") << QByteArray(R"("a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00")")
                             << QByteArray("a\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80");
    QTest::newRow("zero") << QByteArray(R"("a\u0000b")") << QByteArray("a\0b", 3);
    QTest::newRow("escaped backslash last") << QByteArray(R"("a\\")") << QByteArray("a\\");
    QTest::newRow("brackets") << QByteArray(R"("}],:{\"[")") << QByteArray("}],:{\"[");
    QTest::newRow("high half") << QByteArray(R"("a\ud83dz")") << QByteArray("a\xef\xbf\xbdz");
    QTest::newRow("low half") << QByteArray(R"("a\udE00\n")") << QByteArray("a\xef\xbf\xbd\n");
    QTest::newRow("halves the wrong way")
        << QByteArray(R"("\ude00\ud83d")") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("half at the end, the rest kept")
        << QByteArray(R"("\u00e9 \"q\" \ud83d")") << QByteArray("\xc3\xa9 \"q\" \xef\xbf\xbd");
    QTest::newRow("long") << '"' + QByteArray(100000, 'x') + "\\n\"" << QByteArray(100000, 'x') + '\n';
}

void JsonTest::readsStrings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Result<QByteArray> read = string(text);
    QVERIFY2(read, read ? "" : read.error().message.constData());
    QCOMPARE(*read, expected);
    QCOMPARE(*string(quoted(expected)), expected);
}

void JsonTest::readsEscapedKeys()
{
    QByteArrayList keys;
    json::Reader reader;
    const Status status = reader.object(
        R"({"a\"b" : 1, "\u00e9":2,"\ud83d":3})", [&](QByteArrayView key, Value value) -> Status {
            keys << key.toByteArray() << value.path();
            return json::ok();
        });
    QVERIFY(status);
    QCOMPARE(keys, QByteArrayList({"a\"b", "a\"b", "\xc3\xa9", "\xc3\xa9", "\xef\xbf\xbd", "\xef\xbf\xbd"}));
}

void JsonTest::refusesWrongTypes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"\"s\"", "12", "true", "null", "[1]", "{\"a\":1}"})
        QTest::newRow(text) << QByteArray(text);
}

void JsonTest::refusesWrongTypes()
{
    QFETCH(QByteArray, text);
    const Result<json::Type> type = member<json::Type>(text, [](Value &value) { return value.type(); });
    QVERIFY(type);
    const auto message = [](const auto &result) { return result ? QByteArray() : result.error().message; };
    const auto expected = [&](json::Type wanted, const char *sentence) {
        return *type == wanted ? QByteArray() : QByteArray(sentence);
    };
    const auto skip = [](Value) { return json::ok(); };
    const auto skipField = [](QByteArrayView, Value) { return json::ok(); };
    QCOMPARE(message(string(text)), expected(json::Type::String, "v must be a string."));
    QCOMPARE(message(member<qint64>(text, [](Value &value) { return value.integer(); })),
        expected(json::Type::Number, "v must be an integer."));
    QCOMPARE(message(member<double>(text, [](Value &value) { return value.number(); })),
        expected(json::Type::Number, "v must be a number."));
    QCOMPARE(message(member<bool>(text, [](Value &value) { return value.boolean(); })),
        expected(json::Type::Boolean, "v must be true or false."));
    QCOMPARE(message(member<std::monostate>(text, [&](Value &value) { return value.array(skip); })),
        expected(json::Type::Array, "v must be an array."));
    QCOMPARE(message(member<std::monostate>(text, [&](Value &value) { return value.object(skipField); })),
        expected(json::Type::Object, "v must be an object."));
}

void JsonTest::namesPlaces()
{
    json::Reader reader;
    const Status status = reader.object(
        R"({"messages":[{},{},{"role":"user","content":7}]})", [](QByteArrayView, Value messages) {
            return messages.array([](Value message) {
                return message.object([](QByteArrayView, Value value) -> Status {
                    const Result<QByteArray> text = value.string();
                    return text ? json::ok() : Status(Unexpected{text.error()});
                });
            });
        });
    QVERIFY(!status);
    QCOMPARE(status.error().path, QByteArray("messages[2].content"));
    QCOMPARE(status.error().message, QByteArray("messages[2].content must be a string."));
}

void JsonTest::remembersSwallowedSyntaxErrors()
{
    json::Reader reader;
    const Status status = reader.object(R"({"a":[1,{"b" 2}],"c":3})", [](QByteArrayView, Value value) {
        (void)value.raw();
        return json::ok();
    });
    QVERIFY(!status);
    QVERIFY(reader.object("{}", [](QByteArrayView, Value) { return json::ok(); }));
}

void JsonTest::keepsRawValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
    };
    row("12345678901234567890123", "12345678901234567890123");
    row("1.10", "1.10");
    row("1e400", "1e400");
    row("-0", "-0");
    row("1E+2", "1E+2");
    row("null", "null");
    row("\"a\\u00e9\\/ \\ud83d b\"", "\"a\\u00e9\\/ \\ud83d b\"");
    row("{ \"z\" : 1 ,\n\t\"a\" :\r\n [ ] , \"z\" : { } }", "{\"z\":1,\"a\":[],\"z\":{}}");
    row("[ 1 , [ 2 , \"a , b\" ] , { \"k\\n : \" : true } ]", "[1,[2,\"a , b\"],{\"k\\n : \":true}]");
    row("[\n]", "[]");
}

void JsonTest::keepsRawValues()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const Result<QByteArray> value = raw(text);
    QVERIFY2(value, value ? "" : value.error().message.constData());
    QCOMPARE(*value, expected);
}

void JsonTest::compactsObjects()
{
    const auto compact = json::compactObject("\xef\xbb\xbf { \"b\" : 1.10 ,\"a\":[ ]}\n");
    QVERIFY(compact);
    QCOMPARE(*compact, QByteArray("{\"b\":1.10,\"a\":[]}"));
    QCOMPARE(*json::compactObject("{ }"), QByteArray("{}"));
    QVERIFY(!json::compactObject("[1]"));
    QVERIFY(!json::compactObject("{\"a\":1}{\"a\":1}"));
}

void JsonTest::boundsTheNesting_data()
{
    QTest::addColumn<bool>("reads");
    QTest::newRow("left alone") << false;
    QTest::newRow("passed on") << true;
}

void JsonTest::boundsTheNesting()
{
    QFETCH(const bool, reads);
    json::Reader reader("The body", 20);
    const auto field = [reads](QByteArrayView, Value value) {
        if (!reads)
            return json::ok();
        const auto raw = value.raw();
        return raw ? json::ok() : Status(base::Unexpected{raw.error()});
    };
    for (const char *bracket : {"[]", "{}"}) {
        const QByteArray open = bracket[0] == '[' ? QByteArray("[") : QByteArray("{\"a\":");
        for (const int depth : {1, 19, 20, 21, 30, 2000}) { // the document counts as one
            const auto text =
                "{\"x\":" + open.repeated(depth - 1) + "1" + QByteArray(depth - 1, bracket[1]) + '}';
            const auto status = reader.object(text, field);
            QCOMPARE(bool(status), depth <= 20);
            QCOMPARE(reader.wasTooDeep(), depth > 20);
        }
    }
}

void JsonTest::survivesDeepNesting()
{
    const int deep = 100000;
    for (const char *bracket : {"[", "{\"a\":"}) {
        const bool list = *bracket == '[';
        const QByteArray open = QByteArray(bracket).repeated(deep);
        const QByteArray close = QByteArray(list ? "]" : "}").repeated(deep);
        for (const QByteArray &value : QByteArrayList{open + "1" + close, open}) {
            const QByteArray document = "{\"v\":" + value + '}';
            QVERIFY(!complaint(document).isEmpty());
            QVERIFY(!json::compactObject(document));
            QVERIFY(!raw(value));
        }
    }
    const QByteArray fine = QByteArray("[").repeated(500) + QByteArray("]").repeated(500);
    QCOMPARE(*raw(fine), fine);
}

void JsonTest::readsPaddedText()
{
    // What stands in the padding is not looked at, brackets least of all.
    const QByteArray text = "{\"a\":\"b\"}";
    const QByteArray padded = text + QByteArray(simdjson::SIMDJSON_PADDING, '}');
    json::Reader reader;
    QByteArray read;
    const Status status = reader.object(
        QByteArrayView(padded).first(text.size()),
        [&](QByteArrayView, Value value) -> Status {
            read = *value.string();
            return json::ok();
        },
        true);
    QVERIFY(status);
    QCOMPARE(read, QByteArray("b"));
    QVERIFY(!reader.object(
        QByteArrayView(padded).first(text.size() - 1), [](QByteArrayView, Value) { return json::ok(); },
        true));
}

void JsonTest::givesCharactersWithoutCopy()
{
    const QByteArray text = R"({"plain":"abc","escaped":"a\/\ud83db","empty":"","number":5})";
    QByteArray document = text;
    document.append(simdjson::SIMDJSON_PADDING, '\0');
    const QByteArrayView view = QByteArrayView(document).first(text.size());
    json::Reader reader;
    QByteArrayList seen;
    const Status status = reader.object(
        view,
        [&](QByteArrayView key, Value value) -> Status {
            QByteArray buffer;
            const Result<QByteArrayView> characters = value.characters(buffer);
            if (!characters)
                return Unexpected{characters.error()};
            const bool isInside = characters->begin() >= view.begin() && characters->end() <= view.end();
            seen.append(
                key.toByteArray() + (isInside ? " inside " : " outside ") + characters->toByteArray());
            return json::ok();
        },
        true);
    QCOMPARE(seen,
        (QByteArrayList{"plain inside abc",
            "escaped outside a/\xef\xbf\xbd"
            "b",
            "empty inside "}));
    QVERIFY(!status);
    QCOMPARE(status.error().message, QByteArray("number must be a string."));
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
