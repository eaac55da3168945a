#include "journal/metrics.h"

#include <algorithm>
#include <numeric>

namespace journal {

namespace {

constexpr QByteArrayView Endpoints[] = {
    "/chat/completions", "/completions", "/models", "/health", "/metrics"};
constexpr QByteArrayView Other = "other";
constexpr QByteArrayView None = "none";
constexpr qsizetype LongestModel = 100; // bytes

QByteArray endpointLabel(const QByteArray &endpoint)
{
    const auto path = QByteArrayView(endpoint).sliced(endpoint.indexOf(' ') + 1);
    const auto *known = std::ranges::find(Endpoints, path);
    return (known == std::end(Endpoints) ? Other : *known).toByteArray();
}

} // namespace

void Histogram::add(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::duration<double>(time).count();
    const auto bound = std::ranges::lower_bound(Bounds, seconds);
    ++m_counts[std::size_t(bound - Bounds.begin())];
    ++m_count;
    m_milliseconds += time.count();
}

qint64 Histogram::upTo(std::size_t index) const
{
    return std::accumulate(m_counts.begin(), m_counts.begin() + std::ptrdiff_t(index) + 1, qint64(0));
}

void Metrics::add(const Record &record)
{
    ++m_requests[{endpointLabel(record.endpoint), record.status, modelLabel(record.model)}];
    if (record.error)
        ++m_errors[record.error->kind];
    if (record.firstDelta)
        m_firstToken.add(*record.firstDelta);
    if (record.taken)
        m_duration.add(record.duration);
}

QByteArray Metrics::modelLabel(const QByteArray &model)
{
    if (model.isEmpty())
        return None.toByteArray();
    if (model.size() > LongestModel || (m_models.size() >= MostModels && !m_models.contains(model)))
        return Other.toByteArray();
    m_models.insert(model);
    return model;
}

} // namespace journal
