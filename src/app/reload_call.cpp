#include "app/reload_call.h"

#include "app/control_place.h"

using namespace Qt::StringLiterals;

namespace app {

void ReloadCall::start()
{
    for (const auto *name : {TrayName, ServeName}) {
        const auto &call =
            m_calls.emplace_back(std::make_unique<ControlCall>(QString::fromLatin1(name), u"reload"_s));
        connect(call.get(), &ControlCall::finished, this,
            [this, &asked = *call](ControlCall::Outcome outcome) { note(asked, outcome); });
    }
    m_open = m_calls.size();
    for (const auto &call : m_calls)
        call->start();
}

void ReloadCall::note(const ControlCall &call, ControlCall::Outcome outcome)
{
    if (outcome == ControlCall::Outcome::Silent)
        m_problems.append(u"A claude-relay runs that does not answer; it does not know of this yet."_s);
    else if (outcome == ControlCall::Outcome::Answered && !call.answer()["ok"_L1].toBool())
        m_problems.append(call.answer()["error"_L1].toString());
    if (--m_open == 0)
        Q_EMIT finished(m_problems.join(u' '));
}

} // namespace app
