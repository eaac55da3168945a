#include "ui/log/export_job.h"

#include "journal/export.h"
#include "settings/files.h"

#include <QSaveFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString write(const QString &path, const QList<journal::Entry> &entries)
{
    const bool csv = path.endsWith(".csv"_L1, Qt::CaseInsensitive);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && settings::writeAll(file, csv ? journal::toCsv(entries) : journal::toJson(entries))
        && file.commit())
        return {};
    return ExportJob::tr("%1 could not be written: %2").arg(path, file.errorString());
}

} // namespace

ExportJob::ExportJob(const QString &path, QList<journal::Entry> entries, QObject *parent)
    : QObject(parent), m_thread(QThread::create(
                           [this, path, entries = std::move(entries)] { m_problem = write(path, entries); }))
{
    connect(m_thread.get(), &QThread::finished, this, [this] {
        Q_EMIT finished(m_problem);
        deleteLater();
    });
    m_thread->start();
}

ExportJob::~ExportJob()
{
    m_thread->wait();
}

} // namespace ui
