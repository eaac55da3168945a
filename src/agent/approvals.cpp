#include "agent/approvals.h"

#include <QTimer>

#include <utility>

namespace agent {

QByteArray nameOf(Decision decision)
{
    switch (decision) {
    case Decision::Deny:
        return "denied";
    case Decision::Once:
        return "allowed once";
    case Decision::Conversation:
        return "allowed for the conversation";
    case Decision::Folder:
        return "always allowed in the folder";
    }
    return {};
}

Approvals::Approvals(QObject *parent) : QObject(parent) { }

void Approvals::setAttended(bool attended)
{
    m_attended = attended;
    while (!attended && !m_open.empty())
        finish(m_open.begin()->first, Decision::Deny, "Nobody is there any more to be asked.");
}

void Approvals::setCeiling(const Ceiling &ceiling)
{
    m_ceiling = ceiling;
    std::vector<qint64> late;
    for (const auto &[number, open] : m_open) {
        if (m_ceiling.of(open.approval.key) == settings::Tools::Chat)
            late.push_back(number);
    }
    for (const auto number : late)
        finish(number, Decision::Deny, "No tools are allowed any more.");
}

qint64 Approvals::ask(Approval approval, Answer answer)
{
    const auto number = ++m_last;
    approval.number = number;
    approval.until = QDateTime::currentDateTimeUtc().addSecs(m_time.count());
    m_open.emplace(number, Open{approval, std::move(answer)});
    if (!m_attended) {
        const auto deny = [this, number] {
            finish(number, Decision::Deny,
                "The rules of this computer's user do not allow this, and nobody is there to be asked.");
        };
        QMetaObject::invokeMethod(this, deny, Qt::QueuedConnection);
        return number;
    }
    auto *patience = m_open.at(number).patience = new QTimer(this);
    patience->setSingleShot(true);
    patience->setTimerType(Qt::PreciseTimer); // a coarse one may end 5 % early
    connect(patience, &QTimer::timeout, this,
        [this, number] { finish(number, Decision::Deny, "The user has not answered in time."); });
    patience->start(m_time);
    Q_EMIT asked(approval);
    return number;
}

void Approvals::withdraw(qint64 number)
{
    const auto found = m_open.find(number);
    if (found == m_open.end())
        return;
    if (found->second.patience)
        found->second.patience->deleteLater();
    m_open.erase(found);
    ++m_withdrawn;
    Q_EMIT gone(number);
}

void Approvals::decide(qint64 number, Decision decision)
{
    const auto found = m_open.find(number);
    if (found != m_open.end() && decision == Decision::Folder && found->second.approval.rules.isEmpty())
        decision = Decision::Once; // there is nothing to go by always
    finish(number, decision, decision == Decision::Deny ? "The user has denied this." : "");
}

std::vector<std::pair<QByteArray, qint64>> Approvals::decisions() const
{
    const auto times = [this](Decision decision) { return m_decided[std::size_t(decision)]; };
    return {{"deny", times(Decision::Deny)}, {"once", times(Decision::Once)},
        {"conversation", times(Decision::Conversation)}, {"folder", times(Decision::Folder)},
        {"withdrawn", m_withdrawn}};
}

void Approvals::finish(qint64 number, Decision decision, const QByteArray &why)
{
    const auto found = m_open.find(number);
    if (found == m_open.end())
        return;
    const auto open = std::move(found->second);
    m_open.erase(found);
    if (open.patience)
        open.patience->deleteLater();
    open.answer(decision, why);
    note(open.approval, decision, why);
    Q_EMIT gone(number);
}

void Approvals::note(const Approval &approval, Decision decision, const QByteArray &why)
{
    ++m_decided[std::size_t(decision)];
    Q_EMIT decided(approval, decision, why);
}

} // namespace agent
