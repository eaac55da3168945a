#include "wire/fields.h"

namespace wire {

namespace json = base::json;
using base::Unexpected;

json::Status readString(json::Value &value, QByteArray &out)
{
    if (value.isNull())
        return json::ok();
    json::Result<QByteArray> text = value.string();
    if (!text)
        return Unexpected{text.error()};
    out = std::move(*text);
    return json::ok();
}

json::Status readFlag(json::Value &value, bool &out)
{
    if (value.isNull())
        return json::ok();
    const json::Result<bool> flag = value.boolean();
    if (!flag)
        return Unexpected{flag.error()};
    out = *flag;
    return json::ok();
}

Unexpected<json::Error> wrong(const QByteArray &path, QByteArrayView sentenceEnd)
{
    return Unexpected{json::Error{path, path + ' ' + sentenceEnd.toByteArray()}};
}

Unexpected<json::Error> missing(const json::Value &value, QByteArrayView field)
{
    return wrong(value.path() + '.' + field.toByteArray(), "is required.");
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

QByteArray quoted(QByteArrayView name)
{
    constexpr qsizetype most = 100;
    if (name.size() <= most)
        return '"' + name.toByteArray() + '"';
    return '"' + QString::fromUtf8(name.first(most)).toUtf8() + "…\"";
}

} // namespace wire
