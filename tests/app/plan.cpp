#include "app/plan.h"

#include "../agent/script_channel.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray answer(const QByteArray &response)
{
    return R"({"type":"control_response","response":{"subtype":"success","request_id":"usage","response":)"
        + response + "}}\n";
}

const QByteArray WithLimits =
    R"({"session":{"total_cost_usd":0},"subscription_type":"max","rate_limits_available":true,"rate_limits":{)"
    R"("five_hour":{"utilization":43,"resets_at":"2026-03-14T14:00:00.528679+00:00"},)"
    R"("seven_day":{"utilization":12.5,"resets_at":"2026-03-17T09:00:00+02:00"},)"
    R"("seven_day_opus":null,"seven_day_sonnet":{"utilization":null,"resets_at":null},)"
    R"("model_scoped":[{"display_name":"Fable","utilization":7,"resets_at":null}],)"
    R"("extra_usage":{"is_enabled":true,"monthly_limit":5000,"used_credits":10,"utilization":0.2}},)"
    R"("behaviors":null})";
// As 2.1.330 answers without a subscription.
const QByteArray WithoutPlan =
    R"({"session":{"total_cost_usd":0},"subscription_type":null,"rate_limits_available":false,"rate_limits":null,"behaviors":null})";

} // namespace

class AppPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_now = QDateTime(QDate(2026, 3, 14), QTime(12, 0), Qt::UTC);
        m_starts = 0;
        m_meter = std::make_unique<app::PlanMeter>(
            [this] {
                ++m_starts;
                auto channel = std::make_unique<ScriptChannel>();
                m_channel = channel.get();
                return channel;
            },
            [this] { return m_now; });
        m_changed = std::make_unique<QSignalSpy>(m_meter.get(), &app::PlanMeter::changed);
    }
    void cleanup() { m_meter.reset(); }

    void limitsAreRead()
    {
        m_meter->ask();
        QCOMPARE(m_starts, 1);
        QCOMPARE(m_channel->written,
            QByteArray(R"({"type":"control_request","request_id":"usage","request":{"subtype":"get_usage",)"
                       R"("skip_behaviors":true}})"
                       "\n"));
        m_channel->say(R"({"type":"system","subtype":"init"})"
                       "\n");
        QVERIFY(!m_channel->ended);
        m_channel->say(answer(WithLimits));
        QVERIFY(m_channel->ended);
        QCOMPARE(m_changed->size(), 0); // only when the process is gone
        m_channel->close();
        QCOMPARE(m_changed->size(), 1);
        const app::Plan expected{.windows = {{u"five_hour"_s, 43, utc(14, 14, 0, 528)},
                                     {u"seven_day"_s, 12.5, utc(17, 7)}, {u"seven_day_Fable"_s, 7, {}}},
            .asked = m_now};
        const auto plan = m_changed->first().first().value<app::Plan>();
        QCOMPARE(plan.windows.size(), expected.windows.size());
        for (qsizetype index = 0; index < plan.windows.size(); ++index) {
            QCOMPARE(plan.windows.at(index).name, expected.windows.at(index).name);
            QCOMPARE(plan.windows.at(index).used, expected.windows.at(index).used);
            QCOMPARE(plan.windows.at(index).resets.toSecsSinceEpoch(),
                expected.windows.at(index).resets.toSecsSinceEpoch());
        }
        QCOMPARE(plan.asked, m_now);
        QTRY_VERIFY(!m_channel);
    }

    void itIsAskedRarely()
    {
        m_meter->ask();
        m_meter->ask(); // while the first runs
        QCOMPARE(m_starts, 1);
        finish(WithLimits);
        m_now = m_now.addSecs(299);
        m_meter->ask();
        QCOMPARE(m_starts, 1);
        m_now = m_now.addSecs(1);
        m_meter->ask();
        QCOMPARE(m_starts, 2);
        finish(WithLimits);
        QCOMPARE(m_changed->size(), 2);
    }

    void withoutAPlanItIsLeftAloneForAnHour()
    {
        m_meter->ask();
        finish(WithoutPlan);
        QCOMPARE(m_changed->size(), 0);
        m_now = m_now.addSecs(3599);
        m_meter->ask();
        QCOMPARE(m_starts, 1);
        m_now = m_now.addSecs(1);
        m_meter->ask();
        QCOMPARE(m_starts, 2);
    }

    void aPlanThatIsGoneIsTold()
    {
        m_meter->ask();
        finish(WithLimits);
        m_now = m_now.addSecs(300);
        m_meter->ask();
        finish(WithoutPlan);
        QCOMPARE(m_changed->size(), 2);
        QCOMPARE(m_changed->last().first().value<app::Plan>(), app::Plan());
    }

    void whatFailsChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("too old") << QByteArray(
            R"({"type":"control_response","response":{"subtype":"error","request_id":"usage",)"
            R"("error":"Unsupported control request subtype: get_usage"}})"
            "\n");
        QTest::newRow("another shape") << answer(R"({"rate_limits_available":"yes"})");
        QTest::newRow("not known now") << answer(R"({"rate_limits_available":true,"rate_limits":null})");
        QTest::newRow("nothing") << QByteArray();
    }
    void whatFailsChangesNothing()
    {
        QFETCH(QByteArray, said);
        m_meter->ask();
        finish(WithLimits);
        m_now = m_now.addSecs(300);
        m_meter->ask();
        m_channel->say(said);
        m_channel->close();
        QCOMPARE(m_changed->size(), 1);
        m_now = m_now.addSecs(299);
        m_meter->ask();
        QCOMPARE(m_starts, 2);
        m_now = m_now.addSecs(1);
        m_meter->ask();
        QCOMPARE(m_starts, 3);
    }

    void anotherAccountIsAskedAnew()
    {
        m_meter->ask();
        finish(WithLimits);
        m_meter->forget();
        QCOMPARE(m_changed->size(), 2);
        QVERIFY(m_changed->last().first().value<app::Plan>().windows.isEmpty());
        m_meter->ask();
        QCOMPARE(m_starts, 2);
        m_meter->forget(); // while it is asked: the answer is the old account's
        finish(WithLimits);
        QCOMPARE(m_changed->size(), 2);
        m_meter->ask();
        QCOMPARE(m_starts, 3);
        finish(WithLimits);
        QCOMPARE(m_changed->size(), 3);
    }

private:
    static QDateTime utc(int day, int hour, int minute = 0, int ms = 0)
    {
        return {QDate(2026, 3, day), QTime(hour, minute, 0, ms), Qt::UTC};
    }
    void finish(const QByteArray &response)
    {
        m_channel->say(answer(response));
        m_channel->close();
    }

    QDateTime m_now;
    int m_starts = 0;
    QPointer<ScriptChannel> m_channel;
    std::unique_ptr<app::PlanMeter> m_meter;
    std::unique_ptr<QSignalSpy> m_changed;
};

QTEST_GUILESS_MAIN(AppPlan)
#include "plan.moc"
