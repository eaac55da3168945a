#include "ui/forms/access_page.h"

#include "ui/forms/keys_edit.h"

#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace ui::forms {

AccessPage::AccessPage() : Page(tr("Access")), m_keys(new KeysEdit)
{
    addHeading(tr("Keys"));
    addWide(m_keys);
    connect(m_keys, &KeysEdit::edited, this, &Page::edited);
    addHeading(tr("Who else"));
    addOrigins();
    addText("hosts", tr("&Names of this computer:"), tr("Its own alone"),
        tr("By which clients may ask, beside those it has: such as that of a proxy in front."));
}

void AccessPage::setUsage(const QList<journal::KeyUsage> &usage)
{
    m_keys->setUsage(usage);
}

void AccessPage::load(const settings::Layers &layers)
{
    m_keys->setKeys(layers.stored().keys);
    Page::load(layers);
}

void AccessPage::write(settings::Settings &settings) const
{
    Page::write(settings);
    settings.keys = m_keys->keys();
}

QWidget *AccessPage::firstWrong() const
{
    return m_keys->isWrong() ? m_keys : Page::firstWrong();
}

void AccessPage::addOrigins()
{
    auto *choice = new QComboBox;
    choice->addItem(tr("All"), u"all"_s);
    choice->addItem(tr("Those of this computer"), u"local"_s);
    choice->addItem(tr("None"), u"off"_s);
    choice->addItem(tr("These too"), QString());
    auto *list = new QLineEdit;
    list->setObjectName(u"origins"_s);
    list->setPlaceholderText(u"https://chat.example.org, https://app.example.net"_s);
    list->setAccessibleName(tr("Origins of web pages that may ask"));
    list->hide();
    auto *row = leftOf(choice); // where the list takes the room when there is one
    row->insertWidget(1, list, 1);

    const auto text = [choice, list] {
        const auto chosen = choice->currentData().toString();
        return chosen.isEmpty() ? list->text().trimmed() : chosen;
    };
    const auto show = [choice, list](const QString &value) {
        const auto known = choice->findData(value);
        const bool isList = known < 0 || value.isEmpty();
        list->setText(isList ? QString(value).replace(u","_s, u", "_s) : QString());
        choice->setCurrentIndex(isList ? choice->count() - 1 : known);
    };
    Field::Face face{choice, text, show};
    face.complaint = [choice, list] {
        const bool misses = choice->currentData().toString().isEmpty() && list->text().trimmed().isEmpty();
        return misses ? tr("Name at least one, such as https://chat.example.org.") : QString();
    };
    face.companions = {list};
    auto *field = addField("cors", std::move(face), tr("&Web pages that may ask:"), row,
        tr("Pages in a browser. Those that are not of this computer always need a key."));
    connect(choice, &QComboBox::currentIndexChanged, field, [=] {
        list->setVisible(choice->currentData().toString().isEmpty());
        field->check();
    });
    connect(list, &QLineEdit::textChanged, field, &Field::check);
}

} // namespace ui::forms
