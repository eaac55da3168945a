#include "entering.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace entering;

namespace {

// What none of the pages has: how streams show life is for proxies, how log lines are written for those who collect
// them, the demo and a key of the command line are for one run, and everything is confirmed when it is chosen.
const QStringList NotInTheWindow{u"open-after"_s, u"comment-every"_s, u"delta-after"_s, u"log-format"_s,
    u"demo"_s, u"api-key"_s, u"confirm-all"_s};

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
        {"workdir", QDir::tempPath()}, {"workdirs", QDir::tempPath()}, {"tools", u"edits"_s},
        {"approval-time", u"90"_s}, {"tcp", u"off"_s}, {"socket", QDir::tempPath() + u"/relay.sock"_s},
        {"hosts", u"relay.example.org,10.0.0.2"_s}, {"client-share", u"3"_s}, {"initialize-time", u"9"_s},
        {"max-memory", u"512"_s}, {"max-body", u"8"_s}, {"max-headers", u"32"_s}, {"max-depth", u"99"_s},
        {"max-connections", u"10"_s}, {"header-time", u"5"_s}, {"body-time", u"6"_s}, {"idle-time", u"7"_s},
        {"max-unsent", u"4"_s}, {"unsent-time", u"8"_s}, {"max-sessions", u"12"_s}, {"queue", u"0"_s},
        {"warm", u"3"_s}, {"request-timeout", u"30"_s}, {"keep", u"0"_s}, {"keep-max", u"9"_s},
        {"tool-wait", u"1200"_s}, {"tool-wait-max", u"7"_s}, {"client-tools", u"beside"_s},
        {"forward-sampling", u"on"_s}, {"model-names", u"gpt-4o=opus,mine=haiku,o3="_s},
        {"strict-params", u"on"_s}, {"hide-reasoning", u"on"_s}, {"show-work", u"on"_s},
        {"log-level", u"debug"_s}, {"keep-bodies", u"store"_s}, {"keep-days", u"7"_s},
        {"start-server", u"off"_s}, {"notifications", u"off"_s}, {"language", u"de"_s}};
}

} // namespace

// Each field of the settings window and its option.
class SettingsFields : public QObject, private Fixture
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionIsOnAPage();
    void aFieldChangesItsOptionAlone_data() { rows(); }
    void aFieldChangesItsOptionAlone();
    void aFieldShowsWhatIsStored_data() { rows(); }
    void aFieldShowsWhatIsStored();
    void whatIsWrongIsSaidAtOnce_data();
    void whatIsWrongIsSaidAtOnce();
    void whatIsOverriddenCantBeChanged();

private:
    static void rows();
};

void SettingsFields::rows()
{
    QTest::addColumn<QString>("text");
    for (const auto &[option, text] : samples())
        QTest::newRow(option) << text;
}

void SettingsFields::everyOptionIsOnAPage()
{
    show();
    for (const auto &option : settings::options()) {
        const bool wanted = !NotInTheWindow.contains(QLatin1StringView(option.name));
        QVERIFY2(bool(fieldOf(*m_window, option.name)) == wanted, option.name);
    }
    QCOMPARE(m_window->findChildren<ui::forms::Field *>().size(), samples().size());
}

void SettingsFields::aFieldChangesItsOptionAlone()
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

void SettingsFields::aFieldShowsWhatIsStored()
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

void SettingsFields::whatIsWrongIsSaidAtOnce_data()
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
                          << u"Must be off, local, all, or a list of origins such as "
                             "https://chat.example.org,http://192.168.1.5:3000, not \"chat.example.org\"."_s;
}

void SettingsFields::whatIsWrongIsSaidAtOnce()
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

void SettingsFields::whatIsOverriddenCantBeChanged()
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

QTEST_MAIN(SettingsFields)
#include "settings_fields.moc"
