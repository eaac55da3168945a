#include "agent/session.h"

// What is done with a process that misbehaves.
namespace agent {

void Session::awaitInitialize()
{
    if (m_initializeTime > std::chrono::milliseconds(0))
        m_initialize.start(m_initializeTime);
}

void Session::onSilent()
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_initializeTime).count();
    replace(Fault::Silent,
        "claude has not answered within " + QByteArray::number(qint64(seconds))
            + " seconds after it was started. --initialize-time sets this limit.");
}

void Session::replace(Fault fault, const QByteArray &sentence)
{
    if (m_state == State::Ending || m_state == State::Closed)
        return;
    const chat::Error error{.kind = chat::ErrorKind::CliFailed, .message = sentence};
    m_fault = fault;
    Q_EMIT replaced(fault);
    if (!m_turn) {
        end(Channel::End::AtOnce);
    } else if (m_spoke || fault == Fault::Memory) { // another process would need as much
        abort(error);
    } else {
        release();
        end(Channel::End::AtOnce);
        Q_EMIT lost(error);
    }
}

} // namespace agent
