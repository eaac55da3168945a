#pragma once

#include "wire/openai_answer.h"

#include <vector>

namespace wire::openai {

// One object that holds all choices, written when the last of them has finished. A dialect gathers what they say.
class Whole : public ReplyEncoder
{
public:
    bool streams() const final { return false; }
    QByteArray contentType() const final;
    void encode(int choice, const chat::Event &event, QByteArray &out) final;
    void open(QByteArray &) final { }
    void comment(QByteArray &) final { }
    void emptyDelta(QByteArray &) final { }

protected:
    // `object` is the name of the object's type.
    Whole(const Header &header, QByteArrayView object);

    virtual void openBlock(int choice, const chat::BlockOpened &block) = 0;
    virtual void appendDelta(int choice, const QByteArray &text) = 0;
    virtual void closeBlock(int choice) = 0;
    virtual void withdraw(int choice) = 0;
    virtual QByteArrayView reason(int choice, chat::StopReason reason) const = 0;
    // Appends the field in which a choice holds what it says.
    virtual void appendAnswer(int choice, base::json::Writer &writer) const = 0;

private:
    void start(const chat::Started &started);
    void finishAll(QByteArray &out) const;

    Header m_header;
    QByteArrayView m_object;
    std::vector<std::optional<chat::Finished>> m_ends; // of the choices
    bool m_named = false; // by the model that answers
};

} // namespace wire::openai
