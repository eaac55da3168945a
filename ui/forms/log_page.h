#pragma once

#include "ui/forms/page.h"

class QLineEdit;
class QPushButton;

namespace ui::forms {

// What is kept of requests.
class LogPage : public Page
{
    Q_OBJECT

public:
    LogPage();
    // Where the store is.
    void setFile(const QString &path);

Q_SIGNALS:
    // The user wants everything removed, and has been asked whether they are sure.
    void clearWanted();

private:
    void askToClear();

    QLineEdit *m_file;
    QPushButton *m_open;
};

} // namespace ui::forms
