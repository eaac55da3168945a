#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace cli {

// Looks for the texts that end an answer in a text that comes in pieces. What comes out never holds a part of one,
// wherever the pieces end: what could be the beginning of one is held back until more is known.
class StopTexts
{
public:
    StopTexts() = default;
    explicit StopTexts(std::vector<QByteArray> texts) : m_texts(std::move(texts)) { }

    struct Passed
    {
        QByteArray text; // what may go on
        bool stopped = false; // one of the texts was there: what stood before it is all that there is
    };

    Passed pass(const QByteArray &piece);

    // What was held back, when no more comes.
    QByteArray flush() { return std::exchange(m_held, {}); }

private:
    std::vector<QByteArray> m_texts;
    QByteArray m_held; // of what came, the end that could begin a text
};

} // namespace cli
