#pragma once

#include "base/expected.h"
#include "sim/parameters.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace sim {

// What the simulated API needs to know of a Messages request.
struct Question
{
    Parameters asked;
    qint64 inputTokens = 0; // estimated from the size of the body
    // The text of the last user message that has one, without what the CLI adds as <system-reminder>
    // or [structured-output-enforce].
    QByteArray text;
    // How often tool results were given since that message, and the texts of the latest.
    int rounds = 0;
    QList<QByteArray> results;
};

// Reads the body of POST /v1/messages, or says what the Anthropic API would find wrong with it.
base::Expected<Question, QString> readQuestion(QByteArrayView body);

// Four bytes a token, at least one.
qint64 estimateTokens(qsizetype bytes);

} // namespace sim
