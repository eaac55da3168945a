#include "journal/journal.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace journal {

namespace {

constexpr auto ShortestPause = 50ms; // between two changes that are told
constexpr std::size_t MostEnded = 1000;
constexpr std::size_t MostDetails = 200; // of the last ended ones
constexpr qsizetype MostDetailBytes =
    32 * 1024 * 1024; // of all of them together: the program is to stay small

} // namespace

Journal::Journal(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Journal::tellChanges);
}

Journal::~Journal() = default;

void Journal::setWatched(bool watched)
{
    m_watched = watched;
}

void Journal::keepDetails(bool keep)
{
    m_keepDetails = keep;
}

void Journal::began(Running *request)
{
    m_running.push_back(request);
    touch(request);
}

void Journal::note(Running *request)
{
    request->m_touched = true;
    if (!m_pause.isActive())
        m_pause.start(ShortestPause);
}

void Journal::ended(Running *request, const Record &record, std::unique_ptr<Details> details)
{
    std::erase(m_running, request);
    add(record, std::move(details));
}

void Journal::add(const Record &record, std::unique_ptr<Details> details)
{
    ++m_totals.requests;
    if (record.status == ClientLeft || (record.error && record.error->kind == chat::ErrorKind::Cancelled))
        ++m_totals.cancelled;
    else if (record.error)
        ++m_totals.failed;
    m_totals.usage += record.usage;
    m_totals.costUsd += record.costUsd;
    m_metrics.add(record);
    Q_EMIT added(record, details.get());
    if (m_watched)
        remember(record, std::move(details));
}

void Journal::remember(const Record &record, std::unique_ptr<Details> details)
{
    const auto size = details ? details->size() : 0;
    m_detailsSize += size;
    m_ended.push_back({{.phase = Entry::Phase::Ended, .record = record}, std::move(details), size});
    if (m_ended.size() > MostEnded) {
        m_detailsSize -= m_ended.front().size;
        m_ended.pop_front();
    }
    forgetDetails();
    m_news.append(m_ended.back().entry);
    if (!m_pause.isActive())
        m_pause.start(ShortestPause);
}

// The oldest go first; those of the last request stay, however large.
void Journal::forgetDetails()
{
    const auto last = m_ended.end() - 1;
    auto withDetails =
        std::size_t(std::ranges::count_if(m_ended, [](const Ended &ended) { return bool(ended.details); }));
    for (auto ended = m_ended.begin(); ended != last; ++ended) {
        if (withDetails <= MostDetails && m_detailsSize <= MostDetailBytes)
            return;
        if (ended->details) {
            ended->details.reset();
            m_detailsSize -= std::exchange(ended->size, 0);
            --withDetails;
        }
    }
}

void Journal::tellAll()
{
    QList<Entry> all;
    for (const auto &ended : m_ended)
        all.append(ended.entry);
    for (const auto *running : m_running)
        all.append(running->entry());
    Q_EMIT changed(all);
}

void Journal::tellChanges()
{
    auto entries = std::exchange(m_news, {});
    bool watchedHasChanged = std::ranges::any_of(
        entries, [this](const Entry &entry) { return entry.record.number == m_watchedRequest; });
    for (auto *running : m_running) {
        if (std::exchange(running->m_touched, false)) {
            entries.append(running->entry());
            watchedHasChanged |= entries.last().record.number == m_watchedRequest;
        }
    }
    if (!entries.isEmpty())
        Q_EMIT changed(entries);
    if (watchedHasChanged)
        tellDetails(*m_watchedRequest);
}

void Journal::watch(std::optional<qint64> number)
{
    m_watchedRequest = number;
    if (number)
        tellDetails(*number);
}

void Journal::tellDetails(qint64 number)
{
    const Details *details = nullptr;
    if (const auto *running = runningOf(number)) {
        details = running->details();
    } else {
        const auto ended = std::ranges::find_if(
            m_ended, [number](const Ended &candidate) { return candidate.entry.record.number == number; });
        if (ended != m_ended.end())
            details = ended->details.get();
    }
    Q_EMIT detailsChanged(number, details ? std::optional(*details) : std::nullopt);
}

Running *Journal::runningOf(qint64 number) const
{
    const auto found = std::ranges::find_if(
        m_running, [number](const Running *running) { return running->entry().record.number == number; });
    return found == m_running.end() ? nullptr : *found;
}

bool Journal::cancel(qint64 number)
{
    auto *running = runningOf(number);
    if (running)
        running->cancel();
    return running;
}

void Journal::clear()
{
    tellChanges(); // or nobody would hear that these have ended
    m_ended.clear();
    m_news.clear();
    m_detailsSize = 0;
}

} // namespace journal
