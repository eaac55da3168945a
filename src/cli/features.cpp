#include "cli/features.h"

namespace cli {

namespace {

constexpr Version TwoWaySince{2, 1, 197};
// 2.1.245 still writes "Set model to …" into the conversation, 2.1.260 no longer does.
constexpr Version QuietModelChangeSince{2, 1, 260};
// 1.0.100 refuses the flag, 2.0.30 knows it.
constexpr Version PartialMessagesSince{2, 0, 30};

} // namespace

std::optional<Version> parseVersion(const QByteArray &output)
{
    const auto parts = output.trimmed().split(' ').first().split('.');
    if (parts.size() < 3)
        return {};
    Version version;
    bool ok[3] = {};
    version.major = parts[0].toInt(&ok[0]);
    version.minor = parts[1].toInt(&ok[1]);
    // A pre-release has a suffix: 2.1.0-beta.1
    version.patch = parts[2].split('-').first().toInt(&ok[2]);
    if (!ok[0] || !ok[1] || !ok[2])
        return {};
    return version;
}

QByteArray toByteArray(const Version &version)
{
    return QByteArray::number(version.major) + '.' + QByteArray::number(version.minor) + '.'
        + QByteArray::number(version.patch);
}

Features featuresOf(const Version &version)
{
    return {.level = version >= TwoWaySince ? Level::TwoWay : Level::Flattened,
        .quietModelChange = version >= QuietModelChangeSince,
        .partialMessages = version >= PartialMessagesSince};
}

QByteArray levelName(Level level)
{
    switch (level) {
    case Level::TwoWay:
        return "two-way";
    case Level::Flattened:
        return "flattened";
    }
    return {};
}

} // namespace cli
