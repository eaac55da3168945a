#include "ui/forms/settings_window.h"

#include "entering.h"
#include "settings/layers.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace entering;

namespace {

// What none of the pages has: how streams show life is for proxies, the demo is for one run.
const QStringList NotInTheWindow{u"open-after"_s, u"comment-every"_s, u"delta-after"_s, u"demo"_s};

// Another value than the default.
struct Sample
{
    const char *option;
    QString text;
};

QList<Sample> samples()
{
    return {{"host", u"0.0.0.0"_s}, {"port", u"9090"_s},
        {"cors", u"https://a.example,http://b.example:3000"_s}, {"claude", u"/opt/bin/claude"_s},
        {"workdir", QDir::tempPath()}, {"max-sessions", u"12"_s}, {"queue", u"0"_s}, {"warm", u"3"_s},
        {"request-timeout", u"30"_s}, {"keep", u"0"_s}, {"keep-max", u"9"_s}, {"tool-wait", u"1200"_s},
        {"tool-wait-max", u"7"_s}, {"client-tools", u"beside"_s}, {"forward-sampling", u"on"_s},
        {"model-names", u"gpt-4o=opus,mine=haiku,o3="_s}, {"strict-params", u"on"_s},
        {"hide-reasoning", u"on"_s}, {"show-work", u"on"_s}, {"log-level", u"debug"_s},
        {"keep-bodies", u"store"_s}, {"keep-days", u"7"_s}, {"start-server", u"off"_s},
        {"notifications", u"off"_s}, {"language", u"de"_s}};
}

} // namespace

class SettingsWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyOptionIsOnAPage();
    void aFieldChangesItsOptionAlone_data() { rows(); }
    void aFieldChangesItsOptionAlone();
    void aFieldShowsWhatIsStored_data() { rows(); }
    void aFieldShowsWhatIsStored();
    void whatIsWrongIsSaidAtOnce_data();
    void whatIsWrongIsSaidAtOnce();
    void whatIsWrongIsNotStored();
    void whatIsOverriddenCantBeChanged();
    void resetIsForOnePage();
    void cancelForgets();
    void theWindowStaysWhenNothingCouldBeStored();
    void startAtLoginIsAWish();
    void clearingTheLogIsAskedFor();
    void sharingIsASwitch();
    void statusIsShown();
    void namesForModels();

private:
    static void rows();
    // The settings file holds `file`; arguments and environment lie over it.
    void show(const QByteArray &file = {}, const QStringList &arguments = {},
        const QProcessEnvironment &environment = {});
    // Apply, and what the window then wants to be stored.
    std::optional<settings::Settings> applied();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::SettingsWindow> m_window;
};

void SettingsWindow::init()
{
    m_window = std::make_unique<ui::SettingsWindow>();
    m_folder = std::make_unique<QTemporaryDir>();
}

