#include "chat/size.h"

#include "base/overloaded.h"

namespace chat {

namespace {

qsizetype sizeOf(const Source &source)
{
    return std::visit(base::Overloaded{
                          [](const Base64 &base64) { return base64.data.size(); },
                          [](const Url &url) { return url.url.size(); },
                      },
        source);
}

template<typename Part> qsizetype sizeOfPart(const Part &part)
{
    return std::visit(base::Overloaded{
                          [](const Text &text) { return text.text.size(); },
                          [](const Image &image) { return sizeOf(image.source); },
                          [](const Document &document) { return sizeOf(document.source); },
                          [](const ToolUse &use) { return use.input.size(); },
                          [](const Thinking &thinking) {
                              return thinking.text.size() + thinking.signature.size()
                                  + thinking.redacted.size();
                          },
                          [](const ToolResult &result) {
                              qsizetype size = 0;
                              for (const auto &inner : result.content)
                                  size += sizeOfPart(inner);
                              return size;
                          },
                      },
        part);
}

} // namespace

qsizetype sizeOf(const std::vector<Block> &content)
{
    qsizetype size = 0;
    for (const auto &block : content)
        size += sizeOfPart(block);
    return size;
}

qsizetype sizeOf(const Request &request)
{
    qsizetype size = request.system.size();
    for (const auto &message : request.messages)
        size += sizeOf(message.content);
    for (const auto &tool : request.tools)
        size += tool.description.size() + tool.schema.size();
    return size;
}

} // namespace chat
