#include "base/json.h"

#include "base/json_tokens.h"
#include "base/json_walk.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace base::json {

namespace ondemand = simdjson::ondemand;

namespace {

QByteArray copied(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

// Unlike simdjson, Qt reads halves of surrogate pairs, which have no UTF-8.
QByteArray unescapedByQt(QByteArrayView token)
{
    QString text = QJsonDocument::fromJson('[' + token.toByteArray() + ']').array().at(0).toString();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else
            text[i] = QChar::ReplacementCharacter;
    }
    return text.toUtf8();
}

// The characters of a key. `buffer` holds them when they are not those of the document.
QByteArrayView unescapedKey(ondemand::field &field, QByteArrayView token, QByteArray &buffer)
{
    if (!stringToken(token).escapes)
        return token.sliced(1, token.size() - 2);
    std::string_view text;
    buffer = field.unescaped_key().get(text) ? unescapedByQt(token) : copied(text);
    return buffer;
}

Status walkMembers(
    const Path &path, walk::Members members, const std::function<Status(QByteArrayView, Value)> &callback)
{
    Document &document = *path.document;
    return walk::eachMember(
        document, members, [&](ondemand::field &field, QByteArrayView token, ondemand::value value) {
            QByteArray buffer;
            const QByteArrayView key = unescapedKey(field, token, buffer);
            const Path step{&document, &path, key};
            return walk::readOrCheck(document, value, [&] { return callback(key, Value(value, step)); });
        });
}

QByteArrayView withPadding(QByteArrayView text, QByteArray &copy)
{
    constexpr qsizetype padding{simdjson::SIMDJSON_PADDING};
    copy.resize(0); // which keeps the memory
    copy.append(text).append(padding, '\0');
    return QByteArrayView(copy).first(text.size());
}

// Calls visit(members) for the one object that the padded `text` must be.
template<typename Visit> Status walkDocument(ondemand::parser &parser, Document &document, Visit visit)
{
    auto &text = document.text;
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3); // a byte order mark
    const auto size = static_cast<size_t>(text.size());
    const simdjson::padded_string_view json(text.data(), size, size + simdjson::SIMDJSON_PADDING);
    if (const auto code = parser.iterate(json).get(document.parsed))
        return Unexpected{walk::syntaxError(document, walk::reason(code), nullptr)};
    const walk::Members members = document.parsed.get_object();
    if (members.error() == simdjson::INCORRECT_TYPE)
        return Unexpected{Error{{}, document.name.toByteArray() + " must be a JSON object."}};
    if (members.error())
        return Unexpected{walk::syntaxError(document, walk::reason(members.error()), nullptr)};
    if (const Status status = visit(members); !status)
        return status;
    if (const char *rest = walk::position(document))
        return Unexpected{walk::syntaxError(document, "something follows the object", rest)};
    return ok();
}

} // namespace

QByteArray Path::toByteArray() const
{
    if (!parent)
        return {};
    const QByteArray before = parent->toByteArray();
    if (index >= 0)
        return before + '[' + QByteArray::number(index) + ']';
    return before.isEmpty() ? key.toByteArray() : before + '.' + key.toByteArray();
}

Result<Type> Value::type()
{
    const QByteArrayView token = walk::token(m_value);
    if (const std::optional<Type> type = walk::type(token))
        return *type;
    return Unexpected{walk::syntaxError(*m_path.document, "a value is missing or malformed", token.data())};
}

bool Value::is(Type wanted)
{
    const Result<Type> found = type();
    return found && *found == wanted;
}

Result<QByteArrayView> Value::scalar(Type wanted, QByteArrayView message)
{
    const Result<Type> found = type();
    if (!found)
        return Unexpected{found.error()};
    if (*found != wanted)
        return Unexpected{error(message)};
    return walk::token(m_value);
}

