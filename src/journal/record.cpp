#include "journal/record.h"

namespace journal {

namespace {

QByteArray milliseconds(std::chrono::milliseconds time)
{
    return QByteArray::number(qint64(time.count())) + " ms";
}

// Nobody writes a line of their own into the log, nor what a terminal obeys.
QByteArray harmless(const QByteArray &utf8)
{
    auto text = QString::fromUtf8(utf8);
    for (auto &c : text) {
        const auto category = c.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            c = u' ';
    }
    return text.toUtf8();
}

} // namespace

QByteArray toLine(const Record &record)
{
    QByteArray line = record.id + ' ' + record.endpoint + ' ' + QByteArray::number(record.status);
    if (!record.client.isEmpty())
        line += " client=" + record.client;
    if (!record.key.isEmpty())
        line += " key=" + record.key;
    if (record.tools)
        line += " tools=" + settings::nameOf(*record.tools).toByteArray();
    if (!record.model.isEmpty() || !record.askedModel.isEmpty())
        line += " model=" + (record.model.isEmpty() ? record.askedModel : record.model);
    if (record.choices > 1)
        line += " choices=" + QByteArray::number(record.choices);
    if (record.firstDelta)
        line += " first=" + milliseconds(*record.firstDelta);
    line += " took=" + milliseconds(record.duration);
    const auto &usage = record.usage;
    if (usage != chat::Usage())
        line += " in=" + QByteArray::number(usage.prompt()) + " cached=" + QByteArray::number(usage.cacheRead)
            + " out=" + QByteArray::number(usage.output);
    if (!record.ignored.isEmpty())
        line += " ignored=" + record.ignored.join(',');
    if (record.error)
        line += " error=\"" + record.error->message + '"';
    return harmless(line);
}

} // namespace journal
