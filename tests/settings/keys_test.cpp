#include "settings/layers.h"
#include "small_disk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <optional>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using settings::Key;

namespace {

constexpr auto One = R"({"name":"one","secret":"sk-0123456789abcdef"})";

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return stat(path.toLocal8Bit().constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

// The file with the keys, and what the layers make of it.
class SettingsKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void cleanup() { m_folder.reset(); }

    void theyAreWrittenAndRead()
    {
        const QList<Key> keys{settings::makeKey("plain"),
            {.name = "limited",
                .secret = "sk-0123456789abcdef",
                .models = {"haiku", "gpt-4o"},
                .tools = settings::Tools::Chat,
                .folder = QDir(m_folder->path()).canonicalPath()}};
        QCOMPARE(settings::writeKeys(path(), keys), QString());
        const auto read = settings::readKeys(path());
        QVERIFY(read && *read == keys);
        QVERIFY(settings::makeKey("x").secret != settings::makeKey("x").secret);
        QVERIFY(keys[0].secret.startsWith("sk-relay-"));
        QCOMPARE(keys[0].secret.size(), 52);
    }

    void theyAreForTheirOwnerOnly()
    {
        for (const mode_t mask : {0, 022, 077}) {
            const auto before = umask(mask);
            const auto problem = settings::writeKeys(path(), {settings::makeKey("one")});
            umask(before);
            QCOMPARE(problem, QString());
            QCOMPARE(modeOf(path()), mode_t(0600));
        }
        QFile::setPermissions(path(), QFile::Permissions(0x6666));
        QCOMPARE(settings::writeKeys(path(), {settings::makeKey("two")}), QString());
        QCOMPARE(modeOf(path()), mode_t(0600));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"keys.json"_s});
    }

    void noFileIsNoKeys()
    {
        const auto read = settings::readKeys(path());
        QVERIFY(read && read->isEmpty());
        QVERIFY(settings::readKeys(m_folder->filePath(u"no/such/keys.json"_s))->isEmpty());
    }

    void whatIsWrongLetsNobodyIn_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const QByteArray &text, const QString &why) {
            QTest::newRow(name) << text << why;
        };
        const auto list = [](const QByteArray &keys) { return QByteArray("{\"keys\":[" + keys + "]}"); };
        const auto with = [&list](const QByteArray &more) {
            return list(R"({"name":"one","secret":"sk-0123456789abcdef",)" + more + '}');
        };
        row("empty", "", u"illegal value"_s);
        row("garbage", "\xff\xfe\x00garbage", u"illegal"_s);
        row("cut off", R"({"keys":[{"name":"one")", u"unterminated"_s);
        row("no list", "{}", u"no list"_s);
        row("a list only", "[]", u"no list"_s);
        row("another list", R"({"keys":{}})", u"no list"_s);
        row("no object", list("5"), u"name of a key"_s);
        row("no name", list(R"({"secret":"sk-0123456789abcdef"})"), u"name of a key"_s);
        row("a bad name", list(R"({"name":"a b","secret":"sk-0123456789abcdef"})"), u"name of a key"_s);
        row("a line in a name", list(R"({"name":"a\nb","secret":"sk-0123456789abcdef"})"),
            u"name of a key"_s);
        row("no secret", list(R"({"name":"one"})"), u"the secret must"_s);
        row("a short secret", list(R"({"name":"one","secret":"short"})"), u"the secret must"_s);
        row("a blank in a secret", list(R"({"name":"one","secret":"sk-0123456789 abcdef"})"),
            u"the secret must"_s);
        row("two of one name",
            list(One + QByteArray(",") + R"({"name":"one","secret":"sk-other-0123456789"})"),
            u"two keys of the name one"_s);
        row("two of one secret",
            list(One + QByteArray(",") + R"({"name":"two","secret":"sk-0123456789abcdef"})"),
            u"one and two have one secret"_s);
        row("models that are no list", with(R"("models":"haiku")"), u"models must be"_s);
        row("no models", with(R"("models":[])"), u"models must be"_s);
        row("a model that is no name", with(R"("models":["haiku",5])"), u"models must be"_s);
        row("another level", with(R"("tools":"none")"), u"tools must be"_s);
        row("a level that is null", with(R"("tools":null)"), u"tools must be"_s);
        row("a relative folder", with(R"("folder":"project")"), u"absolute path"_s);
        row("a folder that is no text", with(R"("folder":5)"), u"absolute path"_s);
        row("a limit that there is not", with(R"("model":["haiku"])"), u"no \"model\""_s);
    }
    void whatIsWrongLetsNobodyIn()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, why);
        write(text);
        const auto read = settings::readKeys(path());
        QVERIFY(!read);
        QVERIFY2(read.error().contains(why), qPrintable(read.error()));
        QVERIFY(read.error().startsWith(u"The keys in %1 can't be used: "_s.arg(path())));
        QVERIFY(!read.error().contains(u'\n') && read.error().endsWith(u'.'));
        QVERIFY(!read.error().contains("0123456789"_L1)); // no secret
        const auto layers = settings::Layers::read(m_folder->filePath(u"settings.ini"_s), {}, {});
        QVERIFY(!layers && layers.error() == read.error());
    }

    void aFileThatCanNotBeReadIsNotNone()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"keys.json"_s));
        QVERIFY(!settings::readKeys(path()));
        QVERIFY(QDir(m_folder->path()).rmdir(u"keys.json"_s));
        QVERIFY(QFile::link(m_folder->filePath(u"away"_s), path()));
        QVERIFY(!settings::readKeys(path()));
        QVERIFY(QFile::remove(path()));
        QCOMPARE(mkfifo(path().toLocal8Bit().constData(), 0600), 0);
        QVERIFY(settings::readKeys(path()).error().endsWith(
            ": it is no regular file."_L1)); // waits for no writer
        QVERIFY(QFile::remove(path()));
        write(QByteArray(2 * 1024 * 1024, ' '));
        QVERIFY(settings::readKeys(path()).error().contains("too large"_L1));
    }

    void wrongOnesAreNotWritten()
    {
        const auto one = settings::makeKey("one");
        QCOMPARE(settings::writeKeys(path(), {one}), QString());
        QVERIFY(settings::writeKeys(path(), {one, one}).contains("two keys"_L1));
        QVERIFY(settings::writeKeys(path(), {{.name = "x", .secret = "short"}}).contains("secret"_L1));
        QCOMPARE(*settings::readKeys(path()), QList<Key>{one});
        QVERIFY(!settings::writeKeys(m_folder->filePath(u"keys.json/in/it"_s), {one}).isEmpty());
    }

    void whatTheDiskDoesNotTakeIsSaid_data()
    {
        QTest::addColumn<int>("room");
        QTest::newRow("none") << 0;
        QTest::newRow("for the lock") << 1024;
    }
    void whatTheDiskDoesNotTakeIsSaid()
    {
        QFETCH(int, room);
        QList<Key> keys;
        for (int number = 0; number < 20; ++number)
            keys.append(settings::makeKey("key" + QByteArray::number(number)));
        QCOMPARE(settings::writeKeys(path(), keys), QString());
        const auto added = [&] {
            const SmallDisk disk(room);
            return settings::changeKeys(path(), 0ms, [](QList<Key> &all) {
                all.append(settings::makeKey("one"));
                return QString();
            });
        }();
        QVERIFY(!added);
        QCOMPARE(added.error(),
            u"The keys can't be written to %1: %2."_s.arg(path(), QString::fromLocal8Bit(strerror(EFBIG))));
        QCOMPARE(*settings::readKeys(path()), keys);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"keys.json"_s});
    }

    void theLayersHaveThem()
    {
        const auto file = m_folder->filePath(u"settings.ini"_s);
        auto layers = settings::Layers::read(file, {}, {});
        QVERIFY(layers && layers->effective().keys.isEmpty());
        const auto one = settings::makeKey("one");
        QCOMPARE(layers->storeKeys({one}), QString());
        QCOMPARE(layers->effective().keys, QList<Key>{one});
        auto wanted = layers->stored();
        wanted.server.port = 5;
        QCOMPARE(layers->store(wanted), QString());
        QCOMPARE(layers->effective().keys, QList<Key>{one});

        const auto two = settings::makeKey("two");
        QVERIFY(!layers->hasOtherKeys());
        QCOMPARE(settings::writeKeys(path(), {one, two}), QString());
        QVERIFY(layers->hasOtherKeys());
        QCOMPARE(layers->readFile(), QString());
        QCOMPARE(layers->effective().keys, (QList<Key>{one, two}));
        QVERIFY(!layers->hasOtherKeys());
        write("garbage");
        QVERIFY(layers->hasOtherKeys());
        QFile::remove(file);
        QVERIFY(layers->readFile().contains("keys.json"_L1));
        QCOMPARE(layers->effective().keys, (QList<Key>{one, two}));
        QCOMPARE(layers->effective().server.port, 5); // all is as it was
        QVERIFY(!layers->storeKeys({one, one}).isEmpty());
        QCOMPARE(layers->effective().keys.size(), 2);

        auto without = settings::Layers::read({}, {}, {});
        QVERIFY(!without->storeKeys({one}).isEmpty());
        QVERIFY(without->effective().keys.isEmpty());
        QVERIFY(!without->hasOtherKeys());
    }

    // A window and a command at the same time: each keeps what the other has done.
    void whatOthersHaveDoneMeanwhileStays()
    {
        const auto file = m_folder->filePath(u"settings.ini"_s);
        auto one = settings::makeKey("one");
        const auto two = settings::makeKey("two");
        const auto three = settings::makeKey("three");
        QCOMPARE(settings::writeKeys(path(), {one, two}), QString());
        auto layers = settings::Layers::read(file, {}, {});
        QVERIFY(bool(layers));
        QCOMPARE(settings::writeKeys(path(), {one, three}), QString()); // two is gone, three is new
        one.tools = settings::Tools::Chat;
        QCOMPARE(layers->storeKeys({one, two}), QString());
        QCOMPARE(layers->effective().keys, (QList<Key>{one, three}));
        QCOMPARE(*settings::readKeys(path()), (QList<Key>{one, three}));
        QCOMPARE(layers->storeKeys({one, two, three}), QString()); // undisturbed: as it is wanted
        QCOMPARE(*settings::readKeys(path()), (QList<Key>{one, two, three}));
        QCOMPARE(layers->storeKeys({two}), QString());
        QCOMPARE(*settings::readKeys(path()), QList<Key>{two});
    }

    void whatWasEditedHereAndChangedThere_data()
    {
        QTest::addColumn<QList<Key>>("there");
        QTest::addColumn<QList<Key>>("wanted");
        QTest::addColumn<QList<Key>>("after");
        const Key one{.name = "one", .secret = "sk-0123456789abcdef"};
        const Key two{.name = "two", .secret = "sk-two-0123456789"};
        const Key added{.name = "added", .secret = "sk-added-0123456789"};
        auto edited = one;
        edited.tools = settings::Tools::Chat;
        auto renamed = one;
        renamed.name = "renamed";
        auto limited = one;
        limited.models = {"haiku"};
        auto anew = one;
        anew.secret = "sk-anew-0123456789";
        const auto row = [](const char *name, const QList<Key> &there, const QList<Key> &wanted,
                             const QList<Key> &after) { QTest::newRow(name) << there << wanted << after; };
        row("edited, removed there", {two}, {edited, two}, {two});
        row("renamed, removed there", {two}, {renamed, two}, {two});
        row("edited, made anew there", {anew, two}, {edited, two}, {anew, two});
        row("edited, limited there", {limited, two}, {edited, two}, {limited, two});
        row("edited, added there", {two, added, one}, {edited, two}, {two, added, edited});
        row("renamed, added there", {one, two, added}, {renamed, two}, {renamed, two, added});
        row("removed, limited there", {limited, two}, {two}, {two});
        row("removed, made anew there", {anew, two}, {two}, {anew, two});
        row("made anew, removed there", {two}, {anew, two}, {two, anew});
        row("made anew, added there", {one, two, added}, {anew, two}, {two, added, anew});
        row("added, removed there", {two}, {one, two, added}, {two, added});
    }
    void whatWasEditedHereAndChangedThere()
    {
        QFETCH(QList<Key>, there);
        QFETCH(QList<Key>, wanted);
        QFETCH(QList<Key>, after);
        const Key one{.name = "one", .secret = "sk-0123456789abcdef"};
        const Key two{.name = "two", .secret = "sk-two-0123456789"};
        QCOMPARE(settings::writeKeys(path(), {one, two}), QString());
        auto layers = settings::Layers::read(m_folder->filePath(u"settings.ini"_s), {}, {});
        QVERIFY(bool(layers));
        QCOMPARE(settings::writeKeys(path(), there), QString());
        QCOMPARE(layers->storeKeys(wanted), QString());
        QVERIFY(*settings::readKeys(path()) == after);
        QVERIFY(layers->effective().keys == after);
    }

    void onlyOneChangesThemAtATime()
    {
        const auto one = settings::makeKey("one");
        const auto add = [&one](QList<Key> &keys) {
            keys.append(one);
            return QString();
        };
        QLockFile other(path() + ".lock"_L1);
        QVERIFY(other.lock());
        const auto refused = settings::changeKeys(path(), 0ms, add);
        QVERIFY(!refused && refused.error().contains("another claude-relay"_L1));
        auto layers = settings::Layers::read(m_folder->filePath(u"settings.ini"_s), {}, {});
        QVERIFY(layers && layers->storeKeys({one}) == refused.error());
        QVERIFY(!QFile::exists(path()));
        other.unlock();
        QVERIFY(bool(settings::changeKeys(path(), 0ms, add)));
        QCOMPARE(*settings::readKeys(path()), QList<Key>{one});
        const auto unwilling = settings::changeKeys(path(), 0ms, [](QList<Key> &keys) {
            keys.clear();
            return u"No."_s;
        });
        QCOMPARE(unwilling.error(), u"No."_s);
        QCOMPARE(*settings::readKeys(path()), QList<Key>{one});
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"keys.json"_s});
        QVERIFY(settings::changeKeys(m_folder->filePath(u"keys.json/in/it"_s), 0ms, add)
                    .error()
                    .contains("keys.json"_L1));
    }

    void whatOthersCanReadIsNarrowed()
    {
        const auto file = m_folder->filePath(u"settings.ini"_s);
        QCOMPARE(settings::narrowKeys(path()), QString()); // there is none
        for (const mode_t mode : {0644, 0640}) {
            write("{\"keys\":[" + QByteArray(One) + "]}");
            QCOMPARE(chmod(path().toLocal8Bit().constData(), mode), 0);
            const auto layers = settings::Layers::read(file, {}, {});
            QVERIFY(layers && layers->effective().keys.size() == 1);
            QCOMPARE(layers->fileNotices().size(), 1);
            QVERIFY(layers->fileNotices().first().contains(path()));
            QCOMPARE(modeOf(path()), mode_t(0600));
            QVERIFY(settings::Layers::read(file, {}, {})->fileNotices().isEmpty());
        }
    }

    void whatOthersCanWriteIsRefused()
    {
        const auto file = m_folder->filePath(u"settings.ini"_s);
        for (const mode_t mode : {0602, 0620, 0666}) {
            write("{\"keys\":[" + QByteArray(One) + "]}");
            QCOMPARE(chmod(path().toLocal8Bit().constData(), mode), 0);
            const auto layers = settings::Layers::read(file, {}, {});
            QVERIFY(!layers);
            QVERIFY2(layers.error().contains("chmod 600"_L1), qPrintable(layers.error()));
            QCOMPARE(modeOf(path()), mode); // else the next start would trust it
            QVERIFY(!settings::changeKeys(path(), 0ms, [](QList<Key> &keys) {
                keys.clear();
                return QString();
            }));
        }
        QCOMPARE(chmod(path().toLocal8Bit().constData(), 0600), 0);
        QCOMPARE(settings::Layers::read(file, {}, {})->effective().keys.size(), 1);
    }

    void thatTheyWereNarrowedIsSaidWithWhatIsWrong()
    {
        write("garbage");
        QCOMPARE(chmod(path().toLocal8Bit().constData(), 0644), 0);
        const auto layers = settings::Layers::read(m_folder->filePath(u"settings.ini"_s), {}, {});
        QVERIFY(!layers);
        QVERIFY(layers.error().startsWith("Other users of this machine could read"_L1));
        QVERIFY(layers.error().contains("can't be used"_L1));
    }

    void noneWorksInAllOfTheHomeFolder()
    {
        auto key = settings::makeKey("one");
        for (auto folder = QDir::home().canonicalPath(); folder != u"/"_s;
             folder = QFileInfo(folder).path()) {
            key.folder = folder;
            QVERIFY2(settings::problemOf(key).contains("not all of"_L1), qPrintable(folder));
        }
    }

private:
    QString path() const { return m_folder->filePath(u"keys.json"_s); }

    void write(const QByteArray &text) const
    {
        QFile::remove(path());
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        file.write(text);
    }

    std::optional<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(SettingsKeys)
#include "keys_test.moc"
