#include "ui/log/texts_pool.h"

namespace ui {

namespace {

constexpr qsizetype MostTexts = 10'000; // then most differ, and to keep them costs more than it saves

} // namespace

template<typename T> void TextsPool::share(QSet<T> &pool, T &value)
{
    if (value.isEmpty()) {
        value = {};
        return;
    }
    if (pool.size() >= MostTexts)
        pool.clear();
    value = *pool.insert(value);
}

void TextsPool::share(journal::Record &record)
{
    share(m_texts, record.client);
    share(m_texts, record.key);
    share(m_texts, record.endpoint);
    share(m_texts, record.askedModel);
    share(m_texts, record.model);
    share(m_lists, record.honoured);
    share(m_lists, record.ignored);
    if (record.error) {
        share(m_texts, record.error->message);
        share(m_texts, record.error->param);
    }
}

} // namespace ui
