#pragma once

#include "app/status.h"

#include <QDateTime>
#include <QMap>
#include <QObject>

#include <functional>

namespace ui {

// Decides what is worth a notification: the login is lost, the account's limit is reached, the port is taken, the
// store has a notice. At most one of a kind in ten minutes.
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
    // The last one was clicked at.
    void click();

Q_SIGNALS:
    void wanted(const QString &title, const QString &text);
    void logWanted();
    void settingsWanted();

private:
    enum class Kind { LoginLost, LimitReached, PortTaken, Store, Settings };

    void tell(Kind kind, const QString &title, const QString &text);

    Clock m_clock;
    bool m_enabled = true;
    app::Status m_status;
    QMap<Kind, QDateTime> m_told;
    Kind m_last = Kind::Store;
};

} // namespace ui
