#include "ui/approval/subject_view.h"

#include "ui/approval/visible_text.h"
#include "ui/log/colors.h"

#include <QEvent>
#include <QFontDatabase>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

namespace ui {

namespace {

using Line = Subject::Line;

struct Look
{
    QTextBlockFormat block;
    QTextCharFormat text;
};

QColor background(Line::Kind kind, const QPalette &palette)
{
    const auto base = palette.color(QPalette::Base);
    const double part = isDark(palette) ? 0.28 : 0.18;
    if (kind == Line::Kind::Added)
        return mixed(base, QColor(0x2e, 0xa0, 0x43), part);
    return mixed(base, QColor(0xe0, 0x3e, 0x36), part);
}

Look lookOf(Line::Kind kind, const QPalette &palette, const QFont &words)
{
    Look look;
    look.text.setForeground(palette.color(QPalette::Text));
    switch (kind) {
    case Line::Kind::Code:
        break;
    case Line::Kind::Same:
        look.text.setForeground(dimmed(palette));
        break;
    case Line::Kind::Heading:
        look.text.setFont(words);
        look.text.setForeground(dimmed(palette));
        break;
    case Line::Kind::Path:
        look.text.setFontWeight(QFont::Bold);
        break;
    case Line::Kind::Added:
    case Line::Kind::Removed:
        look.block.setBackground(background(kind, palette));
        break;
    }
    return look;
}

QString signOf(Line::Kind kind)
{
    switch (kind) {
    case Line::Kind::Added:
        return QStringLiteral("+ ");
    case Line::Kind::Removed:
        return QStringLiteral("− ");
    case Line::Kind::Same:
        return QStringLiteral("  ");
    case Line::Kind::Code:
    case Line::Kind::Heading:
    case Line::Kind::Path:
        break;
    }
    return {};
}

bool isCounted(const QList<Line> &lines)
{
    return std::ranges::any_of(lines, [](const Line &line) { return line.number > 0; });
}

int digitsFor(const QList<Line> &lines)
{
    int last = 0;
    for (const auto &line : lines)
        last = std::max(last, line.number);
    return int(QString::number(last).size());
}

// The text between marks such as ⟨U+202E⟩ stays, these stand out.
void insertMarked(
    QTextCursor &cursor, const QString &text, const QTextCharFormat &format, const QTextCharFormat &marked)
{
    qsizetype from = 0;
    for (auto at = text.indexOf(u'⟨'); at >= 0; at = text.indexOf(u'⟨', from)) {
        const auto end = text.indexOf(u'⟩', at) + 1;
        cursor.insertText(text.sliced(from, at - from), format);
        cursor.insertText(text.sliced(at, end - at), marked);
        from = end;
    }
    cursor.insertText(text.sliced(from), format);
}

} // namespace

SubjectView::SubjectView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    document()->setDocumentMargin(8);
}

void SubjectView::setLines(const QList<Line> &lines)
{
    m_lines = lines;
    m_seen = false;
    build();
    verticalScrollBar()->setValue(0);
}

void SubjectView::build()
{
    clear();
    const auto words = font();
    auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(words.pointSizeF());
    document()->setDefaultFont(fixed);
    setTabStopDistance(4 * QFontMetricsF(fixed).horizontalAdvance(u' '));
    auto marked = lookOf(Line::Kind::Code, palette(), words).text;
    marked.setForeground(outcomeColor(journal::Outcome::Error, palette()));
    marked.setFontWeight(QFont::Bold);
    const bool counted = isCounted(m_lines);
    const int digits = digitsFor(m_lines);

    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (qsizetype index = 0; index < m_lines.size(); ++index) {
        const auto &line = m_lines[index];
        const auto look = lookOf(line.kind, palette(), words);
        if (index > 0 && line.kind == Line::Kind::Heading)
            cursor.insertBlock({}, look.text); // an empty line above it
        if (index > 0)
            cursor.insertBlock(look.block, look.text);
        else
            cursor.setBlockFormat(look.block);
        if (counted && line.kind == Line::Kind::Code) {
            const auto number = line.number > 0 ? QString::number(line.number) : QString();
            cursor.insertText(number.rightJustified(digits) + QStringLiteral("  "),
                lookOf(Line::Kind::Same, palette(), words).text);
        }
        cursor.insertText(signOf(line.kind), look.text);
        insertMarked(cursor, inWrittenOrder(line.text), look.text, marked);
    }
    cursor.endEditBlock();
}

void SubjectView::showEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

bool SubjectView::showsEnd() const
{
    auto bottom = contentOffset().y();
    for (auto block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        bottom += blockBoundingRect(block).height();
        if (bottom > viewport()->height() + document()->documentMargin())
            return false;
    }
    return true;
}

void SubjectView::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (m_seen || !showsEnd())
        return;
    m_seen = true;
    QMetaObject::invokeMethod(this, &SubjectView::seen, Qt::QueuedConnection);
}

void SubjectView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        build();
}

// As plain text, without what only sets the direction here.
QMimeData *SubjectView::createMimeDataFromSelection() const
{
    auto *copy = new QMimeData;
    copy->setText(
        textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n').remove(QChar(0x202d)));
    return copy;
}

} // namespace ui
