#include "ui/log/details_overview.h"

#include "ui/log/colors.h"
#include "ui/log/details_timeline.h"
#include "ui/log/outcome.h"
#include "ui/tools_texts.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace ui {

namespace {

QString sessionText(journal::SessionKind kind)
{
    switch (kind) {
    case journal::SessionKind::None:
        return {};
    case journal::SessionKind::Fresh:
        return DetailsOverview::tr("Fresh: started for this request");
    case journal::SessionKind::Warm:
        return DetailsOverview::tr("Warm: it had been started ahead");
    case journal::SessionKind::Kept:
        return DetailsOverview::tr("Kept: it already held the conversation");
    }
    return {};
}

QString tokensText(const chat::Usage &usage)
{
    if (usage == chat::Usage())
        return {};
    auto in = DetailsOverview::tr("%1 in").arg(countText(usage.prompt()));
    QStringList parts;
    if (usage.cacheRead > 0)
        parts += DetailsOverview::tr("%1 from the cache").arg(countText(usage.cacheRead));
    if (usage.cacheWrite > 0)
        parts += DetailsOverview::tr("%1 into the cache").arg(countText(usage.cacheWrite));
    if (!parts.isEmpty())
        in += " ("_L1 + parts.join(", "_L1) + u')';
    auto out = DetailsOverview::tr("%1 out").arg(countText(usage.output));
    if (usage.reasoning > 0)
        out += " ("_L1 + DetailsOverview::tr("%1 of them thinking").arg(countText(usage.reasoning)) + u')';
    return in + ", "_L1 + out;
}

QString modelText(const journal::Record &record)
{
    if (record.model.isEmpty() || record.askedModel.isEmpty() || record.model == record.askedModel)
        return oneLine(record.model.isEmpty() ? record.askedModel : record.model);
    return DetailsOverview::tr("%1, asked for as %2").arg(oneLine(record.model), oneLine(record.askedModel));
}

} // namespace

DetailsOverview::DetailsOverview(QWidget *parent)
    : QScrollArea(parent), m_timeline(new DetailsTimeline), m_form(new QFormLayout)
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(14);
    layout->addWidget(m_timeline);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setVerticalSpacing(4);
    m_form->setHorizontalSpacing(16);
    layout->addLayout(m_form);
    layout->addStretch();
    setWidget(content);
}

void DetailsOverview::setEntry(const journal::Entry &entry)
{
    const auto now = QDateTime::currentDateTimeUtc();
    m_times.setNow(now);
    m_timeline->setEntry(entry, milliseconds(entry.record.received.msecsTo(now)));
    const auto facts = factsOf(entry);
    for (int row = 0; row < int(facts.size()); ++row)
        setFact(row, facts[row]);
}

QList<DetailsOverview::Fact> DetailsOverview::factsOf(const journal::Entry &entry) const
{
    const auto &record = entry.record;
    const bool ended = entry.phase == journal::Entry::Phase::Ended;
    const auto lines = [](const QByteArrayList &names) { return oneLine(names.join(", ")); };
    auto tokens = tokensText(record.usage);
    if (!ended && entry.answeredBytes > 0)
        tokens = tr("≈ %1 out so far").arg(countText(tokensSoFar(entry)));
    QString error;
    if (record.error) {
        error = QString::fromUtf8(record.error->message);
        if (record.error->retryAfter)
            error += u' ' + tr("(Try again in %1.)").arg(durationText(*record.error->retryAfter));
    }
    return {
        {tr("Status"), statusText(entry), journal::outcomeOf(entry) == journal::Outcome::Error},
        {tr("Error"), error, true},
        {tr("Received"), m_times.longText(record.received)},
        {tr("Client"), oneLine(record.client)},
        {tr("Key"), oneLine(record.key)},
        {tr("Endpoint"), oneLine(record.endpoint)},
        {tr("Model"), modelText(record)},
        {tr("Session"), sessionText(record.session)},
        {tr("Claude may"), record.tools ? titleOf(*record.tools) : QString()},
        {tr("Folder"), oneLine(record.folder.toUtf8())},
        {tr("Answer"), record.streamed ? tr("Streamed") : tr("In one piece")},
        {tr("Choices"), record.choices > 1 ? countText(record.choices) : QString()},
        {tr("End"), record.stopReason ? stopReasonText(*record.stopReason) : QString()},
        {tr("Tokens"), tokens},
        {tr("Cost"), costText(record.costUsd)},
        {tr("Parameters that count"), lines(record.honoured)},
        {tr("Parameters without effect"), lines(record.ignored)},
        {tr("Request ID"), oneLine(record.id)},
    };
}

// Rows are made once and stay, so that a selection in them outlives changes.
void DetailsOverview::setFact(int row, const Fact &fact)
{
    if (row == int(m_values.size())) {
        auto *value = new QLabel;
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        auto *title = new QLabel(fact.title);
        title->setForegroundRole(QPalette::PlaceholderText);
        title->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        title->setBuddy(value);
        m_form->addRow(title, value);
        m_values += value;
    }
    auto *value = m_values[row];
    if (value->text() != fact.text)
        value->setText(fact.text);
    auto colors = QPalette();
    if (fact.isError)
        colors.setColor(QPalette::WindowText, outcomeColor(journal::Outcome::Error, palette()));
    value->setPalette(colors);
    value->setVisible(!fact.text.isEmpty());
    m_form->labelForField(value)->setVisible(!fact.text.isEmpty());
}

} // namespace ui
