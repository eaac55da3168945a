#include "ui/forms/doctor_window.h"

#include "ui/forms/colors.h"
#include "ui/forms/doctor_run.h"
#include "ui/window_state.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

const auto WindowName = u"doctor"_s;
constexpr int MarkSize = 20;

QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

// Puts the mark beside the first line of an item.
class Lines : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->decorationAlignment = Qt::AlignTop | Qt::AlignHCenter;
    }
};

} // namespace

DoctorWindow::DoctorWindow(agent::Guard &guard, QWidget *parent)
    : QDialog(parent), m_guard(guard), m_verdict(new QLabel), m_progress(new QProgressBar),
      m_list(new QListWidget)
{
    setWindowTitle(tr("Doctor"));
    auto font = m_verdict->font();
    font.setBold(true);
    m_verdict->setFont(font);
    m_verdict->setWordWrap(true);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Looking"));
    auto retains = m_progress->sizePolicy();
    retains.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(retains);
    m_list->setItemDelegate(new Lines(m_list));
    m_list->setAccessibleName(tr("Checks"));
    m_list->setWordWrap(true);
    m_list->setSpacing(3);
    m_list->setIconSize({MarkSize, MarkSize});
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_again = buttons->addButton(tr("Check &again"), QDialogButtonBox::ActionRole);
    m_copy = buttons->addButton(tr("C&opy"), QDialogButtonBox::ActionRole);
    m_copy->setToolTip(tr("Copy all lines, for a bug report"));
    connect(m_again, &QPushButton::clicked, this, &DoctorWindow::checkWanted);
    connect(m_copy, &QPushButton::clicked, this, &DoctorWindow::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *lines = new QVBoxLayout(this);
    lines->addWidget(m_verdict);
    lines->addWidget(m_progress);
    lines->addWidget(m_list, 1);
    lines->addWidget(buttons);
    if (!WindowState(WindowName).restoreGeometry(*this))
        resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 22);
}

DoctorWindow::~DoctorWindow() = default;

void DoctorWindow::check(const settings::Settings &settings, const app::Status &status)
{
    m_findings.clear();
    m_list->clear();
    m_verdict->setText(tr("Looking…"));
    m_progress->show();
    m_again->setEnabled(false);
    const auto port = quint16(QUrl(status.baseUrl).port(0));
    m_run = std::make_unique<forms::DoctorRun>(settings, port, m_guard);
    connect(m_run.get(), &forms::DoctorRun::found, this, &DoctorWindow::add);
    connect(m_run.get(), &forms::DoctorRun::finished, this, &DoctorWindow::finish, Qt::QueuedConnection);
}

void DoctorWindow::add(const app::Finding &finding)
{
    m_findings.append(finding);
    const auto text = sentence(finding.what);
    const auto mend = sentence(finding.mend);
    auto *item = new QListWidgetItem(mark(finding.good), mend.isEmpty() ? text : text + u'\n' + mend, m_list);
    item->setData(Qt::AccessibleTextRole,
        finding.good ? tr("Passed: %1").arg(text) : tr("Failed: %1. %2").arg(text, mend));
    m_list->scrollToBottom();
}

void DoctorWindow::finish(bool good)
{
    m_run.reset();
    m_progress->hide();
    m_again->setEnabled(true);
    const auto failures =
        std::ranges::count_if(m_findings, [](const app::Finding &finding) { return !finding.good; });
    const auto first =
        std::ranges::find_if(m_findings, [](const app::Finding &finding) { return !finding.good; });
    m_list->setCurrentRow(first == m_findings.end() ? 0 : int(first - m_findings.begin()));
    m_verdict->setText(good ? tr("All is well.") : tr("%n problem(s) found", nullptr, int(failures)));
}

// A tick or a cross in a circle.
QIcon DoctorWindow::mark(bool good) const
{
    const qreal ratio = devicePixelRatioF();
    QPixmap pixmap(QSize(MarkSize, MarkSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(good ? forms::goodColor(palette()) : forms::warningColor(palette()));
    painter.drawEllipse(QRectF(1, 1, MarkSize - 2, MarkSize - 2));
    painter.setPen(QPen(palette().color(QPalette::Base), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (good) {
        painter.drawPolyline(QPolygonF({{5.8, 10.4}, {8.7, 13.3}, {14.2, 7.2}}));
    } else {
        painter.drawLine(QPointF(7, 7), QPointF(13, 13));
        painter.drawLine(QPointF(13, 7), QPointF(7, 13));
    }
    return pixmap;
}

// As the command prints it.
void DoctorWindow::copy() const
{
    QString text;
    for (const auto &finding : m_findings) {
        text += (finding.good ? "pass  "_L1 : "FAIL  "_L1) + finding.what + u'\n';
        if (!finding.mend.isEmpty())
            text += "      "_L1 + finding.mend + u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
}

void DoctorWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setIcon(mark(m_findings.at(row).good));
}

void DoctorWindow::done(int result)
{
    WindowState(WindowName).saveGeometry(*this);
    m_run.reset();
    QDialog::done(result);
}

} // namespace ui
