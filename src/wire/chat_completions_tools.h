#pragma once

#include "base/json.h"
#include "chat/request.h"

#include <QSet>

namespace wire::chat_completions {

// What a request says about tools, gathered as its fields come in any order.
class Tools
{
public:
    // Takes the field when it is about tools; nothing when it is not.
    std::optional<base::json::Status> field(QByteArrayView key, base::json::Value &value);
    // Checks that the fields agree, and puts them into the request.
    base::json::Status finish(chat::Request &request);

    // The request uses the older `functions`; its answers then do, too.
    bool areFunctions() const { return !m_functions.tools.empty(); }
    // What of it has no effect here; empty when all has.
    QByteArray ignored() const { return m_ignored; }

private:
    struct Offer
    {
        std::vector<chat::Tool> tools;
        QSet<QByteArray> names;
    };

    static base::json::Status add(chat::Tool tool, const QByteArray &path, Offer &offer);
    base::json::Status readTools(base::json::Value &value);
    base::json::Status readTool(base::json::Value &value, Offer &offer);
    base::json::Status readFunctions(base::json::Value &value);
    base::json::Status readFunction(base::json::Value &value, QByteArrayView strictName, Offer &offer);
    base::json::Status functionField(
        QByteArrayView key, base::json::Value &value, chat::Tool &tool, QByteArrayView strictName);
    base::json::Status readChoice(base::json::Value &value);
    base::json::Status readChoiceMode(base::json::Value &value);
    base::json::Status readChoiceObject(base::json::Value &value);

    Offer m_tools;
    Offer m_functions;
    chat::ToolChoice m_choice;
    QByteArray m_choicePath;
    QByteArray m_ignored;
};

} // namespace wire::chat_completions
