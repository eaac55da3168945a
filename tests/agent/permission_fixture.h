#pragma once

#include "pool_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

inline const QByteArray Call = R"({"b":1.10,"command":"npm test -- a"})"; // to come back as it is

inline QByteArray wants(const QByteArray &id, const QByteArray &tool = "Bash", const QByteArray &input = Call,
    const QByteArray &more = {})
{
    return R"({"type":"control_request","request_id":")" + id
        + R"(","request":{"subtype":"can_use_tool","tool_name":")" + tool + R"(","input":)" + input
        + (more.isEmpty() ? QByteArray() : ',' + more) + "}}\n";
}

inline const QByteArray Suggested =
    R"("permission_suggestions":[{"type":"addRules","rules":[{"toolName":"Bash","ruleContent":"npm test *"}],)"
    R"("behavior":"allow","destination":"userSettings"},)"
    R"({"type":"addDirectories","directories":["/"],"destination":"session"},)"
    R"({"type":"setMode","mode":"acceptEdits","destination":"session"}])";

inline QJsonObject answerTo(const QByteArray &id, const QByteArray &written)
{
    for (const auto &line : written.split('\n')) {
        const auto response = QJsonDocument::fromJson(line)["response"_L1];
        if (response["request_id"_L1].toString().toUtf8() == id)
            return response["response"_L1].toObject();
    }
    return {};
}

// A question that is being answered at this level.
struct Asked : Fixture
{
    explicit Asked(settings::Tools tools = settings::Tools::Ask, bool attended = true,
        settings::Tools set = settings::Tools::All)
        : Fixture([set] {
              auto settings = limits(2, 2, 0);
              settings.keep = 60s;
              settings.tools = set;
              return settings;
          }())
    {
        approvals.setAttended(attended);
        QObject::connect(&approvals, &agent::Approvals::asked, &context,
            [this](const agent::Approval &approval) { questions.append(approval); });
        QObject::connect(
            &approvals, &agent::Approvals::gone, &context, [this](qint64 number) { gone.append(number); });
        ready();
        heard = std::make_unique<Heard>(ask(
            ::ask("do it"), {.key = "laptop", .client = "aider/1", .tools = tools, .folder = u"/work"_s}));
        channels[0]->written.clear();
    }

    QJsonObject answer(const QByteArray &id) const { return answerTo(id, channels[0]->written); }

    QObject context;
    QList<agent::Approval> questions;
    QList<qint64> gone;
    std::unique_ptr<Heard> heard;
};
