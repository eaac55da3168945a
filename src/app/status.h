#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

namespace app {

// What the outside sees of the relay. A value, to be handed between threads.
struct Status
{
    enum class State { Stopped, Starting, Ready, Working, Trouble };
    enum class Trouble {
        None,
        ClaudeMissing, // or unusable
        LoggedOut,
        RateLimited, // the account's limit; requests still go through, to be refused by the API
        PortTaken, // or no such address: it does not listen
        Other, // does not listen either
    };

    State state = State::Stopped;
    Trouble trouble = Trouble::None; // in state Trouble
    QString problem; // a sentence, in state Trouble
    QDateTime until; // of RateLimited, UTC, where it is known
    QString baseUrl; // http://127.0.0.1:8082/v1; empty without a port
    QString socket; // path of the Unix socket; empty without one
    int active = 0; // requests that are answered or wait
    QString claude; // its path; empty when there is none
    QString claudeVersion;
    bool demo = false; // answers are simulated
    bool operator==(const Status &) const = default;

    bool listens() const { return !baseUrl.isEmpty() || !socket.isEmpty(); }
    // Where, for people: the base URL, or unix: and the path of the socket.
    QString address() const
    {
        return baseUrl.isEmpty() && listens() ? QStringLiteral("unix:") + socket : baseUrl;
    }
};

// The limits of a subscription, as the CLI reports them.
struct Plan
{
    struct Window
    {
        QString name; // as the CLI calls it: five_hour, seven_day, …
        double used = 0; // per cent, 0 … 100
        QDateTime resets; // UTC; invalid when not told
        bool operator==(const Window &) const = default;
    };

    QList<Window> windows; // empty: no subscription, or not known
    QDateTime asked; // UTC
    bool operator==(const Plan &) const = default;
};

} // namespace app

Q_DECLARE_METATYPE(app::Status)
Q_DECLARE_METATYPE(app::Plan)
