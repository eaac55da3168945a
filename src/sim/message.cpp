#include "sim/message.h"

#include "sim/attachment.h"
#include "sim/take.h"

namespace sim {

namespace {

using namespace Qt::StringLiterals;
namespace json = base::json;
using json::Status;
using json::Value;

// A block of any type, with the fields that matter.
struct Block
{
    QByteArray type;
    QByteArray id;
    QByteArray resultId;
    QByteArray text;
    QByteArray signature;
    Source source;
    QByteArray result;
};

void appendLine(const QByteArray &line, QByteArray &text)
{
    if (!text.isEmpty())
        text += '\n';
    text += line;
}

QString brokenText(const QByteArray &text)
{
    if (text.isEmpty())
        return u"messages: text content blocks must be non-empty"_s;
    return text.trimmed().isEmpty() ? u"messages: text content blocks must contain non-whitespace text"_s
                                    : QString();
}

QString brokenBlock(const Block &block, const QByteArray &place)
{
    if (block.type == "text")
        return brokenText(block.text);
    if (block.type == "image" || block.type == "document")
        return brokenSource(block.type, block.source, place);
    if (block.type == "thinking" && block.signature.isEmpty())
        return QString::fromUtf8(place + ": Invalid `signature` in `thinking` block");
    return {};
}

void note(const QString &broken, Message &message)
{
    if (message.broken.isEmpty())
        message.broken = broken;
}

Status readSource(Value value, Source &source)
{
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "type")
            return take(field.string(), source.type);
        if (key == "media_type")
            return take(field.string(), source.mediaType);
        return key == "data" ? take(field.string(), source.data) : json::ok();
    });
}

Status readBlock(Value value, const QByteArray &place, Message &message, Block &block);

// What a tool said: a text, or a list of blocks.
Status readResult(Value content, const QByteArray &place, Message &message, QByteArray &result)
{
    if (content.is(json::Type::String))
        return take(content.string(), result);
    qsizetype index = 0;
    return content.array([&](Value item) {
        Block inner;
        const QByteArray innerPlace = place + ".tool_result.content." + QByteArray::number(index++);
        const Status status = readBlock(item, innerPlace, message, inner);
        if (!inner.text.isEmpty())
            appendLine(inner.text, result);
        return status;
    });
}

Status readBlock(Value value, const QByteArray &place, Message &message, Block &block)
{
    const Status status = value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "type")
            return take(field.string(), block.type);
        if (key == "id")
            return take(field.string(), block.id);
        if (key == "tool_use_id")
            return take(field.string(), block.resultId);
        if (key == "text")
            return take(field.string(), block.text);
        if (key == "signature")
            return take(field.string(), block.signature);
        if (key == "source" && field.is(json::Type::Object))
            return readSource(field, block.source);
        if (key == "content" && (field.is(json::Type::String) || field.is(json::Type::Array)))
            return readResult(field, place, message, block.result);
        return json::ok();
    });
    note(brokenBlock(block, place), message);
    return status;
}

Status readOwnBlock(Value value, const QByteArray &place, Message &message)
{
    Block block;
    const Status status = readBlock(value, place, message, block);
    if (block.type == "text")
        appendLine(block.text, message.text);
    if (block.type == "tool_use")
        message.toolUses.append(block.id);
    if (block.type == "tool_result") {
        message.resultIds.append(block.resultId);
        message.resultPlaces.append(place);
        message.results.append(block.result);
    }
    return status;
}

} // namespace

Status readMessage(Value value, qsizetype index, Message &message)
{
    const QByteArray place = "messages." + QByteArray::number(index) + ".content.";
    return value.object([&](QByteArrayView key, Value field) -> Status {
        if (key == "role")
            return take(field.string(), message.role);
        if (key != "content")
            return json::ok();
        if (field.is(json::Type::String)) {
            const Status status = take(field.string(), message.text);
            note(brokenText(message.text), message);
            return status;
        }
        qsizetype block = 0;
        return field.array(
            [&](Value item) { return readOwnBlock(item, place + QByteArray::number(block++), message); });
    });
}

} // namespace sim
