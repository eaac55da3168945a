#pragma once

#include "agent/approvals.h"

#include <QDateTime>

namespace approvals {

inline agent::Approval approval(qint64 number, const QByteArray &tool, const QByteArray &input)
{
    return {.number = number,
        .request = number + 1000,
        .client = "aider/0.86",
        .folder = QStringLiteral("/srv/projects/shop"),
        .tool = tool,
        .input = input,
        .until = QDateTime::currentDateTimeUtc().addSecs(60)};
}

inline agent::Approval command(qint64 number, const QByteArray &command)
{
    return approval(number, "Bash", R"({"command":")" + command + "\"}");
}

} // namespace approvals
