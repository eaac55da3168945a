#pragma once

#include "app/status.h"

#include <QDateTime>
#include <QMap>
#include <QObject>

#include <chrono>
#include <functional>

namespace ui {

// Decides what is worth a notification: the login is lost, the account's limit is reached, the port is taken, the
// store has a notice; at most one of a kind in ten minutes. And when Claude asks something: at most one in ten seconds.
class Notifier : public QObject
{
    Q_OBJECT

public:
    // Gives the present; for tests.
    using Clock = std::function<QDateTime()>;

    explicit Notifier(Clock clock = &QDateTime::currentDateTimeUtc, QObject *parent = nullptr);

    // As the user has set it.
    void setEnabled(bool enabled) { m_enabled = enabled; }

    void setStatus(const app::Status &status);
    // A sentence about the store.
    void notice(const QString &sentence);
    // About a setting that can't be, or could not be applied.
    void settingsProblem(const QString &sentence);
    // Claude asks the user; `title` says what about, and how long the answer may take.
    void questionAsked(const QString &title, std::chrono::seconds time);
    // The last one was clicked at.
    void click();

Q_SIGNALS:
    void wanted(const QString &title, const QString &text);
    void logWanted();
    void settingsWanted();
    void questionWanted();

private:
    enum class Kind { LoginLost, LimitReached, PortTaken, Store, Settings, Question };

    void tell(Kind kind, const QString &title, const QString &text);

    Clock m_clock;
    bool m_enabled = true;
    app::Status m_status;
    QMap<Kind, QDateTime> m_told;
    Kind m_last = Kind::Store;
};

} // namespace ui
