#include "running_api.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr auto Secret = "sk-relay-0123456789abcdef";
constexpr auto Foreign = "Origin: https://chat.example.org\r\n";
constexpr auto List = "https://chat.example.org,http://192.168.1.5:3000";

QJsonValue errorOf(const Answer &answer)
{
    return QJsonDocument::fromJson(answer.body)["error"_L1];
}

} // namespace

// Who may ask, over a connection.
class ApiGuarded : public QObject
{
    Q_OBJECT

private:
    struct Running : RunningApi
    {
        explicit Running(const settings::Key &key = {}) : RunningApi(with(key)) { }

        static settings::Settings with(const settings::Key &key)
        {
            auto settings = settings::defaults();
            if (!key.name.isEmpty())
                settings.keys = {key};
            return settings;
        }

        Answer ask(const QByteArray &start, const QByteArray &headers = {}, const QByteArray &body = {})
        {
            return client.ask(start + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        }

        Answer question(const QByteArray &headers, const QByteArray &model = "haiku")
        {
            return ask("POST /v1/chat/completions", "Content-Type: application/json\r\n" + headers,
                R"({"model":")" + model + R"(","messages":[{"role":"user","content":"hi"}]})");
        }
    };

    static QByteArray bearer(const QByteArray &secret) { return "Authorization: Bearer " + secret + "\r\n"; }

private Q_SLOTS:
    void settingsHoldFromTheNextRequestOn()
    {
        Running run({.name = "web", .secret = Secret});
        const auto headers = Foreign + bearer(Secret) + "Access-Control-Request-Method: GET\r\n";
        for (const auto &[cors, allowed] : {std::pair("local", false), std::pair(List, true),
                 std::pair("off", false), std::pair("all", true)}) {
            run.settings.server.cors = QString::fromLatin1(cors);
            run.api.setSettings(run.settings);
            const auto preflight = run.ask("OPTIONS /v1/models", headers);
            QCOMPARE(preflight.status, allowed ? 204 : 403);
            QCOMPARE(preflight.header("Access-Control-Allow-Origin"), allowed ? "*"_ba : QByteArray());
            QCOMPARE(preflight.header("Access-Control-Allow-Methods").isEmpty(), !allowed);
            const auto answer = run.ask("GET /v1/models", headers);
            QCOMPARE(answer.status, allowed ? 200 : 403);
            QCOMPARE(answer.header("Access-Control-Allow-Origin"), allowed ? "*"_ba : QByteArray());
            QVERIFY(!answer.header("X-Request-Id").isEmpty());
        }
        run.settings.keys.clear();
        run.api.setSettings(run.settings);
        QCOMPARE(run.ask("GET /v1/models").status, 200);
        QCOMPARE(run.ask("GET /v1/models", headers).status, 403);
    }

    void aWrongKeyIsAnsweredAsOpenAiDoes()
    {
        Running run({.name = "one", .secret = Secret});
        for (const auto &headers : {QByteArray(), bearer("sk-relay-wrong")}) {
            for (const auto *start : {"POST /v1/chat/completions", "GET /v1/models", "GET /v1/models/haiku",
                     "GET /v1/nosuch", "POST /v1/embeddings", "OPTIONS /v1/models", "GET /metrics"}) {
                const auto answer = run.ask(start, headers, "{}");
                QCOMPARE(answer.status, 401);
                const auto error = errorOf(answer);
                QCOMPARE(error["type"_L1].toString(), u"invalid_request_error"_s);
                QCOMPARE(error["code"_L1].toString(), u"invalid_api_key"_s);
                QVERIFY(error["param"_L1].isNull());
                QVERIFY(!answer.body.contains("sk-relay-wrong"));
                QCOMPARE(answer.header("WWW-Authenticate"), "Bearer"_ba);
                QCOMPARE(answer.header("Access-Control-Allow-Origin"), "*"_ba);
                QCOMPARE(answer.header("Content-Type"), "application/json"_ba);
            }
        }
        QCOMPARE(run.records.size(), 14);
        QCOMPARE(run.records.last().status, 401);
        QCOMPARE(run.records.last().key, QByteArray());
    }