void SettingsWindow::show(
    const QByteArray &file, const QStringList &arguments, const QProcessEnvironment &environment)
{
    const auto path = m_folder->filePath(u"settings.ini"_s);
    QFile ini(path);
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write(file);
    ini.close();
    const auto layers = settings::Layers::read(path, arguments, environment);
    QVERIFY2(layers, layers ? "" : qPrintable(layers.error()));
    QCOMPARE(layers->fileNotices(), QStringList());
    m_window->setLayers(*layers);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

std::optional<settings::Settings> SettingsWindow::applied()
{
    std::optional<settings::Settings> settings;
    const auto connection = connect(m_window.get(), &ui::SettingsWindow::stored, this,
        [&](const settings::Settings &wanted) { settings = wanted; });
    QTest::mouseClick(button(*m_window, u"Apply"_s), Qt::LeftButton);
    disconnect(connection);
    return settings;
}

void SettingsWindow::rows()
{
    QTest::addColumn<QString>("text");
    for (const auto &[option, text] : samples())
        QTest::newRow(option) << text;
}

void SettingsWindow::everyOptionIsOnAPage()
{
    for (const auto &option : settings::options()) {
        const bool wanted = !NotInTheWindow.contains(QLatin1StringView(option.name));
        QVERIFY2(bool(fieldOf(*m_window, option.name)) == wanted, option.name);
    }
    QCOMPARE(m_window->findChildren<ui::forms::Field *>().size(), samples().size());
}

void SettingsWindow::aFieldChangesItsOptionAlone()
{
    QFETCH(QString, text);
    const auto *name = QTest::currentDataTag();
    show();
    QVERIFY(!button(*m_window, u"Apply"_s)->isEnabled());
    enter(*m_window, name, text);
    QVERIFY(button(*m_window, u"Apply"_s)->isEnabled());

    auto wanted = settings::defaults();
    QCOMPARE(settings::findOption(QString::fromLatin1(name))->set(wanted, text), QString());
    QVERIFY(wanted != settings::defaults());
    const auto stored = applied();
    QVERIFY(stored);
    for (const auto &option : settings::options())
        QCOMPARE(option.get(*stored), option.get(wanted));
    QVERIFY(*stored == wanted);
}

void SettingsWindow::aFieldShowsWhatIsStored()
{
    QFETCH(QString, text);
    const auto *name = QTest::currentDataTag();
    const auto key = QString::fromLatin1(settings::findOption(QString::fromLatin1(name))->key);
    show(u"[%1]\n%2=\"%3\"\n"_s.arg(key.section(u'/', 0, 0), key.section(u'/', 1), text).toUtf8());
    for (const auto &option : settings::options()) {
        if (const auto *field = fieldOf(*m_window, option.name)) {
            auto shownValue = settings::defaults();
            QCOMPARE(option.set(shownValue, field->text()), QString());
            const bool changed = QLatin1StringView(option.name) == QLatin1StringView(name);
            QCOMPARE(option.get(shownValue), changed ? text : option.get(settings::defaults()));
        }
    }
    QVERIFY(!button(*m_window, u"Apply"_s)->isEnabled());
}

void SettingsWindow::whatIsWrongIsSaidAtOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("port") << u"70000"_s << u"Must be a whole number from 0 to 65535, not \"70000\"."_s;
    QTest::newRow("max-sessions") << u"0"_s << u"Must be a whole number from 1 to 256, not \"0\"."_s;
    QTest::newRow("host") << u"here"_s
                          << u"Must be an IP address to listen on, such as 127.0.0.1, not \"here\"."_s;
    QTest::newRow("workdir") << u"/nowhere/at/all"_s
                             << u"Names a folder that does not exist: \"/nowhere/at/all\"."_s;
    QTest::newRow("cors") << u"chat.example.org"_s
                          << u"Must be off, local, or a list of origins such as "
                             "https://chat.example.org,http://192.168.1.5:3000, not \"chat.example.org\"."_s;
}

void SettingsWindow::whatIsWrongIsSaidAtOnce()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const auto *name = QTest::currentDataTag();
    show();
    const auto hint = noteOf(*m_window, name);
    enter(*m_window, name, text);
    QCOMPARE(noteOf(*m_window, name), sentence);
    QVERIFY(isMarked(*m_window, currentPage(*m_window)));
    const auto labels = m_window->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text() == sentence; }));

    for (const auto &[option, good] : samples()) {
        if (QLatin1StringView(option) == QLatin1StringView(name))
            enter(*m_window, name, good);
    }
    QCOMPARE(noteOf(*m_window, name), hint);
    QVERIFY(!isMarked(*m_window, currentPage(*m_window)));
}

void SettingsWindow::whatIsWrongIsNotStored()
{
    show();
    QSignalSpy stored(m_window.get(), &ui::SettingsWindow::stored);
    enter(*m_window, "port", u"70000"_s);
    const int page = currentPage(*m_window);
    enter(*m_window, "keep-days", u"8"_s);
    QVERIFY(currentPage(*m_window) != page);
    for (const auto *name : {"Apply", "OK"}) {
        QTest::mouseClick(button(*m_window, QString::fromLatin1(name)), Qt::LeftButton);
        QCOMPARE(stored.size(), 0);
        QVERIFY(m_window->isVisible());
        QCOMPARE(currentPage(*m_window), page); // where it has to be mended
        QVERIFY(fieldOf(*m_window, "port")->control()->hasFocus());
    }
    enter(*m_window, "port", u"8090"_s);
    QTest::mouseClick(button(*m_window, u"OK"_s), Qt::LeftButton);
    QCOMPARE(stored.size(), 1);
    QVERIFY(!m_window->isVisible());
}

void SettingsWindow::whatIsOverriddenCantBeChanged()
{
    QProcessEnvironment environment;
    environment.insert(u"CLAUDE_RELAY_MAX_SESSIONS"_s, u"12"_s);
    show("[server]\nport=8100\n", {u"--port"_s, u"9000"_s, u"--cors"_s, u"https://a.example"_s}, environment);
    const struct
    {
        const char *option;
        QString text;
        QString reason;
    } overridden[] = {{"port", u"9000"_s, u"Set by --port on the command line."_s},
        {"cors", u"https://a.example"_s, u"Set by --cors on the command line."_s},
        {"max-sessions", u"12"_s, u"Set by CLAUDE_RELAY_MAX_SESSIONS in the environment."_s}};
    for (const auto &[option, text, reason] : overridden) {
        QCOMPARE(shown(*m_window, option), text);
        QVERIFY(!fieldOf(*m_window, option)->control()->isEnabled());
        QCOMPARE(noteOf(*m_window, option), reason);
    }
    QVERIFY(!m_window->findChild<QLineEdit *>(u"origins"_s)->isEnabled());
    QVERIFY(fieldOf(*m_window, "host")->control()->isEnabled());

    enter(*m_window, "keep-days", u"8"_s);
    auto wanted = settings::defaults();
    wanted.server.port = 8100; // what is in the file stays there
    wanted.log.keepDays = 8;
    QVERIFY(applied() == wanted);
}

