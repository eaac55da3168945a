#include "settings/files.h"

#include <QFileInfo>
#include <QSaveFile>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace settings {

bool isNoFile(const QString &path)
{
    const QFileInfo there(path);
    return there.exists() && !there.isFile();
}

QString whyUnreadable(const QString &path)
{
    if (isNoFile(path))
        return u"it is no regular file"_s;
    QFile file(path);
    const bool isThere = file.exists() || QFileInfo(path).isSymLink();
    return !isThere || file.open(QIODevice::ReadOnly) ? QString() : file.errorString();
}

bool writeAll(QFileDevice &file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = file.write(bytes.data(), bytes.size());
        if (written <= 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

QString whyNoRoom(const QString &path, qint64 size)
{
    std::error_code problem;
    std::filesystem::create_directories(
        QFile::encodeName(QFileInfo(path).absolutePath()).toStdString(), problem);
    if (problem)
        return QString::fromLocal8Bit(problem.message());
    QSaveFile trial(path); // never committed
    if (trial.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && writeAll(trial, QByteArray(size, ' ')))
        return {};
    return trial.errorString();
}

} // namespace settings
