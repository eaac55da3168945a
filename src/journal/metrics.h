#pragma once

#include "journal/record.h"

#include <array>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

namespace journal {

// How often something took how long, in buckets of fixed bounds.
class Histogram
{
public:
    // Seconds; answers of a model take from tenths of one to minutes.
    static constexpr std::array Bounds{
        0.1, 0.25, 0.5, 1., 2., 3., 5., 8., 13., 20., 30., 60., 120., 300., 600., 1800.};

    void add(std::chrono::milliseconds time);

    qint64 count() const { return m_count; }
    double sum() const { return double(m_milliseconds) / 1000; } // seconds
    // Up to the bound of that index, all smaller ones included.
    qint64 upTo(std::size_t index) const;

private:
    std::array<qint64, Bounds.size() + 1> m_counts{}; // the last one: longer than all bounds
    qint64 m_count = 0;
    qint64 m_milliseconds = 0;
};

// What has become of all requests, in counters that only grow. Of what clients and the CLI say, only so much becomes
// a label that there are never many of them.
class Metrics
{
public:
    struct Requests
    {
        QByteArray endpoint; // /chat/completions; "other" for what is none of the API's
        int status = 0;
        QByteArray model; // as the CLI reports it; "none", or "other" when there were too many
        bool operator<(const Requests &other) const
        {
            return std::tie(endpoint, status, model) < std::tie(other.endpoint, other.status, other.model);
        }
    };
    static constexpr std::size_t MostModels = 50;

    void add(const Record &record);

    const std::map<Requests, qint64> &requests() const { return m_requests; }
    const std::map<chat::ErrorKind, qint64> &errors() const { return m_errors; }
    const Histogram &firstToken() const { return m_firstToken; }
    // Of the requests that a session took.
    const Histogram &duration() const { return m_duration; }

private:
    QByteArray modelLabel(const QByteArray &model);

    std::map<Requests, qint64> m_requests;
    std::map<chat::ErrorKind, qint64> m_errors;
    std::set<QByteArray> m_models; // that have a label
    Histogram m_firstToken;
    Histogram m_duration;
};

} // namespace journal
