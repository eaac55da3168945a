#include "wire/chat_completions.h"
#include "wire/models.h"
#include "wire/openai_error.h"

#include <QTest>

class OpenAiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsErrors_data();
    void wordsErrors();
    void wordsOtherErrors();
    void listsModels();
    void namesParameters();
};

void OpenAiTest::wordsErrors_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("tail");
    const auto row = [](const char *name, chat::ErrorKind kind, int status, const char *tail) {
        QTest::newRow(name) << static_cast<int>(kind) << status << QByteArray(tail);
    };
    using enum chat::ErrorKind;
    row("invalid", InvalidRequest, 400, R"("type":"invalid_request_error","param":null,"code":null)");
    row("context", ContextTooLong, 400,
        R"("type":"invalid_request_error","param":null,"code":"context_length_exceeded")");
    row("login", NotLoggedIn, 401, R"("type":"authentication_error","param":null,"code":"not_logged_in")");
    row("key", KeyRemoved, 401, R"("type":"invalid_request_error","param":null,"code":"invalid_api_key")");
    row("permission", PermissionDenied, 403, R"("type":"permission_error","param":null,"code":null)");
    row("model", ModelNotFound, 404,
        R"("type":"invalid_request_error","param":"model","code":"model_not_found")");
    row("too large", RequestTooLarge, 413,
        R"("type":"invalid_request_error","param":null,"code":"request_too_large")");
    row("queue", QueueFull, 429, R"("type":"rate_limit_error","param":null,"code":"queue_full")");
    row("rate", RateLimited, 429, R"("type":"rate_limit_error","param":null,"code":"rate_limit_exceeded")");
    row("cli", CliFailed, 502, R"("type":"api_error","param":null,"code":"cli_failed")");
    row("api", ApiFailed, 502, R"("type":"api_error","param":null,"code":"upstream_error")");
    row("missing", CliMissing, 503, R"("type":"api_error","param":null,"code":"claude_not_found")");
    row("overloaded", Overloaded, 503, R"("type":"overloaded_error","param":null,"code":"overloaded")");
    row("stopping", Stopping, 503, R"("type":"api_error","param":null,"code":"stopping")");
    row("timeout", TimedOut, 504, R"("type":"timeout_error","param":null,"code":"timeout")");
}

void OpenAiTest::wordsErrors()
{
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, tail);
    const wire::ErrorReply reply =
        wire::openai::errorReply({static_cast<chat::ErrorKind>(kind), "It \"broke\".", {}, {}});
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.body, QByteArray("{\"error\":{\"message\":\"It \\\"broke\\\".\"," + tail + "}}"));
}

void OpenAiTest::wordsOtherErrors()
{
    const QByteArray withParam =
        wire::openai::errorReply({chat::ErrorKind::ModelNotFound, "No.", "other", {}}).body;
    QVERIFY(withParam.contains("\"param\":\"other\""));
    const QByteArray plain = R"({"error":{"message":"Gone.","type":"api_error","param":null,"code":null}})";
    QCOMPARE(wire::openai::errorBody("Gone.", "api_error", ""), plain);
    QVERIFY(wire::openai::errorBody("Gone.", "api_error", "lost").contains("\"code\":\"lost\""));
}

void OpenAiTest::listsModels()
{
    const wire::openai::Model named{"opus", "Opus \"5\""};
    const QByteArray one =
        R"({"id":"opus","object":"model","created":7,"owned_by":"anthropic","name":"Opus \"5\""})";
    const QByteArray other = R"({"id":"sonnet","object":"model","created":7,"owned_by":"anthropic"})";
    QCOMPARE(wire::openai::modelObject(named, 7), one);
    QCOMPARE(wire::openai::modelList({named, {"sonnet", {}}}, 7),
        QByteArray("{\"object\":\"list\",\"data\":[" + one + ',' + other + "]}"));
    QCOMPARE(wire::openai::modelList({}, 7), QByteArray("{\"object\":\"list\",\"data\":[]}"));
}

void OpenAiTest::namesParameters()
{
    const auto name = wire::chat_completions::dialect().nameOf;
    QCOMPARE(name(chat::Parameter::MaxTokens), "max_tokens");
    QCOMPARE(name(chat::Parameter::Stop), "stop");
    QCOMPARE(name(chat::Parameter::Temperature), "temperature");
    QCOMPARE(name(chat::Parameter::TopP), "top_p");
    QCOMPARE(name(chat::Parameter::Effort), "reasoning_effort");
    QCOMPARE(name(chat::Parameter::Tools), "tools");
    QCOMPARE(name(chat::Parameter::ToolChoice), "tool_choice");
    QCOMPARE(name(chat::Parameter::OutputSchema), "response_format");
}

QTEST_GUILESS_MAIN(OpenAiTest)
#include "tst_openai.moc"
