#pragma once

#include <QByteArray>
#include <QList>

namespace cli {

// A model that the CLI offers.
struct CatalogueEntry
{
    QByteArray value; // what to ask for: opus, sonnet[1m], claude-…
    QByteArray resolved; // the full model id; may be empty
    QByteArray name; // for people
    bool operator==(const CatalogueEntry &) const = default;
};

// Reads the `models` of the answer to initialize; empty when there are none.
QList<CatalogueEntry> readCatalogue(const QByteArray &initializeResponse);

} // namespace cli
