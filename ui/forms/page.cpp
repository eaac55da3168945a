#include "ui/forms/page.h"

#include "ui/forms/field.h"
#include "ui/forms/note.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

constexpr int LargestNumber = 999'999; // that can be typed; the option says which of them can be
constexpr int NumberWidth = 11; // in characters
// Pixels between a control and its small print, two controls, two rows, and above a heading.
constexpr int BesideNote = 2;
constexpr int BesideControl = 6;
constexpr int BetweenRows = 8;
constexpr int AboveHeading = 14;

const settings::Option &optionNamed(const char *name)
{
    const auto *option = settings::findOption(QString::fromLatin1(name));
    Q_ASSERT(option);
    return *option;
}

// The wheel scrolls the page; it changes only what has the focus.
class WheelGuard : public QObject
{
public:
    using QObject::QObject;

    static void install(QWidget *control)
    {
        control->setFocusPolicy(Qt::StrongFocus);
        control->installEventFilter(new WheelGuard(control));
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget *>(watched)->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

QHBoxLayout *newLine()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(BesideControl); // else it would have the grid's
    return line;
}

} // namespace

QHBoxLayout *leftOf(QWidget *control)
{
    auto *row = newLine();
    row->addWidget(control);
    row->addStretch();
    return row;
}

QHBoxLayout *across(QWidget *control, QWidget *beside)
{
    auto *row = newLine();
    row->addWidget(control, 1);
    if (beside)
        row->addWidget(beside);
    return row;
}

Page::Page(const QString &title) : m_title(title), m_layout(new QVBoxLayout(this)), m_grid(new QGridLayout)
{
    m_grid->setColumnStretch(1, 1);
    m_grid->setVerticalSpacing(BesideNote);
    m_layout->addLayout(m_grid);
    m_layout->addStretch();
}

void Page::load(const settings::Layers &layers)
{
    for (auto *field : std::as_const(m_fields))
        field->load(layers);
}

void Page::reset()
{
    for (auto *field : std::as_const(m_fields))
        field->reset();
}

void Page::write(settings::Settings &settings) const
{
    for (const auto *field : m_fields)
        field->write(settings);
}

QWidget *Page::firstWrong() const
{
    for (const auto *field : m_fields) {
        if (!field->complaint().isEmpty())
            return field->control();
    }
    return nullptr;
}

Field *Page::addNumber(const char *option, const QString &label, const QString &hint, const QString &suffix)
{
    auto *number = new QSpinBox;
    number->setRange(0, LargestNumber);
    number->setSuffix(suffix);
    number->setMinimumWidth(number->fontMetrics().averageCharWidth() * NumberWidth);
    WheelGuard::install(number);
    auto *field = addField(option,
        {number, [number] { return QString::number(number->value()); },
            [number](const QString &text) { number->setValue(text.toInt()); }},
        label, leftOf(number), hint);
    connect(number, &QSpinBox::valueChanged, field, &Field::check);
    return field;
}

Field *Page::addSwitch(const char *option, const QString &text, const QString &hint, bool inverted)
{
    auto *box = new QCheckBox(text);
    const auto texts = [inverted](bool checked) { return checked != inverted ? u"on"_s : u"off"_s; };
    auto *field = addField(option,
        {box, [box, texts] { return texts(box->isChecked()); },
            [box, texts](const QString &value) { box->setChecked(value == texts(true)); }},
        {}, leftOf(box), hint);
    connect(box, &QCheckBox::toggled, field, &Field::check);
    return field;
}

Field *Page::addChoice(const char *option, const QString &label, const Choices &choices, const QString &hint)
{
    auto *box = new QComboBox;
    for (const auto &[value, text] : choices)
        box->addItem(text, value);
    WheelGuard::install(box);
    const auto show = [box](const QString &value) {
        if (box->findData(value) < 0)
            box->addItem(value, value); // such as the code of a language that there are no texts in
        box->setCurrentIndex(box->findData(value));
    };
    auto *field = addField(
        option, {box, [box] { return box->currentData().toString(); }, show}, label, leftOf(box), hint);
    connect(box, &QComboBox::currentIndexChanged, field, &Field::check);
    return field;
}

