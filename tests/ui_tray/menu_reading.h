#pragma once

#include <QAction>
#include <QMenu>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

// What one reads in a menu.
namespace menu_reading {

inline QString textOf(const QAction *action)
{
    static const QRegularExpression mark(QStringLiteral("&(.)"));
    return action->text().replace(mark, QStringLiteral("\\1"));
}

inline QAction *find(const QList<QAction *> &actions, const QString &text)
{
    const auto found =
        std::ranges::find_if(actions, [&](const QAction *action) { return textOf(action) == text; });
    return found == actions.end() ? nullptr : *found;
}

// What one sees, with - for a line between.
inline QStringList seen(const QMenu &menu)
{
    QStringList texts;
    for (const auto *action : menu.actions()) {
        if (action->isVisible())
            texts.append(action->isSeparator() ? QStringLiteral("-") : textOf(action));
    }
    return texts;
}

} // namespace menu_reading
