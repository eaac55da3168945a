#pragma once

#include <QObject>

#include <memory>

namespace ui {

// Whether the desktop has a tray: a StatusNotifier host on D-Bus, or on X11 one that embeds windows. No
// QSystemTrayIcon may be made before appeared(), since Qt 6.4 remembers for good what it has found by then.
class TrayHost : public QObject
{
    Q_OBJECT

public:
    explicit TrayHost(QObject *parent = nullptr);
    ~TrayHost() override;

    bool isPresent() const;

Q_SIGNALS:
    // There is one now; also when another has come in its place.
    void appeared();
    // It is gone, or there was none in the first seconds.
    void vanished();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
