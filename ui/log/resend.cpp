#include "ui/log/resend.h"

#include "ui/log/curl.h"

#include <QNetworkReply>
#include <QUrl>

#include <algorithm>

namespace ui {

void Resend::send(
    const QByteArray &baseUrl, const QByteArray &endpoint, const QByteArray &body, const QByteArray &key)
{
    const auto target = targetOf(baseUrl, endpoint);
    QNetworkRequest request(QUrl::fromEncoded(target.url));
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArray("claude-relay/" RELAY_VERSION));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    if (!m_keys.isEmpty()) {
        const auto same = std::ranges::find(m_keys, key, &settings::Key::name);
        const auto &sent = same == m_keys.end() ? m_keys.first() : *same;
        request.setRawHeader("Authorization", "Bearer " + sent.secret);
    }
    request.setTransferTimeout(0);
    auto *reply = m_network.sendCustomRequest(request, target.method, body);
    connect(reply, &QIODevice::readyRead, reply, [reply] { reply->skip(reply->bytesAvailable()); });
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const bool answered = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
        if (!answered && reply->error() != QNetworkReply::OperationCanceledError)
            Q_EMIT failed(tr("The request could not be sent: %1").arg(reply->errorString()));
    });
}

} // namespace ui
