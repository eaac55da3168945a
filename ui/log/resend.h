#pragma once

#include "settings/keys.h"

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

    // One of these is sent, where there are any.
    void setKeys(const QList<settings::Key> &keys) { m_keys = keys; }
    // `endpoint` is a record's, and `key` the name of the key that it came with: the same is sent, if it is there yet.
    void send(
        const QByteArray &baseUrl, const QByteArray &endpoint, const QByteArray &body, const QByteArray &key);

Q_SIGNALS:
    // It did not reach the relay. A sentence.
    void failed(const QString &why);

private:
    QNetworkAccessManager m_network;
    QList<settings::Key> m_keys;
};

} // namespace ui
