#include "base/overloaded.h"
#include "cli/incoming.h"
#include "cli/turn_reader.h"
#include "tests/cli/grammar.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <simdjson.h>

using namespace Qt::StringLiterals;

namespace {

// The recorded limit of account_limit ends an hour after this.
constexpr qint64 Now = 1795344000;

QByteArray describe(const chat::Error &error)
{
    return QByteArray::number(int(error.kind)) + " param=" + error.param + " retry="
        + (error.retryAfter ? QByteArray::number(qint64(error.retryAfter->count())) : QByteArray("never"))
        + ' ' + error.message;
}

QByteArray describe(const chat::Event &event)
{
    static const QByteArrayList Blocks{"Text", "Thinking", "ToolUse", "Work", "Refusal"};
    static const QByteArrayList Reasons{"EndTurn", "MaxTokens", "StopSequence", "ToolUse", "Refusal"};
    return std::visit(
        base::Overloaded{
            [](const chat::Started &started) {
                return "Started " + started.model
                    + (started.leftOut.empty() ? QByteArray()
                                               : " leftOut=" + QByteArray::number(started.leftOut.size()));
            },
            [](const chat::BlockOpened &opened) {
                return "BlockOpened " + Blocks[int(opened.kind)]
                    + " message=" + QByteArray::number(opened.message)
                    + (opened.name.isEmpty() ? QByteArray() : ' ' + opened.name + ' ' + opened.id);
            },
            [](const chat::BlockDelta &delta) {
                return "BlockDelta " + delta.text
                    + (delta.signature.isEmpty() ? QByteArray() : "signature=" + delta.signature)
                    + (delta.redacted.isEmpty() ? QByteArray() : "redacted=" + delta.redacted);
            },
            [](const chat::BlockClosed &) { return QByteArray("BlockClosed"); },
            [](const chat::Finished &finished) {
                const auto &usage = finished.usage;
                return "Finished " + Reasons[int(finished.reason)] + " in=" + QByteArray::number(usage.input)
                    + " read=" + QByteArray::number(usage.cacheRead) + " written="
                    + QByteArray::number(usage.cacheWrite) + " out=" + QByteArray::number(usage.output)
                    + " reasoning=" + QByteArray::number(usage.reasoning)
                    + " cost=" + QByteArray::number(finished.costUsd);
            },
            [](const chat::Withdrawn &withdrawn) { return "Withdrawn " + describe(withdrawn.error); },
            [](const chat::Failed &failed) { return "Failed " + describe(failed.error); },
        },
        event);
}

QByteArray describeEnding(const cli::TurnReader &reader)
{
    static const QByteArrayList Endings{"None", "Rested", "Waiting", "Cut"};
    auto text =
        "Ending " + Endings[int(reader.ending())] + " total=" + QByteArray::number(reader.totalCost());
    if (reader.ending() == cli::Ending::Waiting) {
        for (const auto &id : reader.calls())
            text += ' ' + id;
    }
    return text + (reader.schemaRejected() ? " schema rejected" : "");
}

std::vector<chat::Event> eventsOf(
    const QByteArrayList &lines, cli::TurnReader &reader, int *damaged = nullptr)
{
    cli::IncomingDecoder decoder;
    std::vector<chat::Event> events;
    for (const auto &line : lines) {
        std::vector<cli::Incoming> incoming;
        auto padded = line;
        padded.reserve(line.size() + qsizetype(simdjson::SIMDJSON_PADDING));
        decoder.decode(QByteArrayView(padded.constData(), line.size()), incoming);
        for (const auto &one : incoming) {
            if (damaged && std::holds_alternative<cli::Damaged>(one))
                ++*damaged;
            reader.read(one, Now, events);
        }
    }
    return events;
}

std::vector<chat::Event> eventsOf(const QByteArrayList &lines)
{
    cli::TurnReader reader;
    return eventsOf(lines, reader);
}

std::vector<QByteArray> texts(const QJsonValue &array)
{
    std::vector<QByteArray> all;
    for (const auto &value : array.toArray())
        all.push_back(value.toString().toUtf8());
    return all;
}

// A case's folder may hold a file `reading` with what differs from the defaults.
cli::Reading readingOf(const QString &folder)
{
    QFile file(folder + "/reading"_L1);
    if (!file.open(QFile::ReadOnly))
        return {};
    const auto values = QJsonDocument::fromJson(file.readAll()).object();
    return {.clientTools = texts(values["clientTools"_L1]),
        .toolPrefix = values["toolPrefix"_L1].toString().toUtf8(),
        .structured = values["structured"_L1].toBool(),
        .stopTexts = texts(values["stopTexts"_L1]),
        .leftOut = std::vector(size_t(values["leftOut"_L1].toInt()), chat::Parameter::Temperature),
        .continued = values["continued"_L1].toBool(),
        .costBefore = values["costBefore"_L1].toDouble()};
}

QByteArrayList readLines(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {};
    auto lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}

QString casesFolder()
{
    return QStringLiteral(TEST_FOLDER "/cases");
}

QStringList caseNames()
{
    return QDir(casesFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace

// Most folders of cases/ hold what the real CLI 2.1.330 wrote; the rest is what it can't be made to write.
class CliTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turns_data()
    {
        QTest::addColumn<QString>("folder");
        for (const auto &name : caseNames())
            QTest::newRow(qPrintable(name)) << QString(casesFolder() + u'/' + name);
        QVERIFY(caseNames().size() >= 55);
    }
    // RELAY_WRITE_EXPECTED=1 writes the expectations anew, to be read before they are committed.
    void turns()
    {
        QFETCH(QString, folder);
        const auto lines = readLines(folder + "/lines"_L1);
        QVERIFY(!lines.isEmpty());
        QByteArray all;
        cli::TurnReader reader(readingOf(folder));
        const auto events = eventsOf(lines, reader);
        for (const auto &event : events)
            all += describe(event) + '\n';
        all += describeEnding(reader) + '\n';
        QCOMPARE(reader.ending() != cli::Ending::None, reader.isDone() || reader.schemaRejected());
        QCOMPARE(grammarFault(events), QByteArray());
        QFile expected(folder + "/events.expected"_L1);
        if (qEnvironmentVariableIsSet("RELAY_WRITE_EXPECTED")) {
            QVERIFY(expected.open(QFile::WriteOnly));
            expected.write(all);
            return;
        }
        QVERIFY2(expected.open(QFile::ReadOnly), "events.expected is missing");
        QCOMPARE(all, expected.readAll());
    }

    void damagedLinesAreCounted()
    {
        int damaged = 0;
        cli::TurnReader reader;
        eventsOf(readLines(casesFolder() + "/garbage/lines"_L1), reader, &damaged);
        QCOMPARE(damaged, 6);
    }

    void aLineOfTenMegabytesIsRead()
    {
        const QByteArray text(10 * 1024 * 1024, 'x');
        auto lines = readLines(casesFolder() + "/starts_with_text/lines"_L1);
        lines.insert(3,
            R"({"type":"stream_event","event":{"type":"content_block_delta","delta":{"type":"text_delta","text":")"
                + text + R"("}},"parent_tool_use_id":null})");
        QByteArray all;
        for (const auto &event : eventsOf(lines)) {
            if (const auto *delta = std::get_if<chat::BlockDelta>(&event))
                all += delta->text;
        }
        QCOMPARE(all, "first second" + text);
    }

    // Whatever the transcript says: lines lost, doubled, swapped or cut anywhere.
    void everyTranscriptGivesAWellFormedAnswer_data() { turns_data(); }
    void everyTranscriptGivesAWellFormedAnswer()
    {
        QFETCH(QString, folder);
        const auto lines = readLines(folder + "/lines"_L1);
        const auto reading = readingOf(folder);
        QRandomGenerator random(20261122);
        for (int round = 0; round < 200; ++round) {
            auto changed = lines;
            for (int change = 0; change < 3 && !changed.isEmpty(); ++change) {
                const auto at = random.bounded(changed.size());
                switch (random.bounded(4)) {
                case 0:
                    changed.removeAt(at);
                    break;
                case 1:
                    changed.insert(at, changed[at]);
                    break;
                case 2:
                    changed.swapItemsAt(at, random.bounded(changed.size()));
                    break;
                default:
                    changed[at].truncate(random.bounded(changed[at].size() + 1));
                }
            }
            cli::TurnReader reader(reading);
            const auto fault = grammarFault(eventsOf(changed, reader));
            QVERIFY2(fault.isEmpty(), (fault + "\n" + changed.join('\n')).constData());
        }
    }
};

QTEST_APPLESS_MAIN(CliTurns)
#include "cli_turns.moc"
