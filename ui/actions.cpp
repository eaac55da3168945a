#include "ui/actions.h"

#include "ui/tools_texts.h"
#include "ui/tray/setups.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenuBar>

namespace ui {

namespace {

std::unique_ptr<QAction> newSeparator()
{
    auto action = std::make_unique<QAction>();
    action->setSeparator(true);
    return action;
}

} // namespace

Actions::Actions(QObject *parent)
    : QObject(parent), m_toggle(std::make_unique<QAction>()),
      m_copyBaseUrl(std::make_unique<QAction>(tr("&Copy base URL"))),
      m_copyKey(std::make_unique<QAction>(tr("Copy API &key"))), m_toolsChoice(nullptr),
      m_toolsOverride(std::make_unique<QAction>()), m_log(std::make_unique<QAction>(tr("Request &log…"))),
      m_settings(std::make_unique<QAction>(tr("S&ettings…"))),
      m_doctor(std::make_unique<QAction>(tr("&Doctor…"))),
      m_startAtLogin(std::make_unique<QAction>(tr("Start at log&in"))),
      m_about(std::make_unique<QAction>(tr("&About claude-relay"))),
      m_quit(std::make_unique<QAction>(tr("&Quit")))
{
    m_startAtLogin->setCheckable(true);
    m_settings->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    m_quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    for (auto *action :
        {toggle(), copyBaseUrl(), log(), settings(), doctor(), startAtLogin(), about(), quit()}) {
        // Else macOS takes some of them out of the tray's menu.
        action->setMenuRole(QAction::NoRole);
        action->setShortcutVisibleInContextMenu(false);
    }
    connect(toggle(), &QAction::triggered, this, [this] {
        if (m_status.listens())
            Q_EMIT stopWanted();
        else
            Q_EMIT startWanted();
    });
    connect(copyBaseUrl(), &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(m_status.baseUrl); });
    connect(log(), &QAction::triggered, this, &Actions::logWanted);
    connect(settings(), &QAction::triggered, this, &Actions::settingsWanted);
    connect(doctor(), &QAction::triggered, this, &Actions::doctorWanted);
    connect(about(), &QAction::triggered, this, &Actions::aboutWanted);
    connect(quit(), &QAction::triggered, this, &Actions::quitWanted);
    // Not toggled(), which setStartsAtLogin() emits too.
    connect(startAtLogin(), &QAction::triggered, this, &Actions::startAtLoginWanted);
    makeSetups();
    makeTools();
    connect(copyKey(), &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(QString::fromLatin1(m_keys.first().secret)); });
    setKeys({});
    setStatus({});
}

Actions::~Actions() = default;

void Actions::makeSetups()
{
    const Setup *before = nullptr;
    for (const auto &setup : setups()) {
        if (before && before->group != setup.group)
            m_copySetups.push_back(newSeparator());
        before = &setup;
        auto action = std::make_unique<QAction>(titleOf(setup));
        connect(action.get(), &QAction::triggered, this, [this, &setup] {
            QGuiApplication::clipboard()->setText(textOf(setup, m_status.baseUrl, keyForSetups()));
        });
        m_copySetups.push_back(std::move(action));
    }
}

QByteArray Actions::keyForSetups() const
{
    return m_keys.size() == 1 ? m_keys.first().secret : QByteArray();
}

void Actions::setKeys(const QList<settings::Key> &keys)
{
    m_keys = keys;
    m_copyKey->setVisible(keys.size() == 1);
    m_copyKeys.clear();
    for (const auto &key : keys) {
        auto action = std::make_unique<QAction>(QString::fromUtf8(key.name));
        connect(action.get(), &QAction::triggered, this,
            [secret = key.secret] { QGuiApplication::clipboard()->setText(QString::fromLatin1(secret)); });
        m_copyKeys.push_back(std::move(action));
    }
    Q_EMIT keysChanged();
}

QMenu *Actions::newKeysMenu(QWidget *parent) const
{
    auto *menu = new QMenu(tr("Copy API &key"), parent);
    const auto fill = [this, menu] {
        for (const auto &action : m_copyKeys)
            menu->addAction(action.get());
        menu->menuAction()->setVisible(m_copyKeys.size() > 1);
    };
    connect(this, &Actions::keysChanged, menu, fill);
    fill();
    return menu;
}

void Actions::makeTools()
{
    for (const auto tools : AllTools) {
        auto action = std::make_unique<QAction>(titleOf(tools));
        action->setCheckable(true);
        action->setToolTip(meaningOf(tools));
        connect(action.get(), &QAction::triggered, this, [this, tools] {
            showTools(); // until it holds
            if (tools != m_tools)
                Q_EMIT toolsWanted(tools);
        });
        m_toolsChoice.addAction(action.get());
        m_allTools.push_back(std::move(action));
    }
    m_toolsOverride->setEnabled(false);
    setTools(m_tools, {});
}

void Actions::showTools() const
{
    for (std::size_t index = 0; index < AllTools.size(); ++index)
        m_allTools[index]->setChecked(AllTools[index] == m_tools);
}

void Actions::setTools(settings::Tools tools, const QString &overriddenBy)
{
    m_tools = tools;
    showTools();
    m_toolsChoice.setEnabled(overriddenBy.isEmpty());
    m_toolsOverride->setText(tr("Set by %1 for this run").arg(overriddenBy));
    m_toolsOverride->setVisible(!overriddenBy.isEmpty());
}

void Actions::setStatus(const app::Status &status)
{
    m_status = status;
    m_toggle->setText(status.listens() ? tr("S&top") : tr("S&tart"));
    const bool hasUrl = !status.baseUrl.isEmpty();
    m_copyBaseUrl->setEnabled(hasUrl);
    for (const auto &action : m_copySetups)
        action->setEnabled(hasUrl);
}

void Actions::setStartsAtLogin(bool starts)
{
    m_startAtLogin->setChecked(starts);
}

QList<QAction *> Actions::copySetups() const
{
    QList<QAction *> actions;
    for (const auto &action : m_copySetups)
        actions.append(action.get());
    return actions;
}

QMenu *Actions::newSetupMenu(QWidget *parent) const
{
    auto *menu = new QMenu(tr("Copy set&up for"), parent);
    menu->addActions(copySetups());
    return menu;
}

QMenu *Actions::newToolsMenu(QWidget *parent) const
{
    auto *menu = new QMenu(tr("What Claude &may do"), parent);
    menu->setToolTipsVisible(true);
    for (const auto &action : m_allTools)
        menu->addAction(action.get());
    menu->addAction(m_toolsOverride.get());
    return menu;
}

QAction *Actions::fillMenuBar(QMenuBar *bar) const
{
    auto *relay = bar->addMenu(tr("&Relay"));
    relay->addAction(toggle());
    relay->addSeparator();
    relay->addAction(copyBaseUrl());
    relay->addAction(copyKey());
    relay->addMenu(newKeysMenu(relay));
    relay->addMenu(newSetupMenu(relay));
    relay->addSeparator();
    relay->addMenu(newToolsMenu(relay));
    relay->addActions({settings(), doctor(), startAtLogin()});
    relay->addSeparator();
    relay->addAction(quit());
    auto *help = bar->addMenu(tr("&Help"));
    help->addAction(about());
    return help->menuAction();
}

} // namespace ui
