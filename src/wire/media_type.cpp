#include "wire/media_type.h"

#include <algorithm>
#include <iterator>

namespace wire {

namespace {

constexpr QByteArrayView images[] = {"image/png", "image/jpeg", "image/gif", "image/webp"};

// Texts whose type does not begin with text/.
constexpr QByteArrayView texts[] = {"application/graphql", "application/javascript", "application/json",
    "application/ld+json", "application/ndjson", "application/rtf", "application/sql", "application/toml",
    "application/typescript", "application/x-javascript", "application/x-ndjson", "application/x-sh",
    "application/x-yaml", "application/xhtml+xml", "application/xml", "application/yaml"};

// Endings of names of texts.
constexpr QByteArrayView textEndings[] = {"asm", "bash", "bat", "c", "cc", "cfg", "clj", "cmake", "conf",
    "cpp", "cs", "css", "csv", "cxx", "dart", "diff", "env", "ex", "fs", "go", "gradle", "graphql", "h",
    "hpp", "hs", "htm", "html", "ini", "java", "jl", "js", "json", "jsonl", "jsx", "kt", "less", "log", "lua",
    "m", "markdown", "md", "mjs", "ndjson", "patch", "php", "pl", "properties", "proto", "ps1", "py", "qml",
    "r", "rb", "rs", "rst", "sass", "scala", "scss", "sh", "sql", "srt", "svg", "swift", "tex", "toml", "ts",
    "tsv", "tsx", "txt", "vtt", "vue", "xml", "yaml", "yml", "zig"};

struct PictureEnding
{
    QByteArrayView ending;
    QByteArrayView type;
};

constexpr PictureEnding otherEndings[] = {{"gif", "image/gif"}, {"jpeg", "image/jpeg"}, {"jpg", "image/jpeg"},
    {"pdf", "application/pdf"}, {"png", "image/png"}, {"webp", "image/webp"}};

template<typename List> bool contains(const List &list, QByteArrayView wanted)
{
    return std::find(std::begin(list), std::end(list), wanted) != std::end(list);
}

QByteArray typeByName(QByteArrayView name)
{
    const qsizetype dot = name.lastIndexOf('.');
    const QByteArray ending = name.sliced(dot + 1).toByteArray().toLower();
    if (dot >= 0 && contains(textEndings, ending))
        return "text/plain";
    for (const PictureEnding &other : otherEndings) {
        if (dot >= 0 && other.ending == ending)
            return other.type.toByteArray();
    }
    return "application/octet-stream";
}

} // namespace

QByteArrayView typeByContent(QByteArrayView base64)
{
    const QByteArray begin = QByteArray::fromBase64(
        base64.first(qMin<qsizetype>(base64.size(), 16)).toByteArray(), QByteArray::Base64Encoding);
    if (begin.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (begin.startsWith("\xff\xd8\xff"))
        return "image/jpeg";
    if (begin.startsWith("GIF87a") || begin.startsWith("GIF89a"))
        return "image/gif";
    if (begin.startsWith("RIFF") && begin.size() >= 12 && begin.sliced(8, 4) == "WEBP")
        return "image/webp";
    if (begin.startsWith("%PDF-"))
        return "application/pdf";
    return {};
}

QByteArray fileType(const QByteArray &declared, QByteArrayView name, QByteArrayView base64)
{
    if (!saysNothing(declared))
        return declared == "application/x-pdf" ? "application/pdf" : declared;
    const QByteArrayView seen = typeByContent(base64);
    return seen.isEmpty() ? typeByName(name) : seen.toByteArray();
}

bool saysNothing(QByteArrayView type)
{
    return type.isEmpty() || type == QByteArrayView("application/octet-stream")
        || type == QByteArrayView("binary/octet-stream");
}

bool isImage(QByteArrayView type)
{
    return contains(images, type);
}

bool isText(QByteArrayView type)
{
    return type.startsWith("text/") || contains(texts, type) || type.endsWith("+json")
        || type.endsWith("+xml");
}

} // namespace wire
