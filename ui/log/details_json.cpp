#include "ui/log/details_json.h"

#include "base/json.h"
#include "ui/log/formats.h"
#include "ui/log/json_delegate.h"
#include "ui/log/json_model.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr qsizetype LongestChecked = 8 * 1024 * 1024; // bytes; longer texts are not checked whole
constexpr qsizetype LongestShown = 256 * 1024; // bytes of one string
constexpr qsizetype ShortString = 60; // is seen whole in its row

} // namespace

DetailsJson::DetailsJson(QWidget *parent)
    : QWidget(parent), m_model(new JsonModel(this)), m_tree(new QTreeView), m_value(new QPlainTextEdit),
      m_problem(new QLabel)
{
    auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF());
    m_tree->setFont(font);
    m_tree->setAccessibleName(tr("JSON"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setItemDelegate(new JsonDelegate(m_tree));
    m_tree->setModel(m_model);
    m_value->setReadOnly(true);
    m_value->setFrameShape(QFrame::NoFrame);
    m_value->setAccessibleName(tr("Selected text"));
    m_value->setVisible(false);
    m_problem->setWordWrap(true);
    m_problem->setMargin(6);
    m_problem->setVisible(false);

    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_value);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_problem);
    layout->addWidget(splitter);

    auto *copyAction = new QAction(tr("&Copy value"), m_tree);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &DetailsJson::copy);
    auto *unfold = new QAction(tr("&Unfold all below"), m_tree);
    connect(
        unfold, &QAction::triggered, this, [this] { m_tree->expandRecursively(m_tree->currentIndex(), 3); });
    auto *fold = new QAction(tr("&Fold all"), m_tree);
    connect(fold, &QAction::triggered, m_tree, &QTreeView::collapseAll);
    m_tree->addActions({copyAction, unfold, fold});
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_tree, &QTreeView::activated, this, &DetailsJson::activated);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &DetailsJson::showValue);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { showValue({}); });
    setFocusProxy(m_tree);
}

void DetailsJson::setJson(const QByteArray &json)
{
    QString problem;
    if (json.size() <= LongestChecked) {
        base::json::Reader reader("The text");
        const auto status =
            reader.object(json, [](QByteArrayView, base::json::Value) { return base::json::ok(); });
        if (!status)
            problem = tr("This is no valid JSON: %1").arg(oneLine(status.error().message));
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const bool isNew = m_model->rowCount() == 0 || m_model->valueAt({}) != json;
    m_model->setJson(json);
    if (isNew)
        unfoldFirst();
}

// The messages, and what else is short.
void DetailsJson::unfoldFirst()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto index = m_model->index(row, 0);
        if (m_model->valueAt(index).size() < 2000
            || m_model->index(row, 0).data(JsonModel::KeyRole) == QStringLiteral("\"messages\""))
            m_tree->expand(index);
    }
}

void DetailsJson::setEvents(const QByteArray &stream)
{
    m_problem->setVisible(false);
    m_model->setEvents(stream);
}

void DetailsJson::activated(const QModelIndex &index)
{
    if (!m_model->isMore(index))
        return;
    const int row = index.row();
    const auto parent = index.parent();
    m_model->readOn(index);
    m_tree->setCurrentIndex(m_model->index(row, 0, parent));
}

void DetailsJson::showValue(const QModelIndex &index)
{
    const auto value = index.isValid() ? m_model->valueAt(index) : QByteArrayView();
    const bool isLong = value.startsWith('"') && value.size() > ShortString;
    m_value->setVisible(isLong);
    if (!isLong)
        return;
    const auto characters = jsonCharacters(value);
    auto text = QString::fromUtf8(characters.first(std::min(characters.size(), LongestShown)));
    if (characters.size() > LongestShown)
        text += tr("\n… %1 more are not shown here. “Copy” takes all.")
                    .arg(sizeText(characters.size() - LongestShown));
    m_value->setPlainText(text);
}

void DetailsJson::copy() const
{
    const auto index = m_tree->currentIndex();
    if (!index.isValid() || m_model->isMore(index))
        return;
    const auto value = m_model->valueAt(index);
    const auto text =
        value.startsWith('"') ? jsonCharacters(value) : prettyJson(value, value.size() * 4 + 1000);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
}

bool DetailsJson::find(const QString &text, bool backwards)
{
    const auto found = m_model->find(text, m_tree->currentIndex(), backwards);
    if (!found.isValid())
        return false;
    m_tree->setCurrentIndex(found);
    m_tree->scrollTo(found, QAbstractItemView::PositionAtCenter);
    return true;
}

} // namespace ui
