#pragma once

#include <QAbstractNativeEventFilter>
#include <QObject>

struct xcb_connection_t;

namespace ui {

// Whether a window of the X11 display takes icons in, as the system tray specification has it: the owner of the
// selection _NET_SYSTEM_TRAY_Sn. Without X11 there never is one.
class Embedder : public QObject, private QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit Embedder(QObject *parent = nullptr);
    ~Embedder() override;

    bool isPresent() const { return m_owner != 0; }

Q_SIGNALS:
    void appeared();
    void vanished();

private:
    bool nativeEventFilter(const QByteArray &type, void *message, qintptr *result) override;
    quint32 atom(const QByteArray &name) const;
    void ask();

    xcb_connection_t *m_connection = nullptr;
    quint32 m_manager = 0; // atoms
    quint32 m_selection = 0;
    quint32 m_owner = 0; // a window
};

} // namespace ui
