#include "sim/attachment.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace sim {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostImageBytes = 5 * 1024 * 1024; // in base64

constexpr std::array<QByteArrayView, 4> imageTypes = {"image/jpeg", "image/png", "image/gif", "image/webp"};

bool isBase64(const QByteArray &data)
{
    qsizetype size = data.size();
    for (int padding = 0; padding < 2 && size > 0 && data.at(size - 1) == '='; ++padding)
        --size;
    return data.size() % 4 == 0 && std::all_of(data.begin(), data.begin() + size, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+'
            || c == '/';
    });
}

QByteArray firstBytes(const QByteArray &base64)
{
    return QByteArray::fromBase64(base64.left(24));
}

// By the first bytes; empty for none of the four.
QByteArrayView imageTypeOf(const QByteArray &start)
{
    if (start.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (start.startsWith("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a"))
        return "image/gif";
    if (start.startsWith("RIFF") && start.mid(8, 4) == "WEBP")
        return "image/webp";
    return {};
}

QString brokenImage(const Source &source)
{
    if (std::find(imageTypes.begin(), imageTypes.end(), QByteArrayView(source.mediaType)) == imageTypes.end())
        return u".media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"_s;
    if (source.data.isEmpty())
        return u": image cannot be empty"_s;
    if (source.data.size() > mostImageBytes) {
        return u": image exceeds 5 MB maximum: %1 bytes > %2 bytes"_s.arg(source.data.size())
            .arg(mostImageBytes);
    }
    if (!isBase64(source.data))
        return u": invalid base64 data"_s;
    const QByteArrayView actual = imageTypeOf(firstBytes(source.data));
    if (actual.isEmpty())
        return u": Could not process image"_s;
    if (actual == source.mediaType)
        return {};
    return u": The image was specified using the %1 media type, but the image appears to be a %2 image"_s.arg(
        QString::fromUtf8(source.mediaType), QString::fromUtf8(actual));
}

QString brokenDocument(const Source &source)
{
    if (source.mediaType != "application/pdf")
        return u".media_type: Input should be 'application/pdf'"_s;
    if (!isBase64(source.data))
        return u": invalid base64 data"_s;
    return firstBytes(source.data).startsWith("%PDF-") ? QString()
                                                       : u".data: The PDF specified was not valid."_s;
}

} // namespace

QString brokenSource(const QByteArray &blockType, const Source &source, const QByteArray &place)
{
    if (source.type != "base64")
        return {};
    const QString broken = blockType == "image" ? brokenImage(source) : brokenDocument(source);
    return broken.isEmpty() ? broken : QString::fromUtf8(place + '.' + blockType + ".source.base64") + broken;
}

} // namespace sim
