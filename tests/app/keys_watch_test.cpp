#include "app/keys_watch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(text) == text.size();
}

bool replace(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    return file.open(QFile::WriteOnly) && file.write(text) == text.size() && file.commit();
}

#ifdef Q_OS_LINUX
// As long as before, and of the same time.
bool writeUnseen(const QString &path)
{
    const std::filesystem::path file(path.toStdString());
    const auto before = std::filesystem::last_write_time(file);
    const bool written = write(path, "two");
    std::filesystem::last_write_time(file, before);
    return written;
}
#endif

} // namespace

class AppKeysWatch : public QObject
{
    Q_OBJECT

    using Step = std::function<bool(const QString &path)>;

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_keys = m_folder->filePath(u"keys.json"_s);
        m_other = m_folder->filePath(u"windows.ini"_s);
    }
    void cleanup() { m_folder.reset(); }

    void whatBecomesOfTheFileIsTold_data()
    {
        QTest::addColumn<bool>("there");
        QTest::addColumn<Step>("change");
        QTest::newRow("made") << false << Step([](const QString &path) { return write(path, "one"); });
        QTest::newRow("made as a whole")
            << false << Step([](const QString &path) { return replace(path, "one"); });
        QTest::newRow("replaced") << true << Step([](const QString &path) { return replace(path, "two"); });
        QTest::newRow("written to") << true << Step([](const QString &path) { return write(path, "two"); });
#ifdef Q_OS_LINUX // elsewhere the system tells only of another time
        QTest::newRow("written to within a tick of the clock") << true << Step(writeUnseen);
#endif
        QTest::newRow("removed") << true << Step([](const QString &path) { return QFile::remove(path); });
    }
    void whatBecomesOfTheFileIsTold()
    {
        QFETCH(bool, there);
        QFETCH(Step, change);
        QVERIFY(!there || write(m_keys, "one"));
        app::KeysWatch watch(m_keys);
        QSignalSpy changed(&watch, &app::KeysWatch::changed);
        QVERIFY(write(m_other, "x"));
        QTRY_COMPARE(changed.size(), 1); // the first time, whatever it is
        QVERIFY(change(m_keys));
        QTRY_VERIFY(changed.size() > 1);
    }

    void anotherFileUnderItsNameIsWatchedAnew()
    {
        app::KeysWatch watch(m_keys);
        QSignalSpy changed(&watch, &app::KeysWatch::changed);
        QVERIFY(write(m_keys, "one"));
        QTRY_VERIFY(!changed.isEmpty());
        changed.clear();
        QVERIFY(write(m_keys, "two"));
        QTRY_VERIFY(!changed.isEmpty());
    }

    void aFolderThatIsAwayForAWhileIsWatchedAnew_data()
    {
        QTest::addColumn<bool>("around");
        QTest::newRow("its own") << false;
        QTest::newRow("the one around it") << true;
    }
    void aFolderThatIsAwayForAWhileIsWatchedAnew()
    {
        QFETCH(bool, around);
        const auto keys = m_folder->filePath(u"config/relay/keys.json"_s);
        const auto lost = m_folder->filePath(around ? u"config"_s : u"config/relay"_s);
        app::KeysWatch watch(keys);
        QSignalSpy changed(&watch, &app::KeysWatch::changed);
        QVERIFY(write(keys, "one"));
        QTRY_VERIFY(!changed.isEmpty());
        changed.clear();
        QVERIFY(QDir(lost).removeRecursively());
        QTRY_VERIFY(!changed.isEmpty());
        changed.clear();
        QVERIFY(QDir().mkpath(QFileInfo(keys).path()));
        QVERIFY(write(keys, "two"));
        QTRY_VERIFY(!changed.isEmpty());
        QTest::qWait(20); // all that has come of it
        changed.clear();
        QVERIFY(write(keys, "three"));
        QTRY_VERIFY(!changed.isEmpty());
    }

    void ofOtherFilesBesideItNothingIsTold()
    {
        QVERIFY(write(m_keys, "one"));
        app::KeysWatch watch(m_keys);
        app::KeysWatch another(m_other);
        QSignalSpy changed(&watch, &app::KeysWatch::changed);
        QSignalSpy otherChanged(&another, &app::KeysWatch::changed);
        QVERIFY(write(m_other, "1"));
        QTRY_VERIFY(!changed.isEmpty() && !otherChanged.isEmpty());
        changed.clear();
        otherChanged.clear();
        QVERIFY(replace(m_other, "2"));
        QTRY_VERIFY(!otherChanged.isEmpty());
        QCoreApplication::processEvents(); // both were woken by the same
        QCOMPARE(changed.size(), 0);
    }

private:
    std::optional<QTemporaryDir> m_folder;
    QString m_keys;
    QString m_other;
};

QTEST_GUILESS_MAIN(AppKeysWatch)
#include "keys_watch_test.moc"
