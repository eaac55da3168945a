#include "ui/log/log_bar.h"

#include "ui/log/filter_edit.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace ui {

namespace {

constexpr int AnyOutcome = -1;

QToolButton *newButton(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

LogBar::LogBar(const QList<QAction *> &pages, QAction *follow, QAction *cancel, QWidget *parent)
    : QWidget(parent), m_filter(new FilterEdit), m_outcome(new QComboBox), m_forRequests(new QWidget)
{
    using journal::Outcome;
    const std::pair<QString, int> outcomes[] = {{tr("All"), AnyOutcome},
        {tr("Running"), int(Outcome::Running)}, {tr("Succeeded"), int(Outcome::Ok)},
        {tr("Failed"), int(Outcome::Error)}, {tr("Cancelled"), int(Outcome::Cancelled)}};
    for (const auto &[text, outcome] : outcomes)
        m_outcome->addItem(text, outcome);
    m_outcome->setAccessibleName(tr("State"));
    m_outcome->setToolTip(tr("Which requests are shown"));

    auto *inner = new QHBoxLayout(m_forRequests);
    inner->setContentsMargins({});
    inner->addWidget(m_filter, 1);
    inner->addWidget(m_outcome);
    inner->addWidget(newButton(follow));
    inner->addWidget(newButton(cancel));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    for (auto *page : pages)
        layout->addWidget(newButton(page));
    layout->addSpacing(8);
    layout->addWidget(m_forRequests, 1);
    layout->addStretch();

    connect(m_filter, &QLineEdit::textChanged, this,
        [this](const QString &text) { Q_EMIT filterChanged(journal::Filter::parse(text)); });
    connect(m_outcome, &QComboBox::currentIndexChanged, this, [this] {
        const int outcome = m_outcome->currentData().toInt();
        Q_EMIT outcomeChanged(outcome == AnyOutcome ? std::nullopt : std::optional(Outcome(outcome)));
    });
}

bool LogBar::isFiltering() const
{
    return !m_filter->text().isEmpty() || m_outcome->currentIndex() > 0;
}

void LogBar::clear()
{
    m_filter->clear();
    m_outcome->setCurrentIndex(0);
}

void LogBar::setForRequests(bool requests)
{
    m_forRequests->setVisible(requests);
}

} // namespace ui
