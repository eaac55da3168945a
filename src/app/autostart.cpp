#include "app/autostart.h"

#include "settings/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>
#include <QStandardPaths>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace app::autostart {

namespace {

QString entryPath()
{
#ifdef Q_OS_MACOS
    return QDir::homePath() + "/Library/LaunchAgents/claude-relay.plist"_L1;
#else
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + "/autostart/claude-relay.desktop"_L1;
#endif
}

QByteArray entryOf(const QString &program)
{
#ifdef Q_OS_MACOS
    return launchAgent(program);
#else
    return desktopEntry(program);
#endif
}

// As it is called on PATH, where that is the same: behind a link there may be a folder that the next update removes.
QString ownProgram()
{
    const auto own = QCoreApplication::applicationFilePath();
    const auto onPath = QStandardPaths::findExecutable(QFileInfo(own).fileName());
    return !onPath.isEmpty() && QFileInfo(onPath).canonicalFilePath() == QFileInfo(own).canonicalFilePath()
        ? onPath
        : own;
}

// An argument in Exec is quoted, and the whole value is a string, in which backslashes count once more.
QString quoted(const QString &argument)
{
    QString text;
    for (const auto character : argument) {
        if (QStringView(u"\"`$\\").contains(character))
            text += u'\\';
        text += character;
        if (character == u'%')
            text += u'%';
    }
    return u'"' + text + u'"';
}

QString escaped(QString value)
{
    return value.replace(u'\\', "\\\\"_L1)
        .replace(u'\n', "\\n"_L1)
        .replace(u'\r', "\\r"_L1)
        .replace(u'\t', "\\t"_L1);
}

QString unescaped(QStringView value)
{
    QString text;
    for (qsizetype index = 0; index < value.size(); ++index) {
        if (value[index] != u'\\' || index + 1 == value.size()) {
            text += value[index];
            continue;
        }
        switch (const auto next = value[++index]; next.unicode()) {
        case u's':
            text += u' ';
            break;
        case u'n':
            text += u'\n';
            break;
        case u't':
            text += u'\t';
            break;
        case u'r':
            text += u'\r';
            break;
        default:
            text += next;
        }
    }
    return text;
}

// Of a command line as in Exec.
QString firstArgument(const QString &command)
{
    QString argument;
    bool inQuotes = false;
    for (qsizetype index = 0; index < command.size(); ++index) {
        const auto character = command[index];
        if (character == u'"')
            inQuotes = !inQuotes;
        else if (character == u' ' && !inQuotes)
            break;
        else if (character == u'\\' && inQuotes && index + 1 < command.size())
            argument += command[++index];
        else
            argument += character;
    }
    return argument.replace("%%"_L1, "%"_L1);
}

QHash<QString, QString> valuesOf(const QByteArray &entry)
{
    QHash<QString, QString> values;
    bool inGroup = false;
    for (const auto &line : QString::fromUtf8(entry).split(u'\n')) {
        const auto cut = line.indexOf(u'=');
        if (line.startsWith(u'['))
            inGroup = line.trimmed() == "[Desktop Entry]"_L1;
        else if (inGroup && cut > 0 && !line.startsWith(u'#'))
            values.insert(line.first(cut).trimmed(), unescaped(QStringView(line).sliced(cut + 1).trimmed()));
    }
    return values;
}

QByteArray readEntry()
{
    QFile file(entryPath());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QByteArray desktopEntry(const QString &program)
{
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=claude-relay\n"
           "Comment=The OpenAI API on this machine, answered by Claude Code\n"
           "Exec="
        + escaped(quoted(program)).toUtf8()
        + "\n"
          "Icon=claude-relay\n"
          "Terminal=false\n"
          "StartupNotify=false\n"
          "X-GNOME-Autostart-enabled=true\n";
}

QByteArray launchAgent(const QString &program)
{
    QByteArray text;
    QXmlStreamWriter writer(&text);
    writer.setAutoFormatting(true);
    writer.writeStartDocument();
    writer.writeDTD(u"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                    "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"_s);
    writer.writeStartElement(u"plist"_s);
    writer.writeAttribute(u"version"_s, u"1.0"_s);
    writer.writeStartElement(u"dict"_s);
    writer.writeTextElement(u"key"_s, u"Label"_s);
    writer.writeTextElement(u"string"_s, u"claude-relay"_s);
    writer.writeTextElement(u"key"_s, u"ProgramArguments"_s);
    writer.writeStartElement(u"array"_s);
    writer.writeTextElement(u"string"_s, program);
    writer.writeEndElement();
    writer.writeTextElement(u"key"_s, u"RunAtLoad"_s);
    writer.writeEmptyElement(u"true"_s);
    writer.writeTextElement(u"key"_s, u"LimitLoadToSessionType"_s);
    writer.writeTextElement(u"string"_s, u"Aqua"_s);
    writer.writeEndDocument();
    return text;
}

QString programOf(const QByteArray &desktopEntry)
{
    const auto values = valuesOf(desktopEntry);
    if (values.value(u"Hidden"_s) == "true"_L1 || values.value(u"X-GNOME-Autostart-enabled"_s) == "false"_L1)
        return {};
    return firstArgument(values.value(u"Exec"_s));
}

bool isOn()
{
#ifdef Q_OS_MACOS
    return !readEntry().isEmpty();
#else
    const auto program = programOf(readEntry());
    return !program.isEmpty() && !QStandardPaths::findExecutable(program).isEmpty();
#endif
}

QString set(bool on)
{
    const auto path = entryPath();
    if (!on) {
        return !QFileInfo::exists(path) || QFile::remove(path) ? QString()
                                                               : u"%1 can't be removed."_s.arg(path);
    }
    if (isOn())
        return {};
    QDir().mkpath(QFileInfo(path).absolutePath());
    const auto entry = entryOf(ownProgram());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || !settings::writeAll(file, entry)
        || !file.commit())
        return u"%1 can't be written: %2"_s.arg(path, file.errorString());
    return {};
}

} // namespace app::autostart
