#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fake {

// A JSON value as its bytes, so that what is passed on keeps its key order and its numbers. The text is taken to
// be JSON: what is none reads as something, or as nothing.
class Json
{
public:
    Json() = default;
    explicit Json(std::string_view text);

    std::string_view raw() const { return m_text; }
    bool exists() const { return !m_text.empty(); }
    bool isObject() const { return m_text.starts_with('{') && m_text.ends_with('}'); }
    bool isArray() const { return m_text.starts_with('[') && m_text.ends_with(']'); }
    bool isNull() const { return m_text == "null"; }

    // A member of an object; nothing when there is none.
    Json operator[](std::string_view key) const;
    std::vector<std::pair<std::string, Json>> members() const;
    std::vector<Json> items() const;

    // Unescaped; empty when it is no string.
    std::string string() const;
    double number() const; // 0 when it is none
    int integer() const { return static_cast<int>(number()); }
    bool boolean(bool otherwise = false) const;

private:
    std::string_view m_text;
};

// `text` as a JSON string, quotes included.
std::string quote(std::string_view text);

} // namespace fake
