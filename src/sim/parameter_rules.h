#pragma once

#include "sim/parameters.h"

#include <QList>
#include <QString>

namespace sim {

// What the Anthropic API refuses in a request's parameters, in its words; empty when nothing is wrong.
QString brokenParameterRule(const Parameters &parameters);

// How a model that knows none of these parameters refuses the first of them that the request carries; empty
// when it carries none. Thinking that is switched off counts as not carried.
QString refusedParameter(const QList<QByteArray> &unknown, const Parameters &parameters);

} // namespace sim
