#pragma once

#include "api/health.h"
#include "journal/metrics.h"

namespace api {

// What GET /metrics tells, in Prometheus' text format. What the process itself uses is read while this runs.
QByteArray metricsText(const Health &health, const journal::Metrics &metrics);

inline constexpr auto MetricsType = "text/plain; version=0.0.4; charset=utf-8";

} // namespace api
