#pragma once

#include "journal/record.h"

#include <QByteArrayList>
#include <QSet>

namespace ui {

// Lets equal texts of many records share their memory.
class TextsPool
{
public:
    void share(journal::Record &record);
    void clear() { *this = {}; }

private:
    template<typename T> static void share(QSet<T> &pool, T &value);

    QSet<QByteArray> m_texts;
    QSet<QByteArrayList> m_lists;
};

} // namespace ui
