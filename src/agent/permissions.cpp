#include "agent/permissions.h"

#include "cli/outgoing.h"

#include <utility>

namespace agent {

void Permissions::receive(const cli::PermissionRequest &request)
{
    using settings::Tools;
    const auto approval = approvalOf(request);
    const auto decide = [&](Decision decision, const QByteArray &why) {
        onDecided(request, decision, why);
        m_approvals.note(approval, decision, why);
    };
    if (request.requestId.isEmpty() || m_open.contains(request.requestId))
        m_write(cli::denyLine(request.requestId, "This request has no id of its own."));
    else if (request.needsUser || request.input.isEmpty())
        decide(Decision::Deny, "Nobody can be asked here. Ask in your answer instead.");
    else if (m_permit.tools == Tools::Chat)
        decide(Decision::Deny, "No tools are allowed in this conversation.");
    else if (m_permit.tools == Tools::All && m_approvals.ceiling() == Tools::All)
        decide(Decision::Once, "all tools are allowed");
    else if (m_allowed.contains(cli::likeness(request)))
        decide(Decision::Conversation, "allowed before in this conversation");
    else
        m_open[request.requestId] =
            m_approvals.ask(approval, [this, request](Decision decision, const QByteArray &why) {
                m_open.erase(request.requestId);
                onDecided(request, decision, why);
            });
}

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
    for (const auto &rule : cli::suggestedRules(request))
        approval.rules.append(cli::toText(rule));
    approval.conversation =
        approval.rules.isEmpty() ? QByteArrayList{cli::likeness(request)} : approval.rules;
    return approval;
}

void Permissions::onDecided(const cli::PermissionRequest &request, Decision decision, const QByteArray &why)
{
    switch (decision) {
    case Decision::Deny:
        m_write(cli::denyLine(request.requestId, why));
        return;
    case Decision::Once:
        m_write(cli::allowLine(request));
        return;
    case Decision::Conversation:
        m_allowed.insert(cli::likeness(request));
        m_write(cli::allowLine(request, cli::suggestedRules(request)));
        return;
    case Decision::Folder:
        m_allowed.insert(cli::likeness(request));
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
