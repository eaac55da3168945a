#pragma once

#include "entries.h"

#include "ui/actions.h"
#include "ui/log/request_table.h"
#include "ui/log/requests_page.h"
#include "ui/log/window.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

// A window of the request log on the screen, fed by hand.
struct Shown
{
    explicit Shown(const QTemporaryDir &folder)
        : window(std::make_unique<ui::LogWindow>(actions, folder.filePath(QStringLiteral("state.ini"))))
    {
        window->resize(1000, 600);
        window->show();
    }

    ui::RequestsPage &page() const { return window->requests(); }
    ui::RequestTable &table() const { return page().table(); }
    ui::RequestModel &model() const { return page().model(); }

    // Lets posted layouts and the like happen.
    static void settle() { QCoreApplication::processEvents(); }

    // `count` ended ones, a second apart; gives their numbers.
    QList<qint64> addEnded(int count)
    {
        QList<journal::Entry> entries;
        QList<qint64> numbers;
        for (int i = 0; i < count; ++i) {
            numbers += next += 1000 << entries::NumberBits;
            entries += entries::ended(next, random);
        }
        window->setEntries(entries);
        settle();
        return numbers;
    }
    qint64 addRunning()
    {
        window->setEntries({entries::begun(next += 1000 << entries::NumberBits, random)});
        settle();
        return next;
    }

    ui::Actions actions;
    std::unique_ptr<ui::LogWindow> window;
    QRandomGenerator random{5};
    qint64 next = (QDateTime::currentMSecsSinceEpoch() - 1'000'000) << entries::NumberBits;
};
