#pragma once

#include "journal/record.h"

#include <QObject>

namespace journal {

// What became of all requests since the start.
class Journal : public QObject
{
    Q_OBJECT

public:
    struct Totals
    {
        qint64 requests = 0; // that have ended
        qint64 failed = 0; // with an error, by whomever's fault
        qint64 cancelled = 0; // by the client
        chat::Usage usage;
        double costUsd = 0;
    };

    using QObject::QObject;

    void add(const Record &record);
    const Totals &totals() const { return m_totals; }

Q_SIGNALS:
    void added(const journal::Record &record);

private:
    Totals m_totals;
};

} // namespace journal
