#include "ui/forms/settings_window.h"

#include "entering.h"
#include "settings/layers.h"
#include "ui/tools_texts.h"

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

// What the settings window does with what is entered.
class SettingsWindow : public QObject, private Fixture
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongIsNotStored();
    void resetIsForOnePage();
    void cancelForgets();
    void theWindowStaysWhenNothingCouldBeStored();
    void startAtLoginIsAWish();
    void clearingTheLogIsAskedFor();
    void everythingHasToBeMeant();
    void sharingIsASwitch();
    void statusIsShown();
    void namesForModels();
};

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
    auto *box = checkBox(*m_window, u"Start at login"_s);
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

void SettingsWindow::everythingHasToBeMeant()
{
    for (const auto &[answer, meant] :
        {std::pair{u"Cancel"_s, false}, std::pair{u"Allow everything"_s, true}}) {
        show();
        auto *tools = fieldOf(*m_window, "tools")->control();
        showPage(*m_window, tools);
        QCOMPARE(noteOf(*m_window, "tools"), ui::meaningOf(settings::Tools::Ask));
        tools->setFocus();
        QTest::keyClick(tools, Qt::Key_End);
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box && box->isVisible());
        QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
        QCOMPARE(shown(*m_window, "tools"), u"ask"_s);
        QTest::mouseClick(button(*box, answer), Qt::LeftButton);
        QCOMPARE(shown(*m_window, "tools"), meant ? u"all"_s : u"ask"_s);
        const auto stored = applied();
        QCOMPARE(stored.has_value(), meant);
        if (meant)
            QVERIFY(stored->claude.tools == settings::Tools::All && stored->claude.confirmAll);
    }
    show("[claude]\nconfirm-all=true\n");
    auto *tools = fieldOf(*m_window, "tools")->control();
    showPage(*m_window, tools);
    QTest::keyClick(tools, Qt::Key_End);
    QCOMPARE(shown(*m_window, "tools"), u"all"_s);
    QVERIFY(!m_window->findChild<QMessageBox *>());
    QTest::keyClick(tools, Qt::Key_Home);
    QCOMPARE(applied()->claude.confirmAll, true); // it was said once
}

void SettingsWindow::sharingIsASwitch()
{
    show();
    const auto *address = fieldOf(*m_window, "host")->control();
    showPage(*m_window, address);
    auto *share = checkBox(*m_window, u"Share on the network"_s);
    const auto warns = [this] {
        const auto labels = m_window->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().contains("one is made"_L1);
        });
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
    m_window->setStatus({.state = State::Trouble, .trouble = Trouble::PortTaken});
    QVERIFY(noteOf(*m_window, "port").contains("another program has the port"_L1));
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
