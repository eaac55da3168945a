#include "../settings/small_disk.h"
#include "app/autostart.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
namespace autostart = app::autostart;

namespace {

constexpr auto Strange = "a b \"c\" $HOME `d` back\\slash 100% ü ; & 'e'";

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class AppAutostart : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString entry() const { return m_folder->filePath(u"autostart/claude-relay.desktop"_s); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_folder->path().toLocal8Bit());
#ifndef Q_OS_LINUX
        QSKIP("writes where this platform looks for it");
#endif
    }

    void itIsSwitchedOnAndOff()
    {
        QVERIFY(!autostart::isOn());
        QCOMPARE(autostart::set(false), QString());
        QCOMPARE(autostart::set(true), QString());
        QVERIFY(autostart::isOn());
        QCOMPARE(autostart::programOf(read(entry())), QCoreApplication::applicationFilePath());
        QCOMPARE(autostart::set(false), QString());
        QVERIFY(!autostart::isOn());
        QVERIFY(!QFile::exists(entry()));
    }

    void theNameOnThePathIsPreferred()
    {
        const auto link = m_folder->filePath(QFileInfo(QCoreApplication::applicationFilePath()).fileName());
        QVERIFY(QFile::link(QCoreApplication::applicationFilePath(), link));
        const auto before = qgetenv("PATH");
        qputenv("PATH", m_folder->path().toLocal8Bit() + ':' + before);
        QCOMPARE(autostart::set(true), QString());
        qputenv("PATH", before);
        QCOMPARE(autostart::programOf(read(entry())), link);
    }

    void anEntryCanBeOff_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("on");
        const auto own = QCoreApplication::applicationFilePath().toUtf8();
        QTest::newRow("plain") << "[Desktop Entry]\nExec=" + own + '\n' << true;
        QTest::newRow("with arguments") << "[Desktop Entry]\nExec=\"" + own + "\" --port 9000\n" << true;
        QTest::newRow("hidden") << "[Desktop Entry]\nExec=" + own + "\nHidden=true\n" << false;
        QTest::newRow("not hidden") << "[Desktop Entry]\nExec=" + own + "\nHidden=false\n" << true;
        QTest::newRow("GNOME") << "[Desktop Entry]\nX-GNOME-Autostart-enabled=false\nExec=" + own + '\n'
                               << false;
        QTest::newRow("hidden elsewhere") << "[Desktop Entry]\nExec=" + own + "\n[Other]\nHidden=true\n"
                                          << true;
        QTest::newRow("comment") << "[Desktop Entry]\n#Hidden=true\nExec=" + own + '\n' << true;
        QTest::newRow("program gone") << "[Desktop Entry]\nExec=/no/such/claude-relay\n"_ba << false;
        QTest::newRow("by name") << "[Desktop Entry]\nExec=sh\n"_ba << true;
        QTest::newRow("no program") << "[Desktop Entry]\nName=x\n"_ba << false;
        QTest::newRow("empty") << ""_ba << false;
        QTest::newRow("garbage") << QByteArray(1000, '\xff') << false;
    }
    void anEntryCanBeOff()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, on);
        QDir().mkpath(m_folder->filePath(u"autostart"_s));
        QVERIFY(write(entry(), text));
        QCOMPARE(autostart::isOn(), on);
        QCOMPARE(autostart::set(true), QString());
        QVERIFY(autostart::isOn());
        QCOMPARE(read(entry()) == text, on); // what is on is left as it is
    }

    void strangePathsSurvive()
    {
        const auto program = "/opt/"_L1 + QString::fromUtf8(Strange);
        QCOMPARE(autostart::programOf(autostart::desktopEntry(program)), program);
    }

    // A desktop's own reading of the entry starts the same program.
    void aDesktopStartsIt()
    {
        const auto gio = QStandardPaths::findExecutable(u"gio"_s);
        if (gio.isEmpty())
            QSKIP("there is no gio");
        // GLib looks for the program by its name with %%, though it would start it right (measured, 2.74).
        const auto program = m_folder->filePath(QString::fromUtf8(Strange).remove(u"%"_s));
        const auto mark = m_folder->filePath(u"started"_s);
        QVERIFY(write(program, "#!/bin/sh\necho \"$#\" > '" + mark.toUtf8() + "'\n"));
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto desktopFile = m_folder->filePath(u"x.desktop"_s);
        QVERIFY(write(desktopFile, autostart::desktopEntry(program)));
        QProcess launch;
        launch.start(gio, {u"launch"_s, desktopFile});
        QTRY_COMPARE(launch.state(), QProcess::NotRunning);
        QCOMPARE(launch.readAllStandardError(), QByteArray());
        QTRY_COMPARE(read(mark), "0\n");
    }

    void theLaunchAgentNamesTheProgram()
    {
        const auto program = "/Applications/"_L1 + QString::fromUtf8(Strange);
        QXmlStreamReader reader(autostart::launchAgent(program));
        QStringList texts;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::Characters && !reader.isWhitespace())
                texts.append(reader.text().toString());
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(texts,
            QStringList({u"Label"_s, u"claude-relay"_s, u"ProgramArguments"_s, program, u"RunAtLoad"_s,
                u"LimitLoadToSessionType"_s, u"Aqua"_s}));
    }

    void whereNothingCanBeWrittenThatIsSaid()
    {
        QVERIFY(write(m_folder->filePath(u"autostart"_s), "a file"));
        QVERIFY(autostart::set(true).contains(entry()));
        QVERIFY(!autostart::isOn());
    }

    void whereThereIsNoRoomThatIsSaid()
    {
        const auto problem = [] {
            const SmallDisk disk(10);
            return autostart::set(true);
        }();
        QVERIFY2(problem.contains(entry()), qPrintable(problem));
        QVERIFY(!QFile::exists(entry()));
    }
};

QTEST_GUILESS_MAIN(AppAutostart)
#include "autostart_test.moc"
