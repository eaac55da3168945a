#include "json.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace fake {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

std::size_t stringEnd(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\')
            ++at;
    }
    return at < text.size() ? at + 1 : text.size();
}

// Behind the value that begins here.
std::size_t valueEnd(std::string_view text, std::size_t at)
{
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = stringEnd(text, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']' || isSpace(c)))
            return at;
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at;
    }
    return at;
}

void appendUtf8(std::uint32_t code, std::string &out)
{
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

std::uint32_t hex(std::string_view text, std::size_t at)
{
    return static_cast<std::uint32_t>(std::strtoul(std::string(text.substr(at, 4)).c_str(), nullptr, 16));
}

// Appends the character of the escape whose letter is at `at`, and gives its last byte.
std::size_t unescape(std::string_view text, std::size_t at, std::string &out)
{
    constexpr std::string_view letters = "nrtbf";
    constexpr std::string_view meanings = "\n\r\t\b\f";
    if (const std::size_t known = letters.find(text[at]); known != std::string_view::npos) {
        out += meanings[known];
        return at;
    }
    if (text[at] != 'u') {
        out += text[at];
        return at;
    }
    std::uint32_t code = hex(text, at + 1);
    at += 4;
    if (code >= 0xD800 && code < 0xDC00 && text.substr(at + 1, 2) == "\\u") {
        code = 0x10000 + ((code - 0xD800) << 10) + (hex(text, at + 3) - 0xDC00);
        at += 6;
    }
    appendUtf8(code, out);
    return at;
}

} // namespace

Json::Json(std::string_view text)
{
    const std::size_t begin = skipSpace(text, 0);
    m_text = text.substr(begin, valueEnd(text, begin) - begin);
}

Json Json::operator[](std::string_view key) const
{
    for (const auto &[name, value] : members()) {
        if (name == key)
            return value;
    }
    return {};
}

std::vector<std::pair<std::string, Json>> Json::members() const
{
    std::vector<std::pair<std::string, Json>> list;
    if (!isObject())
        return list;
    std::size_t at = skipSpace(m_text, 1);
    while (at < m_text.size() && m_text[at] == '"') {
        const Json key(m_text.substr(at));
        at = skipSpace(m_text, at + key.raw().size());
        const Json value(m_text.substr(std::min(at + 1, m_text.size()))); // behind the colon
        list.emplace_back(key.string(), value);
        at = value.m_text.data() + value.m_text.size() - m_text.data();
        at = skipSpace(m_text, at);
        at = skipSpace(m_text, at + 1); // behind the comma
    }
    return list;
}

std::vector<Json> Json::items() const
{
    std::vector<Json> list;
    if (!isArray())
        return list;
    std::size_t at = skipSpace(m_text, 1);
    while (at < m_text.size() && m_text[at] != ']') {
        const Json item(m_text.substr(at));
        list.push_back(item);
        at = skipSpace(m_text, at + item.raw().size());
        at = skipSpace(m_text, at + 1); // behind the comma
    }
    return list;
}

std::string Json::string() const
{
    std::string out;
    if (m_text.size() < 2 || m_text.front() != '"')
        return out;
    const std::string_view inner = m_text.substr(1, m_text.size() - 2);
    for (std::size_t at = 0; at < inner.size(); ++at) {
        if (inner[at] == '\\' && at + 1 < inner.size())
            at = unescape(inner, at + 1, out);
        else
            out += inner[at];
    }
    return out;
}

double Json::number() const
{
    return std::strtod(std::string(m_text).c_str(), nullptr);
}

bool Json::boolean(bool otherwise) const
{
    return m_text == "true" || (otherwise && m_text != "false");
}

std::string quote(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escape.data();
        } else {
            out += c;
        }
    }
    return out + '"';
}

} // namespace fake
