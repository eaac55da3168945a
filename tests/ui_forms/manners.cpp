#include "ui/approval/approval_window.h"
#include "ui/forms/about.h"
#include "ui/forms/confirm_all.h"
#include "ui/forms/keys_edit.h"
#include "ui/forms/new_key.h"
#include "ui/forms/settings_window.h"
#include "ui/forms/welcome.h"
#include "ui/translation.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

using Make = std::function<std::unique_ptr<QWidget>()>;

constexpr int Pages = 8; // of the settings window
constexpr int AccessPage = 2;

// What somebody without a mouse has to reach.
bool isControl(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)
        && !widget->focusProxy() && !widget->objectName().startsWith("qt_"_L1);
}

QList<QWidget *> controls(const QWidget &window)
{
    QList<QWidget *> found;
    for (auto *widget : window.findChildren<QWidget *>()) {
        if (isControl(widget))
            found.append(widget);
    }
    return found;
}

QString nameOf(const QWidget *widget)
{
    auto text = u"%1 %2"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        text += u' ' + button->text();
    return text;
}

// All that a question can have.
std::unique_ptr<QWidget> question()
{
    auto window = std::make_unique<ui::ApprovalWindow>();
    const agent::Approval one{.number = 1,
        .client = "aider/0.86",
        .key = "laptop",
        .folder = u"/srv/projects/shop"_s,
        .tool = "Bash",
        .input = R"({"command":"npm test\u202e","description":"Run the tests"})",
        .reason = "This command requires approval",
        .rules = {"Bash(npm test:*)"},
        .until = QDateTime::currentDateTimeUtc().addSecs(60)};
    auto other = one;
    other.number = 2;
    window->setWaiting({one, other});
    return window;
}

std::unique_ptr<QWidget> settingsAt(int page)
{
    auto settings = std::make_unique<ui::SettingsWindow>();
    if (const auto layers = settings::Layers::read({}, {}, {}))
        settings->setLayers(*layers);
    settings->setLogFile(u"/somewhere/journal.sqlite"_s);
    settings->findChild<QListWidget *>()->setCurrentRow(page);
    return settings;
}

app::Status missing()
{
    return {.state = app::Status::State::Trouble, .trouble = app::Status::Trouble::ClaudeMissing};
}

} // namespace

Q_DECLARE_METATYPE(Make)

// What holds of every window, in each language.
class Manners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyControlHasAName_data() { windows_data(); }
    void everyControlHasAName();
    void tabReachesEveryControl_data() { windows_data(); }
    void tabReachesEveryControl();
    void mnemonicsAreUnique_data() { windows_data(); }
    void mnemonicsAreUnique();
    void nothingIsCutOff_data() { windows_data(); }
    void nothingIsCutOff();
    void largeLettersFit();
    void theLanguageCanBeSwitched();
    void pluralsAreRight();
    void everythingIsAllowedOnPurposeOnly();

private:
    static void windows_data();
    void open();
    void lookForCuts() const;

    ui::Translation m_translation;
    std::unique_ptr<QWidget> m_window;
};

void Manners::windows_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<Make>("make");
    const std::pair<const char *, Make> windows[] = {
        {"welcome",
            [] {
                auto welcome = std::make_unique<ui::Welcome>();
                welcome->setStatus(missing());
                return std::unique_ptr<QWidget>(std::move(welcome));
            }},
        {"about", [] { return std::unique_ptr<QWidget>(new ui::About); }},
        {"new key", [] { return std::unique_ptr<QWidget>(new ui::NewKey(settings::makeKey("default"))); }},
        {"everything", [] { return std::unique_ptr<QWidget>(ui::forms::newConfirmAll(nullptr)); }},
        {"question", question},
        {"keys",
            [] {
                auto window = settingsAt(AccessPage);
                window->findChild<ui::forms::KeysEdit *>()->setKeys({settings::makeKey("laptop")});
                return window;
            }},
    };
    for (const auto &language : {u"en"_s, u"de"_s}) {
        for (int page = 0; page < Pages; ++page)
            QTest::addRow("page %d, %s", page, qPrintable(language))
                << language << Make([page] { return settingsAt(page); });
        for (const auto &[name, make] : windows)
            QTest::addRow("%s, %s", name, qPrintable(language)) << language << make;
    }
}

void Manners::open()
{
    QFETCH(QString, language);
    QFETCH(Make, make);
    m_translation.use(language);
    m_window = make();
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    if (const auto *settings = qobject_cast<const ui::SettingsWindow *>(m_window.get()))
        QCOMPARE(settings->findChild<QListWidget *>()->count(), Pages);
    if (qobject_cast<const ui::ApprovalWindow *>(m_window.get()))
        QTRY_COMPARE(controls(*m_window).size(), 5); // when its guard is over
}

void Manners::everyControlHasAName()
{
    open();
    QVERIFY(!controls(*m_window).isEmpty());
    for (auto *control : controls(*m_window)) {
        const auto *accessible = QAccessible::queryAccessibleInterface(control);
        QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(nameOf(control)));
    }
}

