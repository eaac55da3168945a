#include "api/models.h"

#include <algorithm>

namespace api {

QList<wire::openai::Model> listedModels(const QList<cli::CatalogueEntry> &catalogue)
{
    if (catalogue.isEmpty())
        return {{"opus", "Opus"}, {"sonnet", "Sonnet"}, {"haiku", "Haiku"}};
    QList<wire::openai::Model> models;
    const auto add = [&models](const QByteArray &id, const QByteArray &name) {
        const bool known =
            std::ranges::any_of(models, [&id](const wire::openai::Model &model) { return model.id == id; });
        if (!id.isEmpty() && !known)
            models.append(wire::openai::Model{id, name});
    };
    for (const auto &entry : catalogue)
        add(entry.value, entry.name);
    for (const auto &entry : catalogue)
        add(entry.resolved, entry.name);
    return models;
}

std::optional<wire::openai::Model> findModel(
    const QByteArray &id, const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings)
{
    const auto models = listedModels(catalogue);
    const auto found =
        std::ranges::find_if(models, [&id](const wire::openai::Model &model) { return model.id == id; });
    if (found != models.end())
        return *found;
    if (settings.modelNames.contains(id))
        return wire::openai::Model{id, settings.modelNames.value(id)};
    return {};
}

} // namespace api
