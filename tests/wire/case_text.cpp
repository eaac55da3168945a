#include "case_text.h"

#include "base/json.h"
#include "base/overloaded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QByteArray text(const QJsonObject &line, QLatin1StringView key)
{
    return line.value(key).toString().toUtf8();
}

chat::BlockKind blockKind(const QByteArray &name)
{
    if (name == "text")
        return chat::BlockKind::Text;
    if (name == "thinking")
        return chat::BlockKind::Thinking;
    if (name == "tool")
        return chat::BlockKind::ToolUse;
    if (name == "work")
        return chat::BlockKind::Work;
    if (name == "refusal")
        return chat::BlockKind::Refusal;
    qFatal("No such kind of block: %s", name.constData());
}

chat::StopReason stopReason(const QByteArray &name)
{
    const QByteArrayList names{"end_turn", "max_tokens", "stop_sequence", "tool_use", "refusal"};
    if (!names.contains(name))
        qFatal("No such stop reason: %s", name.constData());
    return static_cast<chat::StopReason>(names.indexOf(name));
}

chat::Event event(const QJsonObject &line)
{
    if (line.contains("started"_L1))
        return chat::Started{text(line, "started"_L1), {}};
    if (line.contains("withdrawn"_L1))
        return chat::Withdrawn{{chat::ErrorKind::ApiFailed, text(line, "withdrawn"_L1), {}, {}}};
    if (line.contains("opened"_L1)) {
        return chat::BlockOpened{blockKind(text(line, "opened"_L1)), line.value("message"_L1).toInt(),
            text(line, "id"_L1), text(line, "name"_L1)};
    }
    if (line.contains("delta"_L1))
        return chat::BlockDelta{text(line, "delta"_L1), {}, {}};
    if (line.contains("signature"_L1))
        return chat::BlockDelta{{}, text(line, "signature"_L1), {}};
    if (line.contains("redacted"_L1))
        return chat::BlockDelta{{}, {}, text(line, "redacted"_L1)};
    if (line.contains("closed"_L1))
        return chat::BlockClosed{};
    if (line.contains("failed"_L1)) {
        const auto kind = static_cast<chat::ErrorKind>(line.value("failed"_L1).toInt());
        return chat::Failed{{kind, text(line, "message"_L1), text(line, "param"_L1), {}}};
    }
    const QJsonArray usage = line.value("usage"_L1).toArray();
    return chat::Finished{stopReason(text(line, "finished"_L1)),
        {usage.at(0).toInt(), usage.at(1).toInt(), usage.at(2).toInt(), usage.at(3).toInt(),
            usage.at(4).toInt()}};
}

QByteArray quoted(const QByteArray &utf8)
{
    QByteArray out;
    base::json::appendString(out, utf8);
    return out;
}

QByteArray described(const chat::Source &source)
{
    if (const auto *url = std::get_if<chat::Url>(&source))
        return url->url;
    const auto &bytes = std::get<chat::Base64>(source);
    return bytes.mediaType + ' ' + bytes.data.left(60) + ' ' + QByteArray::number(bytes.data.size());
}

QByteArray described(const chat::ResultPart &part)
{
    return std::visit(base::Overloaded{
                          [](const chat::Text &text) { return quoted(text.text); },
                          [](const chat::Image &image) { return "image " + described(image.source); },
                          [](const chat::Document &file) {
                              return "document " + quoted(file.title) + ' ' + described(file.source);
                          },
                      },
        part);
}

QByteArray described(const chat::Block &block)
{
    return "    "
        + std::visit(base::Overloaded{
                         [](const chat::Text &part) { return "text " + quoted(part.text); },
                         [](const chat::Image &part) { return described(chat::ResultPart(part)); },
                         [](const chat::Document &part) { return described(chat::ResultPart(part)); },
                         [](const chat::ToolUse &use) {
                             return QByteArray("call " + use.id + ' ' + use.name + ' ' + use.input);
                         },
                         [](const chat::ToolResult &result) {
                             QByteArray line = "result " + result.toolUseId;
                             for (const chat::ResultPart &part : result.content)
                                 line += ' ' + described(part);
                             return line;
                         },
                         [](const chat::Thinking &) { return QByteArray("thinking"); },
                     },
            block);
}

QByteArray described(const chat::ToolChoice &choice)
{
    static const QByteArrayList modes{"auto", "none", "required"};
    return modes[static_cast<int>(choice.mode)] + (choice.name.isEmpty() ? "" : ' ' + choice.name)
        + (choice.parallel ? "" : " one at a time");
}

QByteArray described(const chat::Parameters &parameters)
{
    static const QByteArrayList efforts{"none", "minimal", "low", "medium", "high", "xhigh", "max"};
    QByteArray out;
    if (parameters.maxTokens)
        out += "max tokens " + QByteArray::number(*parameters.maxTokens) + '\n';
    for (const QByteArray &stop : parameters.stop)
        out += "stop " + quoted(stop) + '\n';
    if (parameters.temperature)
        out += "temperature " + QByteArray::number(*parameters.temperature) + '\n';
    if (parameters.topP)
        out += "top p " + QByteArray::number(*parameters.topP) + '\n';
    if (parameters.effort)
        out += "effort " + efforts[static_cast<int>(*parameters.effort)] + '\n';
    return out;
}

} // namespace

QByteArray played(const QByteArray &events, wire::ReplyEncoder &encoder)
{
    QByteArray out;
    for (const QByteArray &text : events.split('\n')) {
        if (text.isEmpty())
            continue;
        const QJsonObject line = QJsonDocument::fromJson(text).object();
        const QString order = line.value("do"_L1).toString();
        if (line.isEmpty())
            qFatal("This is no event: %s", text.constData());
        else if (order == "open"_L1)
            encoder.open(out);
        else if (order == "comment"_L1)
            encoder.comment(out);
        else if (order == "emptyDelta"_L1)
            encoder.emptyDelta(out);
        else
            encoder.encode(line.value("choice"_L1).toInt(), event(line), out);
    }
    return out;
}

QByteArray described(const wire::Decoded &decoded)
{
    QByteArray out = "model " + quoted(decoded.request.model) + '\n';
    out += decoded.encoder->streams() ? "stream\n" : "whole\n";
    out += "system " + quoted(decoded.request.system) + '\n';
    for (const chat::Message &message : decoded.request.messages) {
        out += message.role == chat::Role::User ? "user\n" : "assistant\n";
        for (const chat::Block &block : message.content)
            out += described(block) + '\n';
    }
    for (const chat::Tool &tool : decoded.request.tools)
        out += "tool " + tool.name + ' ' + quoted(tool.description) + ' ' + tool.schema + '\n';
    if (decoded.request.toolChoice != chat::ToolChoice())
        out += "choice of tools " + described(decoded.request.toolChoice) + '\n';
    if (decoded.request.output)
        out += "output " + decoded.request.output->schema + '\n';
    out += described(decoded.request.parameters);
    if (decoded.choices != 1)
        out += "choices " + QByteArray::number(decoded.choices) + '\n';
    return out + "ignored " + decoded.ignored.join(' ') + '\n';
}