void Manners::tabReachesEveryControl()
{
    open();
    QSet<QWidget *> reached;
    for (int i = 0; i < 40; ++i) { // more than there are; a label takes one for each of its links
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *now = QApplication::focusWidget();
        QVERIFY(now);
        reached.insert(now);
    }
    for (auto *control : controls(*m_window))
        QVERIFY2(reached.contains(control), qPrintable(nameOf(control)));
}

void Manners::mnemonicsAreUnique()
{
    open();
    QHash<QString, QString> taken;
    const auto take = [&](const QString &text) {
        const auto key = QKeySequence::mnemonic(text).toString();
        if (key.isEmpty())
            return;
        QVERIFY2(!taken.contains(key), qPrintable(u"%1: %2, %3"_s.arg(key, text, taken.value(key))));
        taken.insert(key, text);
    };
    for (const auto *label : m_window->findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            take(label->text());
    }
    for (const auto *button : m_window->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            take(button->text());
    }
}

void Manners::lookForCuts() const
{
    for (const auto *label : m_window->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text()));
        QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
    }
    for (const auto *button : m_window->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
    }
    for (const auto *area : m_window->findChildren<QScrollArea *>()) {
        if (area->isVisible())
            QVERIFY(area->widget()->width() <= area->viewport()->width());
    }
}

void Manners::nothingIsCutOff()
{
    open();
    lookForCuts();
}

// A window's first size ends at two thirds of the screen, whatever its texts need.
void Manners::largeLettersFit()
{
    const auto font = QApplication::font();
    auto large = font;
    large.setPointSizeF(font.pointSizeF() * 2.2);
    QApplication::setFont(large);
    m_translation.use(u"de"_s);
    auto welcome = std::make_unique<ui::Welcome>();
    welcome->setStatus(missing());
    for (auto *window : std::initializer_list<QWidget *>{welcome.release(), new ui::About}) {
        m_window.reset(window);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        lookForCuts();
    }
    m_window.reset();
    QApplication::setFont(font);
}

void Manners::theLanguageCanBeSwitched()
{
    const auto title = [] { return ui::SettingsWindow().windowTitle(); };
    const auto wrong = [] {
        auto scratch = settings::defaults();
        return settings::findOption(u"port")->set(scratch, u"x"_s);
    };
    m_translation.use(u"de"_s);
    QCOMPARE(m_translation.language(), u"de"_s);
    QCOMPARE(title(), u"Einstellungen"_s);
    QCOMPARE(wrong(), u"muss eine ganze Zahl von 0 bis 65535 sein, nicht „x“"_s);
    QCOMPARE(QLocale().decimalPoint(), u","_s);
    m_translation.use(u"en"_s);
    QCOMPARE(title(), u"Settings"_s);
    QCOMPARE(wrong(), u"must be a whole number from 0 to 65535, not \"x\""_s);
    m_translation.use(u"xx"_s); // there are no texts in it
    QCOMPARE(m_translation.language(), u"en"_s);
    m_translation.use({});
    QVERIFY(!m_translation.language().isEmpty());
    {
        ui::Translation other;
        other.use(u"de"_s);
        QCOMPARE(title(), u"Einstellungen"_s);
    }
    m_translation.use(u"en"_s);
    QCOMPARE(title(), u"Settings"_s);
}

void Manners::pluralsAreRight()
{
    const auto days = [](int number) {
        return QCoreApplication::translate("ui::forms::LogPage", " day(s)", "after a number", number);
    };
    m_translation.use(u"en"_s);
    QCOMPARE(days(1), u" day"_s);
    QCOMPARE(days(90), u" days"_s);
    m_translation.use(u"de"_s);
    QCOMPARE(days(1), u" Tag"_s);
    QCOMPARE(days(90), u" Tage"_s);
}

void Manners::everythingIsAllowedOnPurposeOnly()
{
    const auto isAccepted = [](const std::function<void(QMessageBox &)> &answer) {
        const std::unique_ptr<QMessageBox> box(ui::forms::newConfirmAll(nullptr));
        box->setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy accepted(box.get(), &QMessageBox::accepted);
        box->show();
        [&] { QVERIFY(QTest::qWaitForWindowActive(box.get())); }();
        answer(*box);
        return !box->isVisible() && accepted.size() == 1;
    };
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape, Qt::Key_Space})
        QVERIFY(!isAccepted([key](QMessageBox &) { QTest::keyClick(QApplication::focusWidget(), key); }));
    QVERIFY(isAccepted([](QMessageBox &box) {
        const auto buttons = box.buttons();
        const auto isMeant = [&](QAbstractButton *button) {
            return box.buttonRole(button) == QMessageBox::AcceptRole;
        };
        QTest::mouseClick(*std::ranges::find_if(buttons, isMeant), Qt::LeftButton);
    }));
}

QTEST_MAIN(Manners)
#include "manners.moc"
