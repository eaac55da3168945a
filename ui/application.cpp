#include "ui/application.h"

#include "app/autostart.h"
#include "app/control_place.h"
#include "app/first_key.h"
#include "app/folders.h"
#include "ui/application_desktop.h"
#include "ui/forms/about.h"
#include "ui/forms/settings_window.h"
#include "ui/forms/welcome.h"
#include "ui/log/window.h"
#include "ui/tray/notifier.h"
#include "ui/window_state.h"

#include <QApplication>

#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr auto PanelRestart = 3s; // a desktop whose panel starts anew has its tray back by then
const auto WelcomeDone = u"done"_s; // claude was there and logged in once

} // namespace

Application::Application(settings::Layers layers, agent::Guard &guard)
    : m_layers(std::move(layers)), m_guard(guard), m_keysWatch(m_layers.keysFile()),
      m_control(QString::fromLatin1(app::TrayName), *this), m_relay(m_layers.effective(), guard),
      m_reader(app::storePath(m_layers.effective().demo))
{
    m_translation.use(m_layers.effective().desktop.language);
    connectRelay();
    connectQuestions();
    m_trayGone.setSingleShot(true);
    connect(&m_trayGone, &QTimer::timeout, this, [this] { useTray(false); });
    connect(&m_notifier, &Notifier::wanted, this, &Application::onMessage);
    connect(&m_notifier, &Notifier::logWanted, this, &Application::showLog);
    connect(&m_notifier, &Notifier::settingsWanted, this, &Application::showSettings);
    connect(&m_keysWatch, &app::KeysWatch::changed, this, &Application::onKeysChanged);
    connect(&m_host, &TrayHost::appeared, this, [this] { onTray(true); });
    connect(&m_host, &TrayHost::vanished, this, [this] { onTray(false); });
    connect(&m_reader, &journal::Reader::usage, &m_today, &UsageToday::setStored);
}

Application::~Application()
{
    closeWindows();
}

app::Control::Listening Application::own()
{
    return m_control.listen();
}

void Application::begin()
{
    const auto settings = m_layers.effective();
    buildDesktop();
    if (m_host.isPresent())
        useTray(true);
    m_reader.loadUsage(QDate::currentDate());
    if (settings.desktop.startServer)
        start();
    for (const auto &notice : m_layers.fileNotices())
        m_notifier.settingsProblem(notice);
}

// Without a tray the window that is the application says it.
void Application::onMessage(const QString &title, const QString &text)
{
    if (m_log && !m_hasTray)
        m_log->tell(text);
    else
        m_desktop->tray.showMessage(title, text);
}

void Application::connectRelay()
{
    connect(&m_relay, &RelayThread::statusChanged, this, &Application::onStatus);
    connect(&m_relay, &RelayThread::stopped, this, &Application::onStopped);
    connect(&m_relay, &RelayThread::entriesChanged, this, &Application::onEntries);
    connect(&m_relay, &RelayThread::planChanged, this, [this](const app::Plan &plan) {
        m_plan = plan;
        m_desktop->tray.setPlan(plan);
    });
    connect(&m_relay, &RelayThread::noticed, &m_notifier, &Notifier::notice);
    connect(&m_relay, &RelayThread::applyFailed, this, [this](const QString &problem) {
        if (m_settings)
            m_settings->setProblem(problem);
        else
            m_notifier.settingsProblem(problem);
    });
    connect(&m_relay, &RelayThread::cleared, &m_today, &UsageToday::clear);
    connect(&m_today, &UsageToday::changed, this,
        [this](const DayTotals &totals) { m_desktop->tray.setToday(totals); });
}

void Application::connectQuestions()
{
    connect(&m_relay, &RelayThread::approvalAsked, this, [this](const agent::Approval &approval) {
        if (!m_quitting)
            m_questions.add(approval);
    });
    connect(&m_relay, &RelayThread::approvalGone, &m_questions, &Questions::remove);
    connect(&m_questions, &Questions::decided, &m_relay, &RelayThread::decide);
    connect(&m_questions, &Questions::countChanged, this,
        [this](int count) { m_desktop->tray.setQuestions(count); });
    connect(&m_questions, &Questions::began, this, [this](const QString &title) {
        m_notifier.questionAsked(title, m_layers.effective().claude.approvalTime);
    });
    connect(&m_notifier, &Notifier::questionWanted, &m_questions, &Questions::present);
}