Result<QByteArray> Value::string()
{
    QByteArray buffer;
    const Result<QByteArrayView> text = characters(buffer);
    if (!text)
        return Unexpected{text.error()};
    return buffer.isNull() ? text->toByteArray() : buffer;
}

Result<QByteArrayView> Value::characters(QByteArray &buffer)
{
    const Result<QByteArrayView> token = scalar(Type::String, "must be a string");
    if (!token)
        return Unexpected{token.error()};
    const StringToken shape = stringToken(*token);
    if (shape.size != token->size())
        return Unexpected{walk::syntaxError(*m_path.document, "a string is malformed", token->data())};
    if (!shape.escapes) {
        // Only to move on: the token holds the characters already.
        if (const auto code = m_value.get_raw_json_string().error())
            return Unexpected{walk::syntaxError(*m_path.document, code)};
        return token->sliced(1, token->size() - 2);
    }
    std::string_view text;
    buffer = m_value.get_string().get(text) ? unescapedByQt(*token) : copied(text);
    return QByteArrayView(buffer);
}

Result<bool> Value::boolean()
{
    const Result<QByteArrayView> token = scalar(Type::Boolean, "must be true or false");
    if (!token)
        return Unexpected{token.error()};
    return token->startsWith('t');
}

Result<qint64> Value::integer()
{
    const Result<QByteArrayView> token = scalar(Type::Number, "must be an integer");
    if (!token)
        return Unexpected{token.error()};
    bool fits = false;
    const qint64 value = token->toLongLong(&fits);
    if (!fits)
        return Unexpected{error("must be an integer of at most 64 bits")};
    return value;
}

Result<double> Value::number()
{
    const Result<QByteArrayView> token = scalar(Type::Number, "must be a number");
    if (!token)
        return Unexpected{token.error()};
    bool fits = false;
    const double value = token->toDouble(&fits);
    if (!fits)
        return Unexpected{error("must be a number that is not so large")};
    return value;
}

Status Value::object(const std::function<Status(QByteArrayView key, Value)> &field)
{
    const Result<QByteArrayView> token = scalar(Type::Object, "must be an object");
    if (!token)
        return Unexpected{token.error()};
    return walkMembers(m_path, m_value.get_object(), field);
}

Status Value::array(const std::function<Status(Value)> &item)
{
    const Result<QByteArrayView> token = scalar(Type::Array, "must be an array");
    if (!token)
        return Unexpected{token.error()};
    Document &document = *m_path.document;
    qsizetype index = 0;
    return walk::eachItem(document, m_value.get_array(), [&](ondemand::value value) {
        const Path step{&document, &m_path, {}, index++};
        return walk::readOrCheck(document, value, [&] { return item(Value(value, step)); });
    });
}

Result<QByteArray> Value::raw()
{
    QByteArray out;
    if (const Status status = walk::copy(*m_path.document, m_value, &out); !status)
        return Unexpected{status.error()};
    return out;
}

Error Value::error(QByteArrayView message) const
{
    const QByteArray place = path();
    return {place, place + ' ' + message.toByteArray() + '.'};
}

Status Reader::object(
    QByteArrayView text, const std::function<Status(QByteArrayView key, Value)> &field, bool padded)
{
    if (!padded)
        text = withPadding(text, m_copy);
    Document document{.text = text, .name = m_name, .deepest = m_deepest};
    const auto status = walkDocument(m_parser, document, [&](walk::Members members) {
        Path root;
        root.document = &document;
        return walkMembers(root, members, field);
    });
    m_wasTooDeep = document.isTooDeep;
    return status;
}

Result<QByteArray> compactObject(QByteArrayView text)
{
    ondemand::parser parser;
    QByteArray padded;
    QByteArray out;
    Document document{.text = withPadding(text, padded)};
    const Status status = walkDocument(
        parser, document, [&](walk::Members members) { return walk::copyMembers(document, members, &out); });
    if (!status)
        return Unexpected{status.error()};
    return out;
}

} // namespace base::json
