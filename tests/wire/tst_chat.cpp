#include "case_text.h"
#include "wire/chat_completions.h"
#include "wire/completions.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

// Each folder of cases/ is a row: a request.json, and what comes of it in error.expected or decoded.expected;
// where there are events, how they go out in stream.expected and whole.expected. Folders named completions_… are of
// the older dialect. A file `options` names those that differ: work, no_reasoning. With RELAY_REWRITE_EXPECTED
// set the expected files are written instead of compared.
class ChatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data() { listCases({}); }
    void decodes();
    void encodes_data() { listCases(u"events"_s); }
    void encodes();

private:
    static void listCases(const QString &having);
};

namespace {

const QString folder = QStringLiteral(TEST_FOLDER "/cases/");

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void compare(const QByteArray &actual, const QString &path)
{
    if (qEnvironmentVariableIsSet("RELAY_REWRITE_EXPECTED")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(actual), actual.size());
        return;
    }
    QVERIFY2(QFile::exists(path), qPrintable(path));
    QCOMPARE(actual, content(path));
}

const wire::Dialect &dialectOf(const QString &path)
{
    return path.contains("/completions_"_L1) ? wire::completions::dialect()
                                             : wire::chat_completions::dialect();
}

base::Expected<wire::Decoded, chat::Error> decode(const QString &path, const QByteArray &body)
{
    const QByteArray words = content(path + u"options"_s);
    const wire::AnswerOptions options{!words.contains("no_reasoning"), words.contains("work")};
    return dialectOf(path).decode(body, {"1", 1700000000}, options);
}

} // namespace

void ChatTest::listCases(const QString &having)
{
    QTest::addColumn<QString>("path");
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QString path = folder + name + u'/';
        if (having.isEmpty() || QFile::exists(path + having))
            QTest::newRow(qPrintable(name)) << path;
    }
    QVERIFY(names.size() >= 30);
}

void ChatTest::decodes()
{
    QFETCH(QString, path);
    const auto decoded = decode(path, content(path + u"request.json"_s));
    const QString expected = path + (decoded ? u"decoded.expected"_s : u"error.expected"_s);
    if (decoded) {
        compare(described(*decoded), expected);
        return;
    }
    const wire::ErrorReply reply = dialectOf(path).errorReply(decoded.error());
    compare(QByteArray::number(reply.status) + '\n' + reply.body + '\n', expected);
}

void ChatTest::encodes()
{
    QFETCH(QString, path);
    const QByteArray request = content(path + u"request.json"_s);
    const QByteArray events = content(path + u"events"_s);
    for (const bool stream : {true, false}) {
        QByteArray asked = request;
        asked.insert(request.indexOf('{') + 1, stream ? R"("stream":true,)" : R"("stream":false,)");
        const auto decoded = decode(path, asked);
        QVERIFY(decoded);
        QCOMPARE(decoded->encoder->streams(), stream);
        QCOMPARE(decoded->encoder->contentType(),
            stream ? QByteArray("text/event-stream") : QByteArray("application/json"));
        compare(
            played(events, *decoded->encoder), path + (stream ? u"stream.expected"_s : u"whole.expected"_s));
    }
}

QTEST_GUILESS_MAIN(ChatTest)
#include "tst_chat.moc"