void Application::buildDesktop()
{
    m_desktop = std::make_unique<Desktop>();
    auto &[actions, tray] = *m_desktop;
    connect(&actions, &Actions::startWanted, this, &Application::start);
    connect(&actions, &Actions::stopWanted, this, &Application::stop);
    connect(&actions, &Actions::toolsWanted, this, &Application::setTools);
    connect(&actions, &Actions::logWanted, this, &Application::showLog);
    connect(&actions, &Actions::settingsWanted, this, &Application::showSettings);
    connect(&actions, &Actions::doctorWanted, this, &Application::showDoctor);
    connect(&actions, &Actions::aboutWanted, this, &Application::showAbout);
    connect(&actions, &Actions::quitWanted, this, &Application::quit);
    connect(&actions, &Actions::startAtLoginWanted, this, &Application::setStartsAtLogin);
    connect(&tray, &Tray::cancelWanted, &m_relay, &RelayThread::cancel);
    connect(&tray, &Tray::questionsWanted, &m_questions, &Questions::present);
    connect(&tray, &Tray::planWanted, this, [this] {
        m_relay.askPlan();
        lookAgainInTrouble();
    });
    connect(&tray, &Tray::messageClicked, &m_notifier, &Notifier::click);

    m_notifier.setEnabled(m_layers.effective().desktop.notifications);
    actions.setStatus(m_status);
    tray.setStatus(m_status);
    tray.setToday(m_today.totals());
    tray.setPlan(m_plan);
    tray.setQuestions(m_questions.count());
    tray.setPresent(m_host.isPresent());
    showStartsAtLogin();
    showTools();
    showKeys();
}

void Application::onStatus(const app::Status &status)
{
    m_status = status;
    m_desktop->actions.setStatus(status);
    m_desktop->tray.setStatus(status);
    m_notifier.setStatus(status);
    m_control.noteStatus();
    if (m_settings)
        m_settings->setStatus(status);
    if (m_about)
        m_about->setStatus(status);
    if (m_welcome)
        m_welcome->setStatus(status);
    welcomeOnce();
}

// Who looks at a trouble that may be over shall see that it is.
void Application::lookAgainInTrouble()
{
    using Trouble = app::Status::Trouble;
    if (m_status.trouble == Trouble::ClaudeMissing || m_status.trouble == Trouble::LoggedOut)
        m_relay.lookAgain();
}

// Nothing pops up once all has been well.
void Application::welcomeOnce()
{
    if (m_isWelcomed)
        return;
    using State = app::Status::State;
    WindowState state(u"welcome"_s);
    const bool isWell = m_status.state == State::Ready || m_status.state == State::Working;
    if (isWell)
        state.setValue(WelcomeDone, true);
    m_isWelcomed = isWell || state.value(WelcomeDone).toBool() || Welcome::isNeeded(m_status);
    if (Welcome::isNeeded(m_status) && !state.value(WelcomeDone).toBool())
        showWelcome();
}

void Application::onEntries(const QList<journal::Entry> &entries)
{
    m_desktop->tray.noteEntries(entries);
    m_today.note(entries);
}

void Application::onTray(bool there)
{
    if (!m_desktop || m_quitting)
        return;
    m_desktop->tray.setPresent(there);
    m_trayGone.stop();
    if (there || !m_hadTray)
        useTray(there);
    else
        m_trayGone.start(PanelRestart);
}

// Without one the window is the application.
void Application::useTray(bool there)
{
    m_hasTray = there;
    m_hadTray |= there;
    if (!there)
        showLog();
    if (m_log)
        m_log->setNoTray(!there);
}

void Application::onStopped()
{
    m_control.noteStopped();
    m_questions.clear();
    if (m_quitting)
        Q_EMIT finished();
}

