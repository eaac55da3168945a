#include "agent/approvals.h"
#include "ui/approval/line_diff.h"
#include "ui/approval/subject.h"
#include "ui/approval/visible_text.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using Line = ui::Subject::Line;
using Kind = Line::Kind;

namespace {

ui::Subject subject(const QByteArray &tool, const QByteArray &input)
{
    return ui::subjectOf({.number = 1, .tool = tool, .input = input});
}

// As "+ added", one a line.
QString text(const ui::Subject &subject)
{
    constexpr std::pair<Kind, const char *> Signs[] = {{Kind::Code, "  "}, {Kind::Heading, "# "},
        {Kind::Path, "@ "}, {Kind::Added, "+ "}, {Kind::Removed, "- "}, {Kind::Same, "= "}};
    QStringList lines;
    for (const auto &line : subject.lines) {
        const auto *sign = std::ranges::find(Signs, line.kind, &std::pair<Kind, const char *>::first)->second;
        lines.append(QString::fromLatin1(sign) + line.text);
    }
    return lines.join(u'\n');
}

} // namespace

class UiApprovalTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void diff_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("lines");
        QTest::newRow("same") << u"a\nb"_s << u"a\nb"_s << u"=a=b"_s;
        QTest::newRow("one line") << u"a\nb\nc"_s << u"a\nB\nc"_s << u"=a-b+B=c"_s;
        QTest::newRow("into nothing") << u""_s << u"a"_s << u"-+a"_s;
        QTest::newRow("in the middle") << u"a\nb\nc\nd"_s << u"x\nb\nc\ny\nz"_s << u"-a+x=b=c-d+y+z"_s;
        QTest::newRow("repeated") << u"a\na"_s << u"a\na\na"_s << u"=a=a+a"_s;
        QTest::newRow("moved") << u"a\nb\nc"_s << u"c\na\nb"_s << u"+c=a=b-c"_s;
    }
    void diff()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QString lines;
        for (const auto &line : ui::lineDiff(before, after)) {
            using Of = ui::DiffLine::Kind;
            lines += line.kind == Of::Same ? u'=' : line.kind == Of::Added ? u'+' : u'-';
            lines += line.text;
        }
        QTEST(lines, "lines");
    }

    void bigDiffsLoseNothing()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 3000; ++i) {
            before.append(QString::number(i));
            after.append(QString::number(-i - 1));
        }
        const auto lines = ui::lineDiff(before.join(u'\n'), after.join(u'\n'));
        QCOMPARE(lines.size(), 6000);
    }

    void subjects_data()
    {
        QTest::addColumn<QByteArray>("tool");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("lines");
        QTest::newRow("command") << "Bash"_ba
                                 << R"({"command":"npm test","description":"Tests"})"_ba
                                 << u"Claude wants to run a command"_s << u"  npm test"_s;
        QTest::newRow("parameters of a command")
            << "Bash"_ba
            << R"({"command":"a","timeout":12345678901234567890,"sandbox":{"off":true}})"_ba
            << u"Claude wants to run a command"_s
            << u"  a\n# With these parameters:\n  {\n    \"timeout\": 12345678901234567890,\n    "
               u"\"sandbox\": {\n"
               "      \"off\": true\n    }\n  }"_s;
        QTest::newRow("a command that is none")
            << "Bash"_ba
            << R"({"command":["rm","-rf"]})"_ba << u"Claude wants to run a command"_s
            << u"# With these parameters:\n  {\n    \"command\": [\n"
               "      \"rm\",\n      \"-rf\"\n    ]\n  }"_s;
        QTest::newRow("two commands")
            << "Bash"_ba
            << R"({"command":"ls","command":"rm"})"_ba << u"Claude wants to run a command"_s
            << u"  {\n    \"command\": \"ls\",\n    \"command\": \"rm\"\n  }"_s;
        QTest::newRow("no JSON") << "Bash"_ba
                                 << "rm\u202e -rf"_ba << u"Claude wants to run a command"_s
                                 << u"  rm⟨U+202E⟩ -rf"_s;
        QTest::newRow("new file") << "Write"_ba
                                  << R"({"file_path":"/a/b","content":"x\ny"})"_ba
                                  << u"Claude wants to write a file"_s
                                  << u"@ /a/b\n# Everything in the file will be:\n+ x\n+ y"_s;
        QTest::newRow("edit") << "Edit"_ba
                              << R"({"file_path":"/a","old_string":"1\n2","new_string":"1\n3"})"_ba
                              << u"Claude wants to change a file"_s << u"@ /a\n= 1\n- 2\n+ 3"_s;
        QTest::newRow("half an edit")
            << "Edit"_ba
            << R"({"file_path":"/a","new_string":"x","old_string":7})"_ba
            << u"Claude wants to change a file"_s
            << u"@ /a\n+ x\n# With these parameters:\n  {\n    \"old_string\": 7\n  }"_s;
        QTest::newRow("edits")
            << "MultiEdit"_ba
            << R"({"file_path":"/a","edits":[{"old_string":"x","new_string":"y"},{"old_string":"1","new_string":"2","all":true}]})"_ba
            << u"Claude wants to change a file"_s
            << u"@ /a\n# Change 1:\n- x\n+ y\n# Change 2:\n- 1\n+ 2\n# With these parameters:\n"
               "  {\n    \"all\": true\n  }"_s;
        QTest::newRow("edit everywhere")
            << "Edit"_ba
            << R"({"file_path":"/a","old_string":"1","new_string":"2","replace_all":true})"_ba
            << u"Claude wants to change a file"_s << u"@ /a\n# Wherever it occurs in the file:\n- 1\n+ 2"_s;
        QTest::newRow("edit once")
            << "Edit"_ba
            << R"({"file_path":"/a","old_string":"1","new_string":"2","replace_all":false})"_ba
            << u"Claude wants to change a file"_s << u"@ /a\n- 1\n+ 2"_s;
        QTest::newRow("notebook") << "NotebookEdit"_ba
                                  << R"({"notebook_path":"/a.ipynb","new_source":"1","cell_id":"c"})"_ba
                                  << u"Claude wants to change a notebook"_s
                                  << u"@ /a.ipynb\n# The cell's text:\n+ 1\n# With these parameters:\n"
                                     "  {\n    \"cell_id\": \"c\"\n  }"_s;
        QTest::newRow("page") << "WebFetch"_ba
                              << R"({"url":"https:\/\/a.example/","prompt":"Why?"})"_ba
                              << u"Claude wants to read a web page"_s
                              << u"@ https://a.example/\n# What is asked about it:\n  Why?"_s;
        QTest::newRow("search") << "WebSearch"_ba
                                << R"({"query":"q"})"_ba << u"Claude wants to search the web"_s << u"@ q"_s;
        QTest::newRow("other") << "mcp__tracker__make"_ba
                               << R"({"b":"\u202e","a":1.0})"_ba
                               << u"Claude wants to use make of the MCP server tracker"_s
                               << u"  {\n    \"b\": \"\\u202e\",\n    \"a\": 1.0\n  }"_s;
        QTest::newRow("unknown") << "Frob\u202e"_ba
                                 << "{}"_ba << u"Claude wants to use Frob⟨U+202E⟩"_s << u"  {}"_s;
    }
    void subjects()
    {
        QFETCH(QByteArray, tool);
        QFETCH(QByteArray, input);
        const auto subject = ::subject(tool, input);
        QTEST(subject.title, "title");
        QTEST(text(subject), "lines");
        QCOMPARE(subject.missing, 0);
    }

    // What the title cuts stands below it.
    void longNamesOfToolsAreShownWhole_data()
    {
        QTest::addColumn<QByteArray>("tool");
        QTest::addColumn<bool>("isBelow");
        const QByteArray sixty(60, 'x');
        QTest::newRow("short") << sixty << false;
        QTest::newRow("long") << sixty + 'y' << true;
        QTest::newRow("long name of a server") << "mcp__" + sixty + "y__make" << true;
        QTest::newRow("long name of its tool") << "mcp__tracker__" + sixty + 'y' << true;
        QTest::newRow("several lines") << "mcp__tracker__make\n" + sixty << true;
        QTest::newRow("marks") << QByteArray("\u202e").repeated(8) << true;
    }
    void longNamesOfToolsAreShownWhole()
    {
        QFETCH(QByteArray, tool);
        QFETCH(bool, isBelow);
        const auto subject = ::subject(tool, R"({"a":1})");
        QCOMPARE(subject.title.contains(u'…'), isBelow);
        QStringList shown;
        for (const auto &line : subject.lines) {
            if (line.kind == Kind::Path)
                shown.append(line.text);
        }
        QCOMPARE(shown.join(u'\n'), isBelow ? ui::visibleText(QString::fromUtf8(tool)) : QString());
        QCOMPARE(subject.lines.last().text, u"}"_s);
    }

    void linesOfACommandAreCounted()
    {
        const auto one = subject("Bash", R"({"command":"a"})");
        QCOMPARE(one.lines.first().number, 0);
        const auto two = subject("Bash", R"({"command":"a\n\nb"})");
        QCOMPARE(two.lines.size(), 3);
        QCOMPARE(two.lines.last(), (Line{Kind::Code, u"b"_s, 3}));
    }

    void wordsAreShort()
    {
        QCOMPARE(subject("Bash", R"({"command":"a","description":"Say\n<b>hello</b>"})").words,
            u"Say <b>hello</b>"_s);
        const auto long_ =
            subject("Bash", "{\"command\":\"a\",\"description\":\"" + QByteArray(9000, 'x') + "\"}");
        QVERIFY(long_.words.size() < 500);
        QCOMPARE(
            ui::subjectOf({.tool = "Bash", .input = R"({"command":"ls"})", .description = "Tests"}).words,
            u"Tests"_s);
    }

    // Claude Code repeats what it asks about where there are no words.
    void whatIsShownAnywayAreNoWords()
    {
        const auto words = [](const QByteArray &tool, const QByteArray &input,
                               const QByteArray &description) {
            return ui::subjectOf({.tool = tool, .input = input, .description = description}).words;
        };
        QCOMPARE(words("Bash", R"({"command":"ls\npwd"})", "ls\npwd"), QString());
        QCOMPARE(words("Bash", R"({"command":"ls -l src"})", "ls -l…"), QString());
        QCOMPARE(words("Write", R"({"file_path":"/a/src/b.ts","content":""})", "src/b.ts"), QString());
        const QByteArray url("https://a.example/");
        QCOMPARE(words("WebFetch", "{\"url\":\"" + url + "\"}", url), QString());
        QCOMPARE(words("Bash", R"({"command":"ls"})", "ls in the folder"), u"ls in the folder"_s);
    }

    // A line that takes for ever to be laid out is shown in pieces, all of it.
    void longLinesComeInPieces()
    {
        const QByteArray command(100'000, 'x');
        const auto subject = ::subject("Bash", "{\"command\":\"" + command + "\"}");
        QVERIFY(subject.lines.size() >= 50);
        QString all;
        for (const auto &line : subject.lines)
            all += line.text;
        QCOMPARE(all, QString::fromLatin1(command));
        QCOMPARE(subject.missing, 0);
    }

    // Neither the marks nor what is looked at for them is cut.
    void piecesKeepMarksWhole()
    {
        const auto half = QByteArray("\u0441\u043e").repeated(1'000);
        for (const auto &before : {QByteArray(), QByteArray(1'990, 'x'), QByteArray(1'995, 'x')}) {
            const auto subject = ::subject("Bash", "{\"command\":\"" + before + half + "login\"}");
            QVERIFY(subject.lines.size() > 1);
            QString all;
            for (const auto &line : subject.lines) {
                QCOMPARE(line.text.count(u'⟨'), line.text.count(u'⟩'));
                all += line.text;
            }
            QCOMPARE(all, QString::fromLatin1(before) + u"⟨U+0441⟩⟨U+043E⟩"_s.repeated(1'000) + u"login"_s);
        }
    }

    void tooMuchIsSaid_data()
    {
        QTest::addColumn<QByteArray>("tool");
        QTest::addColumn<QByteArray>("input");
        const QByteArray five(5'000'000, 'x');
        const auto lines = QByteArray("\\n").repeated(2'500'000);
        const QByteArray change("{\"old_string\":\"" + QByteArray("a\\n").repeated(900)
            + "\",\"new_string\":\"" + QByteArray("b\\n").repeated(900) + "\"}");
        QByteArray parameters;
        for (int i = 0; i < 200'000; ++i)
            parameters += ",\"" + QByteArray::number(100'000 + i) + "\":0";
        QTest::newRow("line") << "Bash"_ba
                              << "{\"command\":\"" + five + "\"}";
        QTest::newRow("lines") << "Bash"_ba
                               << "{\"command\":\"" + lines + "\"}";
        QTest::newRow("controls") << "Bash"_ba
                                  << "{\"command\":\"" + QByteArray("\\u0001").repeated(800'000) + "\"}";
        QTest::newRow("look-alikes") << "Bash"_ba
                                     << "{\"command\":\"a" + QByteArray("\u0430").repeated(800'000) + "\"}";
        QTest::newRow("words of look-alikes")
            << "Bash"_ba
            << "{\"command\":\"" + QByteArray("b \u0430 ").repeated(300'000) + "\"}";
        QTest::newRow("changes") << "MultiEdit"_ba
                                 << "{\"file_path\":\"a\",\"edits\":["
                + QByteArray(change + ',').repeated(1'000) + change + "]}";
        QTest::newRow("parameters") << "Bash"_ba
                                    << "{\"command\":\"a\"" + parameters + "}";
        QTest::newRow("file") << "Write"_ba
                              << "{\"file_path\":\"a\",\"content\":\"" + lines + "\"}";
        QTest::newRow("edit") << "Edit"_ba
                              << "{\"file_path\":\"a\",\"old_string\":\"" + lines + "\",\"new_string\":\""
                + lines + "\"}";
        QTest::newRow("JSON") << "mcp__a__b"_ba
                              << "{\"a\":\"" + five + "\"}";
        QTest::newRow("JSON of few characters")
            << "mcp__a__b"_ba
            << "{\"a\":\"" + QByteArray("\xf0\x9f\x99\x82").repeated(1'200'000) + "\"}";
        QTest::newRow("items") << "mcp__a__b"_ba
                               << "{\"a\":[0" + QByteArray(",0").repeated(2'000'000) + "]}";
        QTest::newRow("no JSON") << "mcp__a__b"_ba << five;
    }
    void tooMuchIsSaid()
    {
        QFETCH(QByteArray, tool);
        QFETCH(QByteArray, input);
        QElapsedTimer timer;
        timer.start();
        const auto subject = ::subject(tool, input);
        const auto took = timer.elapsed();
        QVERIFY(subject.missing > 0);
        QVERIFY(subject.lines.size() <= 20'000);
        QVERIFY2(took < 5000, qPrintable(QString::number(took)));
    }
};

QTEST_GUILESS_MAIN(UiApprovalTexts)
#include "texts_test.moc"
