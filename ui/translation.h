#pragma once

#include <QList>
#include <QString>
#include <QTranslator>

namespace ui {

// The language of what people read: our texts, Qt's own, and how numbers and dates are written. Texts that are
// on the screen already stay as they are, so a window is built anew when the language changes.
class Translation
{
public:
    struct Language
    {
        QString code; // de
        QString name; // in that language itself
    };

    Translation() = default;
    ~Translation();
    Q_DISABLE_COPY_MOVE(Translation)

    // Those that there are texts in.
    static QList<Language> languages();

    // The language with this code; with none, the first of the system's that there are texts in. English when there
    // are no such texts. Wants a QCoreApplication.
    void use(const QString &code);
    // The code of the language in use; empty before use().
    const QString &language() const { return m_language; }

private:
    void remove();

    QTranslator m_own;
    QTranslator m_qt; // for the buttons and menus that come with Qt
    QString m_language;
};

} // namespace ui
