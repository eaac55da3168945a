#include "app/log_command.h"

#include "app/folders.h"
#include "app/log_options.h"
#include "app/log_table.h"
#include "app/signals.h"
#include "journal/export.h"
#include "journal/store.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr int Chunk = 2000; // rows read at once
constexpr int PipeWidth = 100; // characters, where there is no terminal
constexpr auto ShortestPause = 50ms; // between two looks
// The watcher misses a write-ahead log that was deleted and made anew, and what other machines write on a shared
// file system.
constexpr auto LongestPause = 1s;

int terminalWidth()
{
    struct winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    const int columns = qEnvironmentVariableIntValue("COLUMNS");
    return columns > 0 ? columns : PipeWidth;
}

class LogView : public QObject
{
    Q_OBJECT

public:
    explicit LogView(LogOptions options)
        : m_options(std::move(options)), m_path(storePath(m_options.demo)),
          m_table(terminalWidth(), ::isatty(STDOUT_FILENO) && qEnvironmentVariableIsEmpty("NO_COLOR"))
    { }

    int run()
    {
        if (const auto problem = printLast()) {
            std::fprintf(stderr, "claude-relay: %s\n", qPrintable(problem->sentence));
            if (problem->kind != journal::StoreProblem::Kind::Missing)
                return 1;
        }
        return m_options.follow && !m_readerHasGone ? follow() : 0;
    }

private:
    std::optional<journal::StoreProblem> open()
    {
        if (m_store && m_store->isCurrent())
            return {};
        m_store.reset();
        auto store = journal::Store::open(m_path, journal::Store::Access::ReadOnly);
        if (!store)
            return store.error();
        m_store = std::move(*store);
        return {};
    }

    bool isWanted(const journal::Entry &entry) const
    {
        return (!m_options.since || entry.record.received >= *m_options.since)
            && m_options.filter.matches(entry);
    }

    std::optional<journal::StoreProblem> printLast()
    {
        if (const auto problem = open()) {
            if (problem->kind != journal::StoreProblem::Kind::Missing)
                return problem;
            return journal::StoreProblem{problem->kind,
                u"There are no requests yet: %1 is written when the first one has ended."_s.arg(m_path)};
        }
        const auto position = m_store->lastPosition();
        if (!position)
            return position.error();
        m_position = *position;

        QList<journal::Entry> entries; // newest first
        bool any = false;
        const qint64 first = m_options.since ? journal::firstNumberAt(*m_options.since) : 0;
        for (qint64 before = 0; entries.size() < m_options.last;) {
            const int most = m_options.filter.isEmpty()
                ? int(std::min<qsizetype>(Chunk, m_options.last - entries.size()))
                : Chunk;
            const auto records = m_store->newest(most, before);
            if (!records)
                return records.error();
            any |= !records->isEmpty();
            for (const auto &record : *records) {
                const journal::Entry entry{.phase = journal::Entry::Phase::Ended, .record = record};
                if (entries.size() < m_options.last && isWanted(entry))
                    entries.append(entry);
            }
            if (records->size() < most || records->last().number < first)
                break;
            before = records->last().number;
        }
        std::ranges::reverse(entries);
        for (const auto &entry : entries)
            m_printed.insert(entry.record.number);
        if (entries.isEmpty() && !m_options.follow && m_options.last > 0)
            std::fprintf(
                stderr, "claude-relay: %s\n", any ? "No request is like that." : "The request log is empty.");
        else if (!entries.isEmpty() || !m_options.json)
            print(entries);
        return {};
    }

    int follow()
    {
        m_soon.setSingleShot(true);
        connect(&m_signals, &Signals::received, this, [] { QCoreApplication::exit(0); });
        connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &LogView::lookSoon);
        connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &LogView::lookSoon);
        connect(&m_soon, &QTimer::timeout, this, &LogView::look);
        m_soon.start(0ms);
        return QCoreApplication::exec();
    }

    void lookSoon()
    {
        if (m_soon.remainingTimeAsDuration() > ShortestPause)
            m_soon.start(ShortestPause);
    }

    void look()
    {
        watch();
        const auto problem = printNew();
        if (problem && problem->kind != journal::StoreProblem::Kind::Missing
            && std::exchange(m_said, problem->sentence) != problem->sentence)
            std::fprintf(stderr, "claude-relay: %s\n", qPrintable(problem->sentence));
        m_soon.start(LongestPause);
    }

    void watch()
    {
        QStringList paths;
        for (const auto &path : {m_path, m_path + "-wal"_L1, QFileInfo(m_path).path()}) {
            if (!m_watcher.files().contains(path) && !m_watcher.directories().contains(path)
                && QFileInfo::exists(path))
                paths.append(path);
        }
        if (!paths.isEmpty())
            m_watcher.addPaths(paths);
    }

    std::optional<journal::StoreProblem> printNew()
    {
        if (const auto problem = open())
            return problem;
        for (;;) {
            const auto arrivals = m_store->arrivedAfter(m_position, Chunk);
            if (!arrivals)
                return arrivals.error();
            if (arrivals->records.isEmpty())
                return {};
            QList<journal::Entry> entries;
            for (const auto &record : arrivals->records) {
                const journal::Entry entry{.phase = journal::Entry::Phase::Ended, .record = record};
                if (isWanted(entry) && !m_printed.contains(record.number))
                    entries.append(entry);
            }
            m_position = arrivals->position;
            m_printed.clear(); // they are behind this position
            if (!entries.isEmpty())
                print(entries);
        }
    }

    void print(const QList<journal::Entry> &entries)
    {
        QByteArray out;
        if (m_options.json) {
            for (const auto &entry : entries) {
                journal::appendJson(out, entry);
                out += '\n';
            }
        } else {
            out = m_table.print(entries).toLocal8Bit();
        }
        const auto written = std::fwrite(out.constData(), 1, size_t(out.size()), stdout);
        if (written != size_t(out.size()) || std::fflush(stdout) != 0)
            m_readerHasGone = true;
        if (m_readerHasGone)
            QCoreApplication::exit(0);
    }

    LogOptions m_options;
    QString m_path;
    LogTable m_table;
    std::unique_ptr<journal::Store> m_store;
    qint64 m_position = 0; // of the last that was read
    QSet<qint64> m_printed; // at first, some of which may come again
    QString m_said; // the last problem
    bool m_readerHasGone = false; // of what is printed
    QFileSystemWatcher m_watcher;
    QTimer m_soon; // to the next look
    Signals m_signals;
};

} // namespace

int printLog(int &argc, char **argv, const QStringList &arguments)
{
    auto options = LogOptions::parse(arguments, QDateTime::currentDateTime());
    if (!options) {
        std::fprintf(stderr, "claude-relay: %s\n", qPrintable(options.error()));
        return 2;
    }
    const QCoreApplication application(argc, argv);
    LogView view(std::move(*options));
    return view.run();
}

} // namespace app

#include "log_command.moc"
