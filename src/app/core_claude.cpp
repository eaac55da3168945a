#include "app/core.h"

#include "app/log.h"

using namespace std::chrono_literals;

// What is known about claude and its login, and how that changes.
namespace app {

namespace {

constexpr auto ShortestLookAgain = 5s;

} // namespace

void Core::look()
{
    m_looking = true;
    m_sinceLook.start();
    const auto environment = QProcessEnvironment::systemEnvironment();
    const auto program = agent::findClaude(m_settings.claude.program, environment);
    m_program = FileIdentity::at(program);
    m_probe.start(program, cli::childEnvironment(launchSettings()));
}

// What has changed around us since the last request: the machine has slept, the CLI is another one.
void Core::onAsked()
{
    const auto program = FileIdentity::at(m_claude.program);
    if (isAway(program))
        return;
    if (m_listening.isOpen() && !m_looking && program != m_program) {
        qCInfo(lcRelay, "%s has changed.", qPrintable(m_claude.program));
        m_pool.setUnknown(); // requests wait until the version is known
        renew(agent::Fault::Updated);
    } else if (m_sleep.hasSlept()) {
        qCInfo(lcRelay, "The machine has slept.");
        renew(agent::Fault::Slept);
    }
    lookAgainIfBad();
}

// An update may be about to put another one there: what runs serves on, and only what must be started fails.
bool Core::isAway(const FileIdentity &program) const
{
    return !m_looking && program == FileIdentity() && program != m_program
        && agent::findClaude(m_settings.claude.program, QProcessEnvironment::systemEnvironment()).isEmpty();
}

void Core::renew(agent::Fault why)
{
    m_pool.renew(why);
    lookAgain();
}

// A claude that was installed or logged in meanwhile is found by the next request.
void Core::lookAgainIfBad()
{
    if (m_looking || !m_listening.isOpen())
        return;
    if (m_claude.problem) {
        m_pool.setUnknown();
        look();
    } else if (!m_claude.loggedIn.value_or(true)
        && m_sinceLook.hasExpired(std::chrono::milliseconds(ShortestLookAgain).count())) {
        look();
    }
}

void Core::onClaudeKnown()
{
    m_claude = m_probe.status();
    if (m_claude.problem)
        m_pool.setUnavailable(*m_claude.problem);
    else
        m_pool.setReady(launchSettings(), m_claude.loggedIn.value_or(false));
    if (!m_looking)
        logClaude();
    noteStatus();
}

// Once, however often it is looked for.
void Core::logClaude()
{
    if (m_loggedClaude == m_claude)
        return;
    m_loggedClaude = m_claude;
    if (m_claude.version)
        qCInfo(lcRelay, "claude %s at %s", cli::toByteArray(*m_claude.version).constData(),
            qPrintable(m_claude.program));
    if (const auto problem = api::problemText(m_claude); !problem.isEmpty())
        qCWarning(lcRelay, "%s", problem.constData());
}

void Core::lookAgain()
{
    if (m_looking || !m_listening.isOpen())
        return;
    look();
}

void Core::askPlan()
{
    if (m_listening.isOpen() && m_claude.version && m_claude.loggedIn.value_or(false))
        m_plan.ask();
}

void Core::onAnswered(const std::optional<chat::Error> &error)
{
    noteLimit(error);
    if (!error)
        noteLogin(true);
    else if (error->kind == chat::ErrorKind::NotLoggedIn)
        noteLogin(false);
    else if (error->kind == chat::ErrorKind::CliMissing)
        noteMissing(*error);
}

void Core::noteLogin(bool loggedIn)
{
    if (m_claude.problem || m_looking || m_claude.loggedIn == loggedIn)
        return;
    m_claude.loggedIn = loggedIn;
    m_plan.forget();
    m_pool.setReady(launchSettings(), loggedIn);
    noteStatus();
}

void Core::noteMissing(const chat::Error &error)
{
    if (m_looking)
        return;
    m_claude.problem = error;
    logClaude();
    noteStatus();
}

void Core::noteLimit(const std::optional<chat::Error> &error)
{
    if (error && error->kind == chat::ErrorKind::RateLimited)
        m_limit.note(*error);
    else if (!error)
        m_limit.forget();
}

} // namespace app
