#include "ui/log/filter_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

// What journal::Filter understands.
constexpr QLatin1StringView Words[] = {"status:"_L1, "model:"_L1, "client:"_L1, "endpoint:"_L1, "session:"_L1,
    "note:"_L1, "id:"_L1, "status:ok"_L1, "status:error"_L1, "status:cancelled"_L1, "status:running"_L1,
    "status:4xx"_L1, "status:429"_L1, "status:5xx"_L1, "session:fresh"_L1, "session:warm"_L1,
    "session:kept"_L1};

QString lastWord(const QString &text)
{
    const auto word = text.sliced(text.lastIndexOf(u' ') + 1);
    return word.startsWith(u'-') ? word.sliced(1) : word;
}

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent), m_words(new QStringListModel(this)), m_completer(new QCompleter(this))
{
    setClearButtonEnabled(true);
    setPlaceholderText(tr("Filter: text, status:429, model:opus, client:cursor"));
    setAccessibleName(tr("Filter"));
    setToolTip(tr(
        "<p>Words that all must occur: in the ID, client, endpoint, model or note.</p>"
        "<p><b>model:</b>opus, <b>client:</b>cursor, <b>endpoint:</b>models, <b>note:</b>limit, <b>id:</b>…, "
        "<b>session:</b>fresh, warm or kept<br>"
        "<b>status:</b>429, 4xx, ok, error, cancelled or running<br>"
        "<b>-</b>word leaves out, <b>\"</b>two words<b>\"</b> belong together</p>"));
    QStringList words;
    for (const auto word : Words)
        words += word;
    m_words->setStringList(words);
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterEdit::take);
    connect(this, &QLineEdit::textEdited, this, &FilterEdit::propose);
}

// Values once their key stands there, else keys only.
void FilterEdit::propose()
{
    const auto word = lastWord(text());
    const bool atEnd = cursorPosition() == text().size();
    m_completer->setCompletionPrefix(word);
    const bool hasKey = word.contains(u':');
    const auto *found = m_completer->completionModel();
    if (!atEnd || word.isEmpty() || found->rowCount() == 0 || m_completer->currentCompletion() == word) {
        if (!hasKey || found->rowCount() < 2) {
            m_completer->popup()->hide();
            return;
        }
    }
    m_completer->complete();
}

void FilterEdit::take(const QString &completion)
{
    auto whole = text();
    whole.chop(lastWord(whole).size());
    setText(whole + completion);
    Q_EMIT textEdited(text());
}

// What the list takes to close itself must not reach the window.
void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Enter:
        case Qt::Key_Return:
        case Qt::Key_Escape:
        case Qt::Key_Tab:
            event->ignore();
            return;
        default:
            break;
        }
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace ui
