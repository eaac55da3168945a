#pragma once

#include "json.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fake {

struct Message
{
    std::string role;
    std::string blocks; // JSON: a list of content blocks
    bool query = true;

    // Of its text blocks, a line each.
    std::string text() const;
    // Whether it has no other blocks.
    bool isText() const;
};

// The message of an `assistant` or `user` line.
Message messageOf(const Json &line);

// The text of a message's content or of a system prompt: a string, or a list of strings and blocks.
std::string joinedText(const Json &content);

// What this process was told: the conversation, and how to answer.
class Conversation
{
public:
    std::string system;
    std::string initialize = "{}"; // the request, as it came
    std::vector<Message> messages;

    void applyFlags(const Json &settings);
    // Everything, as JSON; `model` is the resolved one.
    std::string toJson(std::string_view model) const;

private:
    std::vector<std::pair<std::string, std::string>> m_flags; // JSON by name
    std::vector<std::pair<std::string, std::string>> m_environment;
};

} // namespace fake
