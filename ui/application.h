#pragma once

#include "app/control.h"
#include "app/status.h"
#include "journal/entry.h"
#include "settings/layers.h"
#include "ui/actions.h"
#include "ui/relay_thread.h"
#include "ui/translation.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace agent {
class Guard;
}
namespace journal {
class Reader;
}

namespace ui {

class About;
class DoctorWindow;
class LogWindow;
class SettingsWindow;
class Welcome;

// The desktop application: the relay in its thread, the tray and the windows, wired together.
class Application : public QObject, public app::Controlled
{
    Q_OBJECT

public:
    // `guard` must outlive this.
    Application(settings::Layers layers, agent::Guard &guard);
    ~Application() override;

    // Puts the icon into the tray and starts the server, if the settings want that.
    void begin();

    app::Status status() const override { return m_status; }
    bool isRunning() const override { return m_relay.isRunning(); }
    std::optional<journal::DayUsage> today() const override;
    void start() override { m_relay.start(); }
    void stop() override { m_relay.stop(); }
    // A second time it does not wait for running answers.
    void quit() override;
    QString reload() override;
    QString openLog() override;
    QString openSettings() override;

Q_SIGNALS:
    // After quit(): all processes are gone.
    void finished();

private:
    struct Desktop; // the tray and what belongs to it; built anew with the language

    void connectActions();
    void connectRelay();
    void buildDesktop();
    void onStatus(const app::Status &status);
    void onTray(bool there);
    void onStopped();
    void apply();
    void store(const settings::Settings &wanted);
    void useLanguage();
    void setStartsAtLogin(bool starts);
    void loadToday();
    void welcomeOnce();
    void showLog();
    void showSettings();
    void showDoctor();
    void showAbout();
    void showWelcome();

    settings::Layers m_layers;
    agent::Guard &m_guard;
    RelayThread m_relay;
    Translation m_translation;
    app::Status m_status;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<app::Control> m_control;
    std::unique_ptr<journal::Reader> m_reader; // while something is read
    // Open windows; they delete themselves when they are closed.
    QPointer<LogWindow> m_log;
    QPointer<SettingsWindow> m_settings;
    QPointer<DoctorWindow> m_doctor;
    QPointer<About> m_about;
    QPointer<Welcome> m_welcome;
    bool m_hasTray = true;
    bool m_quitting = false;
};

} // namespace ui
