#include "ui/approval/subject.h"

#include "base/json.h"
#include "ui/approval/line_diff.h"
#include "ui/approval/visible_text.h"
#include "ui/log/json_text.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using Line = Subject::Line;
using Kind = Line::Kind;

constexpr qsizetype MostCharacters = 1'000'000; // of all lines: more than any model says in one go
constexpr qsizetype MostLines = 20'000;
constexpr qsizetype LongestPiece = 2'000; // of a line; longer ones take too long to be laid out
constexpr qsizetype LongestWords = 240;
constexpr qsizetype LongestName = 60; // of a tool, in the title

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::Subject)
};

// Takes lines as long as there is room.
class Sheet
{
public:
    explicit Sheet(Subject &subject) : m_subject(subject) { }

    void add(Kind kind, QStringView text, int number = 0)
    {
        if (m_subject.missing > 0 || m_characters >= MostCharacters || m_subject.lines.size() >= MostLines) {
            m_subject.missing += text.size() + 1;
            return;
        }
        const auto room = MostCharacters - m_characters;
        const auto whole = visibleText(text.first(std::min(text.size(), room)));
        m_subject.missing += text.size() - std::min(text.size(), room);
        QStringView rest(whole);
        do {
            const auto piece = rest.first(pieceEnd(rest));
            m_subject.lines.append({kind, piece.toString(), std::exchange(number, 0)});
            m_characters += piece.size();
            rest = rest.sliced(piece.size());
        } while (!rest.isEmpty() && m_characters < MostCharacters);
        m_subject.missing += rest.size();
    }

    void addLines(Kind kind, QStringView text)
    {
        const bool counts = kind == Kind::Code && text.contains(u'\n');
        int number = 0;
        for (qsizetype begin = 0; begin <= text.size();) {
            if (m_subject.missing > 0) {
                m_subject.missing += text.size() - begin;
                return;
            }
            const auto found = text.indexOf(u'\n', begin);
            const auto end = found < 0 ? text.size() : found;
            add(kind, text.sliced(begin, end - begin), counts ? ++number : 0);
            begin = end + 1;
        }
    }

    void addJson(QByteArrayView json)
    {
        constexpr auto Most = 4 * MostCharacters; // bytes
        const auto pretty = prettyJson(json, Most);
        const auto text = QString::fromUtf8(pretty);
        for (const auto line : QStringView(text).tokenize(u'\n'))
            add(Kind::Code, line);
        if (pretty.size() >= Most)
            m_subject.missing += std::max<qsizetype>(json.size() - Most, 1);
    }

    void addDiff(const QString &before, const QString &after)
    {
        if (m_subject.missing > 0 || before.size() + after.size() > MostCharacters) {
            addLines(Kind::Removed, before);
            addLines(Kind::Added, after);
            return;
        }
        for (const auto &line : lineDiff(before, after)) {
            using Of = DiffLine::Kind;
            add(line.kind == Of::Same        ? Kind::Same
                    : line.kind == Of::Added ? Kind::Added
                                             : Kind::Removed,
                line.text);
        }
    }

private:
    // Pairs of surrogates and marks such as ⟨U+202E⟩ stay together.
    static qsizetype pieceEnd(QStringView text)
    {
        if (text.size() <= LongestPiece)
            return text.size();
        const auto piece = text.first(LongestPiece);
        if (const auto mark = piece.lastIndexOf(u'⟨'); mark > piece.lastIndexOf(u'⟩'))
            return mark;
        return text[LongestPiece].isLowSurrogate() ? LongestPiece - 1 : LongestPiece;
    }

    Subject &m_subject;
    qsizetype m_characters = 0;
};

// The members of an object. What nobody has taken is shown as it is.
class Members
{
public:
    explicit Members(QByteArrayView json)
    {
        base::json::Reader reader;
        QSet<QByteArray> names;
        const auto status =
            reader.object(json, [&](QByteArrayView key, base::json::Value value) -> base::json::Status {
                const auto name = key.toByteArray();
                m_twice |= names.contains(name);
                names.insert(name);
                auto raw = value.raw();
                if (!raw)
                    return base::Unexpected{raw.error()};
                m_members.append({name, std::move(*raw)});
                return base::json::ok();
            });
        m_readable = status && !m_twice;
    }

