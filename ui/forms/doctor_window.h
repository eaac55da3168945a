#pragma once

#include "app/doctor.h"
#include "app/status.h"

#include <QDialog>

#include <memory>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace ui {

namespace forms {
class DoctorRun;
}

// What `claude-relay doctor` prints, as a window: a line for each check as it ends, with what to do where something is
// wrong.
class DoctorWindow : public QDialog
{
    Q_OBJECT

public:
    // `guard` must outlive this.
    explicit DoctorWindow(agent::Guard &guard, QWidget *parent = nullptr);
    ~DoctorWindow() override;

    // Looks at everything, anew.
    void check(const settings::Settings &settings, const app::Status &status);

Q_SIGNALS:
    // The user wants another look, by check().
    void checkWanted();

protected:
    void changeEvent(QEvent *event) override;
    void done(int result) override;

private:
    void add(const app::Finding &finding);
    void finish(bool good);
    QIcon mark(bool good) const;
    void copy() const;

    agent::Guard &m_guard;
    std::unique_ptr<forms::DoctorRun> m_run; // while it looks
    QList<app::Finding> m_findings;
    QLabel *m_verdict; // these are children
    QProgressBar *m_progress;
    QListWidget *m_list;
    QPushButton *m_again;
    QPushButton *m_copy;
};

} // namespace ui
