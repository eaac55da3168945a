#pragma once

#include <QString>

namespace app {

// A lock that one process at a time can hold, by an open file: the system takes it back however the process ends.
// Unlike QLockFile's it is never stale, nor mistaken for that after the computer's name has changed.
class FileLock
{
public:
    FileLock() = default;
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    enum class Taking { Taken, HeldByAnother, Failed };
    // Makes the file when it is missing; it stays.
    Taking take(const QString &path);
    void release();

private:
    int m_file = -1;
};

} // namespace app
