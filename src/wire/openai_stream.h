#pragma once

#include "wire/openai_answer.h"

#include <vector>

namespace wire::openai {

// Server-sent events: objects with one choice each, then the usage of all choices if it is wanted, then [DONE]. A
// dialect says what its chunks hold.
class Stream : public ReplyEncoder
{
public:
    bool streams() const final { return true; }
    QByteArray contentType() const final;
    void encode(int choice, const chat::Event &event, QByteArray &out) final;
    void open(QByteArray &out) final;
    void comment(QByteArray &out) final;
    void emptyDelta(QByteArray &out) final;

protected:
    // `object` is the name of the chunks' type, `field` where a choice holds what is new.
    Stream(const Header &header, QByteArrayView object, QByteArrayView field);

    // The first chunk's value, of each choice, and one that says nothing. They last as long as the stream.
    virtual QByteArrayView first() const = 0;
    virtual QByteArrayView nothing() const = 0;

    virtual void openBlock(int choice, const chat::BlockOpened &block, QByteArray &out) = 0;
    virtual void appendDelta(int choice, QByteArrayView text, QByteArray &out) = 0;
    virtual void closeBlock(int choice, QByteArray &out) = 0;
    virtual void withdraw(int choice) = 0;
    virtual QByteArrayView reason(int choice, chat::StopReason reason) const = 0;

    // A chunk of the choice stands between them; all choices are open then.
    void beginChunk(int choice, QByteArray &out);
    void endChunk(QByteArray &out) const { out.append(m_tail); }

private:
    struct Choice
    {
        QByteArray head; // of every chunk, up to its value
        bool finished = false;
    };

    void start(const chat::Started &started);
    void finish(int choice, const chat::Finished &finished, QByteArray &out);
    void finishAll(QByteArray &out);
    void fail(const chat::Failed &failed, QByteArray &out);
    QByteArray head() const; // of every chunk, up to its choices

    Header m_header;
    QByteArrayView m_object;
    QByteArrayView m_field;
    std::vector<Choice> m_choices;
    QByteArray m_tail; // of every chunk with a choice, from the end of its value
    chat::Usage m_usage; // of the choices that have ended
    bool m_named = false; // by the model that answers
    bool m_opened = false;
    bool m_ended = false;
};

} // namespace wire::openai
