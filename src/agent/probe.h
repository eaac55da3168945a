#pragma once

#include "chat/error.h"
#include "cli/features.h"
#include "cli/launch.h"

#include <QObject>
#include <QPointer>
#include <QProcess>

#include <functional>
#include <optional>

namespace agent {

// What is known about the claude command of this machine.
struct ClaudeStatus
{
    QString program; // absolute path; empty when there is none
    std::optional<cli::Version> version;
    std::optional<bool> loggedIn; // not known before it was asked
    std::optional<chat::Error> problem; // why it can't be used at all
    bool operator==(const ClaudeStatus &) const = default;
};

// Where claude is: `wanted` when it is not empty (a path, or a name on PATH), else on PATH, else where its installers
// put it. Empty when it is nowhere.
QString findClaude(const QString &wanted, const QProcessEnvironment &environment);

// There is no claude: what to do about it.
chat::Error missingError();

// Asks claude for its version and login, at no cost, without blocking.
class Probe : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Probe() override;

    // `environment` is what the sessions get. A probe that runs is replaced.
    void start(const QString &program, const QProcessEnvironment &environment);

    const ClaudeStatus &status() const { return m_status; }

Q_SIGNALS:
    // The version is known, or why it is not; the login may not be yet.
    void versionKnown();
    // All is known.
    void finished();

private:
    struct Outcome
    {
        bool ran = false; // to its end
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
    };

    void stop();
    void run(const QStringList &arguments, const std::function<void(const Outcome &)> &then);
    void onVersion(const Outcome &outcome);
    void onLogin(const Outcome &outcome);

    ClaudeStatus m_status;
    QProcessEnvironment m_environment;
    QPointer<QProcess> m_running;
};

} // namespace agent
