#include "api/headers.h"
#include "api/health.h"
#include "api/models.h"
#include "journal/record.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

http::Request requestWith(const QByteArray &name, const QByteArray &value)
{
    return {.method = "POST", .path = "/v1/chat/completions", .headers = {{name, value}}};
}

} // namespace

class ApiUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestIds()
    {
        QCOMPARE(api::givenRequestId(requestWith("X-Request-Id", "abc-1")), "abc-1");
        for (const auto &bad :
            {QByteArray("a b"), QByteArray("a\r\nSet-Cookie: x"), QByteArray("ä"), QByteArray(201, 'x')})
            QVERIFY(api::givenRequestId(requestWith("X-Request-Id", bad)).isEmpty());
    }

    void clientNames()
    {
        const auto name = [](const char *agent) { return api::clientName(requestWith("User-Agent", agent)); };
        QCOMPARE(name("opencode/1.2.3 (linux)"), "opencode/1.2.3");
        QCOMPARE(name("OpenAI/JS"), "OpenAI/JS");
        QCOMPARE(name(""), "");
        QCOMPARE(name("bad\nname"), "");
    }

    void clientsAreToldWhetherToAskAgain()
    {
        using namespace std::chrono_literals;
        const auto retry = [](const chat::Error &error) {
            return http::headerValue(api::errorHeaders(error), "X-Should-Retry");
        };
        const chat::Error soon{.kind = chat::ErrorKind::RateLimited, .retryAfter = 17s};
        QCOMPARE(http::headerValue(api::errorHeaders(soon), "Retry-After"), "17");
        QCOMPARE(retry(soon), "true");
        QCOMPARE(retry({.kind = chat::ErrorKind::RateLimited, .retryAfter = 3600s}), "false");
        QCOMPARE(retry({.kind = chat::ErrorKind::TimedOut}), "false");
        QCOMPARE(retry({.kind = chat::ErrorKind::CliFailed}), "true");
    }

    void preflightsAllowWhatIsAskedFor()
    {
        const auto wanted = "authorization, x-stainless-os"_ba;
        QCOMPARE(
            http::headerValue(api::preflightHeaders(requestWith("Access-Control-Request-Headers", wanted)),
                "Access-Control-Allow-Headers"),
            wanted);
    }

    void modelsAreListedOnceAndFoundByEveryName()
    {
        const QList<cli::CatalogueEntry> catalogue{{"default", "claude-opus-5", "Default"},
            {"opus", "claude-opus-5", "Opus"}, {"haiku", "haiku", "Haiku"}};
        QByteArrayList ids;
        const auto settings = settings::defaults().claude;
        for (const auto &model : api::listedModels(catalogue, settings, {}))
            ids.append(model.id);
        QCOMPARE(ids, QByteArrayList({"default", "opus", "haiku", "claude-opus-5"}));
        QCOMPARE(api::listedModels({}, settings, {}).size(), 3);
        for (const auto *id : {"opus", "claude-opus-5", "gpt-4o"})
            QVERIFY2(api::findModel(id, catalogue, settings), id);
        QVERIFY(!api::findModel("nosuch", catalogue, settings));
    }

    void aLimitedKeySeesWhatItMayUse_data()
    {
        QTest::addColumn<QByteArrayList>("allowed");
        QTest::addColumn<QByteArrayList>("listed");
        QTest::addColumn<QByteArrayList>("used");
        QTest::addColumn<QByteArrayList>("refused");
        using List = QByteArrayList;
        QTest::newRow("no limit") << List()
                                  << List{"default", "opus", "haiku", "claude-opus-5", "claude-haiku-5"}
                                  << List{"opus", "gpt-5", "anything"} << List();
        QTest::newRow("a short name") << List{"haiku"} << List{"haiku", "claude-haiku-5"}
                                      << List{"haiku", "claude-haiku-5", "gpt-4o-mini"}
                                      << List{"opus", "gpt-5", "default", "", "Haiku", "haiku "};
        QTest::newRow("the full id") << List{"claude-opus-5"} << List{"default", "opus", "claude-opus-5"}
                                     << List{"opus", "gpt-5", "default"} << List{"haiku", "gpt-4o-mini", ""};
        QTest::newRow("a foreign name")
            << List{"gpt-4o-mini"} << List{"haiku", "claude-haiku-5", "gpt-4o-mini"}
            << List{"gpt-4o-mini", "gpt-4.1-nano", "haiku"} << List{"gpt-5"};
        QTest::newRow("none that there is") << List{"nosuch"} << List() << List{"nosuch"} << List{"haiku"};
    }
    void aLimitedKeySeesWhatItMayUse()
    {
        QFETCH(QByteArrayList, allowed);
        QFETCH(QByteArrayList, listed);
        QFETCH(QByteArrayList, used);
        QFETCH(QByteArrayList, refused);
        const QList<cli::CatalogueEntry> catalogue{{"default", "claude-opus-5", "Default"},
            {"opus", "claude-opus-5", "Opus"}, {"haiku", "claude-haiku-5", "Haiku"}};
        const auto settings = settings::defaults().claude;
        QByteArrayList ids;
        for (const auto &model : api::listedModels(catalogue, settings, allowed))
            ids.append(model.id);
        QCOMPARE(ids, listed);
        for (const auto &name : used)
            QVERIFY2(api::mayUse(allowed, name, catalogue, settings), name.constData());
        for (const auto &name : refused)
            QVERIFY2(!api::mayUse(allowed, name, catalogue, settings), name.constData());
    }

    void health_data()
    {
        QTest::addColumn<agent::ClaudeStatus>("claude");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<bool>("problem");
        const cli::Version current{2, 1, 330};
        const auto path = u"/bin/claude"_s;
        QTest::newRow("starting") << agent::ClaudeStatus{} << "starting"_ba << false;
        QTest::newRow("missing") << agent::ClaudeStatus{.problem = chat::Error{.message = "none"}}
                                 << "unavailable"_ba << true;
        QTest::newRow("well") << agent::ClaudeStatus{path, current, true, {}} << "ok"_ba << false;
        QTest::newRow("logged out") << agent::ClaudeStatus{path, current, false, {}} << "logged_out"_ba
                                    << true;
        QTest::newRow("old") << agent::ClaudeStatus{path, cli::Version{2, 0, 30}, true, {}} << "ok"_ba
                             << true;
    }
    void health()
    {
        QFETCH(agent::ClaudeStatus, claude);
        QFETCH(QByteArray, word);
        QFETCH(bool, problem);
        QCOMPARE(api::statusWord(claude), word);
        QCOMPARE(!api::problemText(claude).isEmpty(), problem);
        QVERIFY(base::json::compactObject(api::toJson({.claude = claude})));
    }

    void aLogLineIsOneLine()
    {
        const journal::Record record{.id = "req_1",
            .endpoint = "POST /chat/completions",
            .askedModel = "x\nreq_2 forged",
            .status = 502,
            .error = chat::Error{.message = "a\r\nb\x1b[2J"}};
        const auto line = journal::toLine(record);
        QVERIFY(std::ranges::none_of(line, [](char byte) { return uchar(byte) < 0x20; }));
    }
};

QTEST_APPLESS_MAIN(ApiUnits)
#include "api_units.moc"
