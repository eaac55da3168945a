#pragma once

#include "cli/catalogue.h"
#include "settings/settings.h"
#include "wire/models.h"

#include <optional>

namespace api {

// What GET /models lists: the CLI's own catalogue, by short names and full ids; before it is known the three names
// that every CLI takes.
QList<wire::openai::Model> listedModels(const QList<cli::CatalogueEntry> &catalogue);

// The model of GET /models/{id}: a listed one, or a foreign name that the settings translate.
std::optional<wire::openai::Model> findModel(
    const QByteArray &id, const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings);

} // namespace api
