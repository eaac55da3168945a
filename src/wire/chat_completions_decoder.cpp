#include "wire/chat_completions.h"

#include "wire/chat_completions_format.h"
#include "wire/chat_completions_messages.h"
#include "wire/chat_completions_reasoning.h"
#include "wire/chat_completions_stream.h"
#include "wire/chat_completions_tools.h"
#include "wire/chat_completions_whole.h"
#include "wire/openai_decoder.h"
#include "wire/openai_error.h"
#include "wire/openai_ignored.h"

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;
using json::Value;

namespace {

// Takes the fields of a request's body in the order they come.
class Decoder
{
public:
    Decoder(const Stamp &stamp, const AnswerOptions &options) : m_stamp(stamp), m_options(options) { }

    Status field(QByteArrayView key, Value &value);
    Result<Decoded> finish();

private:
    Status ownField(QByteArrayView key, Value &value);
    Status readMessages(Value &value);
    void noteIgnored(const ClientMessage &message);
    Status checkMessages() const;
    std::unique_ptr<ReplyEncoder> encoder() const;

    Stamp m_stamp;
    AnswerOptions m_options;
    openai::Common m_common;
    std::optional<qint64> m_maxCompletionTokens;
    Tools m_tools;
    Reasoning m_reasoning;
    std::optional<chat::OutputSchema> m_output;
    std::vector<ClientMessage> m_messages;
    bool m_hasMessages = false;
    bool m_hasInput = false;
    QByteArrayList m_ignored;
};

Status Decoder::field(QByteArrayView key, Value &value)
{
    if (const std::optional<Status> status = openai::readCommon(key, value, m_common))
        return *status;
    if (const std::optional<Status> status = m_tools.field(key, value))
        return *status;
    if (const std::optional<Status> status = m_reasoning.field(key, value))
        return *status;
    return ownField(key, value);
}

Status Decoder::ownField(QByteArrayView key, Value &value)
{
    if (key == QByteArrayView("messages"))
        return readMessages(value);
    if (key == QByteArrayView("max_completion_tokens"))
        return openai::readTokens(value, m_maxCompletionTokens);
    if (key == QByteArrayView("response_format"))
        return readFormat(value, m_output, m_ignored);
    if (key == QByteArrayView("input"))
        m_hasInput = true;
    if (openai::isIgnored(key, value)) {
        m_ignored.append(key.toByteArray());
        return json::ok();
    }
    return openai::refuseUnsupported(key, value);
}

Status Decoder::readMessages(Value &value)
{
    m_hasMessages = true;
    m_messages.clear();
    return value.array([&](Value item) -> Status {
        Result<ClientMessage> message = readMessage(item);
        if (!message)
            return Unexpected{message.error()};
        noteIgnored(*message);
        m_messages.push_back(std::move(*message));
        return json::ok();
    });
}

// A result's name says what its call says, too: nothing is lost with it.
void Decoder::noteIgnored(const ClientMessage &message)
{
    const auto note = [this](const char *field, bool applies) {
        if (applies && !m_ignored.contains(field))
            m_ignored.append(field);
    };
    note("messages[].name", !message.name.isEmpty() && message.role != "tool" && message.role != "function");
    note("messages[].content[].image_url.detail", message.content.hasDetail);
}

Status Decoder::checkMessages() const
{
    if (!m_hasMessages && m_hasInput) {
        return Unexpected{json::Error{"messages",
            "messages is required: `input` is of the Responses API, and this endpoint is chat completions."}};
    }
    if (!m_hasMessages)
        return Unexpected{json::Error{"messages", "messages is required."}};
    if (m_messages.empty())
        return Unexpected{json::Error{"messages", "messages must not be empty."}};
    return json::ok();
}

Result<Decoded> Decoder::finish()
{
    Decoded decoded;
    chat::Request &request = decoded.request;
    if (const Status status = checkMessages(); !status)
        return Unexpected{status.error()};
    if (const Status status = buildConversation(std::move(m_messages), request); !status)
        return Unexpected{status.error()};
    if (const Status status = m_tools.finish(request); !status)
        return Unexpected{status.error()};
    request.model = m_common.model;
    request.output = std::move(m_output);
    request.parameters = m_common.parameters;
    request.parameters.effort = m_reasoning.effort();
    if (m_maxCompletionTokens)
        request.parameters.maxTokens = m_maxCompletionTokens;
    decoded.choices = m_common.choices;
    decoded.encoder = encoder();
    decoded.ignored = std::move(m_ignored) + m_reasoning.ignored();
    if (!m_tools.ignored().isEmpty())
        decoded.ignored.append(m_tools.ignored());
    return decoded;
}

std::unique_ptr<ReplyEncoder> Decoder::encoder() const
{
    const bool shows = !m_reasoning.isHidden();
    const Shown shown{shows && m_options.reasoning, shows && m_options.work, m_tools.areFunctions()};
    const openai::Header header = openai::headerOf(m_common, m_stamp, "chatcmpl-");
    if (m_common.stream)
        return std::make_unique<Stream>(header, shown);
    return std::make_unique<Whole>(header, shown);
}

base::Expected<Decoded, chat::Error> decode(
    const QByteArray &body, const Stamp &stamp, const AnswerOptions &options)
{
    return openai::decode(body, options, Decoder(stamp, options));
}

} // namespace

const Dialect &dialect()
{
    static constexpr Dialect dialect{"POST /chat/completions", decode, openai::errorReply, openai::nameOf};
    return dialect;
}

} // namespace wire::chat_completions
