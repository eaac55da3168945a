#pragma once

#include "chat/error.h"
#include "chat/request.h"
#include "cli/api_parameters.h"
#include "cli/features.h"
#include "settings/settings.h"

#include <optional>

namespace cli {

// Why the request can't be put to this CLI at all.
std::optional<chat::Error> objection(const chat::Request &request, const ApiParameters &parameters,
    settings::ClientTools clientTools, const Features &features);

} // namespace cli