    // Nobody can tell which of two members of the same name counts.
    bool isReadable() const { return m_readable; }

    // Nothing when it is not there, or no string.
    std::optional<QString> take(QByteArrayView key)
    {
        const auto found = std::ranges::find(m_members, key, &Member::key);
        if (!m_readable || found == m_members.end() || !found->raw.startsWith('"'))
            return {};
        auto text = QString::fromUtf8(jsonCharacters(found->raw));
        m_members.erase(found);
        return text;
    }

    std::optional<QByteArray> takeArray(QByteArrayView key)
    {
        const auto found = std::ranges::find(m_members, key, &Member::key);
        if (!m_readable || found == m_members.end() || !found->raw.startsWith('['))
            return {};
        auto raw = found->raw;
        m_members.erase(found);
        return raw;
    }

    std::optional<bool> takeFlag(QByteArrayView key)
    {
        const auto found = std::ranges::find(m_members, key, &Member::key);
        if (!m_readable || found == m_members.end() || (found->raw != "true" && found->raw != "false"))
            return {};
        const bool on = found->raw == "true";
        m_members.erase(found);
        return on;
    }

    bool isEmpty() const { return m_members.isEmpty(); }

    QByteArray rest() const
    {
        QByteArray json;
        base::json::Writer writer(json);
        writer.beginObject();
        for (const auto &[key, raw] : m_members)
            writer.key(key).raw(raw);
        writer.endObject();
        return json;
    }

private:
    struct Member
    {
        QByteArray key;
        QByteArray raw;
    };

    QList<Member> m_members;
    bool m_twice = false;
    bool m_readable = false;
};

void addCommand(Sheet &sheet, Members &input)
{
    if (const auto command = input.take("command"))
        sheet.addLines(Kind::Code, *command);
}

void addPath(Sheet &sheet, Members &input, QByteArrayView key)
{
    if (const auto path = input.take(key))
        sheet.addLines(Kind::Path, *path);
}

void addContent(Sheet &sheet, Members &input)
{
    addPath(sheet, input, "file_path");
    if (const auto content = input.take("content")) {
        sheet.add(Kind::Heading, Texts::tr("Everything in the file will be:"));
        sheet.addLines(Kind::Added, *content);
    }
}

// Both or none: half a change says nothing.
void addEdit(Sheet &sheet, Members &edit)
{
    const auto everywhere = edit.takeFlag("replace_all");
    if (everywhere.value_or(false))
        sheet.add(Kind::Heading, Texts::tr("Wherever it occurs in the file:"));
    const auto before = edit.take("old_string");
    const auto after = edit.take("new_string");
    if (before && after)
        sheet.addDiff(*before, *after);
    else if (before)
        sheet.addLines(Kind::Removed, *before);
    else if (after)
        sheet.addLines(Kind::Added, *after);
}

void addRest(Sheet &sheet, const Members &input, const QString &heading)
{
    if (input.isEmpty())
        return;
    sheet.add(Kind::Heading, heading);
    sheet.addJson(input.rest());
}

void addEdits(Sheet &sheet, Members &input)
{
    addPath(sheet, input, "file_path");
    addEdit(sheet, input);
    const auto edits = input.takeArray("edits");
    if (!edits)
        return;
    JsonChildren children(*edits, 0);
    for (int number = 1; const auto child = children.next(); ++number) {
        sheet.add(Kind::Heading, Texts::tr("Change %1:").arg(number));
        const auto json = child->value.in(*edits);
        Members edit(json);
        addEdit(sheet, edit);
        if (!edit.isReadable())
            sheet.addJson(json);
        else
            addRest(sheet, edit, Texts::tr("With these parameters:"));
    }
}

