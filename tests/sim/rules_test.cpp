#include "sim/question.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sim;

namespace {

const QByteArray ask = R"({"role":"user","content":"go"})";

QByteArray body(const QByteArray &parameters, const QByteArray &messages = ask)
{
    return R"({"model":"claude-test","max_tokens":4000,)" + parameters + R"("messages":[)" + messages + "]}";
}

QByteArray tools(const QByteArray &schema)
{
    return R"("tools":[{"name":"t","input_schema":)" + schema + "}],";
}

QByteArray image(const QByteArray &mediaType, const QByteArray &data)
{
    return R"({"type":"image","source":{"type":"base64","media_type":")" + mediaType + R"(","data":")" + data
        + R"("}})";
}

QByteArray user(const QByteArray &block)
{
    return R"({"role":"user","content":[{"type":"text","text":"see"},)" + block + "]}";
}

constexpr QByteArrayView png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

} // namespace

// What the Anthropic API refuses in a request, and what it takes.
class RulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesParameters_data();
    void refusesParameters();
    void refusesBlocks_data();
    void refusesBlocks();
    void refusesBrokenConversations_data();
    void refusesBrokenConversations();
    void takesWhatIsRight_data();
    void takesWhatIsRight();
    void refusesBigImages();
    void bigBodiesAreQuick();
};

void RulesTest::refusesParameters_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("message");

    const QByteArray object = tools(R"({"type":"object"})");
    QTest::newRow("blank stop") << R"("stop_sequences":["a"," \n"],)"_ba
                                << u"stop_sequences: each stop sequence must contain non-whitespace"_s;
    QTest::newRow("empty stop") << R"("stop_sequences":[""],)"_ba
                                << u"stop_sequences: each stop sequence must be non-empty"_s;
    QTest::newRow("no tokens") << R"("max_tokens":0,)"_ba
                               << u"max_tokens: Input should be greater than or equal to 1"_s;
    QTest::newRow("temperature") << R"("temperature":1.5,)"_ba << u"temperature: range: 0..1"_s;
    QTest::newRow("both sampling parameters")
        << R"("temperature":0.5,"top_p":0.5,)"_ba
        << u"`temperature` and `top_p` cannot both be specified for this model. Please use only one."_s;
    QTest::newRow("temperature while thinking")
        << R"("temperature":0,"thinking":{"type":"adaptive"},)"_ba
        << u"`temperature` may only be set to 1 when thinking is enabled or in adaptive mode."_s;
    QTest::newRow("top_p while thinking")
        << R"("top_p":0.5,"thinking":{"type":"adaptive"},)"_ba << u"`top_p` must"_s;
    for (const QByteArray type : {R"({"type":"adaptive"})", R"({"type":"enabled","budget_tokens":2000})"}) {
        QTest::addRow("forced while thinking %s", type.constData())
            << QByteArray(object + R"("tool_choice":{"type":"any"},"thinking":)" + type + ",")
            << u"Thinking may not be enabled when tool_choice forces tool use."_s;
    }
    QTest::newRow("budget") << R"("thinking":{"type":"enabled","budget_tokens":4000},)"_ba
                            << u"`max_tokens` must be greater than `thinking.budget_tokens`."_s;
    QTest::newRow("small budget") << R"("thinking":{"type":"enabled","budget_tokens":1000},)"_ba
                                  << u"greater than or equal to 1024"_s;
    QTest::newRow("clears no thinking")
        << R"("thinking":{"type":"disabled"},"context_management":{"edits":[{"type":"clear_thinking_20251015"}]},)"_ba
        << u"`clear_thinking_20251015` strategy requires `thinking` to be enabled or adaptive"_s;
    QTest::newRow("schema missing") << R"("tools":[{"name":"t"}],)"_ba
                                    << u"tools.0.custom.input_schema: Field required"_s;
    QTest::newRow("schema without type")
        << tools("{}") << u"tools.0.custom.input_schema.type: Field required"_s;
    QTest::newRow("schema of an array")
        << tools(R"({"type":"array"})") << u"tools.0.custom.input_schema.type: Input should be 'object'"_s;
    QTest::newRow("schema of types") << tools(R"({"type":["object"],"x":1})")
                                     << u"tools.0.custom.input_schema.type: Input should be 'object'"_s;
    QTest::newRow("schema of branches") << tools(R"({"type":"object","anyOf":[]})")
                                        << u"does not support oneOf, allOf, or anyOf at the top level"_s;
    QTest::newRow("tool name") << R"("tools":[{"name":"a b","input_schema":{"type":"object"}}],)"_ba
                               << u"tools.0.custom.name: String should match pattern"_s;
    QTest::newRow("same name twice")
        << R"("tools":[{"name":"a","input_schema":{"type":"object"}},{"name":"a","input_schema":{"type":"object"}}],)"_ba
        << u"tools: Tool names must be unique."_s;
    QTest::newRow("choice without tools")
        << R"("tool_choice":{"type":"any"},)"_ba << u"may only be specified while providing `tools`"_s;
    QTest::newRow("choice of no tool") << QByteArray(object + R"("tool_choice":{"type":"tool"},)")
                                       << u"tool_choice.tool.name: Field required"_s;
    QTest::newRow("choice unknown") << QByteArray(object + R"("tool_choice":{"type":"tool","name":"u"},)")
                                    << u"Tool 'u' not found in provided tools"_s;
    QTest::newRow("kind of choice") << QByteArray(object + R"("tool_choice":{"type":"required"},)")
                                    << u"tool_choice.type"_s;
}

