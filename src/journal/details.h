#pragma once

#include "chat/event.h"

#include <QByteArray>
#include <QMetaType>

#include <chrono>
#include <utility>
#include <vector>

namespace journal {

// A line between the relay and the CLI, without its end.
struct CliLine
{
    int choice = 0;
    bool sent = false; // by the relay
    std::chrono::milliseconds at{0}; // since the request was received
    QByteArray text;
    bool operator==(const CliLine &) const = default;
};

// One block of an answer as a person reads it.
struct AnswerBlock
{
    int choice = 0;
    chat::BlockKind kind = chat::BlockKind::Text;
    QByteArray name; // of the called tool
    QByteArray text; // UTF-8; of a call its arguments, JSON
    bool operator==(const AnswerBlock &) const = default;
};

// The texts of a request: what the records leave out.
struct Details
{
    static constexpr qsizetype MostAnswerBytes = 4 * 1024 * 1024; // kept of `sent`
    static constexpr qsizetype MostCliBytes = 256 * 1024; // kept of `lines`, the last ones

    std::vector<std::pair<QByteArray, QByteArray>> headers; // of the request
    QByteArray request; // its body
    QByteArray sent; // the body of the reply, as far as it has gone
    std::vector<AnswerBlock> answer;
    std::vector<CliLine> lines;
    qint64 droppedLines = 0; // older ones, for want of room

    Details() = default;
    // Of a request that has just come. Values of headers that may be secrets are blotted out.
    Details(std::vector<std::pair<QByteArray, QByteArray>> requestHeaders, QByteArray body);

    void addSent(QByteArrayView bytes);
    void addLine(int choice, bool isSent, std::chrono::milliseconds at, QByteArrayView line);
    void addEvent(int choice, const chat::Event &event);

    // Of all texts, in bytes.
    qsizetype size() const;

    bool operator==(const Details &) const = default;

private:
    void dropLines();

    qsizetype m_linesSize = 0;
};

} // namespace journal

Q_DECLARE_METATYPE(journal::Details)
