#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace app {

// SIGINT and SIGTERM, as a signal of the event loop. One at a time.
class Signals : public QObject
{
    Q_OBJECT

public:
    explicit Signals(QObject *parent = nullptr);
    ~Signals() override;

Q_SIGNALS:
    void received(int number);

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace app
