#include "ui/log/details_text.h"

#include "ui/log/colors.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>

#include <utility>

namespace ui {

namespace {

QTextCharFormat formatOf(Passage::Kind kind, const QWidget &widget)
{
    QTextCharFormat format;
    format.setForeground(widget.palette().color(QPalette::Text));
    switch (kind) {
    case Passage::Kind::Text:
        break;
    case Passage::Kind::Aside:
        format.setForeground(dimmed(widget.palette()));
        break;
    case Passage::Kind::Code: {
        auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(widget.font().pointSizeF());
        format.setFont(font);
        break;
    }
    }
    return format;
}

QTextCharFormat titleFormat(const QWidget &widget)
{
    QTextCharFormat format;
    format.setFontWeight(QFont::DemiBold);
    format.setForeground(outcomeColor(journal::Outcome::Running, widget.palette()));
    return format;
}

} // namespace

DetailsText::DetailsText(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(8);
}

void DetailsText::setPassages(const QList<Passage> &passages)
{
    auto *bar = verticalScrollBar();
    const bool anew = std::exchange(m_anew, false);
    const int before = anew ? 0 : bar->value();
    const bool atEnd = !anew && bar->maximum() > 0 && before == bar->maximum();
    if (anew)
        removeFrom(0);
    size_t same = 0;
    while (same < m_shown.size() && qsizetype(same) < passages.size()
        && m_shown[same].passage == passages[qsizetype(same)])
        ++same;
    if (same + 1 == m_shown.size() && qsizetype(same) < passages.size()) {
        auto &last = m_shown[same].passage;
        const auto &now = passages[qsizetype(same)];
        if (last.kind == now.kind && last.title == now.title && now.text.startsWith(last.text)) {
            appendTail(now.text.sliced(last.text.size()), now.kind);
            last.text = now.text;
            ++same;
        }
    }
    if (same < m_shown.size())
        removeFrom(same);
    for (auto index = qsizetype(same); index < passages.size(); ++index)
        append(passages[index]);
    bar->setValue(atEnd ? bar->maximum() : before);
}

void DetailsText::append(const Passage &passage)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    m_shown.push_back({passage, cursor.position()});
    cursor.beginEditBlock();
    const bool first = m_shown.size() == 1;
    if (!first)
        cursor.insertBlock();
    if (!passage.title.isEmpty()) {
        if (!first)
            cursor.insertBlock(); // an empty line between them
        cursor.insertText(passage.title, titleFormat(*this));
        if (!passage.text.isEmpty())
            cursor.insertBlock();
    }
    cursor.insertText(passage.text, formatOf(passage.kind, *this));
    cursor.endEditBlock();
}

void DetailsText::appendTail(const QString &text, Passage::Kind kind)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text, formatOf(kind, *this));
}

void DetailsText::removeFrom(size_t index)
{
    if (index >= m_shown.size())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(m_shown[index].begin);
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    m_shown.resize(index);
}

void DetailsText::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    QList<Passage> passages;
    for (const auto &shown : m_shown)
        passages += shown.passage;
    removeFrom(0);
    setPassages(passages);
}

} // namespace ui