Field *Page::addText(const char *option, const QString &label, const QString &unset, const QString &hint)
{
    auto *line = new QLineEdit;
    line->setPlaceholderText(unset);
    Field::Face face{line, [line] { return line->text().trimmed(); },
        [line](const QString &text) { line->setText(text); }};
    auto *field = addField(option, std::move(face), label, across(line), hint);
    connect(line, &QLineEdit::textChanged, field, &Field::check);
    return field;
}

Field *Page::addPath(const char *option, const QString &label, Browse browse, const QString &unset)
{
    auto *line = new QLineEdit;
    line->setPlaceholderText(unset);
    auto *button = new QPushButton(tr("Browse…"));
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Browse: %1").arg(QString(label).remove(u'&')));
    connect(button, &QPushButton::clicked, line, [=, this] {
        auto *dialog = new QFileDialog(this, QString(label).remove(u'&'), line->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(browse == Browse::Folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
        dialog->setOption(QFileDialog::ShowDirsOnly, browse == Browse::Folder);
        connect(dialog, &QFileDialog::fileSelected, line, &QLineEdit::setText);
        dialog->open();
    });
    Field::Face face{line, [line] { return line->text().trimmed(); },
        [line](const QString &text) { line->setText(text); }};
    face.companions = {button};
    auto *field = addField(option, std::move(face), label, across(line, button), {});
    connect(line, &QLineEdit::textChanged, field, &Field::check);
    return field;
}

Field *Page::addField(
    const char *option, Field::Face face, const QString &label, QLayout *row, const QString &hint)
{
    auto *note = new Note(hint);
    addRow(label, face.control, row, note);
    return newField(option, std::move(face), note);
}

Field *Page::addTall(
    const char *option, Field::Face face, const QString &label, QLayout *content, const QString &hint)
{
    auto *text = new QLabel(label);
    text->setBuddy(face.control);
    face.control->setAccessibleName(
        QString(label).remove(u'&').remove(u':')); // a table does not ask its buddy
    auto *note = new Note(hint);
    m_layout->insertWidget(1, text);
    m_layout->insertWidget(2, note);
    m_layout->insertLayout(3, content, 1);
    return newField(option, std::move(face), note);
}

Field *Page::newField(const char *option, Field::Face face, Note *note)
{
    auto *field = new Field(optionNamed(option), std::move(face), note);
    connect(field, &Field::edited, this, &Page::edited);
    m_fields.append(field);
    return field;
}

// The grid's next row, below a gap.
int Page::newRow(int gap)
{
    const int next = m_fields.isEmpty() && m_grid->count() == 0 ? 0 : m_grid->rowCount();
    if (next > 0)
        m_grid->setRowMinimumHeight(next, gap);
    return next + 1;
}

void Page::addHeading(const QString &text)
{
    auto *heading = new QLabel(text);
    auto font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    m_grid->addWidget(heading, newRow(AboveHeading), 0, 1, 2);
}

void Page::addWide(QWidget *widget)
{
    m_grid->addWidget(widget, newRow(BetweenRows), 0, 1, 2);
}

void Page::addFooter(Note *note)
{
    m_grid->addWidget(note, newRow(AboveHeading), 0, 1, 2);
}

void Page::addRow(const QString &label, QWidget *control, QLayout *row, Note *note)
{
    const int line = newRow(BetweenRows);
    m_grid->addLayout(row, line, 1);
    if (note)
        m_grid->addWidget(note, line + 1, 1);
    if (label.isEmpty())
        return;
    auto *text = new QLabel(label);
    text->setBuddy(control);
    const auto side = Qt::Alignment(style()->styleHint(QStyle::SH_FormLayoutLabelAlignment));
    m_grid->addWidget(text, line, 0, (side & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
}

} // namespace ui::forms
