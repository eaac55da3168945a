#include "settings/tools.h"

#include <array>

namespace settings {

namespace {

constexpr std::array<QByteArrayView, 4> Names = {"chat", "ask", "edits", "all"};

} // namespace

QByteArrayView nameOf(Tools tools)
{
    return Names[std::size_t(tools)];
}

std::optional<Tools> toolsNamed(QByteArrayView name)
{
    for (std::size_t index = 0; index < Names.size(); ++index) {
        if (Names[index] == name)
            return Tools(index);
    }
    return {};
}

} // namespace settings
