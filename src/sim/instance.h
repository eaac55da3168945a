#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sim {

// A simple JSON value that fits a JSON Schema, as a model would write it: "x" for a string, 1 for a number,
// the first of an enum, an array of one, and of an object what is required, in the order of the properties.
QByteArray instanceOf(QByteArrayView schema);

} // namespace sim
