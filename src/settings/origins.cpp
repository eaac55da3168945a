#include "settings/origins.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace settings {

QString canonicalOrigin(const QString &text)
{
    const QUrl url(text.endsWith(u'/') ? text.chopped(1) : text, QUrl::StrictMode);
    const auto host = url.host(QUrl::FullyEncoded);
    if (!url.isValid() || url.scheme().isEmpty() || host.isEmpty() || !url.userInfo().isEmpty()
        || !url.path().isEmpty() || url.hasQuery() || url.hasFragment())
        return {};
    auto origin = url.scheme() + "://"_L1 + (host.contains(u':') ? u'[' + host + u']' : host);
    const int usual = url.scheme() == "http"_L1 ? 80 : url.scheme() == "https"_L1 ? 443 : -1;
    if (url.port() != -1 && url.port() != usual)
        origin += u':' + QString::number(url.port());
    return origin;
}

} // namespace settings
