#pragma once

#include "base/json.h"
#include "chat/request.h"

// Pictures and files that stand in a request, as data URLs, base64 or addresses.
namespace wire {

// The API takes at most this much base64 for one picture (it answers "image exceeds 5 MB maximum: … > 5242880 bytes")
// and this much for a whole request: https://docs.claude.com/en/docs/build-with-claude/vision
inline constexpr qsizetype imageLimit = 5 * 1024 * 1024;
inline constexpr qsizetype requestLimit = 32 * 1024 * 1024;

// The picture at `url`: a data URL, or http or https. `path` names it in errors.
base::json::Result<chat::Image> readImage(QByteArrayView url, const QByteArray &path);

// The file with that name (which may be empty) whose content is `data`: a data URL, base64, or the http or https
// address of a PDF. PDFs become documents, pictures images, and texts are written out with their name.
base::json::Result<chat::ResultPart> readFile(
    QByteArrayView name, QByteArrayView data, const QByteArray &path);

} // namespace wire
