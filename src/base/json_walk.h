#pragma once

#include "base/json.h"

// What Reader and Value share: steps over simdjson's iterators that check what simdjson leaves unchecked.
namespace base::json::walk {

using Members = simdjson::simdjson_result<simdjson::ondemand::object>;
using Items = simdjson::simdjson_result<simdjson::ondemand::array>;

// Notes that `document` is no JSON at `at` (null: nobody knows), and says so.
Error syntaxError(Document &document, QByteArrayView reason, const char *at);
// What simdjson's error means, as the end of a sentence.
QByteArrayView reason(simdjson::error_code code);
// syntaxError() with that reason, for where the walk is now.
Error syntaxError(Document &document, simdjson::error_code code);

// The text of a value, without the white space after it; of an object or array, its opening bracket.
QByteArrayView token(simdjson::ondemand::value value);
// The type that the token shows. Strings and what brackets hold is not looked at.
std::optional<Type> type(QByteArrayView token);

// Walks on over one whole value and checks it. Appends it to `out` on one line, unless that is null.
Status copy(Document &document, simdjson::ondemand::value value, QByteArray *out);

// The same for the members of an object.
Status copyMembers(Document &document, Members members, QByteArray *out);

// The walk is inside an object or array as long as this lives.
class Inside
{
public:
    explicit Inside(Document &document) : m_document(document) { ++document.depth; }
    ~Inside() { --m_document.depth; }
    Q_DISABLE_COPY_MOVE(Inside)

    // Whether it may be so deep inside.
    Status check() const;

private:
    Document &m_document;
};

// Where the walk stands; null at the end.
const char *position(Document &document);

// The token of a member's key, quotes included; empty when it is none.
QByteArrayView keyToken(const Document &document, simdjson::ondemand::raw_json_string key);

// Calls visit(field, keyToken, value) -> Status for each member.
template<typename Visit> Status eachMember(Document &document, Members members, Visit visit)
{
    if (members.error())
        return Unexpected{syntaxError(document, members.error())};
    const Inside inside(document);
    if (const Status status = inside.check(); !status)
        return status;
    for (auto result : members) {
        simdjson::ondemand::field field;
        if (const auto code = std::move(result).get(field))
            return Unexpected{syntaxError(document, code)};
        const QByteArrayView key = keyToken(document, field.key());
        if (key.isEmpty())
            return Unexpected{syntaxError(document, "a key is malformed", field.key().raw() - 1)};
        if (const Status status = visit(field, key, field.value()); !status)
            return status;
    }
    return ok();
}

// Calls visit(value) -> Status for each item.
template<typename Visit> Status eachItem(Document &document, Items items, Visit visit)
{
    if (items.error())
        return Unexpected{syntaxError(document, items.error())};
    const Inside inside(document);
    if (const Status status = inside.check(); !status)
        return status;
    for (auto result : items) {
        simdjson::ondemand::value value;
        if (const auto code = std::move(result).get(value))
            return Unexpected{syntaxError(document, code)};
        if (const Status status = visit(value); !status)
            return status;
    }
    return ok();
}

// Calls `read`, and walks over `value` when that left it alone.
template<typename Read> Status readOrCheck(Document &document, simdjson::ondemand::value value, Read read)
{
    const char *before = position(document);
    if (const Status status = read(); !status)
        return status;
    if (document.error)
        return Unexpected{*document.error};
    return position(document) == before ? copy(document, value, nullptr) : ok();
}

} // namespace base::json::walk
