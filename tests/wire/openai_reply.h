#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

// What clients of OpenAI's dialects make of the bytes they get.

// What a client knows of a choice.
struct Choice
{
    QString finishReason;
    QString content; // or text, in the older dialect
    QString reasoning;
    QString refusal;
    QJsonArray calls; // id, name, arguments
    bool operator==(const Choice &) const = default;
};

// What a client knows after an answer.
struct Reply
{
    QString id;
    QString model;
    std::vector<Choice> choices;
    QJsonObject usage;
    bool operator==(const Reply &) const = default;
};

Reply readWhole(const QByteArray &body);

// Reads streams as strict clients do.
class StreamReader
{
public:
    StreamReader(bool isChat, bool wantsUsage, int choices);

    // Gives what is wrong with the stream.
    QString read(QByteArray bytes);
    const Reply &reply() const { return m_reply; }

private:
    QString readEvent(const QByteArray &event);
    QString readChunk(const QJsonObject &chunk);
    QString readChoiceChunk(const QJsonObject &object);
    bool haveAllFinished() const;

    bool m_isChat = true;
    bool m_wantsUsage = false;
    std::vector<bool> m_begun;
    bool m_done = false;
    Reply m_reply;
};
