#include "wire/openai_parameters.h"

#include "wire/fields.h"

#include <algorithm>
#include <iterator>

namespace wire::openai {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;
using json::Type;
using json::Value;

namespace {

constexpr int mostChoices = 4;
constexpr qsizetype longestModel = 256; // bytes
constexpr size_t mostStops = 4;

Status readModel(Value &value, Common &common)
{
    common.model.clear();
    if (auto read = readString(value, common.model); !read)
        return read;
    if (common.model.size() > longestModel)
        return base::Unexpected{value.error("must have at most 256 bytes")};
    return json::ok();
}

Status readStream(Value &value, Common &common)
{
    common.stream = false;
    return readFlag(value, common.stream);
}

Status readStreamOptions(Value &value, Common &common)
{
    if (value.isNull())
        return json::ok();
    return value.object([&](QByteArrayView key, Value member) {
        return key == QByteArrayView("include_usage") ? readFlag(member, common.includeUsage) : json::ok();
    });
}

Status readChoices(Value &value, Common &common)
{
    common.choices = 1;
    if (value.isNull())
        return json::ok();
    const Result<qint64> count = value.integer();
    if (!count)
        return Unexpected{count.error()};
    if (*count < 1 || *count > mostChoices)
        return Unexpected{value.error("must be from 1 to 4")};
    common.choices = static_cast<int>(*count);
    return json::ok();
}

Status readMaxTokens(Value &value, Common &common)
{
    return readTokens(value, common.parameters.maxTokens);
}

Status readStop(Value &value, Common &common)
{
    std::vector<QByteArray> &stop = common.parameters.stop;
    stop.clear();
    const auto add = [&stop](Value text) -> Status {
        Result<QByteArray> sequence = text.string();
        if (!sequence)
            return Unexpected{sequence.error()};
        if (sequence->isEmpty())
            return Unexpected{text.error("must not be empty")};
        if (stop.size() == mostStops)
            return Unexpected{text.error("is one too many: there may be 4")};
        stop.push_back(std::move(*sequence));
        return json::ok();
    };
    if (value.isNull())
        return json::ok();
    if (value.is(Type::Array))
        return value.array(add);
    if (!value.is(Type::String))
        return Unexpected{value.error("must be a string or an array of strings")};
    return add(value);
}

Status readFraction(Value &value, double most, QByteArrayView range, std::optional<double> &out)
{
    out.reset();
    if (value.isNull())
        return json::ok();
    const Result<double> number = value.number();
    if (!number)
        return Unexpected{number.error()};
    if (!(*number >= 0 && *number <= most))
        return Unexpected{value.error(range)};
    out = *number;
    return json::ok();
}

Status readTemperature(Value &value, Common &common)
{
    return readFraction(value, 2, "must be from 0 to 2", common.parameters.temperature);
}

Status readTopP(Value &value, Common &common)
{
    return readFraction(value, 1, "must be from 0 to 1", common.parameters.topP);
}

struct Field
{
    QByteArrayView name;
    Status (*read)(Value &, Common &) = nullptr;
};

constexpr Field fields[] = {
    {"max_tokens", readMaxTokens},
    {"model", readModel},
    {"n", readChoices},
    {"stop", readStop},
    {"stream", readStream},
    {"stream_options", readStreamOptions},
    {"temperature", readTemperature},
    {"top_p", readTopP},
};

} // namespace

std::optional<Status> readCommon(QByteArrayView key, Value &value, Common &common)
{
    const auto field =
        std::find_if(std::begin(fields), std::end(fields), [key](const Field &f) { return f.name == key; });
    if (field == std::end(fields))
        return {};
    return field->read(value, common);
}

Status readTokens(Value &value, std::optional<qint64> &out)
{
    out.reset();
    if (value.isNull())
        return json::ok();
    const Result<qint64> count = value.integer();
    if (!count)
        return Unexpected{count.error()};
    if (*count < 1)
        return Unexpected{value.error("must be at least 1")};
    out = *count;
    return json::ok();
}

} // namespace wire::openai
