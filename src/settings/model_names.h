#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

// The table of model names as people write it: gpt-4o=opus,mine=haiku says in what it differs from the built-in one,
// and gpt-4= that a built-in name is not in it.
namespace settings {

QString modelNamesText(const QMap<QByteArray, QByteArray> &names);

// As with the functions of texts.h: gives what is wrong, "must be …".
QString setModelNames(QMap<QByteArray, QByteArray> &target, const QString &text);

} // namespace settings
