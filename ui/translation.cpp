#include "ui/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString languageOf(const QLocale &locale)
{
    return locale.name().section(u'_', 0, 0);
}

bool isKnown(const QString &code)
{
    const auto known = Translation::languages();
    return std::ranges::any_of(known, [&](const auto &language) { return language.code == code; });
}

QString systemLanguage()
{
    const auto wanted = QLocale::system().uiLanguages();
    for (const auto &tag : wanted) {
        if (const auto code = languageOf(QLocale(tag)); isKnown(code))
            return code;
    }
    return u"en"_s;
}

} // namespace

Translation::~Translation()
{
    remove();
}

QList<Translation::Language> Translation::languages()
{
    return {{u"en"_s, u"English"_s}, {u"de"_s, u"Deutsch"_s}};
}

void Translation::use(const QString &code)
{
    remove();
    m_language = code.isEmpty() ? systemLanguage() : isKnown(code) ? code : u"en"_s;
    // The system's own way with numbers and dates is kept where it is that of the language.
    const auto system = QLocale::system();
    QLocale::setDefault(code.isEmpty() || languageOf(system) == m_language ? system : QLocale(m_language));
    // The one installed last is asked first.
    if (m_qt.load("qtbase_"_L1 + m_language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(":/i18n/claude-relay_"_L1 + m_language))
        QCoreApplication::installTranslator(&m_own);
}

void Translation::remove()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

} // namespace ui
