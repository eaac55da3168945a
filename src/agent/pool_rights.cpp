#include "agent/pool.h"

#include <algorithm>
#include <utility>

// What becomes of requests and sessions when less is allowed than when they came.
namespace agent {

void Pool::setKeys(const QList<settings::Key> &keys)
{
    const auto old = std::exchange(m_keys, keys);
    for (const auto &before : old) {
        if (std::ranges::none_of(
                m_keys, [&before](const settings::Key &key) { return settings::opensAllOf(key, before); }))
            revoke(before.name);
    }
    if (old != m_keys)
        m_warmLaunches.forget(); // some may be in folders of keys that are gone
    if (old.isEmpty() && !m_keys.isEmpty())
        revoke({}); // what was asked without a key
    setCeiling();
    keepWarm();
}

void Pool::revoke(const QByteArray &key)
{
    const chat::Error error{.kind = chat::ErrorKind::KeyRemoved,
        .message = key.isEmpty()
            ? "This relay needs a key by now, and this request had none. On its machine, claude-relay key "
              "list names the keys."
            : "The key of this request was removed or limited meanwhile. On its machine, claude-relay key "
              "list names the keys."};
    std::erase_if(m_waiting, [&](const Asked &waiting) {
        const bool isOf = waiting.permit.key == key;
        if (isOf && waiting.turn)
            fail(waiting.turn, error);
        return isOf;
    });
    const auto sessions = m_sessions;
    for (auto *session : sessions) {
        if (session->key() == key && session->state() != Session::State::Warm) // nobody's yet
            session->abort(error);
    }
    Q_EMIT countsChanged();
}

// A turn that runs may go on with what Claude Code's own rules allow; what it asks is answered by the new level.
void Pool::setCeiling()
{
    Ceiling ceiling{.all = m_settings.tools, .keys = {}};
    for (const auto &key : m_keys) {
        if (key.tools)
            ceiling.keys.insert(key.name, *key.tools);
    }
    m_approvals.setCeiling(ceiling);
    const auto sessions = m_sessions;
    for (auto *session : sessions) {
        if (exceedsCeiling(session))
            session->giveWay();
    }
}

bool Pool::exceedsCeiling(const Session *session) const
{
    return session->launch().wish.tools > m_approvals.ceiling().of(session->key());
}

} // namespace agent
