#include "cli/api_id.h"
#include "cli/catalogue.h"
#include "cli/incoming.h"
#include "cli/messages.h"
#include "cli/stop_texts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <simdjson.h>

using namespace Qt::StringLiterals;

namespace {

chat::Message user(const QByteArray &text)
{
    return {chat::Role::User, {chat::Text{text}}};
}

// The `content` of a line's message, as it stands there.
QByteArray contentOf(const QByteArray &line)
{
    const auto begin = line.indexOf("\"content\":[") + 10;
    const auto end = line.lastIndexOf("},\"parent_tool_use_id\"");
    return line.sliced(begin, end - begin);
}

QJsonObject messageOf(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object()["message"_L1].toObject();
}

// What one line says, which must be a `T`.
template<typename T> T decoded(QByteArray line)
{
    cli::IncomingDecoder decoder;
    std::vector<cli::Incoming> all;
    line.reserve(line.size() + qsizetype(simdjson::SIMDJSON_PADDING));
    decoder.decode(line, all);
    const auto *found = all.size() == 1 ? std::get_if<T>(&all.front()) : nullptr;
    if (!found)
        qFatal("not what was expected: %s", line.constData());
    return *found;
}

// What comes of a text that is given in these pieces.
QByteArray passed(const std::vector<QByteArray> &stops, const QByteArrayList &pieces)
{
    cli::StopTexts texts(stops);
    QByteArray all;
    for (const auto &piece : pieces) {
        const auto result = texts.pass(piece);
        all += result.text;
        if (result.stopped)
            return all + '|';
    }
    return all + texts.flush();
}

} // namespace

class CliMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The CLI would run a message that begins with a slash as one of its commands.
    void aSlashIsNoCommand_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("content");
        const auto block = [](const char *text) {
            return QByteArray("{\"type\":\"text\",\"text\":\"") + text + "\"}";
        };
        QTest::newRow("command") << "/cost"_ba << block("/") + ',' + block("cost");
        QTest::newRow("path") << "/etc/hosts is a file"_ba << block("/") + ',' + block("etc/hosts is a file");
        QTest::newRow("comment") << "//x"_ba << block("//") + ',' + block("x");
        QTest::newRow("spaced") << "/ cost"_ba << block("/ ") + ',' + block("cost");
        QTest::newRow("alone") << "/"_ba << block("/");
        QTest::newRow("inside") << "a /cost"_ba << block("a /cost");
    }
    void aSlashIsNoCommand()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, content);
        const auto line = cli::userLine(user(text), true);
        QVERIFY2(line.contains("\"content\":[" + content + ']'), line.constData());
    }

    void toolCallsOfTheHistoryStayBytes()
    {
        const chat::Message call{chat::Role::Assistant,
            {chat::Text{"Let me see."},
                chat::ToolUse{"call_1", "get", R"({"b":1.10,"a":12345678901234567890})"}}};
        QVERIFY(
            cli::assistantLine(call, "claude-x")
                .contains(
                    R"({"type":"tool_use","id":"call_1","name":"get","input":{"b":1.10,"a":12345678901234567890}})"));
        const chat::Message result{chat::Role::User, {chat::ToolResult{"call_1", {chat::Text{"fine"}}}}};
        QVERIFY(
            cli::userLine(result, true)
                .contains(
                    R"({"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"fine"}]})"));
    }

    void imagesAndDocumentsAreTheApisOwn()
    {
        const auto png = chat::Base64{"image/png", "iVBOR/+="};
        const chat::Message message{chat::Role::User,
            {chat::Image{png}, chat::Image{chat::Url{"https://host/a\nb.png"}},
                chat::Document{chat::Base64{"application/pdf", "JVBERi0="}, "the\ttitle.pdf"},
                chat::Document{chat::Url{"https://host/a.pdf"}, {}}}};
        const QByteArray expected =
            R"([{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBOR/+="}},)"
            R"({"type":"image","source":{"type":"url","url":"https://host/a\nb.png"}},)"
            R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},)"
            R"("title":"the\ttitle.pdf"},{"type":"document","source":{"type":"url","url":"https://host/a.pdf"}}])";
        QCOMPARE(contentOf(cli::userLine(message, true)), expected);
    }

    void resultsHoldAllKindsOfParts()
    {
        const chat::Message message{chat::Role::User,
            {chat::ToolResult{"t1", {}},
                chat::ToolResult{"t2",
                    {chat::Text{"/as is"}, chat::Image{chat::Base64{"image/gif", "R0lG"}},
                        chat::Document{chat::Base64{"application/pdf", "JVBE"}, "d"}}},
                chat::Text{"and?"}}};
        const QByteArray expected =
            R"([{"type":"tool_result","tool_use_id":"t1","content":[]},)"
            R"({"type":"tool_result","tool_use_id":"t2","content":[{"type":"text","text":"/as is"},)"
            R"({"type":"image","source":{"type":"base64","media_type":"image/gif","data":"R0lG"}},)"
            R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"},"title":"d"}]},)"
            R"({"type":"text","text":"and?"}])";
        QCOMPARE(contentOf(cli::userLine(message, true)), expected);
    }

    void thinkingGoesWithTheModelAndAnIdOfItsOwn()
    {
        const auto thought = [](const QByteArray &signature) {
            return chat::Message{chat::Role::Assistant,
                {chat::Thinking{"Hm", signature, {}}, chat::Thinking{{}, {}, "c2VjcmV0"}, chat::Text{"Yes"}}};
        };
        const auto line = cli::assistantLine(thought("c2ln"), "claude-x-5");
        const QByteArray expected =
            R"([{"type":"thinking","thinking":"Hm","signature":"c2ln"},)"
            R"({"type":"redacted_thinking","data":"c2VjcmV0"},{"type":"text","text":"Yes"}])";
        QCOMPARE(contentOf(line), expected);
        const auto message = messageOf(line);
        QCOMPARE(message["model"_L1].toString(), "claude-x-5"_L1);
        QCOMPARE(message["type"_L1].toString(), "message"_L1);
        QVERIFY(!message["id"_L1].toString().isEmpty());
        QVERIFY(
            message["id"_L1] != messageOf(cli::assistantLine(thought("b3RoZXI="), "claude-x-5"))["id"_L1]);
        const chat::Message plain{chat::Role::Assistant, {chat::Text{"Yes"}}};
        QVERIFY(!messageOf(cli::assistantLine(plain, "claude-x-5")).contains("model"_L1));
    }

    void aLargeImageIsCopiedOnce()
    {
        const QByteArray data(20 * 1024 * 1024, 'A');
        const chat::Message message{chat::Role::User, {chat::Image{chat::Base64{"image/png", data}}}};
        const auto line = cli::userLine(message, true);
        QVERIFY(line.endsWith('\n'));
        QVERIFY(line.size() < data.size() + 300);
        QVERIFY(line.capacity() < data.size() + 10'000);
        QVERIFY(line.contains("\"data\":\"AAAA"));
    }

    // Wherever the deltas end, the outcome is that of the whole text.
    void stopTexts_data()
    {
        QTest::addColumn<QByteArrayList>("stops");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("outcome"); // with | where it was stopped
        QTest::newRow("none") << QByteArrayList{} << "ab\n\ncd"_ba
                              << "ab\n\ncd"_ba;
        QTest::newRow("blank line") << QByteArrayList{"\n\n"} << "ab\n\ncd"_ba
                                    << "ab|"_ba;
        QTest::newRow("only a beginning") << QByteArrayList{"\n\n"} << "ab\ncd\n"_ba
                                          << "ab\ncd\n"_ba;
        QTest::newRow("at the start") << QByteArrayList{"  "} << "  ab"_ba
                                      << "|"_ba;
        QTest::newRow("at the end") << QByteArrayList{"\n\n"} << "ab\n\n"_ba
                                    << "ab|"_ba;
        QTest::newRow("begins twice") << QByteArrayList{"aab"} << "aaab"_ba
                                      << "a|"_ba;
        QTest::newRow("begins again") << QByteArrayList{"ababc"} << "abababc"_ba
                                      << "ab|"_ba;
        QTest::newRow("first complete") << QByteArrayList{"abcde", "bc"} << "abcde"_ba
                                        << "a|"_ba;
        QTest::newRow("longest of two") << QByteArrayList{"bc", "abc"} << "abcde"_ba
                                        << "|"_ba;
        QTest::newRow("no beginning of the other") << QByteArrayList{"abcx", "cd"} << "abcabcd"_ba
                                                   << "abcab|"_ba;
        QTest::newRow("in other letters") << QByteArrayList{"\u00a0\u00a0"} << "é\u00a0è\u00a0\u00a0ü"_ba
                                          << "é\u00a0è|"_ba;
        QTest::newRow("an empty one is none") << QByteArrayList{""} << "abc"_ba
                                              << "abc"_ba;
    }
    void stopTexts()
    {
        QFETCH(QByteArrayList, stops);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, outcome);
        const std::vector<QByteArray> list(stops.begin(), stops.end());
        QVERIFY(text.size() <= 12);
        for (int cuts = 0; cuts < 1 << (text.size() - 1); ++cuts) {
            QByteArrayList pieces{QByteArray()};
            for (qsizetype at = 0; at < text.size(); ++at) {
                pieces.back() += text[at];
                if (cuts >> at & 1)
                    pieces.append(QByteArray());
            }
            QCOMPARE(passed(list, pieces), outcome);
        }
    }

    void requestsOfTheCliAreRead()
    {
        const auto call = decoded<cli::McpMessage>(
            R"({"request":{"message":{"params":{"_meta":{"claudecode/toolUseId":"toolu_1","progressToken":2},)"
            R"("arguments":{"name":"no"},"name":"get"},"jsonrpc":"2.0","id":12345678901234567890,"method":"tools/call"},)"
            R"("server_name":"relay","subtype":"mcp_message"},"request_id":"r1","type":"control_request"})");
        QCOMPARE(call.requestId, "r1");
        QCOMPARE(call.serverName, "relay");
        QCOMPARE(call.method, "tools/call");
        QCOMPARE(call.id, "12345678901234567890");
        QCOMPARE(call.toolName, "get");
        QCOMPARE(call.toolUseId, "toolu_1");
        const auto note = decoded<cli::McpMessage>(
            R"({"type":"control_request","request_id":"r2","request":{"subtype":"mcp_message",)"
            R"("message":{"method":"notifications/initialized"}}})");
        QVERIFY(note.id.isEmpty());
        const auto text = decoded<cli::McpMessage>(
            R"({"type":"control_request","request_id":"r2","request":{"subtype":"mcp_message","message":{"id":"a\nb"}}})");
        QCOMPARE(text.id, R"("a\nb")");
        const auto other = decoded<cli::ControlRequest>(
            R"({"type":"control_request","request_id":"r3","request":{"subtype":"read_mind","message":{"id":1}}})");
        QCOMPARE(other.requestId, "r3");
        QCOMPARE(other.subtype, "read_mind");
        const auto permission = decoded<cli::PermissionRequest>(
            R"({"request":{"input":{"z": 1.10,"a":"\u00e9"},"tool_name":"Bash","blocked_path":"/a","description":7,)"
            R"("permission_suggestions":[ ],"subtype":"can_use_tool"},"request_id":"r4","type":"control_request"})");
        QCOMPARE(permission.requestId, "r4");
        QCOMPARE(permission.tool, "Bash");
        QCOMPARE(permission.input, R"({"z":1.10,"a":"\u00e9"})");
        QCOMPARE(permission.blockedPath, "/a");
        QCOMPARE(permission.suggestions, "[]");
        QVERIFY(permission.description.isEmpty());
        QCOMPARE(
            decoded<cli::CancelRequest>(R"({"type":"control_cancel_request","request_id":"r1"})").requestId,
            "r1");
    }

    void theBeginningAndTheEndOfATurnAreRead()
    {
        const auto init = decoded<cli::Init>(
            R"({"type":"system","subtype":"init","tools":["Bash",1,"StructuredOutput"],"model":"claude-x-5"})");
        QCOMPARE(init.model, "claude-x-5");
        QCOMPARE(init.tools, (std::vector<QByteArray>{"Bash", "StructuredOutput"}));
        const auto result = decoded<cli::Result>(
            R"({"type":"result","subtype":"success","structured_output":{"b":1.10,"a":[ 1 ]},"num_turns":2,"total_cost_usd":0.5})");
        QCOMPARE(result.structuredOutput, R"({"b":1.10,"a":[1]})");
        QCOMPARE(result.numTurns, 2);
        QCOMPARE(result.totalCostUsd, 0.5);
        const auto failed = decoded<cli::Result>(
            R"({"type":"result","subtype":"error_x","errors":["one","two"],"num_turns":1e300,"structured_output":null})");
        QCOMPARE(failed.text, "one\ntwo");
        QCOMPARE(failed.numTurns, 0);
        QVERIFY(failed.structuredOutput.isEmpty());
    }

    void resultsOfToolsAreRead()
    {
        const auto results = decoded<cli::ToolResultsRead>(
            R"({"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t1","content":"x"},)"
            R"({"type":"text","text":"y"},{"type":"tool_result","is_error":true,"tool_use_id":"t2"}]},"parent_tool_use_id":null})");
        QCOMPARE(results.results.size(), 2u);
        QCOMPARE(results.results[0].toolUseId, "t1");
        QVERIFY(!results.results[0].isError);
        QCOMPARE(results.results[1].toolUseId, "t2");
        QVERIFY(results.results[1].isError);
        decoded<cli::Other>(
            R"({"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t1"}]},"parent_tool_use_id":"t0"})");
        decoded<cli::Other>(R"({"type":"user","message":{"content":"words"},"parent_tool_use_id":null})");
    }

    void theCatalogueIsRead()
    {
        const auto entries = cli::readCatalogue(
            R"({"commands":[{"name":"x"}],"models":[{"value":"opus","resolvedModel":"claude-opus","displayName":"Opus"},)"
            R"({"displayName":"no value"},{"value":"sonnet","supportsEffort":true,"supportedEffortLevels":["low","high"]},)"
            R"({"value":"haiku","supportsEffort":false}]})");
        QCOMPARE(entries,
            QList<cli::CatalogueEntry>({{"opus", "claude-opus", "Opus"},
                {"sonnet", {}, {}, {"low", "high"}, true}, {"haiku", {}, {}, {}, true}}));
        QVERIFY(cli::readCatalogue("{}").isEmpty());
        QVERIFY(cli::readCatalogue("[").isEmpty());
    }

    void idsOfOtherProvidersBecomeSuchAsTheApiTakes()
    {
        QCOMPARE(cli::apiId("call_Ab-9"), "call_Ab-9");
        const auto one = cli::apiId("functions.read:0");
        QVERIFY(one.startsWith("functions_read_0_"));
        QVERIFY(one != cli::apiId("functions:read.0"));
        QCOMPARE(one, cli::apiId("functions.read:0"));
        const auto line =
            cli::userLine({chat::Role::User, {chat::ToolResult{"a:b", {chat::Text{" \n"}}}}}, true);
        QVERIFY(line.contains("\"tool_use_id\":\"" + cli::apiId("a:b") + "\",\"content\":[]"));
    }
};

QTEST_APPLESS_MAIN(CliMessages)
#include "cli_messages.moc"
