#include "wire/models.h"

#include "base/json.h"

namespace wire::openai {

namespace {

void appendModel(base::json::Writer &writer, const Model &model, qint64 created)
{
    writer.beginObject();
    writer.field("id", model.id).field("object", "model").key("created").integer(created);
    writer.field("owned_by", "anthropic");
    if (!model.name.isEmpty())
        writer.field("name", model.name);
    writer.endObject();
}

} // namespace

QByteArray modelList(const QList<Model> &models, qint64 created)
{
    QByteArray out;
    base::json::Writer writer(out);
    writer.beginObject().field("object", "list").key("data").beginArray();
    for (const Model &model : models)
        appendModel(writer, model, created);
    writer.endArray().endObject();
    return out;
}

QByteArray modelObject(const Model &model, qint64 created)
{
    QByteArray out;
    base::json::Writer writer(out);
    appendModel(writer, model, created);
    return out;
}

} // namespace wire::openai
