#pragma once

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

// What is asked, whatever dialect it came in. Text is UTF-8.
namespace chat {

enum class Role { User, Assistant };

struct Text
{
    QByteArray text;
    bool operator==(const Text &) const = default;
};

// The bytes of a picture or a document, as the client sent them: base64 without white space, checked.
struct Base64
{
    QByteArray mediaType; // image/png, application/pdf
    QByteArray data;
    bool operator==(const Base64 &) const = default;
};

// Where they are to be fetched, by the API: http or https.
struct Url
{
    QByteArray url;
    bool operator==(const Url &) const = default;
};

using Source = std::variant<Base64, Url>;

struct Image
{
    Source source;
    bool operator==(const Image &) const = default;
};

struct Document
{
    Source source;
    QByteArray title; // the file's name; may be empty
    bool operator==(const Document &) const = default;
};

// A tool call that the assistant made in an earlier turn. `input` is a JSON object as the client wrote it,
// checked to be valid and on one line.
struct ToolUse
{
    QByteArray id;
    QByteArray name;
    QByteArray input;
    bool operator==(const ToolUse &) const = default;
};

using ResultPart = std::variant<Text, Image, Document>;

// The answer to a ToolUse. It stands in a user message.
struct ToolResult
{
    QByteArray toolUseId;
    std::vector<ResultPart> content;
    bool operator==(const ToolResult &) const = default;
};

// What the model thought in an earlier answer, with the API's proof that it did; word for word. Clients do not send
// it: the relay remembers it.
struct Thinking
{
    QByteArray text;
    QByteArray signature;
    QByteArray redacted; // instead of the two: what the API keeps to itself
    QByteArray model; // that thought it: no other one is given it
    bool operator==(const Thinking &) const = default;
};

using Block = std::variant<Text, Image, Document, ToolUse, ToolResult, Thinking>;

struct Message
{
    Role role = Role::User;
    std::vector<Block> content;
    bool operator==(const Message &) const = default;
};

// A tool that the client offers and runs itself.
struct Tool
{
    QByteArray name;
    QByteArray description; // may be empty
    QByteArray schema; // of its arguments: a JSON object on one line, else as the client wrote it
    bool operator==(const Tool &) const = default;
};

struct ToolChoice
{
    enum class Mode { Auto, None, Required };

    Mode mode = Mode::Auto;
    QByteArray name; // Required: this tool; empty: any
    bool parallel = true; // several calls at once
    bool operator==(const ToolChoice &) const = default;
};

// The answer shall be JSON that fits the schema.
struct OutputSchema
{
    QByteArray schema; // a JSON object on one line, else as the client wrote it
    bool operator==(const OutputSchema &) const = default;
};

enum class Effort { None, Minimal, Low, Medium, High, XHigh, Max };

// How the model is to answer. What is not set is left to Claude Code.
struct Parameters
{
    std::optional<qint64> maxTokens; // at least 1
    std::vector<QByteArray> stop; // at most 4, none empty
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<Effort> effort; // of reasoning
    bool operator==(const Parameters &) const = default;
};

// One question. Neighbouring messages of the same role are one Message; the last Message is the user's and
// not empty. Each ToolUse is answered by a ToolResult in the message after it, and each ToolResult answers one.
struct Request
{
    QByteArray model; // as the client named it; empty when it named none
    QByteArray system; // all system texts, joined by a blank line; empty when there was none
    std::vector<Message> messages;
    std::vector<Tool> tools; // with different names
    ToolChoice toolChoice;
    std::optional<OutputSchema> output;
    Parameters parameters;
    bool strict = false; // fail rather than leave a parameter out
    bool operator==(const Request &) const = default;
};

} // namespace chat
