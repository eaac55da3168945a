#include "ui/forms/welcome.h"

#include "ui/forms/claude_line.h"
#include "ui/forms/room.h"
#include "ui/forms/step.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace ui {

using forms::Step;
using Trouble = app::Status::Trouble;

namespace {

constexpr auto Interval = 3s;
constexpr int TextWidth = 72; // in characters

} // namespace

Welcome::Welcome(QWidget *parent)
    : QDialog(parent), m_interval(this), m_title(new QLabel), m_text(new QLabel),
      m_install(new Step(
          1, tr("Install Claude Code"), tr("In a terminal:"), u"npm install -g @anthropic-ai/claude-code"_s)),
      m_login(new Step(2, tr("Log in"), tr("Start it in a terminal, and type /login there:"), u"claude"_s))
{
    setWindowTitle(tr("Welcome"));
    auto font = m_title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.4);
    m_title->setFont(font);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(fontMetrics().averageCharWidth() * TextWidth);

    auto *buttons = new QDialogButtonBox;
    m_settings = buttons->addButton(tr("&Settings…"), QDialogButtonBox::ResetRole);
    m_copy = buttons->addButton(tr("&Copy base URL"), QDialogButtonBox::ActionRole);
    buttons->addButton(
        QDialogButtonBox::Close); // last, as it stands: else Qt 6.4 leaves it out of the Tab order
    m_settings->setAutoDefault(false);
    m_settings->setToolTip(tr("For a claude that is installed somewhere else"));

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 18, 20, 14);
    lines->setSpacing(14);
    lines->addWidget(m_title);
    lines->addWidget(m_text);
    lines->addWidget(m_install);
    lines->addWidget(m_login);
    lines->addStretch();
    lines->addWidget(buttons);

    m_interval.setInterval(Interval);
    connect(&m_interval, &QTimer::timeout, this, &Welcome::lookAgainWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &Welcome::reject);
    connect(m_settings, &QPushButton::clicked, this, &Welcome::settingsWanted);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_status.baseUrl); });
    setStatus({});
}

bool Welcome::isNeeded(const app::Status &status)
{
    return status.trouble == Trouble::ClaudeMissing || status.trouble == Trouble::LoggedOut;
}

void Welcome::setStatus(const app::Status &status)
{
    m_status = status;
    const auto claude = forms::claudeState(status);
    const bool found = claude.found.value_or(false);
    const bool loggedIn = found && claude.loggedIn.value_or(false);
    if (found)
        m_install->setState(Step::State::Done, forms::claudeName(status));
    else
        m_install->setState(Step::State::Open, forms::claudeLine(status));
    if (loggedIn)
        m_login->setState(Step::State::Done, tr("You are logged in."));
    else
        m_login->setState(found ? Step::State::Open : Step::State::Waiting,
            found && claude.loggedIn ? tr("Nobody is logged in yet.") : QString());

    m_title->setText(loggedIn ? tr("All is well") : tr("Welcome to claude-relay"));
    m_text->setText(loggedIn
            ? tr("Programs that speak the OpenAI API reach Claude Code at\n%1").arg(status.address())
            : tr("It answers through Claude Code, the claude command. This window turns green by "
                 "itself when claude is there and somebody is logged in."));
    m_settings->setVisible(!found);
    m_copy->setVisible(loggedIn && !status.baseUrl.isEmpty());
    m_copy->setDefault(loggedIn);
    if (isVisible())
        forms::giveRoom(this);
    watch();
}

void Welcome::watch()
{
    if (!isVisible() || !isNeeded(m_status))
        m_interval.stop();
    else if (!m_interval.isActive())
        m_interval.start();
}

void Welcome::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    forms::giveRoom(this);
    watch();
}

void Welcome::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    m_interval.stop();
}

// Whoever comes back from the terminal wants to see at once that it worked.
bool Welcome::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && isNeeded(m_status))
        Q_EMIT lookAgainWanted();
    return QDialog::event(event);
}

} // namespace ui
