#pragma once

#include "agent/channel.h"

#include <cstring>
#include <utility>

// A channel whose other side is the test.
class ScriptChannel : public agent::Channel
{
    Q_OBJECT

public:
    void write(const QByteArray &bytes) override { written += bytes; }
    void end(End how) override
    {
        ended = true;
        endedAtOnce = how == End::AtOnce;
    }

    QByteArray errorOutput() const override { return errors; }

    // What the CLI says.
    void say(const QByteArray &text)
    {
        std::memcpy(lines().reserve(text.size()), text.constData(), size_t(text.size()));
        lines().commit(text.size());
        if (!m_held)
            Q_EMIT readable();
    }

    // What is said until the release arrives in one read.
    void hold() { m_held = true; }
    void release()
    {
        if (std::exchange(m_held, false))
            Q_EMIT readable();
    }

    void sayAnswer(const QByteArray &text)
    {
        say(R"({"type":"stream_event","event":{"type":"message_start","message":{"id":"m","model":"claude-x"}}})"
            "\n"
            R"({"type":"stream_event","event":{"type":"content_block_start","content_block":{"type":"text","text":""}}})"
            "\n"
            R"({"type":"stream_event","event":{"type":"content_block_delta","delta":{"type":"text_delta","text":")"
            + text
            + R"("}}})"
              "\n");
    }
    void sayEnd()
    {
        say(R"({"type":"stream_event","event":{"type":"content_block_stop"}})"
            "\n"
            R"({"type":"result","subtype":"success","is_error":false,"num_turns":1})"
            "\n");
    }
    // A call of the client's tool `f`, for which the CLI waits; it asks for the result now or later.
    void sayCall(const QByteArray &id, bool asks = true, const QByteArray &prefix = {})
    {
        say(R"({"type":"stream_event","event":{"type":"message_start","message":{"id":"m","model":"claude-x"}}})"
            "\n"
            R"({"type":"stream_event","event":{"type":"content_block_start","content_block":{"type":"tool_use","id":")"
            + id + R"(","name":")" + prefix
            + R"(f","input":{}}}})"
              "\n"
              R"({"type":"stream_event","event":{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{}"}}})"
              "\n"
              R"({"type":"stream_event","event":{"type":"content_block_stop"}})"
              "\n");
        if (asks)
            sayWantsResult(id);
        say(R"({"type":"stream_event","event":{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":3}}})"
            "\n"
            R"({"type":"stream_event","event":{"type":"message_stop"}})"
            "\n");
    }
    void sayWantsResult(const QByteArray &id)
    {
        say(R"({"type":"control_request","request_id":"call-)" + id
            + R"(","request":{"subtype":"mcp_message","server_name":"claude_relay","message":{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"f","arguments":{},"_meta":{"claudecode/toolUseId":")"
            + id
            + R"("}}}}})"
              "\n");
    }
    void sayRefused(const QByteArray &text)
    {
        say(R"({"type":"result","subtype":"success","is_error":true,"api_error_status":400,"result":")" + text
            + R"("})"
              "\n");
    }
    void sayAccepted()
    {
        say(R"({"type":"result","subtype":"success","is_error":false,"num_turns":0})"
            "\n");
    }
    void close(const QByteArray &reason = "gone", chat::ErrorKind kind = chat::ErrorKind::CliFailed)
    {
        Q_EMIT closed({.kind = kind, .message = reason});
    }

    QByteArray written;
    QByteArray errors;
    bool ended = false;
    bool endedAtOnce = false;
    bool answered = false; // for the test's own use

private:
    bool m_held = false;
};
