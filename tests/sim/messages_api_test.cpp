#include "sim/messages_api.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray body(const QByteArray &text, bool stream)
{
    const QJsonObject message{{"role"_L1, "user"_L1}, {"content"_L1, QString::fromUtf8(text)}};
    const QJsonObject request{{"model"_L1, "claude-test"_L1}, {"max_tokens"_L1, 1000}, {"stream"_L1, stream},
        {"messages"_L1, QJsonArray{message}}};
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

// The simulated API over real sockets.
class MessagesApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void streamsAnAnswer();
    void answersWhole();
    void sendsDeltasAsTheyAreDue();
    void sendsErrorsWithHeaders();
    void refusesBadScripts();
    void failsOnlySoOften();
    void dropsTheConnection();
    void stallsUntilTheClientGoes();
    void unknownModelsDoNotExist();
    void recordsWordForWord();
    void remembersTheLastRequests();
    void answersTheOtherPaths_data();
    void answersTheOtherPaths();
    void refusesForeignHosts();

private:
    using Answered = std::unique_ptr<QNetworkReply>;

    QNetworkRequest request(const QByteArray &path) const;
    Answered start(const QByteArray &method, const QByteArray &path, const QByteArray &data = {});
    // Starts, and waits for the end.
    Answered get(const QByteArray &path) { return ended(start("GET", path)); }
    Answered ask(const QByteArray &text, bool stream = true)
    {
        return ended(start("POST", "/v1/messages?beta=true", body(text, stream)));
    }
    static Answered ended(Answered reply);
    qint64 openAnswers();

    std::unique_ptr<sim::MessagesApi> m_api;
    std::unique_ptr<QNetworkAccessManager> m_client;
};

void MessagesApiTest::init()
{
    m_api = std::make_unique<sim::MessagesApi>();
    const auto port = m_api->listen();
    QVERIFY2(port, port ? "" : qPrintable(port.error()));
    QCOMPARE(m_api->baseUrl(), "http://127.0.0.1:" + QByteArray::number(*port));
    m_client = std::make_unique<QNetworkAccessManager>();
}

void MessagesApiTest::cleanup()
{
    m_client.reset();
    m_api.reset();
}

QNetworkRequest MessagesApiTest::request(const QByteArray &path) const
{
    QNetworkRequest request(QUrl(QString::fromUtf8(m_api->baseUrl() + path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_ba);
    return request;
}

MessagesApiTest::Answered MessagesApiTest::start(
    const QByteArray &method, const QByteArray &path, const QByteArray &data)
{
    if (method == "HEAD") // as a custom request it would be expected to have a body
        return Answered(m_client->head(request(path)));
    return Answered(m_client->sendCustomRequest(request(path), method, data));
}

MessagesApiTest::Answered MessagesApiTest::ended(Answered reply)
{
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000))
        qCritical("the request does not end");
    return reply;
}

qint64 MessagesApiTest::openAnswers()
{
    const auto reply = get("/simulated/health");
    return QJsonDocument::fromJson(reply->readAll()).object().value("open"_L1).toInteger(-1);
}

