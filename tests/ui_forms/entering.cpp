#include "entering.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace entering {

namespace {

QListWidget *titles(const ui::SettingsWindow &window)
{
    return window.findChild<QListWidget *>();
}

template<typename Button> Button *named(const QWidget &window, const QString &text)
{
    Button *hidden = nullptr;
    for (auto *candidate : window.findChildren<Button *>()) {
        if (candidate->text().remove(u'&') != text)
            continue;
        if (candidate->isVisible())
            return candidate;
        hidden = candidate;
    }
    if (hidden)
        return hidden;
    qFatal("there is no button %s", qPrintable(text));
}

// In the editor that has just been opened.
void enterCell(QTableView *table, const QString &text)
{
    auto *editor = table->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->clear();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(!table->findChild<QLineEdit *>());
}

// Rows as name=model,…; a name without a model takes its row away.
void enterNames(QTableView *table, const QString &text)
{
    auto *model = table->model();
    for (const auto &pair : text.split(u',')) {
        const auto name = pair.section(u'=', 0, 0);
        const auto used = pair.section(u'=', 1);
        auto found = model->match(model->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
        if (used.isEmpty()) {
            table->selectRow(found.at(0).row());
            QTest::keyClick(table, Qt::Key_Delete);
            continue;
        }
        if (found.isEmpty()) {
            QTest::mouseClick(button(*table->window(), u"Add"_s), Qt::LeftButton);
            found = {model->index(model->rowCount() - 1, 0)};
            enterCell(table, name);
        }
        const auto cell = found.at(0).siblingAtColumn(1);
        table->setCurrentIndex(cell);
        table->edit(cell);
        enterCell(table, used);
    }
}

} // namespace

ui::forms::Field *fieldOf(const ui::SettingsWindow &window, const char *option)
{
    for (auto *field : window.findChildren<ui::forms::Field *>()) {
        if (QLatin1StringView(field->option().name) == QLatin1StringView(option))
            return field;
    }
    return nullptr;
}

void showPage(ui::SettingsWindow &window, const QWidget *control)
{
    for (int row = 0; row < titles(window)->count(); ++row) {
        titles(window)->setCurrentRow(row);
        if (control->isVisibleTo(&window))
            return;
    }
    QFAIL("the control is on no page");
}

int currentPage(const ui::SettingsWindow &window)
{
    return titles(window)->currentRow();
}

bool isMarked(const ui::SettingsWindow &window, int page)
{
    return !titles(window)->item(page)->icon().isNull();
}

void enter(ui::SettingsWindow &window, const char *option, const QString &text)
{
    const auto *field = fieldOf(window, option);
    QVERIFY2(field, option);
    auto *control = field->control();
    showPage(window, control);
    if (auto *line = qobject_cast<QLineEdit *>(control)) {
        line->clear();
        QTest::keyClicks(line, text);
    } else if (auto *number = qobject_cast<QSpinBox *>(control)) {
        number->selectAll();
        QTest::keyClicks(number, text);
    } else if (auto *box = qobject_cast<QCheckBox *>(control)) {
        if (shown(window, option) != text)
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    } else if (auto *choice = qobject_cast<QComboBox *>(control)) {
        const int index = choice->findData(text);
        choice->setCurrentIndex(index >= 0 ? index : choice->count() - 1);
        if (index < 0) { // origins of web pages
            auto *list = control->parentWidget()->findChild<QLineEdit *>(u"origins"_s);
            QVERIFY(list && list->isVisible());
            list->clear();
            QTest::keyClicks(list, text);
        }
    } else if (auto *table = qobject_cast<QTableView *>(control)) {
        enterNames(table, text);
    } else {
        QFAIL("a control of another kind");
    }
    QCOMPARE(shown(window, option), text);
}

QString shown(const ui::SettingsWindow &window, const char *option)
{
    return fieldOf(window, option)->text();
}

QString noteOf(const ui::SettingsWindow &window, const char *option)
{
    return fieldOf(window, option)->control()->accessibleDescription();
}

QPushButton *button(const QWidget &window, const QString &text)
{
    return named<QPushButton>(window, text);
}

QCheckBox *checkBox(const QWidget &window, const QString &text)
{
    return named<QCheckBox>(window, text);
}

void Fixture::show(
    const QByteArray &file, const QStringList &arguments, const QProcessEnvironment &environment)
{
    m_window = std::make_unique<ui::SettingsWindow>();
    m_folder = std::make_unique<QTemporaryDir>();
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

std::optional<settings::Settings> Fixture::applied()
{
    std::optional<settings::Settings> settings;
    const auto connection = QObject::connect(m_window.get(), &ui::SettingsWindow::stored, m_window.get(),
        [&](const settings::Settings &wanted) { settings = wanted; });
    QTest::mouseClick(button(*m_window, u"Apply"_s), Qt::LeftButton);
    QObject::disconnect(connection);
    return settings;
}

} // namespace entering
