#include "cli/catalogue.h"

#include "base/json.h"

namespace cli {

namespace {

using base::json::ok;
using base::json::Status;
using base::json::Value;

Status readEfforts(Value value, CatalogueEntry &entry)
{
    entry.knowsEfforts = true;
    return value.array([&entry](Value item) -> Status {
        if (!item.is(base::json::Type::String))
            return ok();
        auto name = item.string();
        if (!name)
            return base::Unexpected{name.error()};
        entry.efforts.push_back(std::move(*name));
        return ok();
    });
}

Status readEntry(Value value, CatalogueEntry &entry)
{
    return value.object([&entry](QByteArrayView key, Value member) -> Status {
        QByteArray *target = nullptr;
        if (key == "value")
            target = &entry.value;
        else if (key == "resolvedModel")
            target = &entry.resolved;
        else if (key == "displayName")
            target = &entry.name;
        if (target && member.is(base::json::Type::String)) {
            auto text = member.string();
            if (!text)
                return base::Unexpected{text.error()};
            *target = std::move(*text);
        }
        if (key == "supportedEffortLevels" && member.is(base::json::Type::Array))
            return readEfforts(member, entry);
        if (key == "supportsEffort")
            entry.knowsEfforts = true;
        return ok();
    });
}

} // namespace

QList<CatalogueEntry> readCatalogue(const QByteArray &initializeResponse)
{
    QList<CatalogueEntry> entries;
    base::json::Reader reader;
    const auto status = reader.object(initializeResponse, [&](QByteArrayView key, Value value) -> Status {
        if (key != "models")
            return ok();
        return value.array([&entries](Value item) -> Status {
            CatalogueEntry entry;
            auto read = readEntry(item, entry);
            if (read && !entry.value.isEmpty())
                entries.append(std::move(entry));
            return read;
        });
    });
    return status ? entries : QList<CatalogueEntry>();
}

} // namespace cli