void RulesTest::refusesParameters()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, message);
    const auto question = readQuestion(body(parameters));
    QVERIFY(!question);
    QVERIFY2(question.error().contains(message), qPrintable(question.error()));
}

void RulesTest::refusesBlocks_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QString>("message");

    const QString place = u"messages.0.content.1.image.source.base64"_s;
    QTest::newRow("empty text") << R"({"type":"text","text":""})"_ba
                                << u"messages: text content blocks must be non-empty"_s;
    QTest::newRow("blank text") << R"({"type":"text","text":" \n"})"_ba
                                << u"messages: text content blocks must contain non-whitespace text"_s;
    QTest::newRow("unsupported type")
        << image("image/tiff", png.toByteArray()) << place + u".media_type: Input should be 'image/jpeg'"_s;
    QTest::newRow("empty image") << image("image/png", "") << place + u": image cannot be empty"_s;
    QTest::newRow("no base64") << image("image/png", "iVBORw0KGgo!") << place + u": invalid base64 data"_s;
    QTest::newRow("no image") << image("image/png", "aGVsbG8=") << place + u": Could not process image"_s;
    QTest::newRow("other image") << image("image/jpeg", png.toByteArray())
                                 << place
            + u": The image was specified using the image/jpeg media type, but the image appears to be a "
              "image/png image"_s;
    QTest::newRow("no PDF")
        << R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"aGVsbG8="}})"_ba
        << u"messages.0.content.1.document.source.base64.data: The PDF specified was not valid."_s;
    QTest::newRow("other document")
        << R"({"type":"document","source":{"data":"aGVsbG8=","media_type":"text/plain","type":"base64"}})"_ba
        << u"messages.0.content.1.document.source.base64.media_type: Input should be 'application/pdf'"_s;
    QTest::newRow("unsigned thinking") << R"({"type":"thinking","thinking":"a"})"_ba
                                       << u"messages.0.content.1: Invalid `signature` in `thinking` block"_s;
}

void RulesTest::refusesBlocks()
{
    QFETCH(QByteArray, block);
    QFETCH(QString, message);
    const auto question = readQuestion(body({}, user(block)));
    QVERIFY(!question);
    QVERIFY2(question.error().contains(message), qPrintable(question.error()));
}

