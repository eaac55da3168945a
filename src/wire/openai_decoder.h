#pragma once

#include "wire/dialect.h"
#include "wire/openai_answer.h"
#include "wire/openai_ignored.h"
#include "wire/openai_parameters.h"

// What the decoders of OpenAI's dialects have in common.
namespace wire::openai {

// Walks `body` with a Decoder, which has
//     Status field(QByteArrayView key, Value &value)  for each field, in the order they come,
//     Result<Decoded> finish()  then.
template<typename Decoder>
base::Expected<Decoded, chat::Error> decode(
    const QByteArray &body, const AnswerOptions &options, Decoder decoder)
{
    using namespace base::json;
    const auto refused = [](const Error &error) {
        return base::Unexpected{chat::Error{chat::ErrorKind::InvalidRequest, error.message, error.path, {}}};
    };
    Reader reader("The body", options.deepest);
    // A body that was gathered piece by piece has room behind its end: tens of megabytes need no copy then.
    const bool padded = body.capacity() - body.size() >= qsizetype(simdjson::SIMDJSON_PADDING);
    QByteArrayList honoured;
    const auto field = [&](QByteArrayView key, Value value) {
        if (isHonoured(key) && !honoured.contains(key))
            honoured.append(key.toByteArray());
        return decoder.field(key, value);
    };
    const Status status = reader.object(body, field, padded);
    if (reader.wasTooDeep())
        return refused(Error{{},
            "The JSON of the request has more than " + QByteArray::number(options.deepest)
                + " objects and arrays in each other (--max-depth)."});
    if (!status)
        return refused(status.error());
    Result<Decoded> decoded = decoder.finish();
    if (!decoded)
        return refused(decoded.error());
    decoded->honoured = std::move(honoured);
    return std::move(*decoded);
}

// What the answer to such a request is headed with. Without a model it names Claude as such.
inline Header headerOf(const Common &common, const Stamp &stamp, QByteArrayView idPrefix)
{
    const QByteArray model = common.model.isEmpty() ? QByteArray("claude") : common.model;
    return {stamp, idPrefix.toByteArray(), model, common.choices, common.includeUsage};
}

} // namespace wire::openai
