#include "check.h"

#include "settings/layers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdint>

using namespace Qt::StringLiterals;

// The settings file, and behind its first zero byte the keys: what is understood can be written and is read again as
// it was, and keys of which anything is wrong let nobody in.

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    FUZZ_CHECK(file.open(QIODevice::WriteOnly));
    FUZZ_CHECK(file.write(content) == content.size());
}

void checkKeys(const QString &path, const QList<settings::Key> &keys)
{
    FUZZ_CHECK(settings::problemOf(keys).isEmpty());
    FUZZ_CHECK(settings::writeKeys(path, keys).isEmpty());
    const auto again = settings::readKeys(path);
    FUZZ_CHECK(again && *again == keys);
}

// Each value is one that can be set.
void checkValues(const settings::Settings &settings)
{
    auto trial = settings::defaults();
    for (const auto &option : settings::options()) {
        const auto text = option.get(settings);
        FUZZ_CHECK(option.set(trial, text).isEmpty());
        FUZZ_CHECK(option.get(trial) == text);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QTemporaryDir folder(
        QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/fuzz_settings-XXXXXX"_s : QDir::tempPath() + u"/XXXXXX"_s);
    static int number = 0;
    const auto input = QByteArray::fromRawData(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto end = input.indexOf('\0');
    // Another name each time: QSettings remembers what it has read.
    const auto path = folder.filePath(QString::number(++number) + ".ini"_L1);
    const auto keys = settings::keysFile(path);
    write(path, input.first(end < 0 ? input.size() : end));
    if (end >= 0)
        write(keys, input.sliced(end + 1));
    const auto read = settings::readKeys(keys);
    auto layers = settings::Layers::read(path, {}, {});
    FUZZ_CHECK(bool(layers) == bool(read));
    if (layers) {
        FUZZ_CHECK(layers->effective().keys == *read);
        checkKeys(keys, *read);
        checkValues(layers->effective());
        auto wanted = layers->stored();
        wanted.server.port = wanted.server.port == 1 ? 2 : 1;
        FUZZ_CHECK(layers->store(wanted).isEmpty());
        // In a damaged file QSettings may find one value when it reads it, and another when it has tidied it up.
        FUZZ_CHECK(layers->stored().server.port == wanted.server.port);
        FUZZ_CHECK(layers->stored().keys == *read);
        checkValues(layers->effective());
    } else {
        FUZZ_CHECK(!read.error().isEmpty());
    }
    for (const auto &file : {path, path + ".bak"_L1, keys})
        QFile::remove(file);
    return 0;
}
