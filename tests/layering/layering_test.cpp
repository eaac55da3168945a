#include "layering.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class LayeringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sources();
    void planted_data();
    void planted();
};

// The checkout itself.
void LayeringTest::sources()
{
    const layering::Report report = layering::check(QStringLiteral(TEST_FOLDER "/../.."));
    QVERIFY2(report.files > 20, "too few files were found for this to mean anything");
    QVERIFY2(report.findings.isEmpty(), qPrintable(u'\n' + report.findings.join(u'\n')));
}

// One file in a tree of its own, and what has to be said of it.
void LayeringTest::planted_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");

    const auto row = [](const char *name, const char *path, const QString &text, const char *finding) {
        QTest::newRow(name) << QString::fromLatin1(path) << text << QString::fromLatin1(finding);
    };
    row("downwards", "src/wire/a.cpp", u"#include \"wire/a.h\"\n#include \"chat/event.h\"\n"_s, "");
    row("upwards", "src/chat/a.h", u"#pragma once\n#include \"wire/a.h\"\n"_s,
        "src/chat/a.h:2: chat must not use wire");
    row("sideways", "src/http/a.cpp", u"  #  include \"chat/event.h\"\n"_s,
        "src/http/a.cpp:1: http must not use chat");
    row("ui from app", "src/app/core.cpp", u"#include \"ui/tray.h\"\n"_s,
        "src/app/core.cpp:1: app must not use ui");
    row("ui from main", "src/app/main.cpp", u"#include \"ui/tray.h\"\n"_s, "");
    row("ui from a command", "src/app/tray_command.cpp", u"#include \"ui/tray.h\"\n"_s, "");
    row("ui from a command's header", "src/app/tray_command.h", u"#include \"ui/tray.h\"\n"_s,
        "src/app/tray_command.h:1: app must not use ui");
    row("ui from another command", "src/api/a_command.cpp", u"#include \"ui/tray.h\"\n"_s,
        "src/api/a_command.cpp:1: api must not use ui");
    row("http from ui", "ui/log/a.cpp", u"#include \"http/server.h\"\n"_s,
        "ui/log/a.cpp:1: ui must not use http");
    row("app from ui", "ui/tray.cpp", u"#include \"ui/tray.h\"\n#include \"app/core.h\"\n"_s, "");
    row("bare name", "src/chat/a.cpp", u"#include \"event.h\"\n"_s,
        "src/chat/a.cpp:1: \"event.h\" is not named by its path from src/");
    row("moc", "src/http/a.cpp", u"#include \"a.moc\"\n"_s, "");
    row("unknown folder", "src/utils/a.h", u"#pragma once\n"_s,
        "src/utils/a.h:1: the folder utils has no place in the layering");

    row("pure header", "src/cli/a.cpp", u"#include <QTimer>\n"_s,
        "src/cli/a.cpp:1: cli is pure and must not use QTimer");
    row("pure macro", "src/chat/a.h", u"class A\n{\n    Q_OBJECT\n};\n"_s,
        "src/chat/a.h:3: chat is pure and must not use Q_OBJECT");
    row("pure clock", "src/wire/a.cpp", u"auto t = QDateTime::currentSecsSinceEpoch();\n"_s,
        "src/wire/a.cpp:1: wire is pure and must not use QDateTime::currentSecsSinceEpoch");
    row("pure standard clock", "src/base/a.cpp", u"auto t = std::chrono::steady_clock::now();\n"_s,
        "src/base/a.cpp:1: base is pure and must not use steady_clock");
    row("pure socket", "src/wire/a.cpp", u"QLocalSocket socket;\n"_s,
        "src/wire/a.cpp:1: wire is pure and must not use QLocalSocket");
    row("pure in words", "src/cli/a.h", u"// QProcess is somebody else's business\nint a; // no QTimer\n"_s,
        "");
    row("pure durations", "src/chat/a.h",
        u"std::chrono::seconds a;\nQDateTime b;\nQProcessEnvironment c;\n"_s, "");
    row("live", "src/agent/a.h", u"#include <QTimer>\n#include <QProcess>\n"_s, "");

    row("400 lines", "ui/a.cpp", u"\n"_s.repeated(400), "");
    row("401 lines", "ui/a.cpp", u"\n"_s.repeated(401), "ui/a.cpp:401: is longer than 400 lines");
}

void LayeringTest::planted()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QString, finding);

    const QTemporaryDir tree;
    const QString full = tree.filePath(path);
    QVERIFY(QDir().mkpath(full.section(u'/', 0, -2)));
    QFile file(full);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
    file.close();

    QCOMPARE(layering::check(tree.path()).findings.join(u'\n'), finding);
}

QTEST_GUILESS_MAIN(LayeringTest)
#include "layering_test.moc"
