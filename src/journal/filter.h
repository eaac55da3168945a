#pragma once

#include "journal/entry.h"

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

namespace journal {

// What became of a request, in one word.
enum class Outcome {
    Running,
    Ok,
    Error, // also one that came in the middle of the answer
    Cancelled, // by the client, that went away, or by the user
};
Outcome outcomeOf(const Entry &entry);

// What a person asks the request log for: words that all must hold.
//
//     word          somewhere in id, client, key, endpoint, models, note; or the status
//     "two words"   the same with blanks
//     key:value     in this part only: model, client, key, tools (chat, ask, edits, all), endpoint, id, session (none,
//                   fresh, warm, kept), note (the error, the reason of the stop, what was ignored)
//     status:429    also 4xx, or a beginning such as 4; or ok, error, cancelled, running, or a beginning of these
//     -word         must not hold; also before a key
//
// Upper and lower case are the same. A key that is none is part of the word. What has no value yet ("model:") asks
// for nothing.
class Filter
{
public:
    static Filter parse(const QString &text);

    bool matches(const Entry &entry) const;
    // Matches everything.
    bool isEmpty() const { return m_words.empty(); }
    bool operator==(const Filter &) const = default;

    // What is looked for in a text.
    struct Needle
    {
        QByteArray lower; // UTF-8
        QString wide; // the same when it is not all ASCII, else empty
        bool operator==(const Needle &) const = default;
    };

private:
    enum class Part { Any, Model, Client, Key, Tools, Endpoint, Id, Session, Note };
    struct TextTest
    {
        Part part = Part::Any;
        Needle needle;
        int status = -1; // what the word would be as one
        bool operator==(const TextTest &) const = default;
    };
    struct StatusTest
    {
        int first = 1; // none
        int last = 0;
        bool operator==(const StatusTest &) const = default;
    };
    struct OutcomeTest
    {
        Outcome outcome = Outcome::Ok;
        bool operator==(const OutcomeTest &) const = default;
    };
    using Test = std::variant<TextTest, StatusTest, OutcomeTest>;
    struct Word
    {
        bool excluded = false;
        Test test;
        bool operator==(const Word &) const = default;
    };

    static Test statusTest(const QString &value);
    static bool holds(const TextTest &test, const Entry &entry);
    static bool holds(const StatusTest &test, const Entry &entry);
    static bool holds(const OutcomeTest &test, const Entry &entry);

    std::vector<Word> m_words;
};

} // namespace journal
