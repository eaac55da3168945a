#pragma once

#include "chat/error.h"
#include "chat/event.h"
#include "chat/parameter.h"
#include "journal/entry.h"
#include "journal/record.h"

#include <QByteArrayView>

#include <optional>

// What the values of a record are called in the store, in exports and in filters. Never translated, and never
// changed: files hold them.
namespace journal {

QByteArrayView nameOf(Entry::Phase phase);
QByteArrayView nameOf(SessionKind kind);
QByteArrayView nameOf(chat::StopReason reason);
QByteArrayView nameOf(chat::ErrorKind kind);
QByteArrayView nameOf(chat::Parameter parameter);

// The value of that name, if there is one.
template<typename Value> std::optional<Value> fromName(QByteArrayView name);

} // namespace journal
