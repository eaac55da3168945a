#include "cli/failure.h"
#include "cli/features.h"
#include "cli/launch.h"
#include "cli/lines.h"
#include "cli/messages.h"
#include "cli/opening.h"
#include "cli/outgoing.h"

#include <QTest>

#include <cstring>

using namespace Qt::StringLiterals;

namespace {

chat::Message user(const QByteArray &text)
{
    return {chat::Role::User, {chat::Text{text}}};
}

chat::Message assistant(const QByteArray &text)
{
    return {chat::Role::Assistant, {chat::Text{text}}};
}

QByteArrayList taken(cli::Lines &lines)
{
    QByteArrayList all;
    lines.take([&all](QByteArrayView line) { all.append(line.toByteArray()); });
    return all;
}

std::vector<QByteArray> joined(const std::vector<QByteArrayList> &steps)
{
    std::vector<QByteArray> all;
    for (const auto &lines : steps)
        all.push_back(lines.join());
    return all;
}

void fill(cli::Lines &lines, QByteArrayView bytes)
{
    std::memcpy(lines.reserve(bytes.size()), bytes.data(), size_t(bytes.size()));
    lines.commit(bytes.size());
}

cli::LaunchSettings launchSettings()
{
    cli::LaunchSettings settings{.program = u"/bin/claude"_s, .relayPort = 8082};
    settings.environment.insert(u"PATH"_s, u"/bin"_s);
    return settings;
}

} // namespace

class CliUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreCutWhereverTheReadsEnd()
    {
        const QByteArray text = "one\ntwo\n\nthree is longer than the others\nfour";
        for (qsizetype step = 1; step <= text.size(); ++step) {
            cli::Lines lines;
            QByteArrayList all;
            for (qsizetype at = 0; at < text.size(); at += step) {
                fill(lines, QByteArrayView(text).sliced(at, std::min(step, text.size() - at)));
                all += taken(lines);
            }
            QCOMPARE(all, QByteArrayList({"one", "two", "three is longer than the others"}));
            fill(lines, "\n");
            QCOMPARE(taken(lines), QByteArrayList({"four"}));
        }
    }

    void aLineBeyondTheLimitIsDroppedAndTheNextOneIsNot()
    {
        cli::Lines lines;
        const QByteArray piece(1024 * 1024, 'x');
        for (qsizetype size = 0; size <= cli::Lines::MaximumLength; size += piece.size()) {
            fill(lines, piece);
            QVERIFY(taken(lines).isEmpty());
        }
        fill(lines, "rest of it\nnext\n");
        QCOMPARE(taken(lines), QByteArrayList({"next"}));
        QCOMPARE(lines.dropped(), 1);
    }

    void versions_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("twoWay");
        QTest::addColumn<bool>("quiet");
        QTest::newRow("newest") << "2.1.330 (Claude Code)\n"_ba
                                << "2.1.330"_ba << true << true;
        QTest::newRow("first quiet") << "2.1.260"_ba
                                     << "2.1.260"_ba << true << true;
        QTest::newRow("first two-way") << "2.1.197 (Claude Code)"_ba
                                       << "2.1.197"_ba << true << false;
        QTest::newRow("last flattened") << "2.1.196 (Claude Code)"_ba
                                        << "2.1.196"_ba << false << false;
        QTest::newRow("old") << "1.0.128 (Claude Code)"_ba
                             << "1.0.128"_ba << false << false;
        QTest::newRow("future") << "3.0.0-beta.2"_ba
                                << "3.0.0"_ba << true << true;
    }
    void versions()
    {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, version);
        QFETCH(bool, twoWay);
        QFETCH(bool, quiet);
        const auto parsed = cli::parseVersion(output);
        QVERIFY(parsed);
        QCOMPARE(cli::toByteArray(*parsed), version);
        QCOMPARE(cli::featuresOf(*parsed).level == cli::Level::TwoWay, twoWay);
        QCOMPARE(cli::featuresOf(*parsed).quietModelChange, quiet);
    }
    void whatIsNoVersionIsNone()
    {
        for (const auto *text : {"", "claude", "2.1", "a.b.c", "command not found: claude"})
            QVERIFY2(!cli::parseVersion(text), text);
    }

    void anOpeningWaitsAfterEachUserMessage()
    {
        const chat::Request request{.model = "opus",
            .system = "Be brief.",
            .messages = {user("u1"), assistant("a1"), user("u2"), assistant("a2"), user("u3")}};
        const auto steps = joined(cli::opening(request, request.messages, {}, {}, {}));
        QCOMPARE(steps.size(), 3u);
        QCOMPARE(steps[0],
            cli::initializeLine("initialize", "Be brief.", {}, {}) + cli::settingsLine("settings", "opus", {})
                + cli::userLine(user("u1"), false));
        QCOMPARE(steps[1], cli::assistantLine(assistant("a1"), {}) + cli::userLine(user("u2"), false));
        QCOMPARE(steps[2], cli::assistantLine(assistant("a2"), {}) + cli::userLine(user("u3"), true));
        QVERIFY(steps[0].contains("\"systemPrompt\":[\"Be brief.\"]"));
        QVERIFY(steps[1].contains("\"shouldQuery\":false"));
        QVERIFY(!steps[2].contains("shouldQuery"));
    }

    void anOpeningNamesTheModelOnlyWhereThatLeavesNoTrace()
    {
        const chat::Request request{.model = "opus", .messages = {user("hi")}};
        const cli::Features loud{.quietModelChange = false};
        QVERIFY(!joined(cli::opening(request, request.messages, {}, {}, loud)).front().contains("opus"));
        auto settings = launchSettings();
        QVERIFY(!cli::sessionLaunch(settings, {.model = "opus"}).arguments.join(u' ').contains("opus"_L1));
        settings.features = loud;
        QVERIFY(cli::sessionLaunch(settings, {.model = "opus"}).arguments.contains("--model=opus"_L1));
    }

    void aCleanProcessHasNothingOfItsUsers()
    {
        const auto clean = cli::sessionLaunch(launchSettings(), {.kind = cli::LaunchKind::Clean}).arguments;
        QVERIFY(clean.contains(u"--safe-mode"_s));
        QCOMPARE(clean.value(clean.indexOf(u"--tools"_s) + 1), QString());
        QCOMPARE(clean.value(clean.indexOf(u"--permission-mode"_s) + 1), u"dontAsk"_s);
        const auto full = cli::sessionLaunch(launchSettings(), {}).arguments;
        QVERIFY(!full.contains(u"--safe-mode"_s));
        QVERIFY(!full.contains(u"--tools"_s));
        QCOMPARE(full.value(full.indexOf(u"--permission-mode"_s) + 1), u"default"_s);
        // Of the tools that need no question there are only the client's.
        for (const auto &arguments : {clean, full})
            QCOMPARE(arguments.value(arguments.indexOf(u"--allowedTools"_s) + 1), u"mcp__claude_relay"_s);
    }

    void theLevelDecidesWhatIsAskedAbout()
    {
        using settings::Tools;
        const auto argumentsOf = [](Tools tools) {
            return cli::sessionLaunch(launchSettings(), {.tools = tools}).arguments;
        };
        const auto valueOf = [](const QStringList &arguments, const QString &flag) {
            return arguments.value(arguments.indexOf(flag) + 1);
        };
        const auto chat = argumentsOf(Tools::Chat);
        QCOMPARE(chat.count(u"--tools"_s), 1);
        QCOMPARE(valueOf(chat, u"--tools"_s), QString());
        QVERIFY(chat.contains(u"--strict-mcp-config"_s));
        QVERIFY(!chat.contains(u"--safe-mode"_s));
        QVERIFY(!chat.contains(u"--permission-prompt-tool"_s));
        for (const auto tools : {Tools::Ask, Tools::Edits, Tools::All}) {
            const auto arguments = argumentsOf(tools);
            QVERIFY(!arguments.contains(u"--tools"_s));
            QCOMPARE(valueOf(arguments, u"--permission-prompt-tool"_s), u"stdio"_s);
            QCOMPARE(valueOf(arguments, u"--permission-mode"_s),
                tools == Tools::Ask ? u"default"_s : u"acceptEdits"_s);
        }
        for (const auto tools : {Tools::Chat, Tools::Ask, Tools::Edits, Tools::All})
            QVERIFY(!argumentsOf(tools).join(u' ').contains("dangerously"_L1));
    }

    void whatAProcessIsStartedForFollowsTheRequest()
    {
        using cli::LaunchKind;
        using settings::ClientTools;
        chat::Request request;
        QVERIFY(cli::launchKind(request, ClientTools::Only) == LaunchKind::Full);
        request.output = chat::OutputSchema{"{}"};
        QVERIFY(cli::launchKind(request, ClientTools::Only) == LaunchKind::Clean);
        QVERIFY(cli::launchKind(request, ClientTools::Beside) == LaunchKind::Clean);
        request.tools = {{"f", {}, "{}"}};
        QVERIFY(cli::launchKind(request, ClientTools::Only) == LaunchKind::Clean);
        QVERIFY(cli::launchKind(request, ClientTools::Beside) == LaunchKind::Full);
    }

    void aModelNameIsNeverAFlag()
    {
        auto settings = launchSettings();
        settings.features = {.quietModelChange = false};
        const auto launch = cli::sessionLaunch(settings, {.model = "--dangerously-skip-permissions"});
        QVERIFY(!launch.arguments.contains("--dangerously-skip-permissions"_L1));
        QVERIFY(launch.arguments.contains("--model=--dangerously-skip-permissions"_L1));
    }

    void anOldCliGetsTheConversationAsOneText()
    {
        const chat::Request request{
            .system = "Be brief.", .messages = {user("u1"), assistant("a1"), user("u2")}};
        const auto steps = cli::opening(request, request.messages, {}, {}, {.level = cli::Level::Flattened});
        QCOMPARE(steps.size(), 1u);
        const auto text = cli::flattened(request);
        for (const auto *part : {"Be brief.", "User: u1", "Assistant: a1"})
            QVERIFY2(text.contains(part), text.constData());
        QVERIFY(text.endsWith("u2"));
        QCOMPARE(cli::flattened({.messages = {user("only")}}), "only");
    }

    void theEnvironmentHasNoWayBackToTheRelay_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("kept");
        QTest::newRow("itself") << u"http://127.0.0.1:8082"_s << false;
        QTest::newRow("itself by name") << u"http://localhost:8082/v1"_s << false;
        QTest::newRow("another port") << u"http://127.0.0.1:9000"_s << true;
        QTest::newRow("a gateway") << u"https://gateway.example:8082"_s << true;
    }
    void theEnvironmentHasNoWayBackToTheRelay()
    {
        QFETCH(QString, address);
        QFETCH(bool, kept);
        auto settings = launchSettings();
        for (const auto *name : {"ANTHROPIC_BASE_URL", "OPENAI_BASE_URL"})
            settings.environment.insert(QLatin1StringView(name), address);
        settings.environment.insert(u"CLAUDECODE"_s, u"1"_s);
        settings.environment.insert(u"CLAUDE_RELAY_PORT"_s, u"8082"_s);
        const auto environment = cli::childEnvironment(settings);
        QCOMPARE(environment.contains("ANTHROPIC_BASE_URL"_L1), kept);
        QCOMPARE(environment.contains("OPENAI_BASE_URL"_L1), kept);
        QVERIFY(!environment.contains("CLAUDECODE"_L1));
        QVERIFY(!environment.contains("CLAUDE_RELAY_PORT"_L1));
        QCOMPARE(environment.value(u"PATH"_s), u"/bin"_s);
        QCOMPARE(environment.value(u"CLAUDE_CODE_MAX_RETRIES"_s), u"1"_s);
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<chat::ErrorKind>("kind");
        using chat::ErrorKind;
        QTest::newRow("logged out") << "authentication_failed"_ba << 0 << "Not logged in"_ba
                                    << ErrorKind::NotLoggedIn;
        QTest::newRow("401") << "authentication_failed"_ba << 401 << ""_ba << ErrorKind::NotLoggedIn;
        QTest::newRow("403") << "authentication_failed"_ba << 403 << ""_ba << ErrorKind::PermissionDenied;
        QTest::newRow("404") << "model_not_found"_ba << 404 << ""_ba << ErrorKind::ModelNotFound;
        QTest::newRow("413") << "invalid_request"_ba << 413 << ""_ba << ErrorKind::RequestTooLarge;
        QTest::newRow("429") << "rate_limit"_ba << 429 << ""_ba << ErrorKind::RateLimited;
        QTest::newRow("500") << "server_error"_ba << 500 << ""_ba << ErrorKind::ApiFailed;
        QTest::newRow("529") << "server_error"_ba << 529 << ""_ba << ErrorKind::Overloaded;
        QTest::newRow("too long") << "invalid_request"_ba << 400 << "Prompt is too long · …"_ba
                                  << ErrorKind::ContextTooLong;
        QTest::newRow("400") << "invalid_request"_ba << 400 << "messages: …"_ba << ErrorKind::InvalidRequest;
        QTest::newRow("no connection") << "unknown"_ba << 0 << "Unable to connect"_ba << ErrorKind::ApiFailed;
    }
    void failures()
    {
        QFETCH(QByteArray, error);
        QFETCH(int, status);
        QFETCH(QByteArray, text);
        QFETCH(chat::ErrorKind, kind);
        const auto result = cli::toError({.error = error, .apiStatus = status, .text = text});
        QCOMPARE(result.kind, kind);
        QVERIFY(result.message.contains(text));
    }

    void aRejectedSchemaIsTheRequestsFault()
    {
        const auto error = cli::rejectedSchema(
            "… [ERROR] Init JSON schema rejected, structured output disabled: unknown type nosuch");
        QCOMPARE(error.kind, chat::ErrorKind::InvalidRequest);
        QVERIFY(error.parameter == chat::Parameter::OutputSchema);
        QVERIFY(error.message.endsWith("unknown type nosuch"));
        QVERIFY(!cli::rejectedSchema({}).message.isEmpty());
    }
};

QTEST_APPLESS_MAIN(CliUnits)
#include "cli_units.moc"
