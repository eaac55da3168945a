#pragma once

#include "agent/approvals.h"
#include "agent/permit.h"
#include "cli/permission.h"

#include <functional>
#include <map>
#include <set>

namespace agent {

// Answers what the CLI of one session asks to be allowed: by the permit of the question, by what the user has allowed
// this conversation before, or by asking.
class Permissions
{
public:
    using Write = std::function<void(const QByteArray &line)>;

    // `approvals` must outlive this. `write` takes the lines for the CLI.
    Permissions(Approvals &approvals, Write write) : m_approvals(approvals), m_write(std::move(write)) { }
    ~Permissions() { withdraw(); }
    Q_DISABLE_COPY_MOVE(Permissions)

    // Holds for what is asked from now on; the ceiling of the approvals may narrow it.
    void setPermit(const Permit &permit) { m_permit = permit; }

    void receive(const cli::PermissionRequest &request);
    // The CLI does not want to know any more.
    void cancel(const QByteArray &requestId);
    // Nobody waits any more for the answer that all this is for.
    void withdraw();

private:
    Approval approvalOf(const cli::PermissionRequest &request) const;
    void ask(const cli::PermissionRequest &request, const QByteArray &likeness);
    void answer(const cli::PermissionRequest &request, Decision decision, const QByteArray &why);

    Approvals &m_approvals;
    Write m_write;
    Permit m_permit;
    std::set<QByteArray> m_allowed; // likenesses of calls, for this conversation
    std::map<QByteArray, qint64> m_open; // by the CLI's request id: the number of the approval
};

} // namespace agent
