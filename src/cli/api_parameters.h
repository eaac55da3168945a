#pragma once

#include "chat/error.h"
#include "chat/request.h"
#include "cli/catalogue.h"
#include "settings/settings.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <set>
#include <vector>

namespace cli {

// What the API may refuse, and the request can be put again without.
enum class Refusable { Thinking, ToolChoice, Temperature, TopP };

// What decides, beside the request, what may be handed on.
struct Allowances
{
    settings::ClientTools clientTools = settings::ClientTools::Only;
    bool forwardSampling = false;
    std::set<Refusable> refused; // by the API, for this request
    bool operator==(const Allowances &) const = default;
};

// What of a request reaches the API as its own parameters, past the CLI.
struct ApiParameters
{
    QByteArray extraBody = "{}"; // goes over the top level of each request that the CLI makes
    QByteArray effort; // the CLI's own name for it; empty: its choice
    bool thinkingOff = false;
    QByteArray instruction; // what must be said in words after all
    std::vector<QByteArray> stopTexts; // which the API does not take: blank ones
    std::vector<chat::Parameter> leftOut;
    std::set<Refusable> sent; // what is in it of that which the API may refuse
    bool operator==(const ApiParameters &) const = default;
};

// `catalogue` tells what the model takes; empty when it is not known.
ApiParameters apiParameters(
    const chat::Request &request, const Allowances &allowances, const QList<CatalogueEntry> &catalogue);

// What the API's error names, of that which was handed on to it or left to the CLI.
std::optional<Refusable> blamed(const chat::Error &error, const ApiParameters &parameters);

} // namespace cli
