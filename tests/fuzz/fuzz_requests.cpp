#include "check.h"

#include "base/json.h"
#include "base/overloaded.h"
#include "wire/chat_completions.h"
#include "wire/completions.h"

#include <QSet>

#include <cstdint>

// Bodies of requests, for each dialect: what is understood keeps the promises of chat::Request, and can be answered.

namespace {

void checkText(const QByteArray &text)
{
    FUZZ_CHECK(simdjson::validate_utf8(text.constData(), static_cast<std::size_t>(text.size())));
}

void checkJson(const QByteArray &object)
{
    FUZZ_CHECK(!object.contains('\n') && !object.contains('\r'));
    FUZZ_CHECK(base::json::compactObject(object));
}

void checkSource(const chat::Source &source)
{
    if (const auto *bytes = std::get_if<chat::Base64>(&source)) {
        FUZZ_CHECK(!bytes->mediaType.isEmpty() && !bytes->data.isEmpty() && bytes->data.size() % 4 == 0);
        FUZZ_CHECK(QByteArray::fromBase64Encoding(bytes->data, QByteArray::AbortOnBase64DecodingErrors));
    } else {
        FUZZ_CHECK(std::get<chat::Url>(source).url.toLower().startsWith("http"));
    }
}

void checkPart(const chat::ResultPart &part)
{
    std::visit(base::Overloaded{
                   [](const chat::Text &text) {
                       FUZZ_CHECK(!text.text.isEmpty());
                       checkText(text.text);
                   },
                   [](const chat::Image &image) { checkSource(image.source); },
                   [](const chat::Document &document) {
                       checkSource(document.source);
                       checkText(document.title);
                   },
               },
        part);
}

// Calls wait for answers from one message to the next.
class Calls
{
public:
    void add(const chat::ToolUse &use)
    {
        FUZZ_CHECK(!use.id.isEmpty() && !use.name.isEmpty() && !m_ids.contains(use.id));
        checkText(use.id);
        checkText(use.name);
        checkJson(use.input);
        m_ids.insert(use.id);
        m_open.insert(use.id);
    }

    void answer(const chat::ToolResult &result)
    {
        FUZZ_CHECK(m_open.remove(result.toolUseId));
        for (const chat::ResultPart &part : result.content)
            checkPart(part);
    }

    bool allAnswered() const { return m_open.isEmpty(); }

private:
    QSet<QByteArray> m_ids;
    QSet<QByteArray> m_open;
};

void checkBlock(const chat::Block &block, Calls &calls)
{
    std::visit(base::Overloaded{
                   [&](const chat::ToolUse &use) { calls.add(use); },
                   [&](const chat::ToolResult &result) { calls.answer(result); },
                   [](const chat::Thinking &) { FUZZ_CHECK(!"clients send no thinking"); },
                   [](const auto &part) { checkPart(part); },
               },
        block);
}

void checkMessages(const std::vector<chat::Message> &messages)
{
    FUZZ_CHECK(!messages.empty() && messages.back().role == chat::Role::User);
    Calls calls;
    const chat::Message *before = nullptr;
    for (const chat::Message &message : messages) {
        FUZZ_CHECK(!message.content.empty());
        FUZZ_CHECK(!before || before->role != message.role);
        FUZZ_CHECK(message.role == chat::Role::User || calls.allAnswered());
        for (const chat::Block &block : message.content)
            checkBlock(block, calls);
        before = &message;
    }
    FUZZ_CHECK(calls.allAnswered());
}

void checkTools(const chat::Request &request)
{
    QSet<QByteArray> names;
    for (const chat::Tool &tool : request.tools) {
        FUZZ_CHECK(!tool.name.isEmpty() && tool.name.size() <= 128 && !names.contains(tool.name));
        names.insert(tool.name);
        checkText(tool.description);
        checkJson(tool.schema);
    }
    FUZZ_CHECK(request.toolChoice.name.isEmpty() || names.contains(request.toolChoice.name));
    FUZZ_CHECK(request.toolChoice.mode != chat::ToolChoice::Mode::Required || !names.isEmpty());
}

void checkRequest(const chat::Request &request)
{
    checkText(request.model);
    checkText(request.system);
    checkMessages(request.messages);
    checkTools(request);
    if (request.output)
        checkJson(request.output->schema);
    FUZZ_CHECK(request.parameters.maxTokens.value_or(1) >= 1);
    FUZZ_CHECK(request.parameters.stop.size() <= 4);
    for (const QByteArray &stop : request.parameters.stop)
        FUZZ_CHECK(!stop.isEmpty());
}

void answer(wire::Decoded &decoded)
{
    QByteArray out;
    for (int choice = 0; choice < decoded.choices; ++choice) {
        const chat::Event events[] = {chat::Started{"m", {}},
            chat::BlockOpened{chat::BlockKind::Text, 0, {}, {}}, chat::BlockDelta{"Hi", {}, {}},
            chat::BlockClosed{}, chat::Finished{}};
        for (const chat::Event &event : events)
            decoded.encoder->encode(choice, event, out);
    }
    if (decoded.encoder->streams())
        FUZZ_CHECK(out.endsWith("data: [DONE]\n\n"));
    else
        checkJson(out);
}

void feed(const wire::Dialect &dialect, const QByteArray &body)
{
    auto decoded = dialect.decode(body, {"1", 1}, {true, true});
    if (!decoded) {
        const chat::Error &error = decoded.error();
        FUZZ_CHECK(error.kind == chat::ErrorKind::InvalidRequest && !error.message.isEmpty());
        checkJson(dialect.errorReply(error).body);
        return;
    }
    FUZZ_CHECK(decoded->choices >= 1 && decoded->choices <= 4);
    checkRequest(decoded->request);
    answer(*decoded);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    feed(wire::chat_completions::dialect(), body);
    feed(wire::completions::dialect(), body);
    return 0;
}
