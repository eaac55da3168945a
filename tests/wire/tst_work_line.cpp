#include "wire/work_line.h"

#include <QTest>

class WorkLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tells_data();
    void tells();
    void cutsLongArguments();
};

void WorkLineTest::tells_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *title, const char *name, const char *arguments, const char *line) {
        QTest::newRow(title) << QByteArray(name) << QByteArray(arguments)
                             << QByteArray("\xe2\x96\xb8 ") + line + '\n';
    };
    row("command", "Bash", R"({"description":"Runs it","command":"npm test"})", "Bash: npm test");
    row("path", "Edit", R"({"old_string":"a","file_path":"/a b"})", "Edit: /a b");
    row("pattern in a path", "Grep", R"({"pattern":"x.*y","path":"src"})", "Grep: src");
    row("nothing that tells", "TodoWrite", R"({"todos":[{"content":"x"}]})", "TodoWrite");
    row("no string", "Bash", R"({"command":["ls"],"query":"q"})", "Bash: q");
    row("no arguments", "Wait", "", "Wait");
    row("cut off", "Bash", R"({"command":"ls)", "Bash");
    row("blank", "Bash", R"({"command":" \n "})", "Bash");
    row("several lines", "Bash", R"({"command":"a\n\tb\r\nc  d"})", "Bash: a b c d");
    row("controls", "Ba\x1bsh", R"({"command":"a\u0000\u001b[31m\u202eb\u0085c"})", "Ba sh: a [31m b c");
    row("half a pair", "Bash", R"({"command":"a\ud83d"})", "Bash: a\xef\xbf\xbd");
}

void WorkLineTest::tells()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, line);
    QCOMPARE(wire::workLine(name, arguments), line);
}

void WorkLineTest::cutsLongArguments()
{
    const auto shown = [](const QString &command) {
        const QByteArray arguments = R"({"command":")" + command.toUtf8() + R"("})";
        return QString::fromUtf8(wire::workLine("B", arguments)).mid(5).chopped(1);
    };
    QCOMPARE(shown(QString(120, u'é')), QString(120, u'é'));
    QCOMPARE(shown(QString(121, u'é')), QString(119, u'é') + u'…');
    const QString face = QString::fromUtf8("\xf0\x9f\x98\x80");
    QCOMPARE(shown(face.repeated(61)), face.repeated(59) + u'…');
    QCOMPARE(shown(QString(100000, u'x')), QString(119, u'x') + u'…');
}

QTEST_GUILESS_MAIN(WorkLineTest)
#include "tst_work_line.moc"
