#pragma once

#include "base/json.h"
#include "chat/request.h"

#include <QByteArrayList>

namespace wire::chat_completions {

// What a request says about reasoning, in the ways of several providers: reasoning_effort, reasoning {effort,
// enabled, exclude} and include_reasoning.
class Reasoning
{
public:
    // Takes the field when it is about reasoning; nothing when it is not.
    std::optional<base::json::Status> field(QByteArrayView key, base::json::Value &value);

    // OpenAI's own parameter wins.
    std::optional<chat::Effort> effort() const { return m_effort ? m_effort : m_nested; }
    // The answer shall not show it.
    bool isHidden() const { return !m_included || m_excluded; }
    // What of it has no effect here.
    const QByteArrayList &ignored() const { return m_ignored; }

private:
    base::json::Status readObject(base::json::Value &value);

    std::optional<chat::Effort> m_effort;
    std::optional<chat::Effort> m_nested;
    bool m_included = true;
    bool m_excluded = false;
    QByteArrayList m_ignored;
};

} // namespace wire::chat_completions
