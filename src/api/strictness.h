#pragma once

#include "chat/error.h"

#include <QByteArrayList>

namespace api {

// The refusal of a request whose parameters `names`, at least one, would have no effect.
chat::Error withoutEffect(const QByteArrayList &names);

} // namespace api