void addNotebook(Sheet &sheet, Members &input)
{
    addPath(sheet, input, "notebook_path");
    if (const auto source = input.take("new_source")) {
        sheet.add(Kind::Heading, Texts::tr("The cell's text:"));
        sheet.addLines(Kind::Added, *source);
    }
}

void addUrl(Sheet &sheet, Members &input)
{
    if (const auto url = input.take("url"))
        sheet.addLines(Kind::Path, *url);
    if (const auto prompt = input.take("prompt")) {
        sheet.add(Kind::Heading, Texts::tr("What is asked about it:"));
        sheet.addLines(Kind::Code, *prompt);
    }
}

void addSearch(Sheet &sheet, Members &input)
{
    if (const auto query = input.take("query"))
        sheet.addLines(Kind::Path, *query);
}

struct Tool
{
    QLatin1StringView name;
    const char *title = nullptr; // for tr()
    void (*add)(Sheet &, Members &) = nullptr;
};

constexpr Tool Tools[] = {
    {"Bash"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to run a command"), addCommand},
    {"Write"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to write a file"), addContent},
    {"Edit"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to change a file"), addEdits},
    {"MultiEdit"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to change a file"), addEdits},
    {"NotebookEdit"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to change a notebook"), addNotebook},
    {"WebFetch"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to read a web page"), addUrl},
    {"WebSearch"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to search the web"), addSearch},
    {"Read"_L1, QT_TRANSLATE_NOOP("ui::Subject", "Claude wants to read a file"),
        [](Sheet &sheet, Members &input) { addPath(sheet, input, "file_path"); }},
};

const Tool *toolNamed(const QByteArray &name)
{
    const auto *found = std::ranges::find(Tools, QLatin1StringView(name), &Tool::name);
    return found == std::end(Tools) ? nullptr : found;
}

QString titleOfOther(const QString &tool)
{
    const auto server = tool.section(u"__"_s, 1, 1);
    if (!tool.startsWith("mcp__"_L1) || server.isEmpty())
        return Texts::tr("Claude wants to use %1").arg(visibleLine(tool, LongestName));
    return Texts::tr("Claude wants to use %1 of the MCP server %2")
        .arg(visibleLine(tool.section(u"__"_s, 2), LongestName), visibleLine(server, LongestName));
}

// A part of it may be.
bool isCutInTitle(const QString &tool)
{
    return visibleText(tool).size() > LongestName;
}

// Where Claude has said nothing, Claude Code puts the command, the path or the URL there once more, or its beginning.
QString ownWords(const QString &words, const QList<Line> &lines)
{
    QString shown;
    for (const auto &line : lines)
        shown += line.text + u' ';
    const bool isCut = words.endsWith(u'…');
    return shown.contains(QStringView(words).chopped(isCut ? 1 : 0)) ? QString() : words;
}

} // namespace

QString titleOf(const agent::Approval &approval)
{
    const auto *tool = toolNamed(approval.tool);
    return tool ? Texts::tr(tool->title) : titleOfOther(QString::fromUtf8(approval.tool));
}

Subject subjectOf(const agent::Approval &approval)
{
    Subject subject;
    Sheet sheet(subject);
    Members input(approval.input);
    const auto *tool = toolNamed(approval.tool);
    subject.title = titleOf(approval);
    if (const auto name = QString::fromUtf8(approval.tool); !tool && isCutInTitle(name))
        sheet.addLines(Kind::Path, name);
    if (!input.isReadable() || !tool) {
        sheet.addJson(approval.input);
    } else {
        auto words = input.take("description").value_or(QString());
        tool->add(sheet, input);
        addRest(sheet, input, Texts::tr("With these parameters:"));
        subject.words = visibleLine(words, LongestWords);
    }
    if (!approval.description.isEmpty())
        subject.words =
            ownWords(visibleLine(QString::fromUtf8(approval.description), LongestWords), subject.lines);
    return subject;
}

} // namespace ui
