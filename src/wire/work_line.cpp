#include "wire/work_line.h"

#include "base/json.h"

#include <algorithm>
#include <iterator>

namespace wire {

namespace json = base::json;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 120; // characters of the argument

// What tells most comes first.
constexpr QByteArrayView telling[] = {"command", "file_path", "notebook_path", "path", "pattern", "url",
    "query", "description", "prompt", "skill", "name"};

QByteArray tellingArgument(QByteArrayView arguments)
{
    auto best = std::end(telling);
    QByteArray text;
    json::Reader reader;
    const json::Status status = reader.object(arguments, [&](QByteArrayView key, json::Value value) {
        const auto found = std::find(std::begin(telling), std::end(telling), key);
        if (found < best && value.is(json::Type::String)) {
            if (json::Result<QByteArray> string = value.string()) {
                text = std::move(*string);
                best = found;
            }
        }
        return json::ok();
    });
    return status ? text : QByteArray();
}

// On one line, without what a terminal or a browser would obey.
QString shown(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8.first(qMin<qsizetype>(utf8.size(), 16 * longest)));
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = u' ';
    }
    text = text.simplified();
    if (text.size() <= longest)
        return text;
    text.truncate(longest - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text + u'…';
}

} // namespace

QByteArray workLine(QByteArrayView name, QByteArrayView arguments)
{
    QString line = u"▸ "_s + shown(name);
    if (const QString argument = shown(tellingArgument(arguments)); !argument.isEmpty())
        line += u": "_s + argument;
    return line.toUtf8() + '\n';
}

} // namespace wire
