#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QList>
#include <QMap>
#include <QObject>
#include <QStringList>
#include <QVariant>

// A desktop's tray on D-Bus: what StatusNotifier items register with, and what shows them.
class NotifierHost : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems MEMBER m_items)
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isThere)
    Q_PROPERTY(int ProtocolVersion READ version)

public:
    // A pixmap's size and its pixels, ARGB in network order.
    using Pixmaps = QMap<int, QByteArray>;

    struct MenuItem
    {
        int id = 0;
        QString label; // without the marks of shortcuts
        bool visible = true;
        bool enabled = true;
        bool separator = false;
        int checked = -1;
        QList<MenuItem> children;
    };

    ~NotifierHost() override { vanish(); }

    bool appear()
    {
        auto bus = QDBusConnection::sessionBus();
        return bus.registerObject(Path, this, QDBusConnection::ExportAllContents)
            && bus.registerService(Service);
    }
    void vanish()
    {
        auto bus = QDBusConnection::sessionBus();
        bus.unregisterService(Service);
        bus.unregisterObject(Path);
        m_items.clear();
    }

    QStringList items() const { return m_items; }

    QVariant property(const QString &name) const
    {
        auto get = QDBusMessage::createMethodCall(m_items.last(), ItemPath,
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        get << QStringLiteral("org.kde.StatusNotifierItem") << name;
        return call(get).value(0).value<QDBusVariant>().variant();
    }

    Pixmaps pixmaps() const
    {
        Pixmaps pixmaps;
        const auto argument = property(QStringLiteral("IconPixmap")).value<QDBusArgument>();
        argument.beginArray();
        while (!argument.atEnd()) {
            int width = 0;
            int height = 0;
            QByteArray pixels;
            argument.beginStructure();
            argument >> width >> height >> pixels;
            argument.endStructure();
            pixmaps.insert(width, pixels);
        }
        argument.endArray();
        return pixmaps;
    }

    // Title and text.
    QString toolTip() const
    {
        const auto argument = property(QStringLiteral("ToolTip")).value<QDBusArgument>();
        QString icon;
        QString title;
        QString text;
        argument.beginStructure();
        argument >> icon;
        argument.beginArray();
        while (!argument.atEnd()) {
            int size = 0;
            QByteArray pixels;
            argument.beginStructure();
            argument >> size >> size >> pixels;
            argument.endStructure();
        }
        argument.endArray();
        argument >> title >> text;
        return title + text;
    }

    void activate() const
    {
        auto activate = QDBusMessage::createMethodCall(m_items.last(), ItemPath,
            QStringLiteral("org.kde.StatusNotifierItem"), QStringLiteral("Activate"));
        activate << 0 << 0;
        call(activate);
    }

    // Opens the menu as a desktop does, and reads it.
    QList<MenuItem> openMenu() const
    {
        callMenu(QStringLiteral("AboutToShow"), {0});
        return menu();
    }
    QList<MenuItem> menu() const
    {
        const auto reply = callMenu(QStringLiteral("GetLayout"), {0, -1, QStringList()});
        return itemOf(reply.value(1).value<QDBusArgument>()).children;
    }
    void closeMenu() const { send(0, QStringLiteral("closed")); }
    void click(int id) const { send(id, QStringLiteral("clicked")); }

public Q_SLOTS:
    void RegisterStatusNotifierItem(const QString &service)
    {
        m_items.append(service.startsWith(QLatin1Char('/')) ? message().service() : service);
    }
    void RegisterStatusNotifierHost(const QString &) { }

private:
    static inline const auto Service = QStringLiteral("org.kde.StatusNotifierWatcher");
    static inline const auto Path = QStringLiteral("/StatusNotifierWatcher");
    static inline const auto ItemPath = QStringLiteral("/StatusNotifierItem");

    bool isThere() const { return true; }
    int version() const { return 0; }

    static QVariantList call(const QDBusMessage &message)
    {
        return QDBusConnection::sessionBus().call(message, QDBus::Block, 5000).arguments();
    }

    QVariantList callMenu(const QString &method, const QVariantList &arguments) const
    {
        const auto path = property(QStringLiteral("Menu")).value<QDBusObjectPath>().path();
        auto message = QDBusMessage::createMethodCall(
            m_items.last(), path, QStringLiteral("com.canonical.dbusmenu"), method);
        message.setArguments(arguments);
        return call(message);
    }

    void send(int id, const QString &event) const
    {
        callMenu(QStringLiteral("Event"), {id, event, QVariant::fromValue(QDBusVariant(0)), 0U});
    }

    static MenuItem itemOf(const QDBusArgument &argument)
    {
        MenuItem item;
        QVariantMap properties;
        argument.beginStructure();
        argument >> item.id >> properties;
        argument.beginArray();
        while (!argument.atEnd()) {
            QDBusVariant child;
            argument >> child;
            item.children.append(itemOf(child.variant().value<QDBusArgument>()));
        }
        argument.endArray();
        argument.endStructure();
        item.label = properties.value(QStringLiteral("label")).toString().remove(QLatin1Char('_'));
        item.visible = properties.value(QStringLiteral("visible"), true).toBool();
        item.enabled = properties.value(QStringLiteral("enabled"), true).toBool();
        item.separator = properties.value(QStringLiteral("type")).toString() == QLatin1String("separator");
        item.checked = properties.value(QStringLiteral("toggle-state"), -1).toInt();
        return item;
    }

    QStringList m_items; // services
};
