#pragma once

#include "journal/entry.h"

#include <QList>
#include <QObject>
#include <QThread>

#include <memory>

namespace ui {

// Writes requests to a file, in a thread of its own: *.csv as CSV, everything else as JSON.
class ExportJob : public QObject
{
    Q_OBJECT

public:
    // Begins at once; deletes itself after finished().
    ExportJob(const QString &path, QList<journal::Entry> entries, QObject *parent = nullptr);
    // Waits for the end.
    ~ExportJob() override;

Q_SIGNALS:
    // A sentence when the file could not be written; then it is as it was before.
    void finished(const QString &problem);

private:
    std::unique_ptr<QThread> m_thread;
    QString m_problem; // written by the thread
};

} // namespace ui
