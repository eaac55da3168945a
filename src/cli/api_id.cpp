#include "cli/api_id.h"

#include <QCryptographicHash>

#include <algorithm>

namespace cli {

namespace {

constexpr qsizetype DigestDigits = 8;

bool isTaken(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
        || byte == '_' || byte == '-';
}

} // namespace

QByteArray apiId(const QByteArray &id)
{
    if (std::ranges::all_of(id, isTaken))
        return id;
    auto safe = id;
    std::ranges::replace_if(
        safe, [](char byte) { return !isTaken(byte); }, '_');
    const auto digest = QCryptographicHash::hash(id, QCryptographicHash::Sha256).toHex().first(DigestDigits);
    return safe + '_' + digest;
}

} // namespace cli
