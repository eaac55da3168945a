#include "app/log.h"

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcRelay, "relay")

namespace app {

void startLog(settings::LogLevel level)
{
    const auto from = [level](settings::LogLevel wanted) { return level >= wanted ? "true"_L1 : "false"_L1; };
    qSetMessagePattern(u"%{time yyyy-MM-ddTHH:mm:ss.zzz} "
                       "%{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
                       "%{if-critical}error%{endif}%{if-fatal}fatal%{endif} %{message}"_s);
    QLoggingCategory::setFilterRules("relay.debug="_L1 + from(settings::LogLevel::Debug) + "\nrelay.info="_L1
        + from(settings::LogLevel::Info) + "\nrelay.warning="_L1 + from(settings::LogLevel::Warning)
        + "\nqt.httpserver*=false"_L1); // each attempt at a WebSocket is a warning of its
}

} // namespace app
