#include "ui/forms/new_key.h"

#include "ui/forms/room.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

NewKey::NewKey(const settings::Key &key, QWidget *parent) : QDialog(parent)
{
    constexpr int Width = 62; // in characters
    setWindowTitle(tr("API key"));
    auto *title = new QLabel(tr("An API key was made"));
    auto font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.25);
    title->setFont(font);
    auto *text =
        new QLabel(tr("Other computers can reach claude-relay now, so each program has to send a key. You "
                      "find it again in the settings, on the page “Access”, and in the tray's menu."));
    text->setWordWrap(true);
    auto *secret = new QLineEdit(QString::fromLatin1(key.secret));
    secret->setReadOnly(true);
    secret->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    secret->setAccessibleName(tr("API key"));
    secret->setMinimumWidth(secret->fontMetrics().averageCharWidth() * Width);
    secret->setCursorPosition(0);
    auto *buttons = new QDialogButtonBox;
    auto *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    copy->setDefault(true);

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 18, 20, 14);
    lines->setSpacing(12);
    lines->addWidget(title);
    lines->addWidget(text);
    lines->addWidget(secret);
    lines->addStretch();
    lines->addWidget(buttons);
    connect(copy, &QPushButton::clicked, secret,
        [secret] { QGuiApplication::clipboard()->setText(secret->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &NewKey::reject);
    forms::giveRoom(this);
}

} // namespace ui
