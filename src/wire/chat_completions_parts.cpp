#include "wire/chat_completions_parts.h"

#include "wire/fields.h"
#include "wire/media.h"

namespace wire::chat_completions {

namespace json = base::json;
using base::Unexpected;
using json::Result;
using json::Status;
using json::Type;
using json::Value;

namespace {

// A string that may be large, without a copy.
struct Characters
{
    QByteArray buffer;
    std::optional<QByteArrayView> text = {};
};

Status readCharacters(Value &value, Characters &out)
{
    if (value.isNull())
        return json::ok();
    const Result<QByteArrayView> text = value.characters(out.buffer);
    if (!text)
        return Unexpected{text.error()};
    out.text = *text;
    return json::ok();
}

// A part of whose kind nothing is known before its end.
struct Part
{
    QByteArray type;
    Characters text; // of `text` or `refusal`
    Characters imageUrl;
    QByteArray imagePath;
    QByteArray imageDetail;
    QByteArray fileName;
    Characters fileData;
    bool hasFileId = false;
};

Status readImageUrl(Value &value, Part &part)
{
    if (value.is(Type::String) || value.is(Type::Null)) {
        part.imagePath = value.path();
        return readCharacters(value, part.imageUrl);
    }
    if (!value.is(Type::Object))
        return Unexpected{value.error("must be an object with a url, or a string")};
    part.imagePath = value.path() + ".url";
    return value.object([&](QByteArrayView key, Value member) {
        if (key == QByteArrayView("detail") && member.is(Type::String))
            return readString(member, part.imageDetail);
        return key == QByteArrayView("url") ? readCharacters(member, part.imageUrl) : json::ok();
    });
}

Status readFileObject(Value &value, Part &part)
{
    if (value.isNull())
        return json::ok();
    return value.object([&](QByteArrayView key, Value member) -> Status {
        if (key == QByteArrayView("filename"))
            return readString(member, part.fileName);
        if (key == QByteArrayView("file_data"))
            return readCharacters(member, part.fileData);
        if (key == QByteArrayView("file_id"))
            part.hasFileId = !member.isNull();
        return json::ok();
    });
}

Status readField(QByteArrayView key, Value &value, Part &part)
{
    if (key == QByteArrayView("type"))
        return readString(value, part.type);
    if (key == QByteArrayView("text") || key == QByteArrayView("refusal"))
        return readCharacters(value, part.text);
    if (key == QByteArrayView("image_url"))
        return readImageUrl(value, part);
    if (key == QByteArrayView("file"))
        return readFileObject(value, part);
    return json::ok();
}

void addAttachment(Content &content, chat::ResultPart part, const QByteArray &path)
{
    if (content.attachment.isEmpty())
        content.attachment = path;
    content.parts.push_back(std::move(part));
}

Status addImage(const Value &value, const Part &part, Content &content)
{
    if (!part.imageUrl.text)
        return missing(value, "image_url.url");
    Result<chat::Image> image = readImage(*part.imageUrl.text, part.imagePath);
    if (!image)
        return Unexpected{image.error()};
    addAttachment(content, std::move(*image), value.path());
    content.hasDetail |= !part.imageDetail.isEmpty() && part.imageDetail != "auto";
    return json::ok();
}

Status addFile(const Value &value, const Part &part, Content &content)
{
    const QByteArray path = value.path() + ".file";
    if (!part.fileData.text && part.hasFileId)
        return wrong(path + ".file_id", "can't be used: no files are stored here. Send file_data instead.");
    if (!part.fileData.text)
        return wrong(path + ".file_data", "is required.");
    Result<chat::ResultPart> file = readFile(part.fileName, *part.fileData.text, path + ".file_data");
    if (!file)
        return Unexpected{file.error()};
    if (std::holds_alternative<chat::Text>(*file))
        content.parts.push_back(std::move(*file));
    else
        addAttachment(content, std::move(*file), value.path());
    return json::ok();
}

Status addPart(const Value &value, const Part &part, Content &content)
{
    if (part.type.isEmpty())
        return missing(value, "type");
    if (part.type == "text" || part.type == "refusal") {
        if (!part.text.text)
            return missing(value, part.type);
        addText(content, part.text.text->toByteArray());
        return json::ok();
    }
    if (part.type == "image_url")
        return addImage(value, part, content);
    if (part.type == "file")
        return addFile(value, part, content);
    if (part.type == "thinking" || part.type == "redacted_thinking" || part.type == "reasoning")
        return json::ok(); // of an earlier answer: the model does not need it
    const QByteArray path = value.path() + ".type";
    return Unexpected{json::Error{path,
        path + ": content parts of type " + quoted(part.type)
            + " are not supported; text, refusal, image_url and file are."}};
}

} // namespace

void addText(Content &content, QByteArray text)
{
    if (!text.isEmpty())
        content.parts.push_back(chat::Text{std::move(text)});
}

Status readContent(Value &value, Content &content)
{
    content = {};
    const Result<Type> type = value.type();
    if (!type)
        return Unexpected{type.error()};
    if (*type == Type::Array) {
        return value.array([&](Value item) -> Status {
            Part part;
            const Status status =
                item.object([&](QByteArrayView key, Value member) { return readField(key, member, part); });
            return status ? addPart(item, part, content) : status;
        });
    }
    if (*type != Type::String && *type != Type::Null)
        return Unexpected{value.error("must be a string, null or an array of content parts")};
    QByteArray text;
    const Status status = readString(value, text);
    addText(content, std::move(text));
    return status;
}

} // namespace wire::chat_completions
