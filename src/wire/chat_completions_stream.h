#pragma once

#include "wire/chat_completions_answer.h"
#include "wire/openai_stream.h"

namespace wire::chat_completions {

// Sends the answer as chat.completion.chunk objects.
class Stream final : public openai::Stream
{
public:
    Stream(const openai::Header &header, const Shown &shown);

private:
    struct Choice
    {
        Answer answer;
        int call = -1; // the index of the last one
    };

    QByteArrayView first() const override;
    QByteArrayView nothing() const override;
    void openBlock(int choice, const chat::BlockOpened &block, QByteArray &out) override;
    void appendDelta(int choice, QByteArrayView text, QByteArray &out) override;
    void closeBlock(int choice, QByteArray &out) override;
    void withdraw(int choice) override;
    QByteArrayView reason(int choice, chat::StopReason reason) const override;

    Choice &at(int choice) { return m_choices[static_cast<size_t>(choice)]; }
    void appendPiece(int choice, const std::optional<Piece> &piece, QByteArray &out);
    void beginPiece(int choice, Field field, QByteArray &out);

    Shown m_shown;
    std::vector<Choice> m_choices;
};

} // namespace wire::chat_completions
