#pragma once

#include <QByteArrayView>

namespace sim {

// An error of the Anthropic API, by its HTTP status.
struct ErrorKind
{
    int status = 0;
    QByteArrayView type;
    QByteArrayView message; // what is said where nothing else is
};

// What belongs to a status; to one that the API does not use, an api_error.
ErrorKind errorKind(int status);

// The status that belongs to an error's type; 500 for one that the API does not use.
int errorStatus(QByteArrayView type);

} // namespace sim
