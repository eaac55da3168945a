#pragma once

#include "app/control.h"
#include "app/keys_watch.h"
#include "app/status.h"
#include "journal/entry.h"
#include "journal/reader.h"
#include "settings/layers.h"
#include "ui/approval/questions.h"
#include "ui/log/resend.h"
#include "ui/relay_thread.h"
#include "ui/translation.h"
#include "ui/tray/notifier.h"
#include "ui/tray/tray_host.h"
#include "ui/tray/usage_today.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

class QMessageBox;

namespace agent {
class Guard;
}

namespace ui {

class About;
class DoctorWindow;
class LogWindow;
class NewKey;
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

    // Becomes the one that the commands of other processes reach.
    app::Control::Listening own();
    QString controlProblem() const { return m_control.problem(); }
    // Puts the icon into the tray and starts the server, if the settings want that.
    void begin();

    app::Status status() const override { return m_status; }
    bool isRunning() const override { return m_relay.isRunning(); }
    void start() override;
    void stop() override { m_relay.stop(); }
    // A second time it does not wait for running answers.
    void quit() override;
    app::Reloaded reload() override;
    QString openLog() override;
    QString openSettings() override;

Q_SIGNALS:
    // After quit(): all processes are gone.
    void finished();

private:
    struct Desktop; // the tray and what belongs to it

    void connectRelay();
    void connectQuestions();
    void buildDesktop();
    void rebuild();
    void onStatus(const app::Status &status);
    void onEntries(const QList<journal::Entry> &entries);
    void onTray(bool there);
    void useTray(bool there);
    void lookAgainInTrouble();
    void onMessage(const QString &title, const QString &text);
    void onStopped();
    void onKeysChanged();
    void apply();
    void store(const settings::Settings &wanted);
    void setTools(settings::Tools tools);
    void storeTools(settings::Tools tools);
    void showTools();
    void showKeys();
    void readyKeys();
    void showNewKey(const settings::Key &key);
    void setStartsAtLogin(bool starts);
    void showStartsAtLogin();
    void welcomeOnce();
    void showLog();
    void showSettings();
    void showDoctor();
    void showAbout();
    void showWelcome();
    void showConfirmAll();
    void closeWindows();

    settings::Layers m_layers;
    agent::Guard &m_guard;
    Translation m_translation;
    app::KeysWatch m_keysWatch;
    app::Control m_control; // gone after the relay: who has said quit waits for that
    RelayThread m_relay;
    journal::Reader m_reader;
    TrayHost m_host;
    Notifier m_notifier;
    Questions m_questions;
    UsageToday m_today;
    Resend m_resend;
    app::Status m_status;
    app::Plan m_plan;
    std::unique_ptr<Desktop> m_desktop; // since begin()
    // Open windows; they delete themselves when they are closed.
    QPointer<LogWindow> m_log;
    QPointer<SettingsWindow> m_settings;
    QPointer<DoctorWindow> m_doctor;
    QPointer<About> m_about;
    QPointer<Welcome> m_welcome;
    QPointer<NewKey> m_newKey;
    QPointer<QMessageBox> m_confirmAll;
    QTimer m_trayGone; // runs while a new one may be on its way
    bool m_hasTray = true;
    bool m_hadTray = false;
    bool m_isWelcomed = false; // or need not be
    bool m_rebuilding = false; // its windows are closed to be opened anew
    bool m_quitting = false;
};

} // namespace ui
