#include "journal/store_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace journal::store_file {

namespace {

constexpr QLatin1StringView companions[] = {"-wal"_L1, "-shm"_L1};
constexpr auto AsideMark = ".damaged-"_L1;
constexpr auto Owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

Id idOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return {quint64(status.st_dev), quint64(status.st_ino)};
}

QString make(const QString &path)
{
    const auto folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        QDir().mkpath(QFileInfo(folder).absolutePath());
        QDir().mkdir(folder, Owner | QFileDevice::ExeOwner);
    }
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return QString::fromLocal8Bit(std::strerror(errno));
    ::close(file);
    QFile::setPermissions(path, Owner);
    return {};
}

QString setAside(const QString &path, Id file)
{
    if (idOf(path) != file)
        return {};
    const auto name = path + AsideMark + QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s);
    auto aside = name;
    for (int again = 2; QFileInfo::exists(aside); ++again)
        aside = name + u'-' + QString::number(again);
    // What belongs to it first: beside a new file, an old log would be taken for the new one's.
    for (const auto &companion : companions)
        QFile::rename(path + companion, aside + companion);
    if (!QFile::rename(path, aside))
        return {};
    return u"The request log was damaged and has been set aside as %1. A new one was begun."_s.arg(aside);
}

void removeSetAside(const QString &path)
{
    const QFileInfo info(path);
    QDir folder(info.absolutePath());
    for (const auto &name : folder.entryList({info.fileName() + AsideMark + u'*'}, QDir::Files))
        folder.remove(name);
}

} // namespace journal::store_file
