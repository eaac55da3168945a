#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <simdjson.h>

#include <functional>
#include <memory>
#include <optional>

// Reading JSON by walking it once, in the order it was written, with errors that name the place; and writing
// it by appending. Nothing is reordered or rounded on the way: what is passed on is passed on as its bytes.
namespace base::json {

struct Error
{
    QByteArray path; // of the value that is wrong, as messages[2].content; empty for the document itself
    QByteArray message; // a sentence about it, that begins with the path
};

template<typename T> using Result = Expected<T, Error>;

// Success, or why not.
using Status = Result<std::monostate>;
inline Status ok()
{
    return Status{std::monostate{}};
}

enum class Type { Object, Array, String, Number, Boolean, Null };

class Value;

// A document that is being walked.
struct Document
{
    QByteArrayView text;
    QByteArrayView name = "The text"; // what errors call it
    int deepest = 512; // objects and arrays in each other
    int depth = 0; // where the walk is
    simdjson::ondemand::document parsed = {};
    std::optional<Error> error = {}; // the first place found that is no JSON: nothing after it can be trusted
    bool isTooDeep = false; // that is why
};

// Where a Value stands in its document: a list of steps on the stack of the walk.
struct Path
{
    Document *document = nullptr;
    const Path *parent = nullptr; // null for the document itself
    QByteArrayView key; // empty for an item of an array
    qsizetype index = -1; // -1 for a member of an object

    QByteArray toByteArray() const;
};

// One value of a document that is being walked. It must be read before the walk goes on to the next one (or
// be left alone: then the walk checks that it is JSON), and at most once. Each reader fails with "<path> must
// be a string." and the like.
class Value
{
public:
    Value(simdjson::ondemand::value value, const Path &path) : m_value(value), m_path(path) { }

    // Looks without consuming. Fails when the text here is no JSON.
    Result<Type> type();
    bool isNull() { return is(Type::Null); }
    bool is(Type wanted);

    // UTF-8, unescaped. Half a surrogate pair becomes U+FFFD.
    Result<QByteArray> string();
    // The same without a copy where the text holds no escapes; else the characters are in `buffer`. Lasts as long
    // as the document and the buffer.
    Result<QByteArrayView> characters(QByteArray &buffer);
    Result<bool> boolean();
    Result<qint64> integer();
    Result<double> number();

    // Calls `field` for each member, in order, until one fails.
    Status object(const std::function<Status(QByteArrayView key, Value)> &field);
    // Calls `item` for each item, in order, until one fails.
    Status array(const std::function<Status(Value)> &item);

    // The value's own bytes, checked to be JSON, with white space between tokens taken out (so that it stands
    // on one line); key order, numbers and escapes stay as written.
    Result<QByteArray> raw();

    // An error about this value: `message` follows the path and has no full stop ("must be a string").
    Error error(QByteArrayView message) const;
    QByteArray path() const { return m_path.toByteArray(); }

private:
    // The value's text when it is a `wanted`, else an error that says `message`.
    Result<QByteArrayView> scalar(Type wanted, QByteArrayView message);

    simdjson::ondemand::value m_value;
    const Path &m_path;
};

// Reads documents; keeps its buffers from one to the next.
class Reader
{
public:
    // Errors about the document itself begin with `name`, which must outlive the reader.
    explicit Reader(QByteArrayView name = "The body") : m_name(name) { }
    // With at most `deepest` objects and arrays in each other, of up to 1000.
    Reader(QByteArrayView name, int deepest) : m_name(name), m_deepest(deepest) { }
    Q_DISABLE_COPY_MOVE(Reader)

    // Walks `text`, which must be one JSON object and nothing else, with `field` called for each member. The
    // bytes up to text.size() + simdjson::SIMDJSON_PADDING must be readable when `padded`; else the text is
    // copied. All of the text is checked to be JSON in UTF-8, whatever `field` reads of it.
    Status object(QByteArrayView text, const std::function<Status(QByteArrayView key, Value)> &field,
        bool padded = false);
    // The last text was refused because it is nested too deeply.
    bool wasTooDeep() const { return m_wasTooDeep; }

private:
    QByteArrayView m_name;
    int m_deepest = Document().deepest;
    bool m_wasTooDeep = false;
    simdjson::ondemand::parser m_parser;
    QByteArray m_copy;
};

// Checks that `text` is one JSON object and gives it on one line, as Value::raw() does.
Result<QByteArray> compactObject(QByteArrayView text);

// Appends JSON to a byte array. Commas are its business; matching begin and end are the caller's.
class Writer
{
public:
    explicit Writer(QByteArray &out) : m_out(out) { }

    Writer &beginObject();
    Writer &endObject();
    Writer &beginArray();
    Writer &endArray();
    Writer &key(QByteArrayView name);

    Writer &string(QByteArrayView utf8);
    Writer &integer(qint64 value);
    Writer &number(double value); // null for what is not finite
    Writer &boolean(bool value);
    Writer &null();
    // JSON that is ready, word for word.
    Writer &raw(QByteArrayView json);

    Writer &field(QByteArrayView name, QByteArrayView utf8) { return key(name).string(utf8); }

private:
    void separate();

    QByteArray &m_out;
    bool m_comma = false;
};

// Appends `utf8` as a JSON string, quotes included. Bytes that are no UTF-8 become U+FFFD.
void appendString(QByteArray &out, QByteArrayView utf8);

} // namespace base::json
