#include "ui/log/log_link.h"

#include "journal/reader.h"
#include "ui/log/request_model.h"
#include "ui/log/resend.h"
#include "ui/log/window.h"
#include "ui/relay_thread.h"

#include <QCoreApplication>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ui {

namespace {

// Many small pieces were freed, which the C library keeps to itself. In the tray nothing may need them for days.
void giveMemoryBack()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace

void linkLog(LogWindow &window, RelayThread &relay, Resend &resend, const QString &storePath)
{
    auto *reader = new journal::Reader(storePath, &window);
    QObject::connect(reader, &journal::Reader::records, &window, &LogWindow::setRecords);
    QObject::connect(reader, &journal::Reader::usage, &window, &LogWindow::setUsage);
    QObject::connect(reader, &journal::Reader::failed, &window, &LogWindow::tell);
    QObject::connect(reader, &journal::Reader::details, &window,
        [&window](qint64 number, const auto &details) { window.setDetails(number, details, false); });
    QObject::connect(&window, &LogWindow::storedDetailsWanted, reader, &journal::Reader::loadDetails);
    QObject::connect(&window, &LogWindow::usageWanted, reader, &journal::Reader::loadUsage);

    QObject::connect(&relay, &RelayThread::statusChanged, &window, &LogWindow::setStatus);
    QObject::connect(&relay, &RelayThread::entriesChanged, &window, &LogWindow::setEntries);
    QObject::connect(&relay, &RelayThread::noticed, &window, &LogWindow::tell);
    QObject::connect(&relay, &RelayThread::cleared, &window, &LogWindow::clear);
    QObject::connect(&relay, &RelayThread::detailsChanged, &window,
        [&window](qint64 number, const auto &details) { window.setDetails(number, details, true); });
    QObject::connect(&window, &LogWindow::watchWanted, &relay, &RelayThread::watch);
    QObject::connect(&window, &LogWindow::cancelWanted, &relay, &RelayThread::cancel);
    QObject::connect(&window, &LogWindow::sendAgainWanted, &resend, &Resend::send);
    QObject::connect(&resend, &Resend::failed, &window, &LogWindow::tell);

    QObject::connect(&window, &QObject::destroyed, &relay, [&relay] {
        relay.watch({});
        QMetaObject::invokeMethod(QCoreApplication::instance(), giveMemoryBack, Qt::QueuedConnection);
    });
    relay.tellAll();
    reader->load(RequestModel::MostEntries);
}

} // namespace ui
