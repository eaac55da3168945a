#include "ui/tray/embedder.h"

#include <QGuiApplication>

#include <xcb/xcb.h>

#include <cstdlib>
#include <memory>
#include <utility>

namespace ui {

namespace {

template<typename Reply> std::unique_ptr<Reply, decltype(&std::free)> owned(Reply *reply)
{
    return {reply, &std::free};
}

} // namespace

Embedder::Embedder(QObject *parent) : QObject(parent)
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (!x11 || !x11->connection()) // the offscreen platform has the one without the other
        return;
    m_connection = x11->connection();
    m_manager = atom("MANAGER");
    m_selection = atom("_NET_SYSTEM_TRAY_S0");
    qGuiApp->installNativeEventFilter(this);
    ask();
}

Embedder::~Embedder()
{
    if (m_connection)
        qGuiApp->removeNativeEventFilter(this);
}

quint32 Embedder::atom(const QByteArray &name) const
{
    const auto cookie = xcb_intern_atom(m_connection, 0, uint16_t(name.size()), name.constData());
    const auto reply = owned(xcb_intern_atom_reply(m_connection, cookie, nullptr));
    return reply ? reply->atom : 0;
}

void Embedder::ask()
{
    const auto cookie = xcb_get_selection_owner(m_connection, m_selection);
    const auto reply = owned(xcb_get_selection_owner_reply(m_connection, cookie, nullptr));
    const auto before = std::exchange(m_owner, reply ? reply->owner : 0);
    if (m_owner == before)
        return;
    if (m_owner != 0) {
        // Its end is told as a DestroyNotify.
        const uint32_t events = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
        xcb_change_window_attributes(m_connection, m_owner, XCB_CW_EVENT_MASK, &events);
        xcb_flush(m_connection);
        Q_EMIT appeared();
    } else {
        Q_EMIT vanished();
    }
}

// Qt listens to the root window, where a new tray makes itself known.
bool Embedder::nativeEventFilter(const QByteArray &, void *message, qintptr *)
{
    const auto *event = static_cast<xcb_generic_event_t *>(message);
    const auto kind = event->response_type & ~0x80;
    const auto askSoon = [this] { QMetaObject::invokeMethod(this, &Embedder::ask, Qt::QueuedConnection); };
    if (kind == XCB_CLIENT_MESSAGE) {
        const auto *told = static_cast<xcb_client_message_event_t *>(message);
        if (told->type == m_manager && told->data.data32[1] == m_selection)
            askSoon();
    } else if (kind == XCB_DESTROY_NOTIFY) {
        if (m_owner != 0 && static_cast<xcb_destroy_notify_event_t *>(message)->window == m_owner)
            askSoon();
    }
    return false;
}

} // namespace ui
