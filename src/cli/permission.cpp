#include "cli/permission.h"

#include "base/json.h"
#include "cli/incoming_fields.h"

#include <algorithm>

namespace cli {

namespace {

using base::json::Status;
using base::json::Value;

struct Suggestion
{
    QByteArray type;
    QByteArray behavior;
    std::vector<Rule> rules;
};

Status readRule(Value value, Rule &rule)
{
    return fields::readObject(value, [&rule](QByteArrayView key, Value member) -> Status {
        if (key == "toolName")
            fields::read(member, rule.tool);
        else if (key == "ruleContent")
            fields::read(member, rule.content);
        return base::json::ok();
    });
}

Status readSuggestion(Value value, Suggestion &suggestion)
{
    return fields::readObject(value, [&suggestion](QByteArrayView key, Value member) -> Status {
        if (key == "type")
            fields::read(member, suggestion.type);
        else if (key == "behavior")
            fields::read(member, suggestion.behavior);
        else if (key == "rules")
            return fields::readArray(member,
                [&suggestion](Value item) { return readRule(item, suggestion.rules.emplace_back()); });
        return base::json::ok();
    });
}

// All of Bash, say, is more than what was asked for.
bool isNarrow(const Rule &rule)
{
    return !rule.tool.isEmpty() && (!rule.content.isEmpty() || rule.tool.startsWith("mcp__"));
}

// The text of a member of a JSON object that is a string; else nothing.
QByteArray memberOf(const QByteArray &object, QByteArrayView name)
{
    QByteArray text;
    base::json::Reader reader;
    const auto status = reader.object(object, [&](QByteArrayView key, Value member) {
        if (key == name)
            fields::read(member, text);
        return base::json::ok();
    });
    return status ? text : QByteArray();
}

} // namespace

QByteArray toText(const Rule &rule)
{
    return rule.content.isEmpty() ? rule.tool : rule.tool + '(' + rule.content + ')';
}

std::vector<Rule> suggestedRules(const PermissionRequest &request)
{
    std::vector<Rule> rules;
    if (request.suggestions.isEmpty())
        return rules;
    base::json::Reader reader;
    const auto status =
        reader.object("{\"all\":" + request.suggestions + '}', [&rules](QByteArrayView, Value value) {
            return fields::readArray(value, [&rules](Value item) -> Status {
                Suggestion suggestion;
                if (auto read = readSuggestion(item, suggestion); !read)
                    return read;
                if (suggestion.type == "addRules" && suggestion.behavior == "allow"
                    && std::ranges::all_of(suggestion.rules, isNarrow))
                    rules.insert(rules.end(), suggestion.rules.begin(), suggestion.rules.end());
                return base::json::ok();
            });
        });
    return status ? rules : std::vector<Rule>();
}

QByteArray likeness(const PermissionRequest &request)
{
    const bool changesNotebook = request.tool == "NotebookEdit";
    if (changesNotebook || request.tool == "Write" || request.tool == "Edit" || request.tool == "MultiEdit") {
        const auto path = memberOf(request.input, changesNotebook ? "notebook_path" : "file_path");
        if (!path.isEmpty())
            return request.tool + '(' + path + ')';
    }
    return request.tool + ' ' + request.input;
}

} // namespace cli
