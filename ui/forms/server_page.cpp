#include "ui/forms/server_page.h"

#include "ui/forms/note.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHostAddress>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace ui::forms {

namespace {

const auto ThisComputer = u"127.0.0.1"_s;
const auto EveryNetwork = u"0.0.0.0"_s;

} // namespace

ServerPage::ServerPage() : Page(tr("Server")), m_port(addNumber("port", tr("&Port:")))
{
    ServerPage::setStatus({});
    addHost();
    addOrigins();
}

// Two controls for one value: a switch for people, and the address for those who want a certain one.
void ServerPage::addHost()
{
    auto *share = new QCheckBox(tr("&Share on the network"));
    auto *risk = new Note;
    addRow({}, share, leftOf(share), risk);

    auto *address = new QLineEdit;
    Field::Face face{address, [address] { return address->text().trimmed(); },
        [address](const QString &text) { address->setText(text); }};
    face.companions = {share};
    auto *field = addField("host", std::move(face), tr("A&ddress:"), across(address),
        tr("127.0.0.1 is this computer alone, 0.0.0.0 all of its networks."));
    connect(address, &QLineEdit::textChanged, field, [=](const QString &text) {
        const QHostAddress host(text.trimmed());
        share->setChecked(!host.isNull() && !host.isLoopback());
        risk->setWarning(
            share->isChecked() ? tr(
                "Everybody who reaches this computer can use your Claude account and Claude Code's tools: "
                "no key is asked for.")
                               : QString());
        field->check();
    });
    connect(share, &QCheckBox::clicked, address,
        [address](bool shared) { address->setText(shared ? EveryNetwork : ThisComputer); });
}

void ServerPage::addOrigins()
{
    auto *choice = new QComboBox;
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
        tr("Programs may always ask. This is about pages in a browser."));
    connect(choice, &QComboBox::currentIndexChanged, field, [=] {
        list->setVisible(choice->currentData().toString().isEmpty());
        field->check();
    });
    connect(list, &QLineEdit::textChanged, field, &Field::check);
}

void ServerPage::setStatus(const app::Status &status)
{
    if (status.trouble == app::Status::Trouble::PortTaken)
        m_port->setHint(
            tr("Nobody is served: another program has the port, or this computer lacks the address."));
    else if (status.baseUrl.isEmpty())
        m_port->setHint(tr("0 takes a free one."));
    else
        m_port->setHint(tr("Now at %1. Running answers finish when the port changes.").arg(status.baseUrl));
}

} // namespace ui::forms
