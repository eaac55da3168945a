#pragma once

#include "app/status.h"

#include <QDialog>

class QLabel;

namespace ui {

// What this program is, and which versions of everything it is made of, to be copied for a bug report.
class About : public QDialog
{
    Q_OBJECT

public:
    explicit About(QWidget *parent = nullptr);

    void setStatus(const app::Status &status);
    // In English, whatever the language of the windows.
    QString details() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    app::Status m_status;
    QLabel *m_claude; // a child
};

} // namespace ui
