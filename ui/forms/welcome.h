#pragma once

#include "app/status.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace ui {

namespace forms {
class Step;
}

// What to do when there is no claude command, or nobody has logged in with it: two steps, which turn green by
// themselves. As long as it is visible and not all is well, it wants to know every few seconds how things are.
class Welcome : public QDialog
{
    Q_OBJECT

public:
    explicit Welcome(QWidget *parent = nullptr);

    // Whether there is anything to do, so that it should be shown.
    static bool isNeeded(const app::Status &status);

    void setStatus(const app::Status &status);

Q_SIGNALS:
    void lookAgainWanted();
    // claude is somewhere else, say.
    void settingsWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool event(QEvent *event) override;

private:
    void watch();

    app::Status m_status;
    QTimer m_interval;
    QLabel *m_title; // these are children
    QLabel *m_text;
    forms::Step *m_install;
    forms::Step *m_login;
    QPushButton *m_settings;
    QPushButton *m_copy;
};

} // namespace ui
