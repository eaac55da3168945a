#pragma once

#include "chat/error.h"
#include "cli/catalogue.h"
#include "settings/settings.h"
#include "wire/models.h"

#include <optional>

namespace api {

// What GET /models lists: the CLI's own catalogue, by short names and full ids; before it is known the three names
// that every CLI takes. Of these only what a key may use that is limited to `allowed`; empty: all.
QList<wire::openai::Model> listedModels(const QList<cli::CatalogueEntry> &catalogue,
    const settings::Claude &settings, const QByteArrayList &allowed);

// The model of GET /models/{id}: a listed one, or a foreign name that the settings translate.
std::optional<wire::openai::Model> findModel(
    const QByteArray &id, const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings);

// May a key that is limited to `allowed` ask for `name`? A model is the same by each of its names.
bool mayUse(const QByteArrayList &allowed, const QByteArray &name,
    const QList<cli::CatalogueEntry> &catalogue, const settings::Claude &settings);
chat::Error notForThisKey(const QByteArray &name, const QByteArrayList &allowed);

} // namespace api
