#include "app/key_command.h"

#include "app/folders.h"
#include "app/reload_call.h"
#include "journal/store.h"
#include "settings/keys.h"
#include "settings/layers.h"
#include "settings/texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace app {

namespace {

constexpr int Failed = 1;
constexpr int BadUsage = 2;
constexpr int UsageDays = 30;
// For others that write the keys: on a busy machine a dozen at once take seconds.
constexpr auto LongestWait = 10s;

int fail(const QString &sentence, int code = Failed)
{
    std::fprintf(stderr, "claude-relay: %s\n", qPrintable(sentence));
    return code;
}

int misunderstood(const QString &sentence)
{
    return fail(sentence + " claude-relay help key tells what there is."_L1, BadUsage);
}

void print(const QByteArray &text)
{
    std::fputs(text.constData(), stdout);
    std::fflush(stdout);
}

QString path()
{
    return settings::keysFile(settings::settingsFile());
}

QString noKey(const QString &name)
{
    return u"There is no key \"%1\". claude-relay key list names those that there are."_s.arg(name);
}

auto named(auto &keys, const QString &name)
{
    return std::ranges::find(keys, name.toUtf8(), &settings::Key::name);
}

// Writes them and tells those that run.
int apply(const std::function<QString(QList<settings::Key> &)> &change)
{
    if (const auto keys = settings::changeKeys(path(), LongestWait, change); !keys)
        return fail(keys.error());
    ReloadCall call;
    QObject::connect(&call, &ReloadCall::finished, QCoreApplication::instance(),
        [](const QString &problem) { QCoreApplication::exit(problem.isEmpty() ? 0 : fail(problem)); });
    QMetaObject::invokeMethod(&call, &ReloadCall::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

QList<journal::KeyUsage> usage()
{
    const auto store = journal::Store::open(storePath(false), journal::Store::Access::ReadOnly);
    if (!store)
        return {};
    const auto usage = (*store)->usageByKey(QDate::currentDate().addDays(1 - UsageDays));
    return usage ? *usage : QList<journal::KeyUsage>();
}

qint64 input(const chat::Usage &usage)
{
    return usage.input + usage.cacheRead + usage.cacheWrite;
}

QByteArray toJson(const settings::Key &key, const journal::KeyUsage &used)
{
    QJsonObject object{{u"name"_s, QString::fromUtf8(key.name)},
        {u"last_30_days"_s,
            QJsonObject{{u"requests"_s, used.requests}, {u"failed"_s, used.failed},
                {u"prompt_tokens"_s, input(used.usage)}, {u"completion_tokens"_s, used.usage.output},
                {u"cost_usd"_s, used.costUsd}}}};
    QJsonArray models;
    for (const auto &model : key.models)
        models.append(QString::fromUtf8(model));
    object.insert("models"_L1, key.models.isEmpty() ? QJsonValue() : QJsonValue(models));
    object.insert(
        "tools"_L1, key.tools ? QJsonValue(QString::fromUtf8(settings::nameOf(*key.tools))) : QJsonValue());
    object.insert("workdir"_L1, key.folder.isEmpty() ? QJsonValue() : QJsonValue(key.folder));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray toText(const settings::Key &key, const journal::KeyUsage &used)
{
    auto line = QString::fromUtf8(key.name).leftJustified(20) + ' '_L1
        + u"%1 requests, %2 tokens in, %3 out, $%4"_s.arg(used.requests)
              .arg(input(used.usage))
              .arg(used.usage.output)
              .arg(used.costUsd, 0, 'f', 2);
    if (!key.models.isEmpty())
        line += "; models "_L1 + QString::fromUtf8(key.models.join(", "));
    if (key.tools)
        line += "; tools "_L1 + QString::fromUtf8(settings::nameOf(*key.tools));
    if (!key.folder.isEmpty())
        line += "; in "_L1 + key.folder;
    return line.toLocal8Bit();
}

int list(const QList<settings::Key> &keys, bool json)
{
    if (keys.isEmpty() && !json) {
        print("There are no keys: on this machine every program may ask. claude-relay key add NAME makes "
              "one.\n");
        return 0;
    }
    const auto used = usage();
    QByteArrayList lines;
    for (const auto &key : keys) {
        const auto found = std::ranges::find(used, key.name, &journal::KeyUsage::key);
        const auto own = found == used.end() ? journal::KeyUsage() : *found;
        lines.append(json ? toJson(key, own) : toText(key, own));
    }
    print(json ? '[' + lines.join(",\n ") + "]\n" : lines.join('\n') + '\n');
    return 0;
}

// What limits the key, from the options behind its name. The rest of a sentence that begins with the option.
QString setLimit(settings::Key &key, const QString &flag, const QString &value)
{
    if (flag == "--workdir"_L1)
        return value.isEmpty() ? u"must name a folder"_s : settings::setFolder(key.folder, value);
    if (flag == "--tools"_L1) {
        key.tools = settings::toolsNamed(value.toUtf8());
        return key.tools ? QString() : u"must be chat, ask, edits or all, not \"%1\""_s.arg(value);
    }
    if (flag != "--models"_L1)
        return u"is not an option of claude-relay key add"_s;
    key.models.clear();
    for (const auto &name : value.split(u',', Qt::SkipEmptyParts))
        key.models.append(name.trimmed().toUtf8());
    key.models.removeAll(QByteArray());
    return key.models.isEmpty() ? u"must be names of models, separated by commas"_s : QString();
}

int add(const QStringList &arguments)
{
    auto key = settings::makeKey(arguments.first().toUtf8());
    if (const auto problem = settings::problemOf(key); !problem.isEmpty())
        return fail(problem, BadUsage);
    for (qsizetype index = 1; index < arguments.size(); ++index) {
        const auto cut = arguments[index].indexOf(u'=');
        const auto flag = cut < 0 ? arguments[index] : arguments[index].first(cut);
        if (cut < 0 && index + 1 >= arguments.size())
            return misunderstood(u"%1 needs a value."_s.arg(flag));
        const auto value = cut < 0 ? arguments[++index] : arguments[index].sliced(cut + 1);
        if (const auto problem = setLimit(key, flag, value); !problem.isEmpty())
            return misunderstood(u"%1 %2."_s.arg(flag, problem));
    }
    const int code = apply([&](QList<settings::Key> &keys) {
        if (named(keys, arguments.first()) != keys.end())
            return u"There is a key \"%1\" already."_s.arg(arguments.first());
        keys.append(key);
        return QString();
    });
    if (const auto now = settings::readKeys(path()); now && now->contains(key))
        print(key.secret + '\n');
    return code;
}

// A relay that others can come to has made a new one by now.
void tellOfLast(const settings::Key &removed)
{
    const auto now = settings::readKeys(path());
    if (!now || now->contains(removed))
        return;
    if (now->isEmpty())
        std::fputs("This was the last key. A claude-relay that only this machine's programs can come to asks "
                   "them for none now, unless it was given --api-key; one that others can come to makes a "
                   "new one when it starts.\n",
            stderr);
    else if (named(*now, u"default"_s) != now->cend())
        std::fputs("This was the last key. A claude-relay that others can come to runs, and has made a new "
                   "one: claude-relay key show default tells it.\n",
            stderr);
}

int drop(const QString &name)
{
    std::optional<settings::Key> last;
    const int code = apply([&](QList<settings::Key> &keys) {
        const auto found = named(keys, name);
        if (found == keys.end())
            return noKey(name);
        if (keys.size() == 1)
            last = *found;
        keys.erase(found);
        return QString();
    });
    if (last)
        tellOfLast(*last);
    return code;
}

} // namespace

int key(int &argc, char **argv, const QStringList &arguments)
{
    const QCoreApplication application(argc, argv); // the store wants one, from Qt 6.8 on
    const auto command = arguments.value(0);
    const auto rest = arguments.mid(1);
    const bool json = rest == QStringList{u"--json"_s};
    if (!QStringList{u"list"_s, u"add"_s, u"show"_s, u"remove"_s}.contains(command))
        return misunderstood(
            command.isEmpty() ? u"What of the keys?"_s : u"There is no \"key %1\"."_s.arg(command));
    if (command == "list"_L1 ? !rest.isEmpty() && !json : rest.isEmpty() || rest.first().startsWith(u'-'))
        return misunderstood(command == "list"_L1 ? u"key list does not take \"%1\"."_s.arg(rest.last())
                                                  : u"key %1 needs the name of a key."_s.arg(command));
    if ((command == "show"_L1 || command == "remove"_L1) && rest.size() > 1)
        return misunderstood(u"key %1 does not take \"%2\"."_s.arg(command, rest.last()));
    if (const auto notice = settings::narrowKeys(path()); !notice.isEmpty())
        std::fprintf(stderr, "claude-relay: %s\n", qPrintable(notice));
    if (command == "add"_L1)
        return add(rest);
    if (command == "remove"_L1)
        return drop(rest.first());
    const auto keys = settings::readKeys(path());
    if (!keys)
        return fail(keys.error());
    if (command == "list"_L1)
        return list(*keys, json);
    const auto found = named(*keys, rest.first());
    if (found == keys->cend())
        return fail(noKey(rest.first()));
    print(found->secret + '\n');
    return 0;
}

} // namespace app
