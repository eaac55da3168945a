#pragma once

#include "base/json.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <vector>

namespace sim {

// A tool that the request offers.
struct Tool
{
    QByteArray name;
    QByteArray type; // empty or custom: the client's own
    QByteArray schema; // JSON; empty when there is none

    bool isCustom() const { return type.isEmpty() || type == "custom"; }
};

// Which tools the model may or must call.
struct ToolChoice
{
    enum class Kind { Auto, Any, Tool, None };

    Kind kind = Kind::Auto;
    QByteArray name; // of the tool
    bool oneAtATime = false;

    bool isForced() const { return kind == Kind::Any || kind == Kind::Tool; }
};

// What a Messages request asks for beside its conversation. A parameter that is null counts as not given.
struct Parameters
{
    QByteArray model;
    bool stream = false;
    std::optional<qint64> maxTokens;
    QList<QByteArray> stopSequences;
    std::optional<double> temperature;
    std::optional<double> topP;
    bool thinks = false; // thinking is enabled or adaptive
    std::optional<qint64> thinkingBudget;
    QByteArray clearsThinking; // the context edit that does so
    std::vector<Tool> tools;
    ToolChoice toolChoice;
    QList<QByteArray> given; // the names of all that were given

    // The tool of that name; null when none is offered.
    const Tool *tool(QByteArrayView name) const;
};

// Takes over one member of the request, which is none of the conversation.
base::json::Status readParameter(QByteArrayView key, base::json::Value value, Parameters &parameters);

} // namespace sim
