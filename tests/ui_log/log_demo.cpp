// Shows the request log with made-up traffic, for looking at it and for measuring it. Not a test.
#include "entries.h"

#include "journal/store.h"
#include "ui/actions.h"
#include "ui/log/details_pane.h"
#include "ui/log/request_table.h"
#include "ui/log/requests_page.h"
#include "ui/log/usage_page.h"
#include "ui/log/window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using entries::Entry;
using entries::Phase;

namespace {

double threadSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

journal::Details detailsOf(const Entry &entry, int words)
{
    journal::Details details;
    details.headers = {{"Authorization", "(redacted)"}, {"Content-Type", "application/json"},
        {"User-Agent", entry.record.client}};
    details.request =
        R"({"model":"opus","stream":true,"temperature":0.2,"seed":12345678901234567890,"messages":[{"role":"system","content":"You are a careful programmer. Answer briefly."},{"role":"user","content":[{"type":"text","text":"What is the weather in Paris?\nAnd in Rome?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\",\"unit\":\"celsius\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"{\"temperature\":18.50,\"sky\":\"cloudy\"}"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The present weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]})";
    details.answer.push_back(
        {0, chat::BlockKind::Thinking, {}, "The user wants to know the weather. I have one result."});
    journal::AnswerBlock text{0, chat::BlockKind::Text, {}, {}};
    for (int i = 0; i < words; ++i) {
        const auto word = QByteArray(i % 13 == 12 ? "grass.\n\n" : i % 5 == 4 ? "cloudy " : "sky and ");
        text.text += word;
        details.sent +=
            R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1740000000,"choices":[{"index":0,"delta":{"content":")"
            + QByteArray(word).replace('\n', "\\n") + "\"}}]}\n\n";
    }
    details.answer.push_back(text);
    if (entry.phase == Phase::Ended)
        details.sent += "data: [DONE]\n\n";
    using std::chrono::milliseconds;
    details.lines = {{0, true, milliseconds(3),
                         R"({"type":"control_request","request_id":"1","request":{"subtype":"initialize"}})"},
        {0, false, milliseconds(212),
            R"({"type":"control_response","response":{"subtype":"success","request_id":"1"}})"},
        {0, true, milliseconds(215),
            R"({"type":"user","message":{"role":"user","content":"What is the weather in Paris?"}})"},
        {0, false, milliseconds(1240),
            R"({"type":"stream_event","event":{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"sky and "}}})"}};
    return details;
}

QList<journal::DayUsage> someUsage(QRandomGenerator &random)
{
    QList<journal::DayUsage> days;
    for (int day = 89; day >= 0; --day) {
        for (const auto &model : entries::Models) {
            if (random.bounded(4) == 0)
                continue;
            days += {QDate::currentDate().addDays(-day), model, random.bounded(200), random.bounded(5),
                {random.bounded(90'000), random.bounded(900'000), random.bounded(50'000),
                    random.bounded(60'000), 0},
                random.bounded(4.0)};
        }
    }
    return days;
}

// A store of made-up requests, for the real program.
int writeStore(const QString &path, int rows, QRandomGenerator &random)
{
    auto store = journal::Store::open(path, journal::Store::Access::ReadWrite);
    if (!store) {
        qCritical("%s", qPrintable(store.error().sentence));
        return 1;
    }
    const qint64 newest = QDateTime::currentMSecsSinceEpoch() << entries::NumberBits;
    std::vector<journal::Record> records;
    for (int i = rows; i > 0; --i)
        records.push_back(entries::ended(newest - (qint64(i) * 3000 << entries::NumberBits), random).record);
    std::vector<journal::StoredRequest> requests;
    for (const auto &record : records)
        requests.push_back({&record, nullptr});
    const auto problem = (*store)->add(requests);
    return problem ? 1 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer started;
    started.start();
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addOptions(
        {{u"rows"_s, u"stored rows"_s, u"n"_s, u"300"_s}, {u"rate"_s, u"new rows a second"_s, u"n"_s, u"2"_s},
            {u"seconds"_s, u"end after this time"_s, u"n"_s, u"0"_s},
            {u"tab"_s, u"of the details"_s, u"n"_s, u"0"_s}, {u"select"_s, u"the last row but n"_s, u"n"_s},
            {u"size"_s, u"width x height"_s, u"size"_s}, {u"usage"_s, u"the usage page"_s},
            {u"right"_s, u"details"_s}, {u"no-tray"_s, u"the banner"_s}, {u"trouble"_s, u"the banner"_s},
            {u"stopped"_s, u"no base URL"_s}, {u"filter"_s, u"text"_s, u"text"_s},
            {u"live"_s, u"select a running one"_s}, {u"mode"_s, u"of the body"_s, u"n"_s},
            {u"store"_s, u"write the rows into this store and end"_s, u"path"_s},
            {u"measure"_s, u"prints the UI thread's share"_s}});
    options.process(application);
    const QTemporaryDir folder;
    QRandomGenerator random(7);
    if (options.isSet(u"store"_s))
        return writeStore(options.value(u"store"_s), options.value(u"rows"_s).toInt(), random);
    ui::Actions actions;
    const app::Status status{
        .state = options.isSet(u"trouble"_s) ? app::Status::State::Trouble : app::Status::State::Ready,
        .trouble = app::Status::Trouble::LoggedOut,
        .problem = u"Claude Code is not logged in. Run claude and type /login."_s,
        .baseUrl = options.isSet(u"stopped"_s) ? QString() : u"http://127.0.0.1:8082/v1"_s};
    actions.setStatus(status);

    const double before = threadSeconds();
    QElapsedTimer opening;
    opening.start();
    ui::LogWindow window(actions, folder.filePath(u"state.ini"_s));
    window.setStatus(status);
    window.setNoTray(options.isSet(u"no-tray"_s));
    if (options.isSet(u"right"_s))
        window.requests().setDetailsPlace(ui::RequestsPage::DetailsPlace::Right);
    if (options.isSet(u"size"_s)) {
        const auto size = options.value(u"size"_s).split(u'x');
        window.resize(size[0].toInt(), size[1].toInt());
    }
    window.show();

    // The store, in chunks as the reader gives them.
    const int rows = options.value(u"rows"_s).toInt();
    const qint64 newest = QDateTime::currentMSecsSinceEpoch() << entries::NumberBits;
    QList<journal::Record> stored;
    for (int i = 0; i < rows; ++i)
        stored += entries::ended(newest - (qint64(i) << entries::NumberBits) * 7'000, random).record;
    QObject::connect(
        &window, &ui::LogWindow::usageWanted, &window, [&] { window.setUsage(someUsage(random)); });
    std::map<qint64, Entry> running;
    QObject::connect(&window, &ui::LogWindow::watchWanted, &window, [&](std::optional<qint64> number) {
        if (number)
            window.setDetails(*number, detailsOf(*window.requests().model().entry(*number), 200), true);
    });
    qsizetype told = 0;
    QTimer loader;
    QObject::connect(&loader, &QTimer::timeout, &window, [&] {
        const auto count = std::min<qsizetype>(told == 0 ? 200 : 5000, stored.size() - told);
        window.setRecords(stored.sliced(told, count), told + count == stored.size());
        told += count;
        if (told == stored.size()) {
            loader.stop();
            stored.clear();
            if (options.isSet(u"filter"_s)) {
                for (auto *edit : window.findChildren<QLineEdit *>()) {
                    if (edit->accessibleName() == u"Filter"_s)
                        edit->setText(options.value(u"filter"_s));
                }
            }
            if (options.isSet(u"select"_s)) {
                auto &model = window.requests().model();
                const int row = model.rowCount() - 1 - options.value(u"select"_s).toInt();
                window.requests().table().select(model.entryAt(row).record.number);
                window.requests().details().setPage(options.value(u"tab"_s).toInt());
            }
        }
    });
    loader.start(0);

    // Traffic, in twenty batches a second.
    const double rate = options.value(u"rate"_s).toDouble();
    double due = 0;
    qint64 number = newest;
    int words = 0;
    QTimer traffic;
    QObject::connect(&traffic, &QTimer::timeout, &window, [&] {
        QList<Entry> changes;
        for (auto &[key, entry] : running) {
            entry = entries::next(entry, random);
            changes += entry;
        }
        std::erase_if(running, [](const auto &item) { return item.second.phase == Phase::Ended; });
        for (due += rate / 20; due >= 1; due -= 1) {
            number = std::max(number + 1, QDateTime::currentMSecsSinceEpoch() << entries::NumberBits);
            const auto entry = entries::begun(number, random);
            running.emplace(number, entry);
            changes += entry;
        }
        window.setEntries(changes);
        if (options.isSet(u"live"_s)) {
            if (const auto current = window.requests().table().currentNumber()) {
                const auto *entry = window.requests().model().entry(*current);
                window.setDetails(*current, detailsOf(*entry, words += 2), true);
            }
        }
    });
    if (rate > 0)
        traffic.start(50);
    if (options.isSet(u"usage"_s))
        window.showUsage();
    QTimer::singleShot(0, &window, [&] {
        window.repaint();
        qInfo("first paint with %d rows after %lld ms", window.requests().model().rowCount(),
            opening.elapsed());
    });

    const int seconds = options.value(u"seconds"_s).toInt();
    if (seconds > 0)
        QTimer::singleShot(seconds * 1000, &application, &QApplication::quit);
    double measured = 0;
    QElapsedTimer wall;
    QTimer::singleShot(2000, &window, [&] {
        measured = threadSeconds();
        wall.start();
    });
    const int code = QApplication::exec();
    if (options.isSet(u"measure"_s) && wall.isValid())
        qInfo("UI thread: %.1f %% of a core over %.0f s; %d rows; %.2f s to open",
            100 * (threadSeconds() - measured) * 1000 / double(wall.elapsed()), double(wall.elapsed()) / 1000,
            window.requests().model().rowCount(), measured - before);
    return code;
}
