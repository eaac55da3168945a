#include "ui/log/details_timeline.h"

#include "ui/log/colors.h"
#include "ui/log/formats.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace ui {

namespace {

constexpr int BarHeight = 12;
constexpr int Gap = 8; // between the bar and the words
constexpr double Narrowest = 3; // of a part, so that it can be seen

} // namespace

std::vector<DetailsTimeline::Part> timelineOf(const journal::Entry &entry, milliseconds now)
{
    using Kind = DetailsTimeline::Part::Kind;
    const auto &record = entry.record;
    const auto end = entry.phase == journal::Entry::Phase::Ended ? record.duration : now;
    const auto taken = std::min(record.taken.value_or(end), end);
    const auto first = std::min(record.firstDelta.value_or(end), end);
    std::vector<DetailsTimeline::Part> parts;
    for (const auto &part : {DetailsTimeline::Part{Kind::Waited, milliseconds(0), taken},
             DetailsTimeline::Part{Kind::Prepared, taken, first},
             DetailsTimeline::Part{Kind::Answered, first, end}}) {
        if (part.end > part.begin)
            parts.push_back(part);
    }
    return parts;
}

DetailsTimeline::DetailsTimeline(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Timeline"));
}

void DetailsTimeline::setEntry(const journal::Entry &entry, milliseconds now)
{
    m_parts = timelineOf(entry, now);
    m_goesOn = entry.phase != journal::Entry::Phase::Ended;
    QStringList texts;
    for (const auto &part : m_parts)
        texts += textOf(part);
    setAccessibleDescription(texts.join(", "_L1));
    update();
}

QSize DetailsTimeline::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, BarHeight + Gap + fontMetrics().height() + 2};
}

QSize DetailsTimeline::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, sizeHint().height()};
}

milliseconds DetailsTimeline::total() const
{
    return m_parts.empty() ? milliseconds(1) : std::max(m_parts.back().end, milliseconds(1));
}

QRectF DetailsTimeline::barOf(const Part &part) const
{
    const double scale = width() / double(total().count());
    const double left = double(part.begin.count()) * scale;
    const double right = std::max(double(part.end.count()) * scale, left + Narrowest);
    const double shift = std::max(right - width(), 0.0);
    return {left - shift, 0, right - left, BarHeight};
}

QColor DetailsTimeline::colorOf(Part::Kind kind) const
{
    const bool dark = isDark(palette());
    switch (kind) {
    case Part::Kind::Waited:
        return dark ? QColor(0x80, 0x80, 0x80) : QColor(0xb0, 0xb0, 0xb0);
    case Part::Kind::Prepared:
        return dark ? QColor(0xd9, 0x9a, 0x3d) : QColor(0xe0, 0x9c, 0x2e);
    case Part::Kind::Answered:
        return dark ? QColor(0x4f, 0x94, 0xd6) : QColor(0x3a, 0x80, 0xc4);
    }
    return {};
}

QString DetailsTimeline::textOf(const Part &part) const
{
    const auto time = m_goesOn && part == m_parts.back() ? elapsedText(part.end - part.begin)
                                                         : durationText(part.end - part.begin);
    switch (part.kind) {
    case Part::Kind::Waited:
        return tr("Waited for a session %1").arg(time);
    case Part::Kind::Prepared:
        return tr("Until the first token %1").arg(time);
    case Part::Kind::Answered:
        return tr("Answered %1").arg(time);
    }
    return {};
}

void DetailsTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF whole(0, 0, width(), BarHeight);
    painter.setBrush(mixed(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.1));
    painter.drawRoundedRect(whole, 3, 3);
    for (const auto &part : m_parts) {
        painter.setBrush(colorOf(part.kind));
        painter.drawRoundedRect(barOf(part), 2, 2);
    }
    // The words, side by side.
    const int top = BarHeight + Gap;
    const int line = fontMetrics().height();
    int left = 0;
    for (const auto &part : m_parts) {
        const int square = line * 6 / 10;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colorOf(part.kind));
        painter.drawRoundedRect(QRectF(left, top + (line - square) / 2.0, square, square), 2, 2);
        painter.setPen(palette().color(QPalette::WindowText));
        const int textLeft = left + square + 5;
        const auto text = fontMetrics().elidedText(textOf(part), Qt::ElideRight, width() - textLeft);
        painter.drawText(
            QRect(textLeft, top, width() - textLeft, line), Qt::AlignVCenter | Qt::AlignLeft, text);
        left = textLeft + fontMetrics().horizontalAdvance(text) + 18;
    }
}

bool DetailsTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto at = std::ranges::find_if(
        m_parts, [&](const Part &part) { return barOf(part).adjusted(0, 0, 0, Gap).contains(help->pos()); });
    if (at == m_parts.end())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(),
            tr("%1\nfrom %2 to %3").arg(textOf(*at), durationText(at->begin), durationText(at->end)), this);
    return true;
}

} // namespace ui
