#pragma once

#include "agent/ceiling.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace agent {

// Something that Claude Code wants to do and may not before the user has said so.
struct Approval
{
    qint64 number = 0; // grows with time; never used again
    qint64 request = 0; // in the journal
    QByteArray client; // who has asked Claude
    QByteArray key; // by which of the keys; may be empty
    QString folder; // where it works
    QByteArray tool; // Bash, Write, mcp__server__name, …
    QByteArray input; // what it is to do: a JSON object, as the CLI sent it
    QByteArray description; // the CLI's own words; may be empty
    QByteArray reason; // why the user's rules do not allow it, or what they forbid; may be empty
    // Exact rules that would allow this from now on, as in Claude Code's settings: Bash(npm test). Empty: the CLI
    // suggests none, and "always" can't be said.
    QByteArrayList rules;
    // What is allowed, too, when it is allowed for the whole conversation: these rules, the same file, or just the same
    // call.
    QByteArrayList conversation;
    QDateTime until; // UTC; then it is denied
    bool operator==(const Approval &) const = default;
};

enum class Decision {
    Deny,
    Once, // just this call
    Conversation, // this and what `conversation` says, as long as the session of this conversation lives
    Folder, // always in this folder: the rules go into its Claude Code settings
};

// denied, allowed once, …: for the log.
QByteArray nameOf(Decision decision);

// What waits for the user's word, in the order it came. Lives in the relay's thread.
class Approvals : public QObject
{
    Q_OBJECT

public:
    // Called once, with what was decided and why it was denied (a sentence for the model to read).
    using Answer = std::function<void(Decision decision, const QByteArray &why)>;

    explicit Approvals(QObject *parent = nullptr);

    // Whether there is somebody to ask. Without, all is denied at once; what waits, too.
    void setAttended(bool attended);
    bool isAttended() const { return m_attended; }
    void setTime(std::chrono::seconds time) { m_time = time; }
    // Holds at once: what waits, and would not be asked any more where there are no tools, is denied.
    void setCeiling(const Ceiling &ceiling);
    const Ceiling &ceiling() const { return m_ceiling; }

    // Asks. `answer` is called from the event loop. Gives the number.
    qint64 ask(Approval approval, Answer answer);
    // Nobody waits for it any more: it is not answered.
    void withdraw(qint64 number);
    // Something that needs nobody's word: the level allows it, or the user has allowed its like before.
    void note(const Approval &approval, Decision decision, const QByteArray &why);
    // The user's word. Nothing happens when it does not wait any more.
    void decide(qint64 number, Decision decision);

    int count() const { return int(m_open.size()); }
    // How often it was decided so, or withdrawn, so far; by a name for each.
    std::vector<std::pair<QByteArray, qint64>> decisions() const;

Q_SIGNALS:
    void asked(const agent::Approval &approval);
    // It is not asked any more: decided, too late, or withdrawn.
    void gone(qint64 number);
    // Of all that was asked, and of what was decided without asking. `why` as for Answer.
    void decided(const agent::Approval &approval, agent::Decision decision, const QByteArray &why);

private:
    struct Open
    {
        Approval approval;
        Answer answer;
        QTimer *patience = nullptr; // a child of this
    };

    void finish(qint64 number, Decision decision, const QByteArray &why);

    std::map<qint64, Open> m_open; // in the order they came
    std::chrono::seconds m_time{60};
    Ceiling m_ceiling;
    std::array<qint64, 4> m_decided{}; // by Decision
    qint64 m_withdrawn = 0;
    qint64 m_last = 0;
    bool m_attended = false;
};

} // namespace agent

Q_DECLARE_METATYPE(agent::Approval)
Q_DECLARE_METATYPE(agent::Decision)
