#pragma once

#include "sim/answer.h"
#include "sim/content.h"

// What the simulated API makes of a script.
namespace sim {

// A question whose text is the script; without one it is a greeting.
inline Question ask(const QByteArray &script)
{
    Question question;
    question.asked.model = "claude-test";
    question.text = script.isEmpty() ? QByteArray("hello") : "simulate:" + script;
    return question;
}

inline Content content(const Question &question)
{
    const auto script = scriptFor(question);
    if (!script)
        qFatal("%s", qPrintable(script.error()));
    return contentOf(question, *script, 1);
}

} // namespace sim
