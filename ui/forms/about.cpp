#include "ui/forms/about.h"

#include "ui/forms/claude_line.h"
#include "ui/forms/room.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>
#include <QSysInfo>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int IconSize = 64;
constexpr int TextWidth = 56; // in characters
const auto Version = QStringLiteral(RELAY_VERSION);

QLabel *newText(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel *newLinkedText(const QString &text)
{
    auto *label = newText(text);
    label->setOpenExternalLinks(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QString systemName()
{
    return u"%1, %2"_s.arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture());
}

} // namespace

About::About(QWidget *parent) : QDialog(parent), m_claude(newText({}))
{
    setWindowTitle(tr("About claude-relay"));
    auto *icon = new QLabel;
    icon->setPixmap(QApplication::windowIcon().pixmap(IconSize));
    auto *name = new QLabel(u"claude-relay "_s + Version);
    auto font = name->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.4);
    name->setFont(font);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *purpose = new QLabel(tr("The OpenAI API on this computer, answered by Claude Code."));
    purpose->setWordWrap(true);
    auto *licence =
        newText(tr("Free software under the <a href=\"%1\">GNU General Public License</a>, version 3 or "
                   "later. It comes without any warranty, and is no product of Anthropic or OpenAI.")
                    .arg(u"https://www.gnu.org/licenses/gpl-3.0.html"_s));
    licence->setMinimumWidth(fontMetrics().averageCharWidth() * TextWidth);

    auto *versions = new QGridLayout; // a form would give lines that may wrap too much room
    versions->setColumnStretch(1, 1);
    versions->setHorizontalSpacing(12);
    versions->setVerticalSpacing(4);
    const auto add = [versions](QLabel *of, QLabel *version) {
        const int row = versions->rowCount();
        versions->addWidget(of, row, 0, Qt::AlignTop);
        versions->addWidget(version, row, 1);
    };
    add(newLinkedText(u"<a href=\"https://docs.anthropic.com/en/docs/claude-code\">Claude Code</a>:"_s),
        m_claude);
    add(newLinkedText(u"<a href=\"https://www.qt.io\">Qt</a>:"_s), newText(QString::fromLatin1(qVersion())));
    add(newText(tr("System:")), newText(systemName()));

    auto *buttons = new QDialogButtonBox;
    auto *copy = buttons->addButton(tr("C&opy details"), QDialogButtonBox::ActionRole);
    buttons->addButton(
        QDialogButtonBox::Close); // last, as it stands: else Qt 6.4 leaves it out of the Tab order
    copy->setToolTip(tr("For a bug report"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &About::reject);

    auto *text = new QVBoxLayout;
    text->addWidget(name);
    text->addWidget(purpose);
    text->addSpacing(4);
    text->addWidget(licence);
    text->addSpacing(4);
    text->addLayout(versions);
    text->addStretch();
    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    columns->addWidget(icon, 0, Qt::AlignTop);
    columns->addLayout(text, 1);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 18, 20, 14);
    lines->setSpacing(14);
    lines->addLayout(columns);
    lines->addWidget(buttons);
    setStatus({});
}

void About::setStatus(const app::Status &status)
{
    m_status = status;
    m_claude->setText(forms::claudeLine(status));
    if (isVisible())
        forms::giveRoom(this);
}

void About::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    forms::giveRoom(this);
}

QString About::details() const
{
    QStringList lines{u"claude-relay "_s + Version};
    lines += m_status.claude.isEmpty()
        ? u"no claude"_s
        : u"claude %1 at %2"_s.arg(m_status.claudeVersion, forms::shortPath(m_status.claude));
    lines += u"Qt %1, made for %2, %3, %4"_s.arg(QString::fromLatin1(qVersion()),
        QStringLiteral(QT_VERSION_STR), QGuiApplication::platformName(), style()->name());
    lines += u"%1, %2 %3, %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(),
        QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture());
    lines += u"language %1"_s.arg(QLocale::system().name());
    return lines.join(u'\n') + u'\n';
}

} // namespace ui
