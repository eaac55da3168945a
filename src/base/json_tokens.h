#pragma once

#include <QByteArrayView>

// The spelling of JSON's smallest parts: https://www.rfc-editor.org/rfc/rfc8259
namespace base::json {

struct StringToken
{
    qsizetype size = 0; // with both quotes; 0 when this is no string
    bool escapes = false;
};

// The string that `text` begins with. Control characters inside are left to the caller.
StringToken stringToken(QByteArrayView text);

// Whether all of `token` is a number of any size.
bool isNumber(QByteArrayView token);

} // namespace base::json
