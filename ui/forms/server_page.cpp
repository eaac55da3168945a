#include "ui/forms/server_page.h"

#include "ui/forms/note.h"

#include <QCheckBox>
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
    addSwitch("tcp", tr("&Listen there"), tr("Otherwise only at the socket."));
    addText("socket", tr("Also at a so&cket:"), tr("None"),
        tr("The path of a Unix socket, for your own programs alone."));
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
        risk->setWarning(share->isChecked()
                ? tr("Who has a key can use your Claude account, and nothing on the way is "
                     "encrypted. When there is no key, one is made.")
                : QString());
        field->check();
    });
    connect(share, &QCheckBox::clicked, address,
        [address](bool shared) { address->setText(shared ? EveryNetwork : ThisComputer); });
}

void ServerPage::setStatus(const app::Status &status)
{
    if (status.trouble == app::Status::Trouble::PortTaken)
        m_port->setHint(
            tr("Nobody is served: another program has the port, or this computer lacks the address."));
    else if (!status.listens())
        m_port->setHint(tr("0 takes a free one."));
    else
        m_port->setHint(tr("Now at %1. Running answers finish when the port changes.").arg(status.address()));
}

} // namespace ui::forms
