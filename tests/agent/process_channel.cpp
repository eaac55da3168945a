#include "agent/process_channel.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

bool isAlive(qint64 process)
{
    if (::kill(pid_t(process), 0) != 0)
        return false;
    QFile status(u"/proc/%1/stat"_s.arg(process));
    return !status.open(QFile::ReadOnly) || !status.readAll().contains(") Z ");
}

} // namespace

// Real processes, with the shell in the place of claude.
class AgentProcessChannel : public QObject
{
    Q_OBJECT

private:
    cli::Launch shell(const QString &script) const
    {
        return {
            .wish = {.folder = m_folder.path()},
            .program = u"/bin/sh"_s,
            .arguments = {u"-c"_s, script},
            .environment = QProcessEnvironment::systemEnvironment(),
        };
    }

    std::unique_ptr<agent::ProcessChannel> open(const cli::Launch &launch)
    {
        return std::make_unique<agent::ProcessChannel>(launch, m_guard, m_guard.mark(++m_sessions));
    }

    static QByteArrayList taken(agent::Channel &channel)
    {
        QByteArrayList all;
        channel.lines().take([&all](QByteArrayView line) { all.append(line.toByteArray()); });
        return all;
    }

    QTemporaryDir m_folder;
    agent::Guard m_guard = agent::Guard::start();
    int m_sessions = 0;

private Q_SLOTS:
    void linesGoBothWays()
    {
        const auto channel = open(shell(u"read line; echo \"got $line\""_s));
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        channel->write("hello\n");
        QVERIFY(closed.wait());
        QCOMPARE(taken(*channel), QByteArrayList({"got hello"}));
    }

    void theReasonHasTheExitCodeAndTheLastLineOfStandardError()
    {
        const auto channel = open(shell(u"echo first >&2; echo last words >&2; exit 7"_s));
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        QVERIFY(closed.wait());
        QCOMPARE(closed[0][0].value<chat::Error>().message, "claude ended with exit code 7: last words");
    }

    void whatCantBeStartedIsClosedAndNotInsideTheCall()
    {
        auto launch = shell({});
        launch.program = m_folder.filePath(u"missing"_s);
        const auto channel = open(launch);
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        QVERIFY(closed.wait());
        QCOMPARE(closed[0][0].value<chat::Error>().kind, chat::ErrorKind::CliMissing);
        launch = shell({});
        launch.wish.folder = m_folder.filePath(u"nowhere"_s);
        const auto lost = open(launch);
        QSignalSpy lostClosed(lost.get(), &agent::Channel::closed);
        QVERIFY(lostClosed.wait());
        QVERIFY(lostClosed[0][0].value<chat::Error>().message.contains("nowhere"));
    }

    void withoutADescriptorThereIsNoRoom()
    {
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit none = before;
        none.rlim_cur = 0;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
        const auto channel = open(shell({}));
        setrlimit(RLIMIT_NOFILE, &before);
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        QVERIFY(closed.wait());
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].value<chat::Error>().kind, chat::ErrorKind::Overloaded);
    }

    void whatIsNoProgramIsNoLackOfRoom()
    {
        const auto program = m_folder.filePath(u"broken"_s);
        QFile file(program);
        QVERIFY(file.open(QFile::WriteOnly)
            && file.write("\x7f"
                          "ELF")
                == 4);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        file.close();
        auto launch = shell({});
        launch.program = program;
        const auto channel = open(launch);
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        QVERIFY(closed.wait());
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].value<chat::Error>().kind, chat::ErrorKind::CliFailed);
    }

    void theWholeGroupEnds()
    {
        const auto channel = open(shell(u"sleep 1000 & echo $!; wait"_s));
        QSignalSpy readable(channel.get(), &agent::Channel::readable);
        QVERIFY(readable.wait());
        const auto grandchild = taken(*channel).first().toLongLong();
        QVERIFY(isAlive(grandchild));
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        channel->end(agent::Channel::End::Polite);
        QVERIFY(closed.wait());
        QTRY_VERIFY(!isAlive(grandchild));
    }

    void whoDoesNotListenIsEndedAllTheSame()
    {
        const auto channel = open(shell(u"trap '' TERM; echo ready; while :; do sleep 1; done"_s));
        QSignalSpy readable(channel.get(), &agent::Channel::readable);
        QVERIFY(readable.wait());
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        channel->end(agent::Channel::End::Polite);
        QVERIFY(closed.wait(8000));
    }

#ifdef Q_OS_LINUX
    void whatAKilledProcessLeftInAnotherGroupIsFound()
    {
        const auto channel = open(shell(u"setsid sleep 1000 & echo $!; wait"_s));
        QSignalSpy readable(channel.get(), &agent::Channel::readable);
        QVERIFY(readable.wait());
        const auto grandchild = taken(*channel).first().toLongLong();
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        ::kill(pid_t(channel->processId()), SIGKILL);
        QVERIFY(closed.wait());
        QTRY_VERIFY(!isAlive(grandchild));
    }

    void anotherSessionsProcessesAreLeftAlone()
    {
        const auto kept = open(shell(u"echo ready; sleep 1000"_s)); // session n
        QSignalSpy ready(kept.get(), &agent::Channel::readable);
        QVERIFY(ready.wait());
        m_sessions = m_sessions * 10 - 1; // the next one's number begins like its
        const auto killed = open(shell(u"setsid sleep 1000 & echo $!; wait"_s));
        QSignalSpy readable(killed.get(), &agent::Channel::readable);
        QVERIFY(readable.wait());
        const auto grandchild = taken(*killed).first().toLongLong();
        QSignalSpy closed(killed.get(), &agent::Channel::closed);
        ::kill(pid_t(killed->processId()), SIGKILL);
        QVERIFY(closed.wait());
        QTRY_VERIFY(!isAlive(grandchild));
        QVERIFY(isAlive(kept->processId()));
        QSignalSpy keptClosed(kept.get(), &agent::Channel::closed);
        kept->end(agent::Channel::End::Polite);
        QVERIFY(keptClosed.wait());
    }
#endif

    void aLargeMessageArrivesWhole()
    {
        const auto channel = open(shell(u"head -c 3000001 | wc -c"_s));
        QSignalSpy closed(channel.get(), &agent::Channel::closed);
        channel->write(QByteArray(3000000, 'x') + '\n');
        QVERIFY(closed.wait());
        QCOMPARE(taken(*channel).first().trimmed(), "3000001");
    }
};

QTEST_GUILESS_MAIN(AgentProcessChannel)
#include "process_channel.moc"
