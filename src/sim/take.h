#pragma once

#include "base/json.h"

#include <utility>

namespace sim {

// Puts a reader's result into its place: take(value.string(), name).
template<typename T, typename Target> base::json::Status take(base::json::Result<T> result, Target &target)
{
    if (!result)
        return base::Unexpected{result.error()};
    target = std::move(*result);
    return base::json::ok();
}

} // namespace sim
