#pragma once

#include <QByteArray>
#include <QString>

namespace sim {

// Where an image or a document comes from.
struct Source
{
    QByteArray type; // base64, url, …
    QByteArray mediaType;
    QByteArray data; // base64
};

// What the Anthropic API refuses in an image's or a document's source, in its words; empty when nothing is
// wrong. `blockType` is image or document, `place` the block's, as messages.0.content.1.
QString brokenSource(const QByteArray &blockType, const Source &source, const QByteArray &place);

} // namespace sim
