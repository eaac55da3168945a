#include "ui/log/passages.h"

#include "base/json.h"
#include "ui/log/formats.h"
#include "ui/log/json_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;
using base::json::Status;
using base::json::Type;
using base::json::Value;

namespace ui {

namespace {

constexpr qsizetype LongestText = 512 * 1024; // bytes shown of one passage
constexpr qsizetype LongestBegin = 256 * 1024; // characters of the passages that are shown at the beginning
constexpr qsizetype LongestEnd = 512 * 1024; // and at the end, since what came last is what is looked for
constexpr qsizetype LongestScalar = 200; // bytes of a parameter's value

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::Passages)
};

// The beginning of long texts, and how much is missing.
QString shown(QByteArrayView utf8)
{
    if (utf8.size() <= LongestText)
        return QString::fromUtf8(utf8);
    qsizetype size = LongestText;
    while (size > 0 && (uchar(utf8[size]) & 0xc0) == 0x80)
        --size;
    return QString::fromUtf8(utf8.first(size))
        + Texts::tr("\n… %1 more are not shown here. “Copy” takes all.").arg(sizeText(utf8.size() - size));
}

QString pretty(QByteArrayView json)
{
    return shown(prettyJson(json, LongestText + 1));
}

QString roleTitle(const QByteArray &role)
{
    if (role == "system" || role == "developer")
        return Texts::tr("System");
    if (role == "user")
        return Texts::tr("User");
    if (role == "assistant")
        return Texts::tr("Assistant");
    if (role == "tool" || role == "function")
        return Texts::tr("Result of a tool");
    return oneLine(role);
}

QByteArray stringOf(Value &value)
{
    auto string = value.string();
    return string ? *string : QByteArray();
}

// Collects what is to be read of one request.
class RequestReader
{
public:
    QList<Passage> read(QByteArrayView body)
    {
        base::json::Reader reader;
        const auto status = reader.object(
            body, [this](QByteArrayView key, Value value) { return field(key, std::move(value)); });
        if (!status)
            return {};
        QList<Passage> all;
        if (!m_parameters.isEmpty())
            all += Passage{Passage::Kind::Aside, Texts::tr("Parameters"), m_parameters.join(u'\n')};
        if (!m_tools.isEmpty())
            all += Passage{Passage::Kind::Aside, Texts::tr("Tools"), m_tools.join(u'\n')};
        return all + m_messages;
    }

private:
    Status field(QByteArrayView key, Value value)
    {
        const bool isArray = value.is(Type::Array);
        if ((key == "messages" || key == "input") && isArray)
            return value.array([this](Value message) { return readMessage(std::move(message)); });
        if (key == "tools" && isArray)
            return value.array([this](Value tool) { return readTool(std::move(tool)); });
        if (key == "prompt" || key == "input" || key == "system" || key == "instructions") {
            const auto title = key == "prompt" || key == "input" ? "user" : "system";
            return readContent(std::move(value), roleTitle(title));
        }
        const auto raw = value.raw();
        if (!raw)
            return base::Unexpected{raw.error()};
        auto text = shown(QByteArrayView(*raw).first(std::min(raw->size(), LongestScalar)));
        if (raw->size() > LongestScalar)
            text += u'…';
        m_parameters += oneLine(key) + ": "_L1 + text;
        return base::json::ok();
    }

    Status readTool(Value tool)
    {
        QByteArray name;
        QByteArray description;
        const auto read = [&](QByteArrayView key, Value value) -> Status {
            if (key == "name")
                name = stringOf(value);
            else if (key == "description")
                description = stringOf(value);
            return base::json::ok();
        };
        const auto status = tool.object([&](QByteArrayView key, Value value) -> Status {
            if (key == "function" && value.is(Type::Object))
                return value.object(read);
            return read(key, std::move(value));
        });
        auto line = oneLine(name);
        if (!description.isEmpty())
            line += ": "_L1 + oneLine(description.first(std::min(description.size(), LongestScalar)));
        m_tools += line;
        return status;
    }

    Status readMessage(Value message)
    {
        if (!message.is(Type::Object))
            return base::json::ok();
        // The role decides the title, wherever it stands.
        const auto first = m_messages.size();
        QByteArray role;
        const auto status = message.object([&](QByteArrayView key, Value value) -> Status {
            if (key == "role")
                role = stringOf(value);
            else if (key == "content" || key == "output")
                return readContent(std::move(value), {});
            else if (key == "tool_calls" && value.is(Type::Array))
                return value.array([this](Value call) { return readCall(std::move(call)); });
            return base::json::ok();
        });
        if (m_messages.size() == first)
            m_messages += Passage();
        if (m_messages[first].title.isEmpty())
            m_messages[first].title = roleTitle(role);
        else
            m_messages.insert(first, Passage{Passage::Kind::Text, roleTitle(role), {}});
        return status;
    }

