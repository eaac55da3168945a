#include "agent/permissions.h"

#include "cli/outgoing.h"

#include <algorithm>
#include <utility>

namespace agent {

void Permissions::receive(const cli::PermissionRequest &request)
{
    using settings::Tools;
    if (request.requestId.isEmpty() || m_open.contains(request.requestId)) {
        m_write(cli::denyLine(request.requestId, "This request has no id of its own."));
        return;
    }
    const auto decide = [&](Decision decision, const QByteArray &why) {
        answer(request, decision, why);
        m_approvals.note(approvalOf(request), decision, why);
    };
    const auto tools = std::min(m_permit.tools, m_approvals.ceiling().of(m_permit.key));
    if (request.needsUser || request.input.isEmpty())
        return decide(Decision::Deny, "Nobody can be asked here. Ask in your answer instead.");
    if (tools == Tools::Chat)
        return decide(Decision::Deny, "No tools are allowed in this conversation.");
    if (tools == Tools::All)
        return decide(Decision::Once, "all tools are allowed");
    if (const auto likeness = cli::likeness(request); m_allowed.contains(likeness))
        decide(Decision::Conversation, "allowed before in this conversation");
    else
        ask(request, likeness);
}

// What is told of every one, asked or not.
Approval Permissions::approvalOf(const cli::PermissionRequest &request) const
{
    Approval approval{.request = m_permit.number,
        .client = m_permit.client,
        .key = m_permit.key,
        .folder = m_permit.folder,
        .tool = request.tool,
        .input = request.input,
        .description = request.description,
        .reason = request.reason};
    if (approval.reason.isEmpty() && !request.blockedPath.isEmpty())
        approval.reason = "It is about " + request.blockedPath + '.';
    return approval;
}

void Permissions::ask(const cli::PermissionRequest &request, const QByteArray &likeness)
{
    auto approval = approvalOf(request);
    for (const auto &rule : cli::suggestedRules(request))
        approval.rules.append(cli::toText(rule));
    approval.conversation = approval.rules.isEmpty() ? QByteArrayList{likeness} : approval.rules;
    const auto onDecided = [this, request, likeness](Decision decision, const QByteArray &why) {
        m_open.erase(request.requestId);
        if (decision == Decision::Conversation || decision == Decision::Folder)
            m_allowed.insert(likeness);
        answer(request, decision, why);
    };
    m_open[request.requestId] = m_approvals.ask(std::move(approval), onDecided);
}

void Permissions::answer(const cli::PermissionRequest &request, Decision decision, const QByteArray &why)
{
    switch (decision) {
    case Decision::Deny:
        m_write(cli::denyLine(request.requestId, why));
        return;
    case Decision::Once:
        m_write(cli::allowLine(request));
        return;
    case Decision::Conversation:
        m_write(cli::allowLine(request, cli::suggestedRules(request)));
        return;
    case Decision::Folder:
        m_write(cli::allowLine(request, cli::suggestedRules(request), cli::RulesFor::Folder));
        return;
    }
}

void Permissions::cancel(const QByteArray &requestId)
{
    const auto found = m_open.find(requestId);
    if (found == m_open.end())
        return;
    const auto number = found->second;
    m_open.erase(found);
    m_approvals.withdraw(number);
}

void Permissions::withdraw()
{
    for (const auto &[requestId, number] : std::exchange(m_open, {}))
        m_approvals.withdraw(number);
}

} // namespace agent
