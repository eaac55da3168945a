#include "running_api.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray request(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return method + ' ' + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QString errorField(const Answer &answer, QLatin1StringView name)
{
    return QJsonDocument::fromJson(answer.body)["error"_L1][name].toString();
}

constexpr auto Question = R"({"model":"haiku","messages":[{"role":"user","content":"hi"}]%1})";

QByteArray asking(const QByteArray &more)
{
    return QByteArray(Question).replace("%1", more);
}

} // namespace

// The routes over a real connection. A question that is understood is answered with that there is no claude.
class RoutesTest : public QObject
{
    Q_OBJECT

private:
    struct Running : RunningApi
    {
        using RunningApi::RunningApi;

        Answer ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
        {
            return client.ask(request(method, path, body), method == "HEAD");
        }
    };

private Q_SLOTS:
    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *method, const char *path, int status, const QString &code) {
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path) << status << code;
        };
        row("GET", "/health", 200, {});
        row("GET", "/v1/models", 200, {});
        row("GET", "/v1/models/nosuch", 404, u"model_not_found"_s);
        row("GET", "/v1/chat/completions", 405, u"method_not_allowed"_s);
        row("GET", "/v1/completions", 405, u"method_not_allowed"_s);
        row("POST", "/v1/responses", 404, u"not_found"_s);
        row("POST", "/v1/messages", 404, u"not_found"_s);
        row("POST", "/v1/embeddings", 501, u"not_supported"_s);
        row("POST", "/embeddings/", 501, u"not_supported"_s);
        row("GET", "/v1/embeddings", 501, u"not_supported"_s);
        row("POST", "/v1/images/generations", 501, u"not_supported"_s);
        row("POST", "/v1/images/edits", 501, u"not_supported"_s);
        row("POST", "/v1/audio/speech", 501, u"not_supported"_s);
        row("POST", "/v1/audio/transcriptions", 501, u"not_supported"_s);
        row("POST", "/v1/moderations", 501, u"not_supported"_s);
        row("GET", "/v1/files", 501, u"not_supported"_s);
        row("DELETE", "/v1/files/file-1", 501, u"not_supported"_s);
        row("POST", "/v1/batches", 501, u"not_supported"_s);
        row("POST", "/v1/fine_tuning/jobs", 501, u"not_supported"_s);
        row("OPTIONS", "/v1/embeddings", 204, {});
    }
    void routes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        QFETCH(QString, code);
        Running run;
        const auto answer = run.ask(method, path);
        QCOMPARE(answer.status, status);
        QCOMPARE(errorField(answer, "code"_L1), code);
        if (status == 501) {
            QCOMPARE(answer.header("X-Should-Retry"), "false"_ba);
            QVERIFY(errorField(answer, "message"_L1).contains("/v1/chat/completions"_L1));
        }
    }

    void questionsGoToTheirDialects()
    {
        Running run;
        QCOMPARE(run.ask("POST", "/v1/chat/completions", asking("")).status, 503);
        QCOMPARE(run.ask("POST", "/v1/completions", R"({"model":"haiku","prompt":"hi"})").status, 503);
        QCOMPARE(run.ask("POST", "/v1/completions", asking("")).status, 400);
        QCOMPARE(run.records.size(), 3);
        QCOMPARE(run.records[0].endpoint, "POST /chat/completions"_ba);
        QCOMPARE(run.records[1].endpoint, "POST /completions"_ba);
        QCOMPARE(run.records[1].error, run.noClaude);
        QCOMPARE(run.records[2].status, 400);
    }

    void severalChoicesFailAsOne()
    {
        Running run;
        const auto answer = run.ask("POST", "/v1/chat/completions", asking(R"(,"n":3)"));
        QCOMPARE(answer.status, 503);
        QCOMPARE(run.records.size(), 1);
        QCOMPARE(run.records[0].choices, 3);
        QVERIFY(journal::toLine(run.records[0]).contains(" choices=3 "));
    }

    void parametersWithoutEffectAreNamed()
    {
        Running run;
        const auto answer =
            run.ask("POST", "/v1/chat/completions", asking(R"(,"seed":1,"logit_bias":{"50256":-100})"));
        QCOMPARE(answer.status, 503);
        auto names = answer.header("X-Claude-Relay-Ignored").split(',');
        for (auto &name : names)
            name = name.trimmed();
        std::ranges::sort(names);
        QCOMPARE(names, QList<QByteArray>({"logit_bias", "seed"}));
    }

    void parametersWithoutEffectAreRefusedWhenStrict()
    {
        auto settings = settings::defaults();
        settings.answers.strict = true;
        Running run(settings);
        const auto answer = run.ask("POST", "/v1/chat/completions", asking(R"(,"seed":1)"));
        QCOMPARE(answer.status, 400);
        QCOMPARE(errorField(answer, "param"_L1), u"seed"_s);
        QVERIFY(errorField(answer, "message"_L1).contains("--strict-params"_L1));
        QCOMPARE(answer.header("X-Should-Retry"), "false"_ba);
        QCOMPARE(run.records.size(), 1);
        QCOMPARE(run.records[0].status, 400);
        QCOMPARE(run.ask("POST", "/v1/chat/completions", asking("")).status, 503);
    }
};

QTEST_GUILESS_MAIN(RoutesTest)
#include "routes_test.moc"
