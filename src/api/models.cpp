#include "api/models.h"

#include <algorithm>

namespace api {

namespace {

QList<wire::openai::Model> allModels(const QList<cli::CatalogueEntry> &catalogue)
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

// The one name of a model, whatever name it is asked for by.
QByteArray oneName(
    const QByteArray &name, const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings)
{
    const auto own = settings::modelFor(settings, name);
    const auto found = std::ranges::find(catalogue, own, &cli::CatalogueEntry::value);
    return found == catalogue.end() || found->resolved.isEmpty() ? own : found->resolved;
}

} // namespace

QList<wire::openai::Model> listedModels(const QList<cli::CatalogueEntry> &catalogue,
    const settings::Claude &settings, const QByteArrayList &allowed)
{
    auto models = allModels(catalogue);
    if (allowed.isEmpty())
        return models;
    models.removeIf(
        [&](const wire::openai::Model &model) { return !mayUse(allowed, model.id, catalogue, settings); });
    for (const auto &name : allowed) {
        const auto model = findModel(name, catalogue, settings);
        if (model && std::ranges::find(models, name, &wire::openai::Model::id) == models.end())
            models.append(*model);
    }
    return models;
}

std::optional<wire::openai::Model> findModel(
    const QByteArray &id, const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings)
{
    const auto models = allModels(catalogue);
    const auto found =
        std::ranges::find_if(models, [&id](const wire::openai::Model &model) { return model.id == id; });
    if (found != models.end())
        return *found;
    if (settings.modelNames.contains(id))
        return wire::openai::Model{id, settings.modelNames.value(id)};
    return {};
}

bool mayUse(const QByteArrayList &allowed, const QByteArray &name,
    const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings)
{
    const auto asked = oneName(name, catalogue, settings);
    return allowed.isEmpty() || std::ranges::any_of(allowed, [&](const QByteArray &each) {
        return each == name || oneName(each, catalogue, settings) == asked;
    });
}

chat::Error notForThisKey(const QByteArray &name, const QByteArrayList &allowed)
{
    return {.kind = chat::ErrorKind::ModelNotFound,
        .message = "There is no model " + name + " for this key. It may use " + allowed.join(", ") + '.',
        .param = "model"};
}

} // namespace api
