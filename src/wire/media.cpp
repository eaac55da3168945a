#include "wire/media.h"

#include "base/base64.h"
#include "wire/fields.h"
#include "wire/media_type.h"

#include <algorithm>

namespace wire {

namespace json = base::json;
using base::Unexpected;
using json::Result;

namespace {

struct DataUrl
{
    QByteArray mediaType; // lower case; empty when none is named
    QByteArrayView data;
};

bool startsWithIgnoringCase(QByteArrayView text, QByteArrayView prefix)
{
    return text.size() >= prefix.size()
        && text.first(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0;
}

bool isWebAddress(QByteArrayView text)
{
    return startsWithIgnoringCase(text, "https://") || startsWithIgnoringCase(text, "http://");
}

Result<chat::Url> readAddress(QByteArrayView url, const QByteArray &path)
{
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    if (url.size() > 8192 || std::any_of(url.begin(), url.end(), isBad))
        return wrong(path, "is no valid URL: it holds white space, or more than 8192 bytes.");
    return chat::Url{url.toByteArray()};
}

// https://www.rfc-editor.org/rfc/rfc2397
Result<DataUrl> readDataUrl(QByteArrayView url, const QByteArray &path)
{
    const QByteArrayView rest = url.sliced(5);
    const qsizetype comma = rest.first(qMin<qsizetype>(rest.size(), 1024)).indexOf(',');
    if (comma < 0)
        return wrong(path, "is no valid data URL: there is no comma before the data.");
    const QByteArray head = rest.first(comma).toByteArray().toLower();
    if (!head.endsWith(";base64"))
        return wrong(path, "must hold its data as base64 (data:TYPE;base64,…).");
    return DataUrl{head.first(head.indexOf(';')).trimmed(), rest.sliced(comma + 1)};
}

QByteArray megabytes(qsizetype size)
{
    return QByteArray::number(static_cast<double>(size) / (1024 * 1024), 'f', 1) + " MB";
}

Result<QByteArray> readBase64(QByteArrayView data, qsizetype limit, const QByteArray &path)
{
    if (data.trimmed().isEmpty())
        return wrong(path, "holds no data.");
    if (data.size() > limit) {
        return wrong(path,
            "is too large: it has " + megabytes(data.size()) + " of base64, and the API takes at most "
                + megabytes(limit) + '.');
    }
    std::optional<QByteArray> digits = base::canonicalBase64(data);
    if (!digits || digits->isEmpty())
        return wrong(path, "is not valid base64.");
    return std::move(*digits);
}

// The type comes from the bytes: what clients say is often wrong, and the API refuses what does not agree.
Result<chat::Image> imageOf(const DataUrl &url, const QByteArray &path)
{
    constexpr QByteArrayView kinds = "PNG, JPEG, GIF and WebP are.";
    const bool saysImage = url.mediaType.startsWith("image/");
    if (!saysImage && !saysNothing(url.mediaType))
        return wrong(path,
            "is of type " + quoted(url.mediaType) + ", which is not supported here: " + kinds.toByteArray());
    Result<QByteArray> data = readBase64(url.data, imageLimit, path);
    if (!data)
        return Unexpected{data.error()};
    const QByteArrayView type = typeByContent(*data);
    if (isImage(type))
        return chat::Image{chat::Base64{type.toByteArray(), std::move(*data)}};
    if (saysImage && !isImage(url.mediaType) && url.mediaType != "image/jpg")
        return wrong(
            path, "is of type " + quoted(url.mediaType) + ", which is not supported: " + kinds.toByteArray());
    return wrong(
        path, "is no picture that is supported: by its first bytes it is no PNG, JPEG, GIF or WebP.");
}

// Texts have no block of their own that every tool result takes.
Result<chat::ResultPart> textOf(QByteArrayView name, const QByteArray &data, const QByteArray &path)
{
    QByteArray text = QByteArray::fromBase64(data);
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    if (!simdjson::validate_utf8(text.constData(), static_cast<size_t>(text.size())))
        return wrong(path, "is a text that is not UTF-8.");
    QByteArray out = "<file";
    if (!name.isEmpty()) {
        out += " name=";
        json::appendString(out, name);
    }
    out += ">\n" + text;
    if (!out.endsWith('\n'))
        out += '\n';
    return chat::ResultPart{chat::Text{out + "</file>"}};
}

} // namespace

Result<chat::Image> readImage(QByteArrayView url, const QByteArray &path)
{
    url = url.trimmed();
    if (url.isEmpty())
        return wrong(path, "must not be empty.");
    if (isWebAddress(url)) {
        Result<chat::Url> address = readAddress(url, path);
        if (!address)
            return Unexpected{address.error()};
        return chat::Image{std::move(*address)};
    }
    if (!startsWithIgnoringCase(url, "data:"))
        return wrong(path, "must be a data URL with base64, or begin with https:// or http://.");
    const Result<DataUrl> parsed = readDataUrl(url, path);
    if (!parsed)
        return Unexpected{parsed.error()};
    return imageOf(*parsed, path);
}

Result<chat::ResultPart> readFile(QByteArrayView name, QByteArrayView data, const QByteArray &path)
{
    data = data.trimmed();
    if (isWebAddress(data)) {
        Result<chat::Url> address = readAddress(data, path);
        if (!address)
            return Unexpected{address.error()};
        return chat::ResultPart{chat::Document{std::move(*address), name.toByteArray()}};
    }
    DataUrl file{{}, data};
    if (startsWithIgnoringCase(data, "data:")) {
        const Result<DataUrl> parsed = readDataUrl(data, path);
        if (!parsed)
            return Unexpected{parsed.error()};
        file = *parsed;
    }
    const QByteArray type = fileType(file.mediaType, name, file.data);
    if (type.startsWith("image/") && !isText(type)) {
        Result<chat::Image> image = imageOf({type, file.data}, path);
        if (!image)
            return Unexpected{image.error()};
        return chat::ResultPart{std::move(*image)};
    }
    if (type != "application/pdf" && !isText(type)) {
        return wrong(path,
            "is a file of type " + quoted(type)
                + ", which is not supported: PDF, texts and pictures (PNG, JPEG, GIF, WebP) are.");
    }
    Result<QByteArray> digits = readBase64(file.data, requestLimit, path);
    if (!digits)
        return Unexpected{digits.error()};
    if (isText(type))
        return textOf(name, *digits, path);
    if (typeByContent(*digits) != QByteArrayView("application/pdf"))
        return wrong(path, "is no PDF: it does not begin with %PDF-.");
    return chat::ResultPart{chat::Document{chat::Base64{type, std::move(*digits)}, name.toByteArray()}};
}

} // namespace wire
