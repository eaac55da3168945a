#include "wire/completions.h"

#include "wire/completions_answer.h"
#include "wire/fields.h"
#include "wire/openai_decoder.h"
#include "wire/openai_error.h"
#include "wire/openai_ignored.h"

namespace wire::completions {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;
using json::Type;
using json::Value;

namespace {

// Takes the fields of a request's body in the order they come.
class Decoder
{
public:
    explicit Decoder(const Stamp &stamp) : m_stamp(stamp) { }

    Status field(QByteArrayView key, Value &value);
    Result<Decoded> finish();

private:
    Status readPrompt(Value &value);
    Status readBestOf(Value &value);
    std::unique_ptr<ReplyEncoder> encoder() const;

    Stamp m_stamp;
    openai::Common m_common;
    std::optional<QByteArray> m_prompt;
    bool m_echo = false;
    qint64 m_bestOf = 1;
    QByteArrayList m_ignored;
};

Status Decoder::field(QByteArrayView key, Value &value)
{
    if (const std::optional<Status> status = openai::readCommon(key, value, m_common))
        return *status;
    if (key == QByteArrayView("prompt"))
        return readPrompt(value);
    if (key == QByteArrayView("echo"))
        return readFlag(value, m_echo);
    if (key == QByteArrayView("best_of"))
        return readBestOf(value);
    if (openai::isIgnored(key, value))
        m_ignored.append(key.toByteArray());
    return json::ok();
}

Status Decoder::readPrompt(Value &value)
{
    m_prompt.reset();
    if (value.isNull())
        return json::ok();
    const auto add = [this, path = value.path()](Value text) -> Status {
        if (m_prompt)
            return wrong(path, "must hold one prompt: send a request for each.");
        if (!text.is(Type::String))
            return wrong(path, "must be a string: prompts as tokens are not supported.");
        return readString(text, m_prompt.emplace());
    };
    return value.is(Type::Array) ? value.array(add) : add(value);
}

Status Decoder::readBestOf(Value &value)
{
    if (value.isNull())
        return json::ok();
    const Result<qint64> count = value.integer();
    if (!count)
        return Unexpected{count.error()};
    m_bestOf = *count;
    return json::ok();
}

Result<Decoded> Decoder::finish()
{
    if (!m_prompt)
        return Unexpected{json::Error{"prompt", "prompt is required."}};
    if (m_prompt->trimmed().isEmpty())
        return Unexpected{json::Error{"prompt", "prompt must not be empty."}};
    Decoded decoded;
    decoded.request.model = m_common.model;
    decoded.request.messages = {{chat::Role::User, {chat::Text{*m_prompt}}}};
    decoded.request.parameters = m_common.parameters;
    decoded.choices = m_common.choices;
    decoded.encoder = encoder();
    decoded.ignored = std::move(m_ignored);
    if (m_bestOf > m_common.choices)
        decoded.ignored.append("best_of");
    return decoded;
}

std::unique_ptr<ReplyEncoder> Decoder::encoder() const
{
    const openai::Header header = openai::headerOf(m_common, m_stamp, "cmpl-");
    const QByteArray echo = m_echo ? *m_prompt : QByteArray();
    if (m_common.stream)
        return std::make_unique<Stream>(header, echo);
    return std::make_unique<Whole>(header, echo);
}

base::Expected<Decoded, chat::Error> decode(
    const QByteArray &body, const Stamp &stamp, const AnswerOptions &options)
{
    return openai::decode(body, options, Decoder(stamp));
}

} // namespace

const Dialect &dialect()
{
    static constexpr Dialect dialect{"POST /completions", decode, openai::errorReply, openai::nameOf};
    return dialect;
}

} // namespace wire::completions
