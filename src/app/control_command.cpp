#include "app/control_command.h"

#include "app/control_call.h"
#include "app/control_messages.h"
#include "app/control_place.h"
#include "app/folders.h"
#include "journal/store.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonDocument>

#include <cstdio>
#include <memory>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr auto LongestStart = 2s; // of a relay that has its name, and will listen in a moment
constexpr auto Pause = 50ms;

void tell(const QString &sentence)
{
    std::fprintf(stderr, "claude-relay: %s\n", qPrintable(sentence));
}

int fail(const QString &sentence)
{
    tell(sentence);
    return 1;
}

// From the store, as all of this user's relays have written it; null when there is none.
QJsonValue usageToday(bool demo)
{
    const auto store = journal::Store::open(app::storePath(demo), journal::Store::Access::ReadOnly);
    if (!store)
        return {};
    const auto usage = (*store)->usage(QDate::currentDate());
    return usage ? QJsonValue(toJson(*usage)) : QJsonValue();
}

// Asks those of these names, one after the other, until one is there; then prints and leaves the event loop.
class Asking : public QObject
{
    Q_OBJECT

public:
    Asking(
        QString command, QString argument, bool json, QStringList names, std::chrono::milliseconds patience)
        : m_command(std::move(command)), m_argument(std::move(argument)), m_json(json),
          m_names(std::move(names)), m_deadline(patience)
    { }

    int run()
    {
        QMetaObject::invokeMethod(
            this, [this] { ask(0); }, Qt::QueuedConnection);
        return QCoreApplication::exec();
    }

private:
    void ask(qsizetype index)
    {
        m_call = std::make_unique<ControlCall>(m_names[index], m_command, m_argument);
        connect(
            m_call.get(), &ControlCall::finished, this,
            [this, index](ControlCall::Outcome outcome) { onFinished(index, outcome); },
            Qt::QueuedConnection);
        m_call->start();
    }

    void onFinished(qsizetype index, ControlCall::Outcome outcome)
    {
        if (outcome != ControlCall::Outcome::Nobody) {
            QCoreApplication::exit(conclude(m_names[index], outcome));
        } else if (index + 1 < m_names.size()) {
            ask(index + 1);
        } else if (!m_deadline.hasExpired()) {
            QTimer::singleShot(Pause, this, [this] { ask(0); });
        } else {
            QCoreApplication::exit(fail(u"No claude-relay is running."_s));
        }
    }

    int conclude(const QString &name, ControlCall::Outcome outcome) const
    {
        const auto &answer = m_call->answer();
        const bool quits = m_command == "quit"_L1;
        if (outcome == ControlCall::Outcome::Silent)
            return fail(u"The claude-relay that runs (%1) does not answer."_s.arg(name));
        if (outcome == ControlCall::Outcome::Ended && quits)
            return 0;
        if (outcome == ControlCall::Outcome::Ended)
            return fail(u"The claude-relay that ran (%1) ended before it answered."_s.arg(name));
        if (!answer["ok"_L1].toBool())
            return fail(answer["error"_L1].toString());
        if (const auto notice = answer["notice"_L1].toString(); !notice.isEmpty())
            tell(notice);
        print(answer);
        return 0;
    }

    void print(const QJsonObject &answer) const
    {
        QByteArray text;
        if (m_command == "status"_L1) {
            auto status = answer["status"_L1].toObject();
            status.insert("today"_L1, usageToday(status["demo"_L1].toBool()));
            text = m_json ? QJsonDocument(status).toJson(QJsonDocument::Compact) + '\n'
                          : toText(status).toLocal8Bit();
        } else if (m_command == "start"_L1) {
            text = "listening on " + answer["address"_L1].toString().toLocal8Bit() + '\n';
        } else if (m_command == "log-level"_L1) {
            text = answer["level"_L1].toString().toLocal8Bit() + '\n';
        }
        std::fputs(text.constData(), stdout);
        std::fflush(stdout);
    }

    const QString m_command;
    const QString m_argument;
    const bool m_json;
    const QStringList m_names;
    const QDeadlineTimer m_deadline;
    std::unique_ptr<ControlCall> m_call;
};

} // namespace

int control(int &argc, char **argv, const QString &command, const QStringList &arguments)
{
    const bool json = command == "status"_L1 && arguments == QStringList{u"--json"_s};
    const bool level = command == "log-level"_L1 && arguments.size() == 1;
    if (!json && !level && !arguments.isEmpty()) {
        fail(u"%1 does not take \"%2\". claude-relay help %1 tells what it takes."_s.arg(
            command, arguments.last()));
        return 2;
    }
    const QCoreApplication application(argc, argv);
    return Asking(command, level ? arguments.first() : QString(), json,
        {QString::fromLatin1(TrayName), QString::fromLatin1(ServeName)}, 0s)
        .run();
}

int handOver(const QString &command)
{
    return Asking(command, {}, false, {QString::fromLatin1(TrayName)}, LongestStart).run();
}

} // namespace app

#include "control_command.moc"
