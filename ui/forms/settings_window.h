#pragma once

#include "app/status.h"
#include "journal/store.h"
#include "settings/layers.h"

#include <QDialog>

class QDialogButtonBox;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace ui {

namespace forms {
class AccessPage;
class GeneralPage;
class LogPage;
class Note;
class Page;
} // namespace forms

// All settings, page by page. They are edited as a copy, which takes effect as a whole by OK or Apply: what moves the
// listener or ends sessions happens once and on purpose, and Reset or a slip of the hand can be taken back. What is
// entered is checked as it is typed.
class SettingsWindow : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsWindow(QWidget *parent = nullptr);

    // Shows what is set; what was entered and not applied is lost. Who stores new settings calls it again.
    void setLayers(const settings::Layers &layers);
    void setStatus(const app::Status &status);
    // What the desktop says.
    void setStartsAtLogin(bool starts);
    // Of the last 30 days.
    void setKeyUsage(const QList<journal::KeyUsage> &usage);
    // Where the request log is stored.
    void setLogFile(const QString &path);
    // Why the settings could not be stored, or the like. Called while stored() is emitted, it keeps the window open.
    void setProblem(const QString &sentence);

    void reject() override;

Q_SIGNALS:
    // The user wants these in the file.
    void stored(const settings::Settings &settings);
    void startAtLoginWanted(bool starts);
    // The user wants the request log emptied, and is sure.
    void clearLogWanted();

private:
    void add(forms::Page *page);
    void fit();
    void load();
    void apply();
    bool store();
    void resetPage();
    void showEdited();
    settings::Settings edited() const;
    bool isEdited() const;

    settings::Layers m_layers;
    bool m_startsAtLogin = false;
    bool m_refused = false; // what was stored last
    QListWidget *m_titles; // these and the pages are children
    QStackedWidget *m_stack;
    QDialogButtonBox *m_buttons;
    QPushButton *m_apply;
    forms::Note *m_problem;
    QList<forms::Page *> m_pages;
    forms::GeneralPage *m_general;
    forms::AccessPage *m_access;
    forms::LogPage *m_log;
};

} // namespace ui
