#include "ui/tray/setups.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using Group = Setup::Group;

// Where no key is asked for it may be anything, but the programs insist on one.
constexpr auto NoKey = "unused"_L1;

constexpr Setup Setups[] = {
    {Group::Shell, QT_TRANSLATE_NOOP("Setups", "Environment variables"),
        R"(export OPENAI_BASE_URL='%1'
export OPENAI_API_KEY=%2
)"},
    {Group::Shell, "curl", R"(curl -N '%1/chat/completions' -H 'Content-Type: application/json'%3 -d '{
    "model": "sonnet", "stream": true, "messages": [{"role": "user", "content": "Say hello."}]}'
)"},
    {Group::Library, "Python (openai)", R"(from openai import OpenAI

client = OpenAI(base_url="%1", api_key="%2")
answer = client.chat.completions.create(
    model="sonnet", messages=[{"role": "user", "content": "Say hello."}])
print(answer.choices[0].message.content)
)"},
    {Group::Library, "Node (openai)", R"(import OpenAI from "openai";

const client = new OpenAI({ baseURL: "%1", apiKey: "%2" });
const answer = await client.chat.completions.create({
    model: "sonnet", messages: [{ role: "user", content: "Say hello." }] });
console.log(answer.choices[0].message.content);
)"},
    {Group::Editor, "aider", R"(OPENAI_API_BASE='%1' OPENAI_API_KEY=%2 aider --model openai/sonnet
)"},
    {Group::Editor, "Cline", R"(# The extension's settings
API Provider: OpenAI Compatible
Base URL: %1
API Key: %2
Model ID: sonnet

# Or in a terminal
cline auth --provider openai --apikey %2 --modelid sonnet --baseurl '%1'
)"},
    {Group::Editor, QT_TRANSLATE_NOOP("Setups", "Continue (config.yaml)"), R"(name: claude-relay
version: 1.0.0
schema: v1
models:
  - name: Claude Opus
    provider: openai
    model: opus
    apiBase: "%1"
    apiKey: %2
    capabilities: [tool_use, image_input]
  - name: Claude Sonnet
    provider: openai
    model: sonnet
    apiBase: "%1"
    apiKey: %2
    capabilities: [tool_use, image_input]
)"},
    {Group::Editor, QT_TRANSLATE_NOOP("Setups", "opencode (opencode.json)"), R"({
  "$schema": "https://opencode.ai/config.json",
  "provider": {
    "relay": {
      "npm": "@ai-sdk/openai-compatible",
      "name": "claude-relay",
      "options": { "baseURL": "%1", "apiKey": "%2" },
      "models": { "opus": {}, "sonnet": {}, "haiku": {} }
    }
  }
}
)"},
    {Group::Editor, QT_TRANSLATE_NOOP("Setups", "Zed (settings.json)"), R"({
  // Zed asks for an API key, too: %4.
  "language_models": {
    "openai_compatible": {
      "claude-relay": {
        "api_url": "%1",
        "available_models": [
          {
            "name": "opus",
            "display_name": "Claude Opus",
            "max_tokens": 200000,
            "capabilities": { "tools": true, "images": true, "parallel_tool_calls": true }
          },
          {
            "name": "sonnet",
            "display_name": "Claude Sonnet",
            "max_tokens": 200000,
            "capabilities": { "tools": true, "images": true, "parallel_tool_calls": true }
          }
        ]
      }
    }
  }
}
)"},
};

// Means the same in a shell, in JSON, YAML and the languages above.
bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
        || c == '.';
}

} // namespace

std::span<const Setup> setups()
{
    return Setups;
}

QString titleOf(const Setup &setup)
{
    return QCoreApplication::translate("Setups", setup.title);
}

QString textOf(const Setup &setup, const QString &baseUrl, const QByteArray &key)
{
    const bool has = !key.isEmpty() && std::ranges::all_of(key, isPlain);
    const auto secret = has ? QString::fromLatin1(key) : QString(NoKey);
    return QString::fromLatin1(setup.text)
        .replace(u"%2"_s, secret)
        .replace(u"%3"_s, has ? u" -H 'Authorization: Bearer %1'"_s.arg(secret) : QString())
        .replace(u"%4"_s, has ? secret : u"any will do"_s)
        .replace(u"%1"_s, baseUrl); // last, for it may look like a place to fill in
}

} // namespace ui
