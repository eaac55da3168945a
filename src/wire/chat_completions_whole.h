#pragma once

#include "wire/chat_completions_answer.h"
#include "wire/openai_whole.h"

namespace wire::chat_completions {

// Gathers the answer into one chat.completion object.
class Whole final : public openai::Whole
{
public:
    Whole(const openai::Header &header, const Shown &shown);

private:
    struct Call
    {
        QByteArray id;
        QByteArray name;
        QByteArray arguments;
    };

    struct Choice
    {
        Answer answer;
        QByteArray content = {};
        QByteArray reasoning = {};
        QByteArray refusal = {};
        std::vector<Call> calls = {};
    };

    void openBlock(int choice, const chat::BlockOpened &block) override;
    void appendDelta(int choice, const QByteArray &text) override;
    void closeBlock(int choice) override;
    void withdraw(int choice) override;
    QByteArrayView reason(int choice, chat::StopReason reason) const override;
    void appendAnswer(int choice, base::json::Writer &writer) const override;

    Choice &at(int choice) { return m_choices[static_cast<size_t>(choice)]; }
    static void appendPiece(Choice &choice, const std::optional<Piece> &piece);
    void appendCalls(const Choice &choice, base::json::Writer &writer) const;

    Shown m_shown;
    std::vector<Choice> m_choices;
};

} // namespace wire::chat_completions
