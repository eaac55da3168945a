#include "journal/details_blob.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <iterator>

namespace journal {

namespace {

// Never changed: files hold them.
enum Form : char { Plain = 'p', Compressed = 'z' };
constexpr auto StreamVersion = QDataStream::Qt_6_0;

constexpr chat::BlockKind kinds[] = {chat::BlockKind::Text, chat::BlockKind::Thinking,
    chat::BlockKind::ToolUse, chat::BlockKind::Work, chat::BlockKind::Refusal};

constexpr qsizetype WorthCompressing = 1024;
// Of zlib's nine levels the quickest; the others save little more of JSON (measured).
constexpr int Level = 1;

qint8 codeOf(chat::BlockKind kind)
{
    return qint8(std::ranges::find(kinds, kind) - std::ranges::begin(kinds));
}

chat::BlockKind kindOf(qint8 code)
{
    return code >= 0 && size_t(code) < std::size(kinds) ? kinds[code] : chat::BlockKind::Text;
}

} // namespace

QByteArray toBlob(const Details &details)
{
    QByteArray fields;
    QDataStream stream(&fields, QIODevice::WriteOnly);
    stream.setVersion(StreamVersion);
    stream << qint32(details.headers.size());
    for (const auto &[name, value] : details.headers)
        stream << name << value;
    stream << details.request << details.sent << qint32(details.answer.size());
    for (const auto &block : details.answer)
        stream << qint32(block.choice) << codeOf(block.kind) << block.name << block.text;
    stream << qint32(details.lines.size());
    for (const auto &line : details.lines)
        stream << qint32(line.choice) << line.sent << qint64(line.at.count()) << line.text;
    stream << details.droppedLines;
    return fields.size() < WorthCompressing ? char(Plain) + fields
                                            : char(Compressed) + qCompress(fields, Level);
}

std::optional<Details> fromBlob(const QByteArray &blob)
{
    if (blob.isEmpty())
        return {};
    const auto rest = QByteArray::fromRawData(blob.constData() + 1, blob.size() - 1);
    if (blob.front() != Plain && blob.front() != Compressed)
        return {};
    const auto fields = blob.front() == Compressed ? qUncompress(rest) : rest;
    QDataStream stream(fields);
    stream.setVersion(StreamVersion);
    const auto isGood = [&stream] { return stream.status() == QDataStream::Ok; };

    Details details;
    qint32 count = 0;
    stream >> count;
    for (; count > 0 && isGood(); --count) {
        auto &[name, value] = details.headers.emplace_back();
        stream >> name >> value;
    }
    stream >> details.request >> details.sent >> count;
    for (; count > 0 && isGood(); --count) {
        auto &block = details.answer.emplace_back();
        qint32 choice = 0;
        qint8 kind = 0;
        stream >> choice >> kind >> block.name >> block.text;
        block.choice = choice;
        block.kind = kindOf(kind);
    }
    stream >> count;
    for (; count > 0 && isGood(); --count) {
        auto &line = details.lines.emplace_back(); // as it was kept, so not by addLine()
        qint32 choice = 0;
        qint64 at = 0;
        stream >> choice >> line.sent >> at >> line.text;
        line.choice = choice;
        line.at = std::chrono::milliseconds(at);
    }
    stream >> details.droppedLines;
    if (!isGood())
        return {};
    return details;
}

} // namespace journal
