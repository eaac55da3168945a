#include "layering.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace layering {

namespace {

constexpr int longestFile = 400;

struct Folder
{
    QLatin1StringView name;
    QLatin1StringView uses; // apart from itself, separated by blanks
    bool pure = false;
};

// ARCHITECTURE.md shows the same as a picture.
constexpr Folder folders[] = {
    {"base"_L1, ""_L1, true},
    {"chat"_L1, "base"_L1, true},
    {"wire"_L1, "base chat"_L1, true},
    {"cli"_L1, "base chat settings"_L1, true},
    {"settings"_L1, "base"_L1},
    {"http"_L1, "base"_L1},
    {"agent"_L1, "base chat cli settings"_L1},
    {"journal"_L1, "base chat settings"_L1},
    {"sim"_L1, "base http"_L1},
    {"api"_L1, "base chat wire cli settings http agent journal"_L1},
    {"app"_L1, "base chat wire cli settings http agent journal sim api"_L1},
    {"ui"_L1, "base chat agent journal settings app"_L1},
};

const Folder *folderNamed(QStringView name)
{
    const auto found =
        std::ranges::find_if(folders, [name](const Folder &folder) { return folder.name == name; });
    return found == std::end(folders) ? nullptr : &*found;
}

// The command line is where the windows are put on top of the rest.
bool isCommand(const QString &path)
{
    return path == "src/app/main.cpp"_L1
        || (path.startsWith("src/app/"_L1) && path.endsWith("_command.cpp"_L1));
}

bool mayUse(const Folder &folder, QStringView used, const QString &path)
{
    return used == folder.name || QString(folder.uses).split(u' ').contains(used)
        || (used == "ui"_L1 && isCommand(path));
}

// What the world outside is reached by: objects with an event loop, files, processes, sockets, clocks.
const QRegularExpression &worldly()
{
    static const QRegularExpression expression(
        uR"(\b(Q_OBJECT|QObject|QTimer|QBasicTimer|QThread|QEventLoop|QFile|QFileInfo|QDir|QDirIterator|QSaveFile)"
        uR"(|QTemporaryFile|QTemporaryDir|QSettings|QProcess|Q\w*Socket|QTcpServer|QLocalServer|QElapsedTimer)"
        uR"(|QDateTime::current\w+|QDate::currentDate|QTime::currentTime)"
        uR"(|steady_clock|system_clock|high_resolution_clock|[io]?fstream)\b)"_s);
    return expression;
}

class File
{
public:
    File(QString path, const Folder &folder, Report &report)
        : m_path(std::move(path)), m_folder(folder), m_report(report)
    { }

    void read(const QString &root)
    {
        QFile file(root + u'/' + m_path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
            complain(u"cannot be read: "_s + file.errorString());
            return;
        }
        ++m_report.files;
        while (!file.atEnd()) {
            ++m_line;
            readLine(QString::fromUtf8(file.readLine()));
        }
        if (m_line > longestFile)
            complain(u"is longer than %1 lines"_s.arg(longestFile));
    }

private:
    void readLine(const QString &line)
    {
        static const QRegularExpression include(uR"-(^\s*#\s*include\s*"([^"]+)")-"_s);
        static const QRegularExpression comment(uR"(//.*)"_s);

        if (const auto match = include.match(line); match.hasMatch())
            readInclude(match.captured(1));
        if (m_folder.pure) {
            const auto match = worldly().match(QString(line).remove(comment));
            if (match.hasMatch())
                complain(u"%1 is pure and must not use %2"_s.arg(m_folder.name, match.captured(1)));
        }
    }

    void readInclude(const QString &header)
    {
        if (header.endsWith(".moc"_L1))
            return;
        const QString used = header.section(u'/', 0, 0);
        if (!header.contains(u'/') || !folderNamed(used))
            complain(u"\"%1\" is not named by its path from src/"_s.arg(header));
        else if (!mayUse(m_folder, used, m_path))
            complain(u"%1 must not use %2"_s.arg(m_folder.name, used));
    }

    void complain(const QString &what)
    {
        m_report.findings += u"%1:%2: %3"_s.arg(m_path).arg(m_line).arg(what);
    }

    QString m_path; // from the root
    const Folder &m_folder;
    Report &m_report;
    int m_line = 0;
};

} // namespace

Report check(const QString &root)
{
    Report report;
    for (const QLatin1StringView top : {"src"_L1, "ui"_L1}) {
        QDirIterator files(
            root + u'/' + top, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = QDir(root).relativeFilePath(files.next());
            const QString name = top == "ui"_L1 ? u"ui"_s : path.section(u'/', 1, 1);
            if (const Folder *folder = folderNamed(name))
                File(path, *folder, report).read(root);
            else
                report.findings += u"%1:1: the folder %2 has no place in the layering"_s.arg(path, name);
        }
    }
    report.findings.sort();
    return report;
}

} // namespace layering