    void theRecordNamesTheKey()
    {
        Running run({.name = "one", .secret = Secret});
        QCOMPARE(run.question(bearer(Secret)).status, 503);
        QCOMPARE(run.ask("GET /nosuch", bearer(Secret)).status, 404);
        QCOMPARE(run.records.size(), 2);
        QCOMPARE(run.records[0].key, "one"_ba);
        QCOMPARE(run.records[1].key, "one"_ba);
    }

    void aPageOfAnotherMachineIsToldHow()
    {
        Running run;
        const auto answer = run.question(Foreign);
        QCOMPARE(answer.status, 403);
        QCOMPARE(errorOf(answer)["code"_L1].toString(), u"key_required"_s);
        QVERIFY(errorOf(answer)["message"_L1].toString().contains("claude-relay key add"_L1));
        QCOMPARE(answer.header("Access-Control-Allow-Origin"), "*"_ba);
        run.settings.keys = {{.name = "web", .secret = Secret}};
        run.api.setSettings(run.settings);
        QCOMPARE(run.question(Foreign).status, 403);
        QCOMPARE(run.question(Foreign + bearer("wrong")).status, 401);
        QCOMPARE(run.question(Foreign + bearer(Secret)).status, 503);
    }

    void whoHasNoKeyIsToldTheStatusOnly()
    {
        Running run({.name = "one", .secret = Secret});
        const auto told = [&run](const QByteArray &headers) {
            const auto answer = run.ask("GET /health", headers);
            return answer.status == 200 ? QJsonDocument::fromJson(answer.body).object().keys()
                                        : QStringList();
        };
        QCOMPARE(told({}), QStringList{u"status"_s});
        QVERIFY(told(bearer(Secret)).contains("sessions"_L1));
        QCOMPARE(run.ask("GET /health", bearer("wrong")).status, 401);
        QCOMPARE(run.ask("GET /health", Foreign).status, 403);
        run.settings.keys.clear();
        run.api.setSettings(run.settings);
        QVERIFY(told({}).contains("sessions"_L1));
        QVERIFY(told(bearer("anything")).contains("sessions"_L1));
    }

    void aLimitedKeyGetsItsModels()
    {
        Running run({.name = "one", .secret = Secret, .models = {"haiku"}});
        run.api.setCatalogue({{"opus", "claude-opus-5", "Opus"}, {"haiku", "claude-haiku-5", "Haiku"}});
        for (const auto *model : {"haiku", "claude-haiku-5", "gpt-4o-mini"})
            QCOMPARE(run.question(bearer(Secret), model).status, 503);
        for (const auto *model : {"opus", "gpt-5", "nosuch"}) {
            const auto answer = run.question(bearer(Secret), model);
            QCOMPARE(answer.status, 404);
            QCOMPARE(errorOf(answer)["code"_L1].toString(), u"model_not_found"_s);
            QVERIFY(errorOf(answer)["message"_L1].toString().contains("may use haiku"_L1));
        }
        const auto list = run.ask("GET /v1/models", bearer(Secret));
        QCOMPARE(QJsonDocument::fromJson(list.body)["data"_L1].toArray().size(), 2);
        QCOMPARE(run.ask("GET /v1/models/haiku", bearer(Secret)).status, 200);
        QCOMPARE(run.ask("GET /v1/models/opus", bearer(Secret)).status, 404);
    }

    void aBodyMustSayThatItIsJson()
    {
        Running run;
        for (const auto *path : {"POST /v1/chat/completions", "POST /v1/completions"}) {
            for (const auto *type : {"", "Content-Type: text/plain\r\n"}) {
                const auto answer = run.ask(path, type, R"({"model":"haiku","prompt":"hi"})");
                QCOMPARE(answer.status, 415);
                QVERIFY(errorOf(answer)["message"_L1].toString().contains("application/json"_L1));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ApiGuarded)
#include "guarded_test.moc"
