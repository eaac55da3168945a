#include "ui/forms/models_page.h"

#include <QAction>
#include <QCompleter>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

// Offers the names that every claude knows.
class ModelDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget *createEditor(
        QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        auto *editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (auto *line = qobject_cast<QLineEdit *>(editor); line && index.column() == ModelNames::Used) {
            auto *completer = new QCompleter({u"default"_s, u"haiku"_s, u"opus"_s, u"sonnet"_s}, line);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            line->setCompleter(completer);
        }
        return editor;
    }
};

} // namespace

ModelsPage::ModelsPage() : Page(tr("Models")), m_table(new QTableView)
{
    m_table->setModel(&m_names);
    m_table->setItemDelegate(new ModelDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);

    auto *add = new QPushButton(tr("&Add"));
    auto *remove = new QPushButton(tr("&Remove"));
    auto *buttons = new QHBoxLayout;
    for (auto *button : {add, remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *lines = new QVBoxLayout;
    lines->addWidget(m_table, 1);
    lines->addLayout(buttons);

    Field::Face face{m_table, [this] { return m_names.text(); },
        [this](const QString &text) { m_names.setText(text); }, [this] { return m_names.complaint(); }};
    face.companions = {add};
    auto *field = addTall("model-names", std::move(face), tr("&Names for models:"), lines,
        tr("For programs with names of their own. Any other name goes to claude as it is."));
    connect(&m_names, &ModelNames::modelReset, field, &Field::check);
    connect(&m_names, &ModelNames::dataChanged, field, &Field::check);
    connect(&m_names, &ModelNames::rowsInserted, field, &Field::check);
    connect(&m_names, &ModelNames::rowsRemoved, field, &Field::check);

    connect(add, &QPushButton::clicked, this, &ModelsPage::add);
    connect(remove, &QPushButton::clicked, this, &ModelsPage::removeSelected);
    const auto enable = [this, remove] {
        remove->setEnabled(m_table->isEnabled() && m_table->selectionModel()->hasSelection());
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, remove, enable);
    connect(&m_names, &ModelNames::modelReset, remove, enable); // which forgets the selection without a word
    enable();
    auto *removeKey = new QAction(this);
    removeKey->setShortcuts({QKeySequence::Delete, QKeySequence(Qt::Key_Backspace)});
    removeKey->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(removeKey);
    connect(removeKey, &QAction::triggered, this, &ModelsPage::removeSelected);
}

void ModelsPage::add()
{
    const auto index = m_names.index(m_names.add(), ModelNames::Asked);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->edit(index);
}

void ModelsPage::removeSelected()
{
    auto rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, std::ranges::greater(), &QModelIndex::row);
    for (const auto &index : std::as_const(rows))
        m_names.remove(index.row());
}

} // namespace ui::forms
