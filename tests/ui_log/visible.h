#pragma once

#include <QLabel>
#include <QStringList>
#include <QWidget>

// The first of that kind.
template<typename Widget> Widget *visible(const QWidget &within)
{
    for (auto *candidate : within.findChildren<Widget *>()) {
        if (candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

inline QString visibleText(const QWidget &within)
{
    QStringList texts;
    for (const auto *label : within.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts.join(u'\n');
}