// What others can come to has a key first.
void Application::readyKeys()
{
    const auto made = app::makeFirstKey(m_layers);
    if (!made) {
        m_notifier.settingsProblem(made.error());
    } else if (*made) {
        showKeys();
        showNewKey(**made);
    }
}

void Application::start()
{
    readyKeys(); // without one it does not start, and says so
    m_relay.apply(m_layers.effective()); // another process may have made it
    m_relay.start();
}

void Application::quit()
{
    const bool again = std::exchange(m_quitting, true);
    closeWindows();
    m_questions.clear();
    m_relay.askNobody();
    if (again)
        Q_EMIT finished();
    else
        m_relay.stop();
}

app::Reloaded Application::reload()
{
    const auto problem = m_layers.readFile();
    apply(); // the keys may be others, whatever is wrong with the settings
    if (!problem.isEmpty())
        return {.problems = {problem}};
    return {.notices = m_layers.fileNotices()};
}

// By another process; what this one stores, it knows.
void Application::onKeysChanged()
{
    if (!m_layers.hasOtherKeys())
        return;
    const auto reloaded = reload();
    if (const auto sentences = reloaded.problems + reloaded.notices; !sentences.isEmpty())
        m_notifier.settingsProblem(sentences.join(u' '));
}

QString Application::openLog()
{
    showLog();
    return {};
}

QString Application::openSettings()
{
    showSettings();
    return {};
}

void Application::apply()
{
    readyKeys();
    const auto settings = m_layers.effective();
    m_relay.apply(settings);
    m_notifier.setEnabled(settings.desktop.notifications);
    showTools();
    showKeys();
    if (m_log)
        m_log->setKept(settings.log.bodies);
    if (m_settings)
        m_settings->setLayers(m_layers);
    if (const auto before = m_translation.language();
        m_translation.use(settings.desktop.language), before != m_translation.language())
        QMetaObject::invokeMethod(this, &Application::rebuild, Qt::QueuedConnection);
}

void Application::store(const settings::Settings &wanted)
{
    const bool otherKeys = wanted.keys != m_layers.stored().keys;
    auto problem = otherKeys ? m_layers.storeKeys(wanted.keys) : QString();
    if (problem.isEmpty()) {
        problem = m_layers.store(wanted);
        if (problem.isEmpty() || otherKeys) // the keys hold, also when the rest can't be stored
            apply();
    }
    if (problem.isEmpty())
        return;
    if (m_settings)
        m_settings->setProblem(problem);
    else
        m_notifier.settingsProblem(problem);
}

// That everything is allowed has to be meant once.
void Application::setTools(settings::Tools tools)
{
    if (tools == settings::Tools::All && !m_layers.effective().claude.confirmAll)
        showConfirmAll();
    else
        storeTools(tools);
}

void Application::storeTools(settings::Tools tools)
{
    auto wanted = m_layers.stored();
    wanted.claude.tools = tools;
    wanted.claude.confirmAll |= tools == settings::Tools::All;
    store(wanted);
}

void Application::showTools()
{
    const auto tools = m_layers.effective().claude.tools;
    m_desktop->actions.setTools(tools, m_layers.overriddenBy(*settings::findOption(u"tools")));
    m_desktop->tray.setTools(tools);
}

void Application::showKeys()
{
    const auto keys = settings::allKeys(m_layers.effective());
    m_desktop->actions.setKeys(keys);
    m_resend.setKeys(keys);
}

void Application::setStartsAtLogin(bool starts)
{
    if (const auto problem = app::autostart::set(starts); !problem.isEmpty()) {
        m_notifier.settingsProblem(problem);
        if (m_settings)
            m_settings->setProblem(problem);
    }
    showStartsAtLogin();
}

// What the desktop says, whatever was wanted.
void Application::showStartsAtLogin()
{
    const bool starts = app::autostart::isOn();
    m_desktop->actions.setStartsAtLogin(starts);
    if (m_settings)
        m_settings->setStartsAtLogin(starts);
}

} // namespace ui
