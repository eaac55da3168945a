#include "ui/window_state.h"

#include <QSettings>
#include <QStandardPaths>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace ui {

WindowState::WindowState(const QString &window, const QString &file)
    : m_window(window),
      m_file(std::make_unique<QSettings>(file.isEmpty() ? windowStateFile() : file, QSettings::IniFormat))
{ }

WindowState::~WindowState() = default;

QVariant WindowState::value(QAnyStringView key, const QVariant &otherwise) const
{
    return m_file->value(keyOf(key), otherwise);
}

void WindowState::setValue(QAnyStringView key, const QVariant &value)
{
    m_file->setValue(keyOf(key), value);
}

bool WindowState::restoreGeometry(QWidget &window) const
{
    return window.restoreGeometry(value("geometry").toByteArray());
}

void WindowState::saveGeometry(const QWidget &window)
{
    setValue("geometry", window.saveGeometry());
}

QString WindowState::keyOf(QAnyStringView key) const
{
    return m_window + u'/' + key.toString();
}

QString windowStateFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/state.ini"_L1;
}

} // namespace ui
