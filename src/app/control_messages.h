#pragma once

#include "app/status.h"
#include "journal/store.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

// What goes over the control socket, and what the commands print: lines of JSON.
namespace app {

// {"command": "status"}, with "argument" when there is one
QByteArray requestLine(const QString &command, const QString &argument = {});
// The command of such a line; empty when it is none.
QString commandIn(const QByteArray &line);
QString argumentIn(const QByteArray &line);

// {"ok": true, …}
QByteArray doneLine(const QJsonObject &more = {});
// {"ok": false, "error": "…"}
QByteArray errorLine(const QString &sentence);
// {"working": true}: the answer follows later.
QByteArray workingLine();

// What `status --json` prints. The keys stay as they are; those without a value are null.
QJsonObject toJson(const Status &status);
// What it prints of a day's usage, of all models together.
QJsonObject toJson(const QList<journal::DayUsage> &usage);
// The same for a person: some lines.
QString toText(const QJsonObject &status);

} // namespace app