void SettingsWindow::resetIsForOnePage()
{
    show("[server]\nport=8100\nhost=0.0.0.0\n[claude]\nwarm=5\n", {u"--host"_s, u"::1"_s});
    enter(*m_window, "keep-days", u"8"_s);
    showPage(*m_window, fieldOf(*m_window, "port")->control());
    QTest::mouseClick(button(*m_window, u"Reset page"_s), Qt::LeftButton);
    QCOMPARE(shown(*m_window, "port"), u"8082"_s);
    QCOMPARE(shown(*m_window, "host"), u"::1"_s);
    QCOMPARE(shown(*m_window, "warm"), u"5"_s);
    auto wanted = settings::defaults();
    wanted.server.host = u"0.0.0.0"_s; // is overridden, so nobody can see it
    wanted.claude.warm = 5;
    wanted.log.keepDays = 8;
    QVERIFY(applied() == wanted);
}

void SettingsWindow::cancelForgets()
{
    show();
    QSignalSpy stored(m_window.get(), &ui::SettingsWindow::stored);
    enter(*m_window, "port", u"9090"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_window->isVisible());
    QCOMPARE(stored.size(), 0);
    QCOMPARE(shown(*m_window, "port"), u"8082"_s);
}

void SettingsWindow::theWindowStaysWhenNothingCouldBeStored()
{
    show();
    const auto refuse = connect(m_window.get(), &ui::SettingsWindow::stored, m_window.get(),
        [this] { m_window->setProblem(u"The disk is full."_s); });
    enter(*m_window, "port", u"9090"_s);
    QTest::mouseClick(button(*m_window, u"OK"_s), Qt::LeftButton);
    QVERIFY(m_window->isVisible());
    QCOMPARE(shown(*m_window, "port"), u"9090"_s);
    disconnect(refuse);
    QTest::mouseClick(button(*m_window, u"OK"_s), Qt::LeftButton);
    QVERIFY(!m_window->isVisible());
}

void SettingsWindow::startAtLoginIsAWish()
{
    show();
    QSignalSpy stored(m_window.get(), &ui::SettingsWindow::stored);
    QSignalSpy wanted(m_window.get(), &ui::SettingsWindow::startAtLoginWanted);
    QCheckBox *box = nullptr;
    for (auto *candidate : m_window->findChildren<QCheckBox *>()) {
        if (candidate->text().remove(u'&') == "Start at login"_L1)
            box = candidate;
    }
    QVERIFY(box);
    showPage(*m_window, box);
    QVERIFY(!box->isChecked());
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    QCOMPARE(wanted.size(), 0);
    QVERIFY(!applied()); // it is in no file of ours
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toBool(), true);
    m_window->setStartsAtLogin(true);
    QVERIFY(!button(*m_window, u"Apply"_s)->isEnabled());
    QVERIFY(box->isChecked());
    QCOMPARE(stored.size(), 0);

    // Together with a setting, which is shown anew as soon as it is stored.
    auto layers = settings::Layers::read(m_folder->filePath(u"settings.ini"_s), {}, {});
    QVERIFY(layers);
    connect(m_window.get(), &ui::SettingsWindow::stored, this, [&](const settings::Settings &settings) {
        QCOMPARE(layers->store(settings), QString());
        m_window->setLayers(*layers);
    });
    enter(*m_window, "port", u"9090"_s);
    showPage(*m_window, box);
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    QTest::mouseClick(button(*m_window, u"Apply"_s), Qt::LeftButton);
    QCOMPARE(stored.size(), 1);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[1][0].toBool(), false);
}

void SettingsWindow::clearingTheLogIsAskedFor()
{
    show();
    QSignalSpy wanted(m_window.get(), &ui::SettingsWindow::clearLogWanted);
    auto *clear = button(*m_window, u"Clear log…"_s);
    showPage(*m_window, clear);
    for (const auto &[answer, times] : {std::pair{u"Cancel"_s, 0}, std::pair{u"Clear"_s, 1}}) {
        QTest::mouseClick(clear, Qt::LeftButton);
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box && box->isVisible());
        QCOMPARE(wanted.size(), 0);
        QTest::mouseClick(button(*box, answer), Qt::LeftButton);
        QCOMPARE(wanted.size(), times);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    }
}

