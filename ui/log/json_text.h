#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

// JSON by its bytes, for showing it: nothing is reordered, rounded or unescaped. What is asked of a text that is no JSON
// ends where it stops to be JSON; nothing is read outside of it.
namespace ui {

struct JsonSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isEmpty() const { return begin == end; }
    QByteArrayView in(QByteArrayView text) const { return text.sliced(begin, end - begin); }
};

struct JsonChild
{
    JsonSpan key; // with its quotes; empty in an array
    JsonSpan value;
};

// Steps over the members of the object, or the items of the array, that begins at a place in a text.
class JsonChildren
{
public:
    // `at`: the opening bracket, or where next() stopped earlier.
    JsonChildren(QByteArrayView text, qsizetype at) : m_text(text), m_at(at) { }

    // Nothing at the end, and where it is no JSON.
    std::optional<JsonChild> next();
    qsizetype at() const { return m_at; }

private:
    QByteArrayView m_text;
    qsizetype m_at;
};

// Behind the value that begins at `at`; `at` itself when there is none or it does not end.
qsizetype endOfJsonValue(QByteArrayView text, qsizetype at);

// The characters of a string, whose quotes are in `token`; `token` itself when it is none.
QByteArray jsonCharacters(QByteArrayView token);

// With line breaks, indented by two blanks; no more than about `most` bytes. What is no JSON stays as it is.
QByteArray prettyJson(QByteArrayView json, qsizetype most);

// What follows "data:" in the events of a text/event-stream.
std::vector<JsonSpan> eventData(QByteArrayView stream, qsizetype from = 0);

} // namespace ui
