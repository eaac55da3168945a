#pragma once

#include <QString>

namespace settings {

// An origin as browsers write it: scheme://host[:port] in lower case, without the scheme's usual port. A slash at the
// end is taken off. Empty when it is none.
QString canonicalOrigin(const QString &text);

} // namespace settings
