#include "ui/forms/welcome.h"

#include "ui/forms/about.h"
#include "ui/forms/step.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using State = app::Status::State;
using Trouble = app::Status::Trouble;
using Step = ui::forms::Step;

namespace {

const auto Url = u"http://127.0.0.1:8082/v1"_s;

app::Status found(State state, Trouble trouble = Trouble::None)
{
    return {.state = state,
        .trouble = trouble,
        .baseUrl = Url,
        .claude = QDir::homePath() + u"/bin/claude"_s,
        .claudeVersion = u"2.1.330"_s};
}

app::Status missing()
{
    return {.state = State::Trouble, .trouble = Trouble::ClaudeMissing, .baseUrl = Url};
}

bool shows(const QWidget &window, const QString &text)
{
    const auto labels = window.findChildren<QLabel *>();
    return std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
}

QPushButton *button(const QWidget &window, const QString &text, bool enabled = true)
{
    for (auto *candidate : window.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text && candidate->isVisible()
            && candidate->isEnabled() == enabled)
            return candidate;
    }
    return nullptr;
}

void click(QPushButton *button)
{
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
}

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class Welcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNeededWhenClaudeCantAnswer_data();
    void isNeededWhenClaudeCantAnswer();
    void goesStepByStep();
    void tellsWhyAClaudeIsNoUse();
    void looksAgainWhileItMatters();
    void aboutTellsTheVersions();
};

void Welcome::isNeededWhenClaudeCantAnswer_data()
{
    QTest::addColumn<app::Status>("status");
    QTest::addColumn<bool>("needed");
    QTest::newRow("missing") << missing() << true;
    QTest::newRow("logged out") << found(State::Trouble, Trouble::LoggedOut) << true;
    QTest::newRow("limit") << found(State::Trouble, Trouble::RateLimited) << false;
    QTest::newRow("port taken") << app::Status{.state = State::Trouble, .trouble = Trouble::PortTaken}
                                << false;
    QTest::newRow("starting") << app::Status{.state = State::Starting} << false;
    QTest::newRow("ready") << found(State::Ready) << false;
    QTest::newRow("stopped") << app::Status{} << false;
}

void Welcome::isNeededWhenClaudeCantAnswer()
{
    QFETCH(app::Status, status);
    QFETCH(bool, needed);
    QCOMPARE(ui::Welcome::isNeeded(status), needed);
}

void Welcome::goesStepByStep()
{
    ui::Welcome window;
    const auto steps = window.findChildren<Step *>();
    QCOMPARE(steps.size(), 2);
    const auto *install = steps[0];
    const auto *login = steps[1];

    window.setStatus(missing());
    QVERIFY(!window.isVisible()); // nothing pops up by itself
    window.show();
    QCOMPARE(install->state(), Step::State::Open);
    QCOMPARE(login->state(), Step::State::Waiting);
    QVERIFY(shows(window, u"claude was not found."_s));
    QVERIFY(!button(window, u"Copy base URL"_s));
    click(button(*install, u"Copy"_s));
    QCOMPARE(clipboard(), u"npm install -g @anthropic-ai/claude-code"_s);
    QVERIFY(!button(*login, u"Copy"_s));
    QSignalSpy settings(&window, &ui::Welcome::settingsWanted);
    click(button(window, u"Settings…"_s));
    QCOMPARE(settings.size(), 1);

    window.setStatus(found(State::Trouble, Trouble::LoggedOut));
    QCOMPARE(install->state(), Step::State::Done);
    QCOMPARE(login->state(), Step::State::Open);
    QVERIFY(shows(window, u"claude 2.1.330 at ~/bin/claude"_s));
    QVERIFY(shows(window, u"Nobody is logged in yet."_s));
    QVERIFY(!button(*install, u"Copy"_s));
    QVERIFY(!button(window, u"Settings…"_s));
    click(button(*login, u"Copy"_s));
    QCOMPARE(clipboard(), u"claude"_s);

    window.setStatus(found(State::Ready));
    QCOMPARE(install->state(), Step::State::Done);
    QCOMPARE(login->state(), Step::State::Done);
    QVERIFY(shows(window, u"All is well"_s));
    click(button(window, u"Copy base URL"_s));
    QCOMPARE(clipboard(), Url);
    click(button(window, u"Close"_s));
    QVERIFY(!window.isVisible());

    window.setStatus(missing()); // back to the beginning
    QCOMPARE(install->state(), Step::State::Open);
    QVERIFY(!window.isVisible());
}

void Welcome::tellsWhyAClaudeIsNoUse()
{
    ui::Welcome window;
    auto status = found(State::Trouble, Trouble::ClaudeMissing);
    status.problem = u"claude --version ended with code 1."_s;
    window.setStatus(status);
    window.show();
    QVERIFY(shows(window, status.problem));
    QCOMPARE(window.findChildren<Step *>()[0]->state(), Step::State::Open);
}

void Welcome::looksAgainWhileItMatters()
{
    ui::Welcome window;
    QSignalSpy wanted(&window, &ui::Welcome::lookAgainWanted);
    const auto *timer = window.findChild<QTimer *>();
    QVERIFY(timer);
    window.setStatus(missing());
    QVERIFY(!timer->isActive()); // nobody sees it
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(!wanted.isEmpty()); // has got the focus
    wanted.clear();
    QVERIFY(timer->isActive());
    QVERIFY(wanted.wait(3500));
    window.setStatus(found(State::Trouble, Trouble::LoggedOut));
    QVERIFY(timer->isActive());
    window.setStatus(found(State::Ready));
    QVERIFY(!timer->isActive());
    window.setStatus(missing());
    QVERIFY(timer->isActive());
    window.hide();
    QVERIFY(!timer->isActive());
    window.setStatus(found(State::Trouble, Trouble::LoggedOut));
    QVERIFY(!timer->isActive());
}

void Welcome::aboutTellsTheVersions()
{
    ui::About window;
    window.setStatus(found(State::Ready));
    window.show();
    QVERIFY(shows(window, u"claude-relay "_s + QStringLiteral(RELAY_VERSION)));
    QVERIFY(shows(window, QString::fromLatin1(qVersion())));
    QVERIFY(shows(window, u"claude 2.1.330 at ~/bin/claude, logged in."_s));
    click(button(window, u"Copy details"_s));
    const auto details = clipboard();
    QCOMPARE(details, window.details());
    for (const auto &part : {u"claude-relay "_s + QStringLiteral(RELAY_VERSION),
             u"Qt "_s + QString::fromLatin1(qVersion()), u"claude 2.1.330 at ~/bin/claude"_s})
        QVERIFY2(details.contains(part), qPrintable(details));
    QVERIFY(!details.contains(QDir::homePath())); // has the user's name in it
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!window.isVisible());
}

QTEST_MAIN(Welcome)
#include "welcome.moc"
