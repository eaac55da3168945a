#include "entering.h"
#include "ui/forms/key_model.h"
#include "ui/forms/keys_edit.h"
#include "ui/forms/new_key.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace entering;

// The keys in the settings window.
class Keys : public QObject, private Fixture
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        show();
        m_edit = m_window->findChild<ui::forms::KeysEdit *>();
        QVERIFY(m_edit);
        showPage(*m_window, m_edit);
    }

    void oneIsMadeAndLimited()
    {
        QVERIFY(says(u"No key: every program on this computer may ask."_s));
        click(u"Add"_s);
        QVERIFY(line(u"Name:"_s)->hasFocus());
        QTest::keyClicks(line(u"Name:"_s), u"laptop"_s); // over the name that was proposed
        const auto secret = line(u"Key:"_s);
        QVERIFY(secret->isReadOnly());
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        click(u"Show"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Normal);
        QVERIFY(secret->text().startsWith("sk-relay-"_L1));
        click(u"Copy"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), secret->text());
        QTest::keyClicks(line(u"Models:"_s), u"opus, gpt-4o,,opus"_s);
        QTest::keyClicks(line(u"Folder:"_s), QDir::tempPath());
        tools()->setCurrentIndex(1);
        const auto stored = applied();
        QVERIFY(stored);
        QCOMPARE(stored->keys.size(), 1);
        const auto &key = stored->keys.first();
        QCOMPARE(key.name, "laptop");
        QCOMPARE(key.secret, secret->text().toLatin1());
        QCOMPARE(key.models, QByteArrayList({"opus", "gpt-4o"}));
        QCOMPARE(key.tools, settings::Tools::Chat);
        QCOMPARE(key.folder, QDir::tempPath());
        QVERIFY(!says(u"No key: every program on this computer may ask."_s));
    }

    void eachHasANameOfItsOwn()
    {
        click(u"Add"_s);
        click(u"Add"_s);
        QCOMPARE(m_edit->keys()[0].name, "key-1");
        QCOMPARE(m_edit->keys()[1].name, "key-2");
        QVERIFY(m_edit->keys()[0].secret != m_edit->keys()[1].secret);
        line(u"Name:"_s)->setText(u"key-1"_s);
        QVERIFY(says(u"key-1 is there twice."_s));
        QVERIFY(isMarked(*m_window, currentPage(*m_window)));
        QVERIFY(!applied());
        line(u"Name:"_s)->setText(u"a b"_s);
        QVERIFY(says(u"A name has 1 to 60 letters, digits or the characters - _ ."_s));
        line(u"Name:"_s)->setText(u"phone"_s);
        line(u"Folder:"_s)->setText(u"/nowhere/at/all"_s);
        QVERIFY(says(u"The folder of phone: Names a folder that does not exist: \"/nowhere/at/all\"."_s));
        table()->selectRow(0);
        line(u"Models:"_s)->setText(u"opus"_s); // the other one is wrong; this one stays
        QCOMPARE(line(u"Name:"_s)->text(), u"key-1"_s);
        QVERIFY(!applied());
        QCOMPARE(line(u"Name:"_s)->text(), u"phone"_s);
        QVERIFY(line(u"Name:"_s)->hasFocus());
        line(u"Folder:"_s)->clear();
        QCOMPARE(applied()->keys.size(), 2);
    }

    void selectingChangesNothing()
    {
        auto first = settings::makeKey("first");
        first.tools = settings::Tools::Edits;
        first.models = {"opus"};
        const QList<settings::Key> keys{first, settings::makeKey("second")};
        m_edit->setKeys(keys);
        for (const int row : {0, 1, 0}) {
            table()->selectRow(row);
            QCOMPARE(line(u"Key:"_s)->text().toLatin1(), keys[row].secret);
            QCOMPARE(line(u"Key:"_s)->echoMode(), QLineEdit::Password);
        }
        QCOMPARE(tools()->currentIndex(), 3);
        QVERIFY(m_edit->keys() == keys);
        click(u"Remove"_s);
        QVERIFY(m_edit->keys() == keys.mid(1));
        QCOMPARE(line(u"Name:"_s)->text(), u"second"_s);
        click(u"Remove"_s);
        QVERIFY(m_edit->keys().isEmpty());
        QVERIFY(!line(u"Name:"_s)->isEnabled());
        QVERIFY(line(u"Key:"_s)->text().isEmpty());
    }

    void theModelKeepsItsWord()
    {
        ui::forms::KeyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add();
        model.add();
        auto key = model.keys()[1];
        key.tools = settings::Tools::Chat;
        model.change(1, key);
        QCOMPARE(model.index(1, ui::forms::KeyModel::Tools).data().toString(), u"Only answer"_s);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, ui::forms::KeyModel::Requests), u"0"_s);
        model.setUsage(
            {{.key = "key-2", .requests = 12, .usage = {.input = 1000, .output = 500}, .costUsd = 2.5},
                {.key = "gone", .requests = 7}});
        QCOMPARE(cell(0, ui::forms::KeyModel::Requests), u"0"_s);
        QCOMPARE(cell(1, ui::forms::KeyModel::Requests), u"12"_s);
        QCOMPARE(cell(1, ui::forms::KeyModel::Tokens), u"1.50 K"_s);
        QCOMPARE(cell(1, ui::forms::KeyModel::Cost), u"$2.50"_s);
        model.remove(0);
        model.setKeys({});
        QCOMPARE(model.rowCount(), 0);
    }

    // No cell and no tool tip says the secret.
    void theListHasNoSecrets()
    {
        click(u"Add"_s);
        const auto secret = QString::fromLatin1(m_edit->keys().first().secret);
        const auto *model = table()->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            for (int role = 0; role < 16; ++role)
                QVERIFY(!model->index(0, column).data(role).toString().contains(secret));
        }
    }

    void aNewKeyIsShown()
    {
        const auto key = settings::makeKey("default");
        ui::NewKey window(key);
        window.show();
        QCOMPARE(window.findChild<QLineEdit *>()->text().toLatin1(), key.secret);
        QTest::mouseClick(button(window, u"Copy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text().toLatin1(), key.secret);
        QTest::keyClick(&window, Qt::Key_Escape);
        QVERIFY(!window.isVisible());
    }

private:
    void click(const QString &text) { QTest::mouseClick(button(*m_edit, text), Qt::LeftButton); }
    QTableView *table() { return m_edit->findChild<QTableView *>(); }
    QComboBox *tools() { return m_edit->findChild<QComboBox *>(); }
    QLineEdit *line(const QString &label)
    {
        for (const auto *candidate : m_edit->findChildren<QLabel *>()) {
            if (candidate->text().remove(u'&') == label)
                return qobject_cast<QLineEdit *>(candidate->buddy());
        }
        return nullptr;
    }
    bool says(const QString &sentence)
    {
        const auto labels = m_edit->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text() == sentence; });
    }

    ui::forms::KeysEdit *m_edit = nullptr;
};

QTEST_MAIN(Keys)
#include "keys.moc"
