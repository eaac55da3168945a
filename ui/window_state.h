#pragma once

#include <QByteArray>
#include <QString>
#include <QVariant>

class QSettings;
class QWidget;

#include <memory>

namespace ui {

// What a window remembers from one time to the next: its place, its columns, what was folded. One file for all windows;
// nothing in it is a setting, and it may be thrown away.
class WindowState
{
public:
    // `window` names the window in the file. `file` is for tests; empty: windowStateFile().
    explicit WindowState(const QString &window, const QString &file = {});
    ~WindowState();

    QVariant value(QAnyStringView key, const QVariant &otherwise = {}) const;
    void setValue(QAnyStringView key, const QVariant &value);

    // Size and place; a place that is on no screen (any more) is corrected by Qt. False when nothing is remembered.
    bool restoreGeometry(QWidget &window) const;
    void saveGeometry(const QWidget &window);

private:
    QString keyOf(QAnyStringView key) const;

    QString m_window;
    std::unique_ptr<QSettings> m_file;
};

// state.ini in the platform's place for local data.
QString windowStateFile();

} // namespace ui
