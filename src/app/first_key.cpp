#include "app/first_key.h"

namespace app {

base::Expected<std::optional<settings::Key>, QString> makeFirstKey(
    settings::Layers &layers, std::chrono::milliseconds longest)
{
    const auto settings = layers.effective();
    if (!settings::needsKey(settings) || !settings::allKeys(settings).isEmpty())
        return std::optional<settings::Key>();
    const auto key = settings::makeKey("default");
    const auto add = [&key](QList<settings::Key> &keys) {
        if (keys.isEmpty()) // else another process has made one just now
            keys.append(key);
        return QString();
    };
    const auto problem = layers.changeKeys(add, longest);
    if (!problem.isEmpty())
        return base::Unexpected{QStringLiteral("Other machines can come to %1, so a key is needed. %2")
                                    .arg(settings.server.host, problem)};
    return layers.stored().keys.contains(key) ? std::optional(key) : std::nullopt;
}

} // namespace app
