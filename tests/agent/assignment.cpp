#include "agent/assignment.h"

#include <QTest>

#include <vector>

using agent::Action;
using agent::Assignment;
using agent::Candidate;

Q_DECLARE_METATYPE(std::vector<Candidate>)
Q_DECLARE_METATYPE(Assignment)

class AgentAssignment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void assignments_data()
    {
        QTest::addColumn<std::vector<Candidate>>("candidates");
        QTest::addColumn<Assignment>("wanted");
        const Candidate busy{};
        const Candidate warm{.warm = true, .sameLaunch = true};
        const Candidate other{.warm = true};
        const Candidate busySame{.sameLaunch = true};
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
    }
    void assignments()
    {
        QFETCH(std::vector<Candidate>, candidates);
        QFETCH(Assignment, wanted);
        QVERIFY(agent::assign(candidates, 3) == wanted);
    }
};

QTEST_APPLESS_MAIN(AgentAssignment)
#include "assignment.moc"
