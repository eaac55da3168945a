#include "agent/plan_probe.h"

#include "cli/outgoing.h"

#include <utility>

using namespace std::chrono_literals;

namespace agent {

namespace {

constexpr auto LongestAnswer = 20s;
constexpr QByteArrayView RequestId = "usage";

} // namespace

PlanProbe::PlanProbe(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(LongestAnswer);
    connect(&m_patience, &QTimer::timeout, this, [this] { answer({}); });
}

PlanProbe::~PlanProbe() = default;

void PlanProbe::start(std::unique_ptr<Channel> channel)
{
    if (m_channel)
        return;
    m_channel = std::move(channel);
    m_limits.reset();
    m_decoder.emplace();
    connect(m_channel.get(), &Channel::readable, this, &PlanProbe::read);
    connect(m_channel.get(), &Channel::closed, this, [this] {
        m_patience.stop();
        m_channel.release()->deleteLater();
        Q_EMIT finished(std::exchange(m_limits, {}));
    });
    m_patience.start();
    m_channel->write(cli::usageLine(RequestId));
}

void PlanProbe::read()
{
    std::vector<cli::Incoming> lines;
    m_channel->lines().take([&](QByteArrayView line) { m_decoder->decode(line, lines); });
    for (const auto &line : lines) {
        const auto *response = std::get_if<cli::ControlResponse>(&line);
        if (response && response->requestId == RequestId && m_patience.isActive())
            answer(response->success ? cli::readPlanLimits(response->response) : std::nullopt);
    }
}

// The process is not wanted any more, whatever it had to say.
void PlanProbe::answer(std::optional<cli::PlanLimits> limits)
{
    m_patience.stop();
    m_limits = std::move(limits);
    m_channel->end(Channel::End::Polite);
}

} // namespace agent