void RulesTest::refusesBrokenConversations_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QString>("message");

    const QByteArray call =
        R"(,{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"t","input":{}}]})";
    const QByteArray result = R"({"type":"tool_result","tool_use_id":"1","content":"r"})";
    const auto answered = [](const QByteArray &blocks) {
        return QByteArray(R"(,{"role":"user","content":[)" + blocks + "]}");
    };
    QTest::newRow("two results") << QByteArray(ask + call + answered(result + "," + result))
                                 << u"messages.2.content.1: each tool_use must have a single result."_s;
    QTest::newRow("call twice") << QByteArray(ask + call + answered(result) + call + answered(result))
                                << u"messages.3: `tool_use` ids must be unique"_s;
    QTest::newRow("result of another call")
        << QByteArray(ask + call + answered(result + R"(,{"type":"tool_result","tool_use_id":"2"})"))
        << u"messages.2.content.1: unexpected `tool_use_id` found in `tool_result` blocks: 2."_s;
    const QByteArray inner = R"({"type":"tool_result","content":[{"type":"text","text":"a"},)"
        + image("image/gif", png.toByteArray()) + R"(],"tool_use_id":"1"})";
    QTest::newRow("image of a result")
        << QByteArray(ask + call + answered(inner))
        << u"messages.2.content.0.tool_result.content.1.image.source.base64: The"_s;
}

void RulesTest::refusesBrokenConversations()
{
    QFETCH(QByteArray, messages);
    QFETCH(QString, message);
    const auto question = readQuestion(body({}, messages));
    QVERIFY(!question);
    QVERIFY2(question.error().contains(message), qPrintable(question.error()));
}

void RulesTest::takesWhatIsRight_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("message");

    const QByteArray object = tools(R"({"properties":{},"type":"object"})");
    QTest::newRow("as the CLI sends it")
        << QByteArray(object
               + R"("thinking":{"type":"adaptive","display":"updates"},"metadata":{"user_id":"u"},)"
                 R"("context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},)"
                 R"("output_config":{"effort":"low"},"tool_choice":{"type":"auto"},"temperature":1,)")
        << QByteArray(ask + R"(,{"role":"system","content":[{"type":"text","text":"# Environment"}]})");
    QTest::newRow("nulls") << R"("temperature":null,"thinking":null,"tools":null,"tool_choice":null,)"_ba
                           << ask;
    QTest::newRow("a tool of the API")
        << R"("tools":[{"type":"web_search_20250305","name":"web_search"}],)"_ba << ask;
    QTest::newRow("forced without thinking")
        << QByteArray(object + R"("tool_choice":{"type":"tool","name":"t"},"thinking":{"type":"disabled"},)")
        << ask;
    QTest::newRow("older model") << R"("model":"claude-3-5-haiku-20241022","temperature":0.5,"top_p":0.5,)"_ba
                                 << ask;
    QTest::newRow("image") << QByteArray() << user(image("image/png", png.toByteArray()));
    QTest::newRow("image by address")
        << QByteArray()
        << user(R"({"type":"image","source":{"type":"url","url":"http://example.com/a.png"}})");
    QTest::newRow("PDF")
        << QByteArray()
        << user(
               R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0xLjQK"}})");
    QTest::newRow("signed thinking") << QByteArray()
                                     << user(R"({"type":"thinking","thinking":"","signature":"abc"})");
}

void RulesTest::takesWhatIsRight()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, message);
    const auto question = readQuestion(body(parameters, message));
    QVERIFY2(question, question ? "" : qPrintable(question.error()));
}

void RulesTest::refusesBigImages()
{
    QByteArray data = png.toByteArray() + QByteArray(5 * 1024 * 1024 - png.size(), 'A');
    data.chop(4);
    data = data.replace("==", "AA") + "AAAA";
    QCOMPARE(data.size(), 5 * 1024 * 1024);
    QVERIFY(readQuestion(body({}, user(image("image/png", data)))));
    const auto question = readQuestion(body({}, user(image("image/png", data + "AAAA"))));
    QVERIFY(!question);
    QCOMPARE(question.error(),
        u"messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes"_s);
}

// 20 MB in four images and in one text.
void RulesTest::bigBodiesAreQuick()
{
    const QByteArray data = png.toByteArray().chopped(2) + "AA" + QByteArray(5'000'000, 'A');
    QByteArray blocks = image("image/png", data);
    for (int i = 0; i < 3; ++i)
        blocks += ',' + image("image/png", data);
    for (const QByteArray &message :
        {user(blocks), user(R"({"type":"text","text":")" + QByteArray(20'000'000, 'x') + R"("})")}) {
        const QByteArray all = body({}, message);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(readQuestion(all));
        QVERIFY2(clock.elapsed() < 3000, QByteArray::number(clock.elapsed()).constData());
    }
}

QTEST_APPLESS_MAIN(RulesTest)
#include "rules_test.moc"
