#include "ui/forms/keys_edit.h"

#include "ui/forms/note.h"
#include "ui/tools_texts.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

constexpr int ShownRows = 4;

QPushButton *newButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    return button;
}

QByteArrayList namesIn(const QString &text)
{
    QByteArrayList names;
    for (const auto &part : text.split(u',')) {
        if (const auto name = part.trimmed().toUtf8(); !name.isEmpty() && !names.contains(name))
            names.append(name);
    }
    return names;
}

} // namespace

KeysEdit::KeysEdit(QWidget *parent)
    : QWidget(parent), m_table(new QTableView), m_add(newButton(tr("&Add"))),
      m_remove(newButton(tr("&Remove"))), m_form(new QWidget), m_name(new QLineEdit), m_secret(new QLineEdit),
      m_show(newButton(tr("&Show"))), m_tools(new QComboBox), m_models(new QLineEdit),
      m_folder(new QLineEdit), m_note(new Note)
{
    build();
    connect(m_add, &QPushButton::clicked, this, &KeysEdit::add);
    connect(m_remove, &QPushButton::clicked, this, &KeysEdit::remove);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysEdit::showKey);
    connect(&m_model, &KeyModel::modelReset, this, &KeysEdit::showKey);
    connect(m_show, &QPushButton::toggled, this, &KeysEdit::showSecret);
    for (auto *line : {m_name, m_models, m_folder})
        connect(line, &QLineEdit::textChanged, this, &KeysEdit::takeKey);
    connect(m_tools, &QComboBox::currentIndexChanged, this, &KeysEdit::takeKey);
    showKey();
}

void KeysEdit::build()
{
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Keys"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setHighlightSections(false);
    m_table->setMinimumHeight(header->sizeHint().height()
        + ShownRows * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth());

    m_secret->setReadOnly(true);
    m_secret->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_show->setCheckable(true);
    m_show->setAccessibleName(tr("Show the key"));
    m_tools->addItem(tr("As for all"));
    for (const auto tools : AllTools)
        m_tools->addItem(tr("At most: %1").arg(titleOf(tools)));
    m_models->setPlaceholderText(tr("All; or names, separated by commas"));
    m_folder->setPlaceholderText(tr("As for all"));
    auto *copy = newButton(tr("&Copy"));
    copy->setAccessibleName(tr("Copy the key"));
    connect(copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_secret->text()); });
    auto *browse = newButton(tr("Browse…"));
    browse->setAccessibleName(tr("Browse: Folder"));
    connect(browse, &QPushButton::clicked, this, &KeysEdit::browse);

    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *list = new QHBoxLayout;
    list->addWidget(m_table, 1);
    list->addLayout(buttons);

    auto *form = new QGridLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setColumnStretch(1, 1);
    const auto side = Qt::Alignment(style()->styleHint(QStyle::SH_FormLayoutLabelAlignment));
    const auto addRow = [form, side](const QString &title, QWidget *control, QList<QWidget *> beside = {}) {
        const int row = form->rowCount();
        auto *label = new QLabel(title);
        label->setBuddy(control);
        form->addWidget(label, row, 0, (side & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
        form->addWidget(control, row, 1, 1, 3 - int(beside.size()));
        for (int i = 0; i < int(beside.size()); ++i)
            form->addWidget(beside[i], row, 4 - int(beside.size()) + i);
    };
    addRow(tr("Na&me:"), m_name);
    addRow(tr("&Key:"), m_secret, {m_show, copy});
    addRow(tr("C&laude may:"), m_tools);
    addRow(tr("M&odels:"), m_models);
    addRow(tr("&Folder:"), m_folder, {browse});

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addLayout(list);
    lines->addWidget(m_form);
    lines->addWidget(m_note);
}

void KeysEdit::setKeys(const QList<settings::Key> &keys)
{
    const int before = row();
    m_model.setKeys(keys);
    select(std::clamp(before, keys.isEmpty() ? -1 : 0, int(keys.size()) - 1));
    tell();
}

int KeysEdit::row() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void KeysEdit::select(int row)
{
    if (row >= 0)
        m_table->selectRow(row);
}

void KeysEdit::add()
{
    select(m_model.add());
    m_name->setFocus();
    m_name->selectAll();
    tell();
    Q_EMIT edited();
}

void KeysEdit::remove()
{
    const int gone = row();
    m_model.remove(gone);
    select(std::min(gone, m_model.rowCount() - 1));
    showKey();
    tell();
    Q_EMIT edited();
}

void KeysEdit::showKey()
{
    const QScopedValueRollback showing(m_showing, true);
    const int selected = row();
    m_remove->setEnabled(selected >= 0);
    m_form->setEnabled(selected >= 0);
    const auto key = selected < 0 ? settings::Key() : keys()[selected];
    m_name->setText(QString::fromUtf8(key.name));
    m_secret->setText(QString::fromLatin1(key.secret));
    m_secret->setCursorPosition(0);
    m_show->setChecked(false);
    showSecret(false);
    m_tools->setCurrentIndex(key.tools ? int(*key.tools) + 1 : 0);
    m_models->setText(QString::fromUtf8(key.models.join(", ")));
    m_folder->setText(key.folder);
}

void KeysEdit::takeKey()
{
    const int selected = row();
    if (m_showing || selected < 0)
        return;
    auto key = keys()[selected];
    key.name = m_name->text().trimmed().toUtf8();
    const int tools = m_tools->currentIndex();
    key.tools = tools > 0 ? std::optional(AllTools[std::size_t(tools) - 1]) : std::nullopt;
    key.models = namesIn(m_models->text());
    key.folder = m_folder->text().trimmed();
    m_model.change(selected, key);
    tell();
    Q_EMIT edited();
}

void KeysEdit::showSecret(bool shown)
{
    m_secret->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
}

void KeysEdit::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void KeysEdit::tell()
{
    m_note->setHint(keys().isEmpty() ? tr("No key: every program on this computer may ask.") : QString());
    m_note->setWarning(m_model.complaint().text);
}

void KeysEdit::focusInEvent(QFocusEvent *)
{
    select(m_model.complaint().row);
    m_name->setFocus();
}

} // namespace ui::forms
