#include "wire/chat_completions.h"

#include "wire/chat_completions_ignored.h"
#include "wire/chat_completions_messages.h"
#include "wire/chat_completions_stream.h"
#include "wire/chat_completions_whole.h"

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
    Status field(QByteArrayView key, Value value);
    Result<Decoded> finish(const Stamp &stamp);

private:
    Status readModel(Value &value);
    Status readMessages(Value &value);
    Status readStreamOptions(Value &value);

    QByteArray m_model;
    std::vector<ClientMessage> m_messages;
    bool m_hasMessages = false;
    bool m_stream = false;
    bool m_includeUsage = false;
    QByteArrayList m_ignored;
};

// Reads an optional flag: null is false.
Status readFlag(Value &value, bool &out)
{
    out = false;
    if (value.isNull())
        return json::ok();
    const Result<bool> flag = value.boolean();
    if (!flag)
        return Unexpected{flag.error()};
    out = *flag;
    return json::ok();
}

Status Decoder::field(QByteArrayView key, Value value)
{
    if (key == QByteArrayView("messages"))
        return readMessages(value);
    if (key == QByteArrayView("model"))
        return readModel(value);
    if (key == QByteArrayView("stream"))
        return readFlag(value, m_stream);
    if (key == QByteArrayView("stream_options"))
        return readStreamOptions(value);
    if (isIgnored(key, value))
        m_ignored.append(key.toByteArray());
    return json::ok();
}

Status Decoder::readModel(Value &value)
{
    if (value.isNull())
        return json::ok();
    Result<QByteArray> model = value.string();
    if (!model)
        return Unexpected{model.error()};
    m_model = std::move(*model);
    return json::ok();
}

Status Decoder::readMessages(Value &value)
{
    m_hasMessages = true;
    m_messages.clear();
    return value.array([&](Value item) -> Status {
        Result<ClientMessage> message = readMessage(item);
        if (!message)
            return Unexpected{message.error()};
        m_messages.push_back(std::move(*message));
        return json::ok();
    });
}

Status Decoder::readStreamOptions(Value &value)
{
    if (value.isNull())
        return json::ok();
    return value.object([&](QByteArrayView key, Value member) {
        return key == QByteArrayView("include_usage") ? readFlag(member, m_includeUsage) : json::ok();
    });
}

Result<Decoded> Decoder::finish(const Stamp &stamp)
{
    if (!m_hasMessages)
        return Unexpected{json::Error{"messages", "messages is required."}};
    if (m_messages.empty())
        return Unexpected{json::Error{"messages", "messages must not be empty."}};
    Decoded decoded;
    decoded.request.model = m_model;
    if (const Status status = buildConversation(m_messages, decoded.request); !status)
        return Unexpected{status.error()};
    const Header header{stamp, m_model.isEmpty() ? "claude" : m_model, m_includeUsage};
    if (m_stream)
        decoded.encoder = std::make_unique<Stream>(header);
    else
        decoded.encoder = std::make_unique<Whole>(header);
    decoded.ignored = std::move(m_ignored);
    return decoded;
}

} // namespace

base::Expected<Decoded, chat::Error> decode(const QByteArray &body, const Stamp &stamp)
{
    const auto refused = [](const json::Error &error) {
        return Unexpected{chat::Error{chat::ErrorKind::InvalidRequest, error.message, error.path, {}}};
    };
    json::Reader reader;
    Decoder decoder;
    const Status status =
        reader.object(body, [&](QByteArrayView key, Value value) { return decoder.field(key, value); });
    if (!status)
        return refused(status.error());
    Result<Decoded> decoded = decoder.finish(stamp);
    if (!decoded)
        return refused(decoded.error());
    return std::move(*decoded);
}

} // namespace wire::chat_completions
