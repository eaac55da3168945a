#pragma once

#include "journal/details.h"

#include <QList>
#include <QString>

namespace ui {

// A piece of a conversation as a person reads it.
struct Passage
{
    enum class Kind {
        Text,
        Aside, // what the model thinks, and what is said about the conversation
        Code, // JSON and the like
    };

    Kind kind = Kind::Text;
    QString title; // may be empty
    QString text;
    bool operator==(const Passage &) const = default;
};

// The messages of a request's body, behind what else is asked for. Empty when it is not an object of JSON.
QList<Passage> passagesOfRequest(QByteArrayView body);
QList<Passage> passagesOfAnswer(const std::vector<journal::AnswerBlock> &answer);
// All of it in one passage; of long ones the beginning, and a word about the rest.
Passage passageOfText(QByteArrayView utf8);

} // namespace ui
