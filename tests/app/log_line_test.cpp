// The lines of the log: one event is one line, whoever words it.
#include "app/log_line.h"
#include "app/log_sink.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using app::Gravity;
using app::LogLine;

namespace {

LogLine line(const QString &message)
{
    return {.time = QDateTime(QDate(2026, 3, 4), QTime(5, 6, 7, 89), Qt::UTC),
        .gravity = Gravity::Warning,
        .message = message};
}

QList<QByteArray> allForms(const LogLine &line)
{
    return {app::toText(line), app::toJournalText(line), app::toJson(line)};
}

QString everyCharacter()
{
    QString all;
    for (int unit = 0; unit < 0x10000; ++unit)
        all += QChar(unit);
    return all;
}

QByteArray readAll(int descriptor)
{
    fcntl(descriptor, F_SETFL, O_NONBLOCK);
    QByteArray all;
    char buffer[4096];
    for (ssize_t got = 0; (got = read(descriptor, buffer, sizeof buffer)) > 0;)
        all.append(buffer, got);
    return all;
}

} // namespace

class LogLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms()
    {
        const auto warning = line(u"Ü \"q\" \\"_s);
        QCOMPARE(app::toText(warning), QByteArray("2026-03-04T05:06:07.089 warning Ü \"q\" \\\n"));
        QCOMPARE(app::toJournalText(warning), QByteArray("<4>Ü \"q\" \\\n"));
        QCOMPARE(app::toJson(warning),
            QByteArray("{\"time\":\"2026-03-04T05:06:07.089Z\",\"level\":\"warning\","
                       "\"message\":\"Ü \\\"q\\\" \\\\\"}\n"));
    }

    void priorities()
    {
        const std::pair<Gravity, char> all[] = {{Gravity::Debug, '7'}, {Gravity::Info, '6'},
            {Gravity::Warning, '4'}, {Gravity::Error, '3'}, {Gravity::Fatal, '2'}};
        for (const auto &[gravity, priority] : all)
            QCOMPARE(app::toJournalText({.gravity = gravity, .message = u"x"_s})[1], priority);
    }

    void nothingButTheEndEndsALine()
    {
        const auto all = everyCharacter();
        for (qsizetype begin = 0; begin < all.size(); begin += 200) {
            for (const auto &form : allForms(line(all.mid(begin, 200)))) {
                QStringDecoder decoder(QStringDecoder::Utf8);
                const QString text = decoder.decode(form);
                QVERIFY2(!decoder.hasError(), "UTF-8");
                for (const auto unit : text.chopped(1)) {
                    const auto code = unit.unicode();
                    QVERIFY2(code >= 0x20 && !(code >= 0x7f && code < 0xa0) && code != 0x2028
                            && code != 0x2029 && !(code >= 0x202a && code <= 0x202e)
                            && !(code >= 0x2066 && code <= 0x2069),
                        qPrintable(QString::number(code, 16)));
                }
                QVERIFY(form.endsWith('\n'));
            }
        }
    }

    void jsonGivesTheMessageBack()
    {
        for (const auto &message : {u"\x1b[31mred\u0085\u2028\u202e\n\r\\u001b"_s, u"😀 a\"b"_s}) {
            const auto object = QJsonDocument::fromJson(app::toJson(line(message))).object();
            QCOMPARE(object["message"_L1].toString(), message);
        }
    }

    void neverTooLong()
    {
        for (const auto &part : {u"x"_s, u"ü"_s, u"😀"_s, u"\u0001"_s, u"\""_s}) {
            const auto all = allForms(line(part.repeated(20000)));
            for (const auto &form : all) {
                QVERIFY(form.size() <= app::LongestLogLine);
                QVERIFY(form.size() > app::LongestLogLine / 2);
            }
            QVERIFY(!QJsonDocument::fromJson(all[2]).isNull());
        }
    }

    void aRequestHasItsFields()
    {
        const journal::Record record{.number = 77,
            .id = "req\n1",
            .client = "curl/8",
            .key = "laptop",
            .tools = settings::Tools::Edits,
            .folder = u"/home/somebody/secret"_s,
            .endpoint = "POST /chat/completions",
            .askedModel = QByteArray(5000, '\x01'),
            .model = "claude-opus",
            .status = 502,
            .error = chat::Error{.kind = chat::ErrorKind::CliFailed, .message = "It \"died\"\x1b[2J."},
            .session = journal::SessionKind::Warm,
            .taken = 3ms,
            .firstDelta = 45ms,
            .duration = 678ms,
            .usage = {.input = 1, .cacheRead = 20, .cacheWrite = 300, .output = 4},
            .costUsd = 0.25};
        auto entry = app::lineOf(record);
        const auto json = app::toJson(entry);
        QVERIFY(json.size() <= app::LongestLogLine);
        const auto object = QJsonDocument::fromJson(json).object();
        QCOMPARE(object["request"_L1].toString(), u"req\n1"_s);
        QCOMPARE(object["status"_L1].toInt(), 502);
        QCOMPARE(object["key"_L1].toString(), u"laptop"_s);
        QCOMPARE(object["tools"_L1].toString(), u"edits"_s);
        QCOMPARE(object["model"_L1].toString(), u"claude-opus"_s);
        QCOMPARE(object["error"_L1].toString(), u"cli_failed"_s);
        QCOMPARE(object["session"_L1].toString(), u"warm"_s);
        QCOMPARE(object["duration_ms"_L1].toInt(), 678);
        QCOMPARE(object["first_ms"_L1].toInt(), 45);
        QCOMPARE(object["tokens_in"_L1].toInt(), 321);
        QCOMPARE(object["tokens_out"_L1].toInt(), 4);
        QCOMPARE(object["cost_usd"_L1].toDouble(), 0.25);
        QVERIFY(!json.contains("secret"));
        QVERIFY(app::toText(entry).contains("key=laptop tools=edits"));
    }

    void aFullPipeLosesLinesButNeverWaits()
    {
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        app::LogSink sink(ends[1]);
        constexpr int Written = 5000; // far more than a pipe holds
        for (int i = 0; i < Written; ++i)
            sink.write("line " + QByteArray::number(i) + QByteArray(200, '.') + '\n');
        auto lines = readAll(ends[0]).split('\n');
        lines.removeLast();
        const auto held = lines.size();
        QVERIFY(held > 10 && held < Written);
        for (qsizetype i = 0; i < held; ++i)
            QVERIFY(lines[i].startsWith("line " + QByteArray::number(i) + '.') && lines[i].size() > 200);
        sink.write("after\n");
        QCOMPARE(readAll(ends[0]),
            '(' + QByteArray::number(Written - held) + " lines of the log could not be written)\nafter\n");
        close(ends[0]);
        close(ends[1]);
    }

    void aSocketThatTakesPartOfALineGetsTheRest()
    {
        int ends[2];
        QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        app::LogSink sink(ends[1]);
        QByteArray all;
        for (int i = 0; i < 3000; ++i)
            sink.write("line " + QByteArray::number(i) + QByteArray(1000, '.') + '\n');
        all += readAll(ends[0]);
        sink.write("after\n");
        all += readAll(ends[0]);
        for (const auto &got : all.chopped(1).split('\n'))
            QVERIFY2(got.startsWith("line ") || got.startsWith("(") || got == "after", got.constData());
        QVERIFY(all.endsWith("after\n"));
        close(ends[0]);
        close(ends[1]);
    }

    void nobodyReadsIt()
    {
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        close(ends[0]);
        std::signal(SIGPIPE, SIG_IGN); // as main() does
        app::LogSink broken(ends[1]);
        broken.write("x\n");
        close(ends[1]);
        app::LogSink closed(ends[1]);
        closed.write("x\n");
        const int full = open("/dev/full", O_WRONLY);
        app::LogSink(full).write("x\n");
        close(full);
    }

    void theJournalIsKnownByItsName()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        struct stat what
        { };
        QCOMPARE(fstat(file.handle(), &what), 0);
        const app::LogSink sink(file.handle());
        qunsetenv("JOURNAL_STREAM");
        QVERIFY(!sink.isJournal());
        const auto device = QByteArray::number(quint64(what.st_dev));
        qputenv("JOURNAL_STREAM", device + ':' + QByteArray::number(quint64(what.st_ino)));
        QVERIFY(sink.isJournal());
        qputenv("JOURNAL_STREAM", device + ':' + QByteArray::number(quint64(what.st_ino + 1)));
        QVERIFY2(!sink.isJournal(), "standard error was put elsewhere");
        qunsetenv("JOURNAL_STREAM");
    }
};

QTEST_GUILESS_MAIN(LogLineTest)
#include "log_line_test.moc"
