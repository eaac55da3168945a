#include "ui/log/details_body.h"

#include "ui/log/colors.h"
#include "ui/log/details_json.h"
#include "ui/log/details_text.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

bool isStream(QByteArrayView text)
{
    return text.startsWith("data:") || text.startsWith("event:") || text.startsWith(":");
}

} // namespace

DetailsBody::DetailsBody(const QString &name, QWidget *parent)
    : QWidget(parent), m_modes(new QButtonGroup(this)), m_pages(new QStackedWidget),
      m_readable(new DetailsText), m_json(new DetailsJson), m_asSent(new DetailsText)
{
    setAccessibleName(name);
    m_readable->setAccessibleName(name);
    m_asSent->setAccessibleName(name);
    m_bar = makeBar();
    m_none = makeNone();
    for (QWidget *page : {static_cast<QWidget *>(m_readable), static_cast<QWidget *>(m_json),
             static_cast<QWidget *>(m_asSent), m_none})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_pages);
    connect(m_modes, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked) {
            m_stale = true;
            showBody();
        }
    });
}

QWidget *DetailsBody::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(6, 4, 6, 4);
    const std::pair<Mode, QString> modes[] = {
        {Readable, tr("Readable")}, {Json, tr("JSON")}, {AsSent, tr("As sent")}};
    for (const auto &[mode, title] : modes) {
        auto *button = new QToolButton;
        button->setText(title);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_modes->addButton(button, mode);
        layout->addWidget(button);
    }
    m_modes->button(Readable)->setChecked(true);
    layout->addStretch();
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in this text"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    layout->addWidget(m_search, 1);
    const auto addButton = [&](const QString &text, const QString &tip, auto slot) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    addButton(u"↑"_s, tr("Find previous"), [this] { find(true); });
    addButton(u"↓"_s, tr("Find next"), [this] { find(false); });
    addButton(tr("Copy"), tr("Copy all of it as it was sent"), [this] { copyAll(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(false); });
    auto *next = new QAction(this);
    next->setShortcut(QKeySequence::FindNext);
    auto *previous = new QAction(this);
    previous->setShortcut(QKeySequence::FindPrevious);
    for (auto *action : {next, previous}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, [this, action, previous] { find(action == previous); });
    }
    return bar;
}

QWidget *DetailsBody::makeNone()
{
    auto *page = new QWidget;
    m_why = new QLabel;
    m_why->setWordWrap(true);
    m_why->setAlignment(Qt::AlignCenter);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_settings = new QPushButton(tr("Log settings…"));
    connect(m_settings, &QPushButton::clicked, this, &DetailsBody::settingsWanted);
    auto *layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(m_why);
    layout->addWidget(m_settings, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

void DetailsBody::setBody(Body body, bool another)
{
    m_body = std::move(body);
    m_stale = true;
    m_another |= another;
    m_bar->setVisible(true);
    showBody();
}

void DetailsBody::setNone(const QString &why, bool settingsHelp)
{
    m_body = {};
    m_stale = false;
    m_another = true;
    m_bar->setVisible(false);
    m_why->setText(why);
    m_settings->setVisible(settingsHelp);
    m_pages->setCurrentWidget(m_none);
}

void DetailsBody::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showBody();
}

void DetailsBody::showBody()
{
    if (!m_stale || !isVisible() || !m_body.passages)
        return;
    m_stale = false;
    if (std::exchange(m_another, false)) {
        m_readable->startAnew();
        m_asSent->startAnew();
    }
    switch (Mode(m_modes->checkedId())) {
    case Readable:
        m_readable->setPassages(m_body.passages());
        m_pages->setCurrentWidget(m_readable);
        break;
    case Json:
        if (isStream(m_body.text))
            m_json->setEvents(m_body.text);
        else
            m_json->setJson(m_body.text);
        m_pages->setCurrentWidget(m_json);
        break;
    case AsSent:
        m_asSent->setPassages({passageOfText(m_body.before + m_body.text)});
        m_pages->setCurrentWidget(m_asSent);
        break;
    }
}

void DetailsBody::search()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void DetailsBody::find(bool backwards)
{
    const auto text = m_search->text();
    if (text.isEmpty())
        return;
    bool found = false;
    if (m_pages->currentWidget() == m_json) {
        found = m_json->find(text, backwards);
    } else if (auto *view = qobject_cast<DetailsText *>(m_pages->currentWidget())) {
        const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
        found = view->find(text, flags);
        if (!found) { // once more from the other end
            const auto before = view->textCursor();
            view->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
            found = view->find(text, flags);
            if (!found)
                view->setTextCursor(before);
        }
    }
    auto colors = QPalette();
    if (!found)
        colors.setColor(QPalette::Text, outcomeColor(journal::Outcome::Error, palette()));
    m_search->setPalette(colors);
    m_search->setToolTip(found ? QString() : tr("Not found"));
}

void DetailsBody::copyAll() const
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_body.text));
}

} // namespace ui
