#include "ui/application.h"

#include "app/folders.h"
#include "ui/application_desktop.h"
#include "ui/forms/about.h"
#include "ui/forms/confirm_all.h"
#include "ui/forms/doctor_window.h"
#include "ui/forms/new_key.h"
#include "ui/forms/settings_window.h"
#include "ui/forms/welcome.h"
#include "ui/log/log_link.h"
#include "ui/log/window.h"

#include <QMessageBox>

// The windows of the application: made when they are opened, gone when they are closed.
namespace ui {

namespace {

constexpr int DaysOfUsage = 30; // of the keys

template<typename Window> void present(Window &window)
{
    window.setAttribute(Qt::WA_DeleteOnClose);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace

// What is on the screen keeps the language that it was built in.
void Application::rebuild()
{
    const bool hadLog = m_log;
    const bool hadSettings = m_settings && m_settings->isVisible(); // OK has closed it
    m_rebuilding = true;
    closeWindows();
    m_rebuilding = false;
    buildDesktop();
    m_relay.tellAll(); // what runs
    m_questions.rebuild();
    if (hadLog)
        showLog();
    if (hadSettings)
        showSettings();
}

void Application::showLog()
{
    lookAgainInTrouble();
    if (!m_log) {
        const auto settings = m_layers.effective();
        m_log = new LogWindow(m_desktop->actions);
        m_log->setStatus(m_status);
        m_log->setKept(settings.log.bodies);
        m_log->setNoTray(!m_hasTray);
        linkLog(*m_log, m_relay, m_resend, app::storePath(settings.demo));
        // Without a tray the window is the application.
        connect(m_log, &QObject::destroyed, this, [this] {
            if (!m_hasTray && !m_rebuilding && !m_quitting)
                quit();
        });
    }
    present(*m_log);
}

void Application::showSettings()
{
    if (!m_settings) {
        m_settings = new SettingsWindow;
        m_settings->setLayers(m_layers);
        m_settings->setStatus(m_status);
        m_settings->setLogFile(app::storePath(m_layers.effective().demo));
        // Its own: one that is older may have the store open as it was before it became of this version.
        auto *reader = new journal::Reader(app::storePath(m_layers.effective().demo), m_settings);
        connect(reader, &journal::Reader::usageByKey, m_settings, &SettingsWindow::setKeyUsage);
        reader->loadUsageByKey(QDate::currentDate().addDays(-DaysOfUsage + 1));
        connect(m_settings, &SettingsWindow::stored, this, &Application::store);
        connect(m_settings, &SettingsWindow::startAtLoginWanted, this, &Application::setStartsAtLogin);
        connect(m_settings, &SettingsWindow::clearLogWanted, &m_relay, &RelayThread::clear);
        showStartsAtLogin();
    }
    present(*m_settings);
}

void Application::showDoctor()
{
    const auto check = [this] { m_doctor->check(m_layers.effective(), m_status); };
    if (!m_doctor) {
        m_doctor = new DoctorWindow(m_guard);
        connect(m_doctor, &DoctorWindow::checkWanted, this, check);
        check();
    }
    present(*m_doctor);
}

void Application::showAbout()
{
    if (!m_about) {
        m_about = new About;
        m_about->setStatus(m_status);
    }
    present(*m_about);
}

void Application::showWelcome()
{
    if (!m_welcome) {
        m_welcome = new Welcome;
        m_welcome->setStatus(m_status);
        connect(m_welcome, &Welcome::lookAgainWanted, &m_relay, &RelayThread::lookAgain);
        connect(m_welcome, &Welcome::settingsWanted, this, &Application::showSettings);
    }
    present(*m_welcome);
}

void Application::showNewKey(const settings::Key &key)
{
    delete m_newKey;
    m_newKey = new NewKey(key);
    present(*m_newKey);
}

void Application::showConfirmAll()
{
    if (!m_confirmAll) {
        m_confirmAll = forms::newConfirmAll();
        connect(m_confirmAll, &QMessageBox::accepted, this, [this] { storeTools(settings::Tools::All); });
    }
    present(*m_confirmAll);
}

void Application::closeWindows()
{
    for (QWidget *window : std::initializer_list<QWidget *>{
             m_log, m_settings, m_doctor, m_about, m_welcome, m_newKey, m_confirmAll})
        delete window;
}

} // namespace ui
