#include "settings/settings.h"

#include <QHostAddress>

namespace settings {

namespace {

struct ModelName
{
    const char *foreign;
    const char *own;
};

// Names that tools have built in or offer first. "default" is the CLI's own choice for the account.
constexpr ModelName ForeignNames[] = {
    {"gpt-5", "opus"},
    {"gpt-5-mini", "sonnet"},
    {"gpt-5-nano", "haiku"},
    {"gpt-4.1", "sonnet"},
    {"gpt-4.1-mini", "haiku"},
    {"gpt-4.1-nano", "haiku"},
    {"gpt-4o", "sonnet"},
    {"gpt-4o-mini", "haiku"},
    {"gpt-4-turbo", "sonnet"},
    {"gpt-4", "sonnet"},
    {"gpt-3.5-turbo", "haiku"},
    {"o1", "opus"},
    {"o1-mini", "sonnet"},
    {"o3", "opus"},
    {"o3-mini", "sonnet"},
    {"o4-mini", "sonnet"},
    {"chatgpt-4o-latest", "sonnet"},
};

} // namespace

Settings defaults()
{
    Settings settings;
    for (const auto &name : ForeignNames)
        settings.claude.modelNames.insert(name.foreign, name.own);
    return settings;
}

QList<Key> allKeys(const Settings &settings)
{
    auto keys = settings.keys;
    if (!settings.server.apiKey.isEmpty())
        keys.append({.name = KeyOfOption.toByteArray(), .secret = settings.server.apiKey});
    return keys;
}

bool needsKey(const Settings &settings)
{
    return (settings.server.tcp && !QHostAddress(settings.server.host).isLoopback())
        || !settings.server.hosts.isEmpty();
}

QByteArray modelFor(const Claude &claude, const QByteArray &name)
{
    return claude.modelNames.value(name, name);
}

} // namespace settings