void SettingsWindow::sharingIsASwitch()
{
    show();
    const auto *address = fieldOf(*m_window, "host")->control();
    showPage(*m_window, address);
    QCheckBox *share = nullptr;
    for (auto *box : m_window->findChildren<QCheckBox *>()) {
        if (box->isVisible())
            share = box;
    }
    QVERIFY(share);
    const auto warns = [this] {
        const auto labels = m_window->findChildren<QLabel *>();
        return std::ranges::any_of(labels,
            [](const QLabel *label) { return label->isVisible() && label->text().contains("no key"_L1); });
    };
    const auto click = [&] { QTest::mouseClick(share, Qt::LeftButton, {}, QPoint(8, share->height() / 2)); };
    QVERIFY(!share->isChecked());
    QVERIFY(!warns());
    click();
    QCOMPARE(shown(*m_window, "host"), u"0.0.0.0"_s);
    QVERIFY(warns());
    click();
    QCOMPARE(shown(*m_window, "host"), u"127.0.0.1"_s);
    QVERIFY(!warns());
    enter(*m_window, "host", u"192.168.1.5"_s);
    QVERIFY(share->isChecked());
    enter(*m_window, "host", u"::1"_s);
    QVERIFY(!share->isChecked());
}

void SettingsWindow::statusIsShown()
{
    using State = app::Status::State;
    using Trouble = app::Status::Trouble;
    show();
    app::Status status{.state = State::Ready,
        .baseUrl = u"http://127.0.0.1:8082/v1"_s,
        .claude = QDir::homePath() + u"/bin/claude"_s,
        .claudeVersion = u"2.1.330"_s};
    m_window->setStatus(status);
    QVERIFY(noteOf(*m_window, "port").contains(status.baseUrl));
    QCOMPARE(noteOf(*m_window, "claude"), u"claude 2.1.330 at ~/bin/claude, logged in."_s);
    status.state = State::Trouble;
    status.trouble = Trouble::LoggedOut;
    m_window->setStatus(status);
    QCOMPARE(noteOf(*m_window, "claude"), u"claude 2.1.330 at ~/bin/claude, not logged in."_s);
    m_window->setStatus({.state = State::Trouble, .trouble = Trouble::ClaudeMissing});
    QCOMPARE(noteOf(*m_window, "claude"), u"claude was not found."_s);
    m_window->setStatus(
        {.state = State::Trouble, .trouble = Trouble::PortTaken, .problem = u"It is taken."_s});
    QCOMPARE(noteOf(*m_window, "port"), u"It is taken."_s);
}

void SettingsWindow::namesForModels()
{
    show();
    const auto *field = fieldOf(*m_window, "model-names");
    auto *table = qobject_cast<QTableView *>(field->control());
    const QAbstractItemModelTester tester(
        table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    showPage(*m_window, table);
    auto *model = table->model();
    const int rows = model->rowCount();
    QCOMPARE(rows, int(settings::defaults().claude.modelNames.size()));
    auto *remove = button(*m_window, u"Remove"_s);
    QVERIFY(!remove->isEnabled());

    QTest::mouseClick(button(*m_window, u"Add"_s), Qt::LeftButton);
    QCOMPARE(field->complaint(), u"Each row needs both names."_s);
    const int last = rows;
    model->setData(model->index(last, 0), u"gpt-4o"_s);
    model->setData(model->index(last, 1), u"opus"_s);
    QCOMPARE(field->complaint(), u"gpt-4o is there twice."_s);
    model->setData(model->index(last, 0), u"a=b"_s);
    QCOMPARE(field->complaint(), u"A name can't have a comma or an equals sign: a=b"_s);
    model->setData(model->index(last, 0), u"mine"_s);
    QCOMPARE(field->complaint(), QString());
    QCOMPARE(field->text(), u"mine=opus"_s);

    table->selectAll();
    QVERIFY(remove->isEnabled());
    QTest::mouseClick(remove, Qt::LeftButton);
    QCOMPARE(model->rowCount(), 0);
    QVERIFY(applied()->claude.modelNames.isEmpty());
    QTest::mouseClick(button(*m_window, u"Reset page"_s), Qt::LeftButton);
    QCOMPARE(model->rowCount(), rows);
    QCOMPARE(field->text(), QString());
}

QTEST_MAIN(SettingsWindow)
#include "settings_window.moc"
