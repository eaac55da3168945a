#pragma once

#include <QByteArray>
#include <QList>

#include <vector>

namespace cli {

// A model that the CLI offers.
struct CatalogueEntry
{
    QByteArray value; // what to ask for: opus, sonnet[1m], claude-…
    QByteArray resolved; // the full model id; may be empty
    QByteArray name; // for people
    std::vector<QByteArray> efforts = {}; // of reasoning, that the model can make; empty: it has no levels
    bool knowsEfforts = false; // the CLI says something about them
    bool operator==(const CatalogueEntry &) const = default;
};

// Reads the `models` of the answer to initialize; empty when there are none.
QList<CatalogueEntry> readCatalogue(const QByteArray &initializeResponse);

} // namespace cli
