#pragma once

#include "chat/error.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace app {

// The limit of the account while it is reached: from the error that told it until its time has passed, by whichever
// clock is first. The one goes on while the machine sleeps, the other one is set by nobody.
class RateLimit : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    explicit RateLimit(Clock clock = &QDateTime::currentDateTimeUtc, QObject *parent = nullptr);

    void note(const chat::Error &error);
    void forget();

    bool holds() const;
    // UTC; invalid when it was not told.
    QDateTime until() const { return m_told ? m_until : QDateTime(); }
    const QByteArray &text() const { return m_text; }

Q_SIGNALS:
    void changed();

private:
    void look();

    Clock m_clock;
    QTimer m_timer; // running while it holds
    QDeadlineTimer m_end;
    QDateTime m_until;
    QByteArray m_text;
    bool m_told = false;
};

} // namespace app
