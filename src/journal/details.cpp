#include "journal/details.h"

#include "base/overloaded.h"

#include <algorithm>

namespace journal {

namespace {

constexpr qsizetype LongestLine = 64 * 1024; // bytes kept of one
constexpr QByteArrayView Blotted = "(redacted)";
constexpr QByteArrayView SecretNames[] = {"authorization", "cookie", "key", "token", "secret", "password"};

bool isSecret(const QByteArray &name)
{
    const auto lower = name.toLower();
    return std::ranges::any_of(SecretNames, [&](QByteArrayView secret) { return lower.contains(secret); });
}

qsizetype sizeOf(const std::vector<CliLine> &lines)
{
    qsizetype size = 0;
    for (const auto &line : lines)
        size += line.text.size();
    return size;
}

} // namespace

Details::Details(std::vector<std::pair<QByteArray, QByteArray>> requestHeaders, QByteArray body)
    : headers(std::move(requestHeaders)), request(std::move(body))
{
    for (auto &[name, value] : headers) {
        if (isSecret(name))
            value = Blotted.toByteArray();
    }
}

void Details::addSent(QByteArrayView bytes)
{
    sent.append(bytes.first(std::min(bytes.size(), MostAnswerBytes - sent.size())));
}

void Details::addLine(int choice, bool isSent, std::chrono::milliseconds at, QByteArrayView line)
{
    CliLine kept{.choice = choice,
        .sent = isSent,
        .at = at,
        .text = line.first(std::min(line.size(), LongestLine)).toByteArray()};
    if (line.size() > LongestLine)
        kept.text += "… (" + QByteArray::number(line.size()) + " bytes)";
    m_linesSize += kept.text.size();
    lines.push_back(std::move(kept));
    if (m_linesSize > 2 * MostCliBytes)
        dropLines();
}

// Seldom, and then many at once.
void Details::dropLines()
{
    auto first = lines.begin();
    while (m_linesSize > MostCliBytes && first != lines.end()) {
        m_linesSize -= first->text.size();
        ++first;
        ++droppedLines;
    }
    lines.erase(lines.begin(), first);
}

void Details::addEvent(int choice, const chat::Event &event)
{
    std::visit(base::Overloaded{
                   [&](const chat::BlockOpened &block) {
                       answer.push_back({.choice = choice, .kind = block.kind, .name = block.name});
                   },
                   [&](const chat::BlockDelta &delta) {
                       const auto block =
                           std::ranges::find(answer.rbegin(), answer.rend(), choice, &AnswerBlock::choice);
                       if (block != answer.rend() && block->text.size() < MostAnswerBytes)
                           block->text += delta.text;
                   },
                   [&](const chat::Withdrawn &) {
                       std::erase_if(
                           answer, [&](const AnswerBlock &block) { return block.choice == choice; });
                   },
                   [](const auto &) {},
               },
        event);
}

qsizetype Details::size() const
{
    qsizetype size = request.size() + sent.size() + sizeOf(lines);
    for (const auto &[name, value] : headers)
        size += name.size() + value.size();
    for (const auto &block : answer)
        size += block.name.size() + block.text.size();
    return size;
}

} // namespace journal
