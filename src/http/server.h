#pragma once

#include "base/expected.h"
#include "http/reply.h"
#include "http/request.h"

#include <QObject>

#include <functional>
#include <memory>

namespace http {

// Serves HTTP/1.1 through Qt's QAbstractHttpServer, alike on every Qt from 6.4 on.
class Server : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const Request &, std::unique_ptr<Reply>)>;

    explicit Server(Handler handler, QObject *parent = nullptr);
    ~Server() override;

    // Port 0 takes a free one. Gives the port, or a sentence why not (port in use, no such address).
    base::Expected<quint16, QString> listen(const QHostAddress &address, quint16 port);

    // No new connections and no further requests on open ones; answers that have begun go on.
    void stopListening();

    // Connections now open.
    int connectionCount() const;
};

} // namespace http
