#pragma once

#include <QByteArray>
#include <QList>

// OpenAI's model list: https://platform.openai.com/docs/api-reference/models
namespace wire::openai {

struct Model
{
    QByteArray id; // usable as `model` in a request
    QByteArray name; // for people; may be empty
};

// The body of GET /models.
QByteArray modelList(const QList<Model> &models, qint64 created);
// The body of GET /models/{id}.
QByteArray modelObject(const Model &model, qint64 created);

} // namespace wire::openai