void MessagesApiTest::streamsAnAnswer()
{
    const auto reply = ask(R"(simulate:{"text":"one two","delay_ms":1})");
    QCOMPARE(statusOf(*reply), 200);
    QVERIFY(reply->rawHeader("content-type").startsWith("text/event-stream"));
    const QByteArray all = reply->readAll();
    QVERIFY(all.startsWith("event: message_start\ndata: {\"type\":\"message_start\""));
    QVERIFY(all.contains("\"text\":\"one\""));
    QVERIFY(all.contains("\"text\":\" two\""));
    QVERIFY(all.endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
}

void MessagesApiTest::answersWhole()
{
    const auto reply = ask("hello", false);
    QCOMPARE(statusOf(*reply), 200);
    const QJsonObject message = QJsonDocument::fromJson(reply->readAll()).object();
    const QJsonObject block = message.value("content"_L1).toArray().at(0).toObject();
    QVERIFY(block.value("text"_L1).toString().contains(u"simulated"_s));
    QVERIFY(block.value("text"_L1).toString().endsWith(u"You said: \"hello\""_s));
}

void MessagesApiTest::sendsDeltasAsTheyAreDue()
{
    QElapsedTimer clock;
    clock.start();
    const auto reply =
        start("POST", "/v1/messages", body(R"(simulate:{"deltas":3,"delay_ms":150,"first_ms":100})", true));
    qint64 firstAt = 0;
    connect(reply.get(), &QNetworkReply::readyRead, reply.get(), [&] {
        if (firstAt == 0)
            firstAt = clock.elapsed();
    });
    QTRY_VERIFY(reply->isFinished());
    QVERIFY2(firstAt >= 100, QByteArray::number(firstAt).constData());
    QVERIFY2(clock.elapsed() - firstAt >= 250, QByteArray::number(clock.elapsed() - firstAt).constData());
}

void MessagesApiTest::sendsErrorsWithHeaders()
{
    for (const bool stream : {true, false}) {
        const auto reply =
            ask(R"(simulate:{"status":429,"message":"slow down","headers":{"retry-after":"17"}})", stream);
        QCOMPARE(statusOf(*reply), 429);
        QCOMPARE(reply->rawHeader("retry-after"), "17"_ba);
        QCOMPARE(reply->readAll(),
            R"({"type":"error","error":{"type":"rate_limit_error","message":"slow down"}})"_ba);
    }
    QCOMPARE(statusOf(*ask(R"(simulate:{"status":529})")), 529);
}

void MessagesApiTest::refusesBadScripts()
{
    const auto reply = ask(R"(simulate:{"dealy_ms":1})");
    QCOMPARE(statusOf(*reply), 400);
    QVERIFY(reply->readAll().contains("dealy_ms"));
    QCOMPARE(statusOf(*ended(start("POST", "/v1/messages", "{"))), 400);
}

void MessagesApiTest::failsOnlySoOften()
{
    const QByteArray script = R"(simulate:{"status":500,"times":2,"text":"at last"})";
    QCOMPARE(statusOf(*ask(script)), 500);
    QCOMPARE(statusOf(*ask(script)), 500);
    const auto reply = ask(script);
    QCOMPARE(statusOf(*reply), 200);
    QVERIFY(reply->readAll().contains(" last"));

    QCOMPARE(statusOf(*ended(start("DELETE", "/simulated/requests"))), 200);
    QCOMPARE(statusOf(*ask(script)), 500);
}

void MessagesApiTest::dropsTheConnection()
{
    const auto reply = ask(R"(simulate:{"text":"a b c d","delay_ms":20,"cut":{"after":2,"how":"drop"}})");
    QVERIFY(reply->error() != QNetworkReply::NoError);
    const QByteArray all = reply->readAll();
    QVERIFY(all.contains("\"text\":\" b\""));
    QVERIFY(!all.contains("\"text\":\" c\""));
    QTRY_COMPARE(openAnswers(), 0);
}

void MessagesApiTest::stallsUntilTheClientGoes()
{
    auto reply = start(
        "POST", "/v1/messages", body(R"(simulate:{"text":"a b","cut":{"after":1,"how":"stall"}})", true));
    QTRY_VERIFY(reply->bytesAvailable() > 0);
    QCOMPARE(openAnswers(), 1);
    QVERIFY(!reply->isFinished());
    reply.reset();
    QTRY_COMPARE(openAnswers(), 0);
}

void MessagesApiTest::unknownModelsDoNotExist()
{
    const auto reply = ended(start("POST", "/v1/messages",
        R"({"model":"claude-nosuch-1","max_tokens":1,"messages":[{"role":"user","content":"hi"}]})"));
    QCOMPARE(statusOf(*reply), 404);
    QCOMPARE(reply->readAll(),
        R"({"type":"error","error":{"type":"not_found_error","message":"model: claude-nosuch-1"}})"_ba);
}

void MessagesApiTest::recordsWordForWord()
{
    const QByteArray sent =
        R"({ "model":"m", "n":12345678901234567890, "messages":[{"role":"user","content":"\u00e9ä"}]})";
    ended(start("POST", "/v1/messages?beta=true", sent));
    ended(start("POST", "/v1/messages", "no JSON \xff"));
    const QByteArray all = get("/simulated/requests")->readAll();
    QVERIFY2(all.contains("\"body\":" + sent), all.constData());
    const QJsonArray list = QJsonDocument::fromJson(all).array();
    QCOMPARE(list.size(), 2);
    const QJsonObject first = list.at(0).toObject();
    QCOMPARE(first.value("n"_L1).toInt(), 1);
    QCOMPARE(first.value("method"_L1).toString(), u"POST"_s);
    QCOMPARE(first.value("path"_L1).toString(), u"/v1/messages?beta=true"_s);
    QCOMPARE(first.value("headers"_L1).toObject().value("content-type"_L1).toString(), u"application/json"_s);
    QCOMPARE(list.at(1).toObject().value("body"_L1).toString(), u"no JSON �"_s);

    QCOMPARE(get("/simulated/requests/1")->readAll(), sent);
    QCOMPARE(get("/simulated/requests/2")->readAll(), "no JSON \xff"_ba);
    QCOMPARE(statusOf(*get("/simulated/requests/3")), 404);

    ended(start("DELETE", "/simulated/requests"));
    QCOMPARE(get("/simulated/requests")->readAll(), "[]"_ba);
}

void MessagesApiTest::remembersTheLastRequests()
{
    sim::Recorder recorder;
    http::Request request;
    request.method = "POST";
    request.path = "/v1/messages";
    request.headers = {{"X-Api-Key", "secret"}, {"Accept", "*/*"}};
    for (int i = 1; i <= 205; ++i)
        QCOMPARE(recorder.record(request), i);
    QJsonArray list = QJsonDocument::fromJson(recorder.toJson()).array();
    QCOMPARE(list.size(), 200);
    QCOMPARE(list.at(0).toObject().value("n"_L1).toInt(), 6);
    QCOMPARE(list.at(0).toObject().value("headers"_L1).toObject().value("accept"_L1).toString(), u"*/*"_s);
    QVERIFY(!recorder.toJson().contains("secret"));

    request.body = QByteArray(40 * 1024 * 1024, ' ');
    recorder.record(request);
    recorder.record(request);
    list = QJsonDocument::fromJson(recorder.toJson()).array();
    QCOMPARE(list.size(), 1);
}

void MessagesApiTest::answersTheOtherPaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part");

    QTest::newRow("count") << "POST"_ba
                           << "/v1/messages/count_tokens?beta=true"_ba << 200 << R"({"input_tokens":12})"_ba;
    QTest::newRow("models") << "GET"_ba
                            << "/v1/models"_ba << 200 << R"("has_more":false)"_ba;
    QTest::newRow("model") << "GET"_ba
                           << "/v1/models/claude-haiku-5-5"_ba << 200 << "Claude Haiku"_ba;
    QTest::newRow("no such model") << "GET"_ba
                                   << "/v1/models/x"_ba << 404 << "model: x"_ba;
    QTest::newRow("root") << "GET"_ba
                          << "/"_ba << 200 << "simulated"_ba;
    QTest::newRow("root head") << "HEAD"_ba
                               << "/"_ba << 200 << QByteArray();
    QTest::newRow("health") << "GET"_ba
                            << "/simulated/health"_ba << 200 << R"("status":"ok")"_ba;
    QTest::newRow("unknown") << "GET"_ba
                             << "/v2"_ba << 404 << "not_found_error"_ba;
    QTest::newRow("unknown of its own") << "GET"_ba
                                        << "/simulated/x"_ba << 404 << "not_found_error"_ba;
    QTest::newRow("other method") << "GET"_ba
                                  << "/v1/messages"_ba << 404 << "not_found_error"_ba;
}

void MessagesApiTest::answersTheOtherPaths()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, part);
    const QByteArray data = method == "POST" ? QByteArray(50, ' ') : QByteArray();
    const auto reply = ended(start(method, path, data));
    QTEST(statusOf(*reply), "status");
    QVERIFY(reply->readAll().contains(part));
}

void MessagesApiTest::refusesForeignHosts()
{
    QNetworkRequest foreign = request("/simulated/requests");
    foreign.setRawHeader("Host", "evil.example");
    const auto reply = ended(Answered(m_client->get(foreign)));
    QCOMPARE(statusOf(*reply), 403);
}

QTEST_GUILESS_MAIN(MessagesApiTest)
#include "messages_api_test.moc"