    Status readContent(Value content, const QString &title)
    {
        if (content.is(Type::String)) {
            m_messages += Passage{Passage::Kind::Text, title, shown(stringOf(content))};
            return base::json::ok();
        }
        if (!content.is(Type::Array))
            return base::json::ok();
        auto next = title;
        return content.array([&](Value part) -> Status {
            if (part.is(Type::String)) {
                m_messages += Passage{Passage::Kind::Text, std::exchange(next, {}), shown(stringOf(part))};
                return base::json::ok();
            }
            if (!part.is(Type::Object))
                return base::json::ok();
            auto passage = readPart(std::move(part));
            if (!passage)
                return base::Unexpected{passage.error()};
            if (passage->title.isEmpty())
                passage->title = std::exchange(next, {});
            m_messages += *passage;
            return base::json::ok();
        });
    }

    // Text, or a word about a picture or a file.
    base::json::Result<Passage> readPart(Value part)
    {
        QByteArray type;
        QByteArray text;
        QByteArray rest;
        const auto status = part.object([&](QByteArrayView key, Value value) -> Status {
            if (key == "type") {
                type = stringOf(value);
            } else if ((key == "text" || key == "refusal" || key == "thinking") && value.is(Type::String)) {
                text = stringOf(value);
            } else {
                const auto raw = value.raw();
                if (!raw)
                    return base::Unexpected{raw.error()};
                rest += *raw;
            }
            return base::json::ok();
        });
        if (!status)
            return base::Unexpected{status.error()};
        if (!text.isEmpty() || type == "text" || type.endsWith("_text"))
            return Passage{type == "thinking" ? Passage::Kind::Aside : Passage::Kind::Text, {}, shown(text)};
        if (type == "tool_use" || type == "tool_result")
            return Passage{Passage::Kind::Code, oneLine(type), pretty(rest)};
        return Passage{Passage::Kind::Aside, {}, u"[%1, %2]"_s.arg(oneLine(type), sizeText(rest.size()))};
    }

    Status readCall(Value call)
    {
        QByteArray name;
        QByteArray arguments;
        const auto status = call.object([&](QByteArrayView key, Value value) -> Status {
            if (key != "function" || !value.is(Type::Object))
                return base::json::ok();
            return value.object([&](QByteArrayView inner, Value text) -> Status {
                if (inner == "name")
                    name = stringOf(text);
                else if (inner == "arguments")
                    arguments = stringOf(text);
                return base::json::ok();
            });
        });
        m_messages +=
            Passage{Passage::Kind::Code, Texts::tr("Calls %1").arg(oneLine(name)), pretty(arguments)};
        return status;
    }

    QStringList m_parameters;
    QStringList m_tools;
    QList<Passage> m_messages;
};

// Without some in the middle when they are too much to be laid out.
QList<Passage> limited(const QList<Passage> &passages)
{
    qsizetype begin = 0;
    for (qsizetype size = 0; begin < passages.size() && size < LongestBegin; ++begin)
        size += passages[begin].text.size();
    qsizetype end = passages.size();
    for (qsizetype size = 0; end > begin && size < LongestEnd; --end)
        size += passages[end - 1].text.size();
    if (end == begin)
        return passages;
    const auto left =
        Texts::tr("… %n passage(s) are not shown here. JSON shows all.", nullptr, int(end - begin));
    return passages.first(begin) + QList{Passage{Passage::Kind::Aside, {}, left}} + passages.sliced(end);
}

Passage passageOfBlock(const journal::AnswerBlock &block)
{
    switch (block.kind) {
    case chat::BlockKind::Text:
        return {Passage::Kind::Text, Texts::tr("Answer"), shown(block.text)};
    case chat::BlockKind::Thinking:
        return {Passage::Kind::Aside, Texts::tr("Thinking"), shown(block.text)};
    case chat::BlockKind::ToolUse:
        return {Passage::Kind::Code, Texts::tr("Calls %1").arg(oneLine(block.name)), pretty(block.text)};
    case chat::BlockKind::Work:
        return {Passage::Kind::Code, Texts::tr("Claude Code uses %1").arg(oneLine(block.name)),
            pretty(block.text)};
    case chat::BlockKind::Refusal:
        return {Passage::Kind::Text, Texts::tr("Refusal"), shown(block.text)};
    }
    return {};
}

} // namespace

QList<Passage> passagesOfRequest(QByteArrayView body)
{
    return limited(RequestReader().read(body));
}

QList<Passage> passagesOfAnswer(const std::vector<journal::AnswerBlock> &answer)
{
    const bool several = std::ranges::any_of(answer, [](const auto &block) { return block.choice > 0; });
    // Choices are answered at the same time.
    std::vector<const journal::AnswerBlock *> blocks;
    blocks.reserve(answer.size());
    for (const auto &block : answer)
        blocks.push_back(&block);
    std::ranges::stable_sort(blocks, {}, [](const auto *block) { return block->choice; });
    QList<Passage> passages;
    for (const auto *block : blocks) {
        auto passage = passageOfBlock(*block);
        if (several)
            passage.title = Texts::tr("Choice %1: %2").arg(block->choice + 1).arg(passage.title);
        passages += passage;
    }
    return passages;
}

Passage passageOfText(QByteArrayView utf8)
{
    return {Passage::Kind::Code, {}, shown(utf8)};
}

} // namespace ui
