#include "settings/model_names.h"

#include "settings/settings.h"

using namespace Qt::StringLiterals;

namespace settings {

QString modelNamesText(const QMap<QByteArray, QByteArray> &names)
{
    const auto builtIn = defaults().claude.modelNames;
    QStringList differences;
    for (const auto &[foreign, own] : names.asKeyValueRange()) {
        if (builtIn.value(foreign) != own)
            differences.append(QString::fromUtf8(foreign + '=' + own));
    }
    for (const auto &foreign : builtIn.keys()) {
        if (!names.contains(foreign))
            differences.append(QString::fromUtf8(foreign + '='));
    }
    return differences.join(u',');
}

QString setModelNames(QMap<QByteArray, QByteArray> &target, const QString &text)
{
    auto names = defaults().claude.modelNames;
    for (const auto &pair : text.split(u',', Qt::SkipEmptyParts)) {
        const auto cut = pair.indexOf(u'=');
        const auto foreign = pair.first(std::max<qsizetype>(cut, 0)).trimmed().toUtf8();
        const auto own = pair.sliced(cut + 1).trimmed().toUtf8();
        if (foreign.isEmpty())
            return u"must be a list such as gpt-4o=opus,o3=sonnet, not \"%1\""_s.arg(text);
        if (own.isEmpty())
            names.remove(foreign);
        else
            names.insert(foreign, own);
    }
    target = names;
    return {};
}

} // namespace settings
