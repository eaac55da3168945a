#include "agent/assignment.h"

#include <QTest>

#include <vector>

using namespace std::chrono_literals;

using agent::Action;
using agent::Assignment;
using agent::Candidate;

Q_DECLARE_METATYPE(std::vector<Candidate>)
Q_DECLARE_METATYPE(Assignment)

namespace {

constexpr std::chrono::steady_clock::time_point at(std::chrono::milliseconds time)
{
    return std::chrono::steady_clock::time_point(time);
}

} // namespace

class AgentAssignment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void assignments_data()
    {
        QTest::addColumn<std::vector<Candidate>>("candidates");
        QTest::addColumn<Assignment>("wanted");
        using Kind = Candidate::Kind;
        const Candidate busy{};
        const Candidate ending{.kind = Kind::Ending};
        const Candidate warm{.kind = Kind::Warm, .sameLaunch = true};
        const Candidate other{.kind = Kind::Warm};
        const Candidate busySame{.sameLaunch = true};
        const Candidate resting{.kind = Kind::Resting, .sameLaunch = true, .idleSince = at(9ms)};
        const Candidate restingLonger{.kind = Kind::Resting, .sameLaunch = true, .idleSince = at(5ms)};
        const Candidate waiting{.kind = Kind::Waiting, .sameLaunch = true, .idleSince = at(1ms)};
        const Candidate own{.kind = Kind::Resting, .sameLaunch = true, .continues = true};
        const Candidate ownCalls{.kind = Kind::Waiting, .sameLaunch = true, .continues = true};
        const Candidate ownOfOldLaunch{.kind = Kind::Resting, .continues = true};
        using List = std::vector<Candidate>;
        const auto row = [](const char *name, const List &candidates, const Assignment &wanted) {
            QTest::newRow(name) << candidates << wanted;
        };
        row("nothing there", List{}, {Action::Start});
        row("a warm one", List{busy, warm}, {Action::Take, 1});
        row("the first of two warm ones", List{warm, warm}, {Action::Take, 0});
        row("warm, even when full", List{busy, busy, warm}, {Action::Take, 2});
        row("busy ones are never taken", List{busySame, busy}, {Action::Start});
        row("a warm one of another launch leaves room", List{other, busy}, {Action::Start});
        row("a warm one of another launch gives way", List{busy, other, busy}, {Action::Replace, 1});
        row("all busy", List{busy, busySame, busy}, {Action::Wait});
        row("its own conversation", List{busy, warm, own}, {Action::Continue, 2});
        row("its own calls", List{warm, ownCalls}, {Action::Continue, 1});
        row("its own conversation, started in another way", List{warm, ownOfOldLaunch}, {Action::Take, 0});
        row("others that rest leave room", List{resting, resting}, {Action::Start});
        row("the one that rests longest gives way", List{resting, restingLonger, waiting},
            {Action::Replace, 1});
        row("a warm one gives way before", List{restingLonger, other, waiting}, {Action::Replace, 1});
        row("one that waits gives way last", List{busy, waiting, busy}, {Action::Replace, 1});
        row("nobody else gives way when a place will be free", List{ending, resting, busy}, {Action::Wait});
    }
    void assignments()
    {
        QFETCH(std::vector<Candidate>, candidates);
        QFETCH(Assignment, wanted);
        QVERIFY(agent::assign(candidates, 3) == wanted);
    }
    void asManyGiveWayAsRequestsWait()
    {
        const std::vector<Candidate> candidates{
            {.kind = Candidate::Kind::Ending}, {.kind = Candidate::Kind::Resting}, {}};
        QVERIFY(agent::assign(candidates, 3, 2) == (Assignment{Action::Replace, 1}));
    }
};

QTEST_APPLESS_MAIN(AgentAssignment)
#include "assignment.moc"
