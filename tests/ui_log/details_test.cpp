#include "visible.h"
#include "window_fixture.h"

#include "ui/log/details_pane.h"
#include "ui/log/details_text.h"
#include "ui/log/details_timeline.h"
#include "ui/log/resend.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkReply>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using entries::Entry;
using entries::Phase;
using std::chrono::milliseconds;
using Kind = ui::DetailsTimeline::Part::Kind;

namespace {

enum Tab { Overview, Request, Answer, Lines };

journal::Details someDetails()
{
    journal::Details details;
    details.headers = {{"Content-Type", "application/json"}, {"Authorization", "(redacted)"}};
    details.request = R"({"model":"opus","messages":[{"role":"user","content":"Hello there"}]})";
    details.sent = R"({"choices":[{"message":{"content":"Good day"}}]})";
    details.answer = {{0, chat::BlockKind::Text, {}, "Good day"}};
    details.lines = {{0, true, milliseconds(3), R"({"type":"user"})"}};
    return details;
}

void press(const QWidget &within, const QString &text)
{
    for (auto *button : within.findChildren<QToolButton *>()) {
        if (button->isVisible() && button->text() == text)
            button->click();
    }
}

} // namespace

class UiLogDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theSelectedOneIsWatched()
    {
        Shown shown(*m_folder);
        auto &window = *shown.window;
        const auto numbers = shown.addEnded(3);
        QSignalSpy watch(&window, &ui::LogWindow::watchWanted);
        QSignalSpy stored(&window, &ui::LogWindow::storedDetailsWanted);
        shown.table().select(numbers[1]);
        QCOMPARE(watch.size(), 1);
        QCOMPARE(watch[0][0].value<std::optional<qint64>>(), numbers[1]);
        QVERIFY(stored.isEmpty());
        window.setDetails(numbers[1], {}, true); // the relay does not know them
        window.setDetails(numbers[1], {}, true);
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored[0][0].toLongLong(), numbers[1]);
        window.setDetails(numbers[0], someDetails(), false); // of another one, too late
        QVERIFY(!shown.page().details().details());
        QVERIFY(!shown.page().actions().copyCurl->isEnabled());
        window.setDetails(numbers[1], someDetails(), false);
        QCOMPARE(shown.page().details().details(), someDetails());
        QVERIFY(shown.page().actions().copyCurl->isEnabled());
        shown.table().select(numbers[2]);
        QVERIFY(!shown.page().details().details());
        QCOMPARE(watch.size(), 2);
    }

    void theOverviewTellsTheFacts()
    {
        Shown shown(*m_folder);
        auto entry = entries::ended(shown.next, shown.random);
        auto &record = entry.record;
        record.id = "my-id";
        record.status = 429;
        record.error = chat::Error{
            chat::ErrorKind::RateLimited, "The limit\nis reached.", {}, std::chrono::seconds(75), {}};
        record.askedModel = "gpt-4o";
        record.model = "claude-opus-4-6";
        record.session = journal::SessionKind::Warm;
        record.honoured = {"temperature", "stop"};
        record.ignored = {"logit_bias"};
        record.usage = {1000, 200, 34, 567, 89};
        shown.window->setEntries({entry});
        shown.table().select(record.number);
        const auto text = visibleText(shown.page().details());
        for (const auto *expected : {"429", "The limit\nis reached. (Try again in 1:15 min.)", "my-id",
                 "claude-opus-4-6, asked for as gpt-4o", "Warm: it had been started ahead",
                 "temperature, stop", "logit_bias",
                 "1,234 in (200 from the cache, 34 into the cache), 567 out (89 of them thinking)"})
            QVERIFY2(text.contains(QString::fromUtf8(expected)), expected);
        QVERIFY(!text.contains(u"Choices"_s)); // only one
    }

    void theTimelineHasTheParts()
    {
        Entry entry;
        entry.record.taken = milliseconds(10);
        entry.record.firstDelta = milliseconds(250);
        entry.record.duration = milliseconds(1000);
        entry.phase = Phase::Ended;
        using Parts = std::vector<ui::DetailsTimeline::Part>;
        QCOMPARE(ui::timelineOf(entry, milliseconds(99999)),
            (Parts{{Kind::Waited, milliseconds(0), milliseconds(10)},
                {Kind::Prepared, milliseconds(10), milliseconds(250)},
                {Kind::Answered, milliseconds(250), milliseconds(1000)}}));
        entry.phase = Phase::Preparing;
        entry.record.firstDelta.reset();
        QCOMPARE(ui::timelineOf(entry, milliseconds(700)),
            (Parts{{Kind::Waited, milliseconds(0), milliseconds(10)},
                {Kind::Prepared, milliseconds(10), milliseconds(700)}}));
        entry.record.taken.reset();
        entry.phase = Phase::Queued;
        QCOMPARE(ui::timelineOf(entry, milliseconds(5)),
            (Parts{{Kind::Waited, milliseconds(0), milliseconds(5)}}));
        QVERIFY(ui::timelineOf({}, milliseconds(0)).empty());
    }

    void textsAreReadableJsonOrAsSent()
    {
        Shown shown(*m_folder);
        const auto number = shown.addEnded(1).first();
        auto &details = shown.page().details();
        details.setPage(Request);
        shown.table().select(number);
        shown.window->setDetails(number, someDetails(), true);
        auto *text = visible<ui::DetailsText>(details);
        QVERIFY(text);
        QCOMPARE(text->toPlainText(), u"Parameters\nmodel: \"opus\"\n\nUser\nHello there"_s);
        press(details, u"JSON"_s);
        auto *tree = visible<QTreeView>(details);
        QVERIFY(tree);
        QCOMPARE(tree->model()->index(0, 0).data().toString(), u"\"model\": \"opus\""_s);
        press(details, u"As sent"_s);
        QCOMPARE(visible<ui::DetailsText>(details)->toPlainText().toUtf8(),
            "POST /chat/completions\nContent-Type: application/json\nAuthorization: (redacted)\n\n"
                + someDetails().request);
        details.setPage(Answer);
        QCOMPARE(visible<ui::DetailsText>(details)->toPlainText(), u"Answer\nGood day"_s);
        press(details, u"Copy"_s);
        QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), someDetails().sent);
        details.setPage(Lines);
        QCOMPARE(visible<QTableView>(details)->model()->rowCount(), 1);
    }

    void aSearchFindsInTextAndTree()
    {
        Shown shown(*m_folder);
        const auto number = shown.addEnded(1).first();
        auto &details = shown.page().details();
        details.setPage(Request);
        shown.table().select(number);
        shown.window->setDetails(number, someDetails(), true);
        details.setFocus();
        QVERIFY(details.search());
        auto *field = visible<QLineEdit>(details);
        QVERIFY(field);
        QTest::keyClicks(field, u"THERE"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(visible<ui::DetailsText>(details)->textCursor().selectedText(), u"there"_s);
        press(details, u"JSON"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(
            visible<QTreeView>(details)->currentIndex().data().toString(), u"\"content\": \"Hello there\""_s);
        field->setText(u"nowhere"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(field->toolTip(), u"Not found"_s);
    }

    // It grows where it is; who reads is left in peace, who is at the end stays there.
    void anAnswerStreamsIn()
    {
        Shown shown(*m_folder);
        const auto number = shown.addRunning();
        auto &details = shown.page().details();
        details.setPage(Answer);
        shown.table().select(number);
        auto now = someDetails();
        now.answer = {{0, chat::BlockKind::Thinking, {}, "hm"}, {0, chat::BlockKind::Text, {}, "one\n"}};
        for (int i = 0; i < 200; ++i)
            now.answer[1].text += "line " + QByteArray::number(i) + '\n';
        shown.window->setDetails(number, now, true);
        auto *text = visible<ui::DetailsText>(details);
        auto *bar = text->verticalScrollBar();
        QVERIFY(bar->maximum() > 10);
        QCOMPARE(bar->value(), 0);
        bar->setValue(10);
        auto cursor = text->textCursor();
        cursor.setPosition(5);
        cursor.setPosition(9, QTextCursor::KeepAnchor);
        text->setTextCursor(cursor);
        bar->setValue(10);
        const auto selected = cursor.selectedText();
        QSignalSpy removed(text->document(), &QTextDocument::contentsChange);
        now.answer[1].text += "and more\nand more\n";
        shown.window->setDetails(number, now, true);
        QVERIFY(text->toPlainText().endsWith(u"and more\n"_s));
        QCOMPARE(bar->value(), 10);
        QCOMPARE(text->textCursor().selectedText(), selected);
        for (const auto &change : removed)
            QCOMPARE(change[1].toInt(), 0); // nothing was taken away
        bar->setValue(bar->maximum());
        now.answer[1].text += "the end\n";
        now.answer.push_back({0, chat::BlockKind::ToolUse, "f", R"({"a":)"});
        shown.window->setDetails(number, now, true);
        QCOMPARE(bar->value(), bar->maximum());
        now.answer[2].text += "1}"; // is laid out anew
        shown.window->setDetails(number, now, true);
        QVERIFY(text->toPlainText().endsWith(u"Calls f\n{\n  \"a\": 1\n}"_s));
        now.answer.erase(now.answer.begin() + 1, now.answer.end()); // withdrawn
        shown.window->setDetails(number, now, true);
        QCOMPARE(text->toPlainText(), u"Thinking\nhm"_s);
    }

    // As most clients send it: all on one line.
    void aLargeBodyDoesNotFreezeTheWindow()
    {
        Shown shown(*m_folder);
        const auto number = shown.addEnded(1).first();
        auto &details = shown.page().details();
        details.setPage(Request);
        shown.table().select(number);
        auto large = someDetails();
        large.request = "{\"messages\":[";
        while (large.request.size() < 20'000'000)
            large.request +=
                "{\"role\":\"user\",\"content\":\"" + QByteArray("lorem ipsum dolor ").repeated(500) + "\"},";
        large.request += "{}]}";
        QElapsedTimer timer;
        for (const auto &mode : {u"Readable"_s, u"JSON"_s, u"As sent"_s}) {
            timer.start();
            press(details, mode);
            shown.window->setDetails(number, large, true);
            details.grab();
            const auto took = timer.elapsed();
            qInfo("20 MB, %s: %lld ms", qPrintable(mode), took);
            QVERIFY(took < 3000);
            shown.table().clearSelection();
            shown.table().setCurrentIndex({});
            shown.table().select(number);
        }
    }

    void missingTextsSayWhy()
    {
        using settings::KeepBodies;
        Shown shown(*m_folder);
        const auto numbers = shown.addEnded(2);
        auto &details = shown.page().details();
        details.setPage(Request);
        shown.window->setKept(KeepBodies::Never);
        shown.table().select(numbers[0]);
        QCOMPARE(visibleText(details).trimmed(), QString()); // not known yet
        shown.window->setDetails(numbers[0], {}, false);
        QVERIFY(visibleText(details).contains(u"not kept"_s));
        QSignalSpy settings(&shown.actions, &ui::Actions::settingsWanted);
        visible<QPushButton>(details)->click();
        QCOMPARE(settings.size(), 1);
        shown.window->setKept(KeepBodies::Memory);
        QVERIFY(visibleText(details).contains(u"in memory"_s));
        shown.window->setKept(KeepBodies::Store);
        QVERIFY(!visible<QPushButton>(details));
        auto empty = someDetails();
        empty.request.clear();
        shown.window->setDetails(numbers[0], empty, false);
        QVERIFY(visibleText(details).contains(u"no body"_s));
    }

    void curlAndSendAgain()
    {
        Shown shown(*m_folder);
        shown.window->setStatus({.state = app::Status::State::Ready, .baseUrl = u"http://127.0.0.1:9/v1"_s});
        const auto number = shown.addEnded(1).first();
        shown.table().select(number);
        shown.window->setDetails(number, someDetails(), true);
        shown.page().actions().copyCurl->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            u"curl 'http://127.0.0.1:9/v1/chat/completions' "_s));
        QSignalSpy again(shown.window.get(), &ui::LogWindow::sendAgainWanted);
        shown.page().actions().sendAgain->trigger();
        QCOMPARE(again.size(), 1);
        QCOMPARE(again[0],
            (QVariantList{QByteArray("http://127.0.0.1:9/v1"), QByteArray("POST /chat/completions"),
                someDetails().request, QByteArray()}));
        shown.window->setStatus({});
        shown.page().actions().sendAgain->trigger();
        QCOMPARE(again.size(), 1); // stopped
    }

    void whatIsSentAgainReachesTheRelay()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QByteArray received;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            auto *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [&received, socket] {
                received += socket->readAll();
                if (received.endsWith("{\"a\":1}"))
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            });
        });
        ui::Resend resend;
        QSignalSpy failed(&resend, &ui::Resend::failed);
        const auto base = "http://127.0.0.1:" + QByteArray::number(server.serverPort()) + "/v1";
        resend.send(base, "POST /chat/completions", "{\"a\":1}", "laptop");
        QTRY_VERIFY(received.endsWith("{\"a\":1}"));
        QVERIFY(received.startsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
        QVERIFY(received.contains("Content-Type: application/json\r\n"));
        QVERIFY(!received.contains("Authorization"));
        QTRY_VERIFY(resend.findChildren<QNetworkReply *>().isEmpty());
        resend.setKeys({{.name = "phone", .secret = "first"}, {.name = "laptop", .secret = "second"}});
        for (const auto &[key, sent] : {std::pair("laptop", "second"), std::pair("gone", "first")}) {
            received.clear();
            resend.send(base, "POST /chat/completions", "{\"a\":1}", key);
            QTRY_VERIFY(received.endsWith("{\"a\":1}"));
            QVERIFY(received.contains(QByteArray("Authorization: Bearer ") + sent + "\r\n"));
            QTRY_VERIFY(resend.findChildren<QNetworkReply *>().isEmpty());
        }
        server.close();
        QVERIFY(failed.isEmpty());
        resend.send("http://127.0.0.1:1/v1", "POST /chat/completions", "{}", {});
        QTRY_COMPARE(failed.size(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(UiLogDetails)
#include "details_test.moc"
