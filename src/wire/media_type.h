#pragma once

#include <QByteArray>
#include <QByteArrayView>

// Which kind of file bytes are.
namespace wire {

// By the first bytes of what `base64` holds: one of the API's four types of pictures, or application/pdf; empty when
// it is none of these.
QByteArrayView typeByContent(QByteArrayView base64);

// What a file is: as `declared`, unless that says nothing; then by its content, then by the ending of its name.
QByteArray fileType(const QByteArray &declared, QByteArrayView name, QByteArrayView base64);

// Whether the type says no more than that there are bytes.
bool saysNothing(QByteArrayView type);
// Whether it is a picture that the API takes.
bool isImage(QByteArrayView type);
// Whether files of the type are texts to be read as they are.
bool isText(QByteArrayView type);

} // namespace wire
