#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>

class QNetworkReply;

namespace ui {

// Asks the relay, as any client does, what was asked before. Answers are read and dropped: they are seen in the log.
// Destroying it cancels those on their way.
class Resend : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // `endpoint` is a record's.
    void send(const QByteArray &baseUrl, const QByteArray &endpoint, const QByteArray &body);

Q_SIGNALS:
    // It did not reach the relay. A sentence.
    void failed(const QString &why);

private:
    QNetworkAccessManager m_network;
};

} // namespace ui
