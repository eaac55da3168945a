#pragma once

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QString>

#include <memory>

// A client of the relay, in the test's own thread.
class RelayClient
{
public:
    // Posts a chat completion whose one message is `text`.
    QNetworkReply *ask(const QString &baseUrl, const QByteArray &text, bool stream = true)
    {
        QNetworkRequest request(QUrl(baseUrl + QStringLiteral("/chat/completions")));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setRawHeader("User-Agent", "tester/1.0 (here)");
        request.setRawHeader("Authorization", "Bearer very-secret");
        auto escaped = text;
        escaped.replace('\\', "\\\\").replace('"', "\\\"");
        auto *reply = m_network.post(request,
            R"({"model":"opus","seed":7,"max_tokens":9000,"stream":)" + QByteArray(stream ? "true" : "false")
                + R"(,"messages":[{"role":"user","content":")" + escaped + R"("}]})");
        m_replies.emplace_back(reply);
        return reply;
    }

private:
    QNetworkAccessManager m_network;
    std::vector<std::unique_ptr<QNetworkReply>> m_replies;
};
