#include "ui/log/json_model.h"

#include "base/json.h"
#include "ui/log/formats.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qsizetype LongestExcerpt = 300; // bytes of a value

constexpr QByteArrayView Done = "[DONE]"; // the last event of a stream, which is no JSON

QString excerpt(QByteArrayView value)
{
    // Not in the midst of a character.
    qsizetype size = std::min(value.size(), LongestExcerpt);
    while (size < value.size() && size > 0 && (uchar(value[size]) & 0xc0) == 0x80)
        --size;
    return oneLine(value.first(size)) + (size < value.size() ? u"…"_s : QString());
}

bool isOpening(char c)
{
    return c == '{' || c == '[';
}

} // namespace

struct JsonModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    JsonSpan key = {};
    JsonSpan value = {};
    qsizetype readOn = 0; // where the next child is looked for
    bool more = false; // the row that stands for what was not read yet
    bool begun = false; // children were read
    std::vector<std::unique_ptr<Node>> children = {};

    bool hasMore() const { return !children.empty() && children.back()->more; }
};

JsonModel::JsonModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) { }

JsonModel::~JsonModel() = default;

void JsonModel::setJson(const QByteArray &json)
{
    if (!m_isStream && json == m_text)
        return;
    const auto begin = std::ranges::find_if(json, isOpening) - json.begin();
    setAnew(json, {begin, json.size()}, false);
}

void JsonModel::setEvents(const QByteArray &stream)
{
    if (!m_isStream || !stream.startsWith(m_text)) {
        setAnew(stream, {0, stream.size()}, true);
        return;
    }
    m_text = stream;
    m_root->value.end = m_text.size();
    if (!m_root->hasMore())
        insert(*m_root, newChildren(*m_root));
}

void JsonModel::setAnew(const QByteArray &text, JsonSpan value, bool isStream)
{
    beginResetModel();
    m_text = text;
    m_isStream = isStream;
    m_root = std::make_unique<Node>(Node{.value = value, .readOn = value.begin, .begun = true});
    append(*m_root, newChildren(*m_root));
    endResetModel();
}

QByteArrayView JsonModel::valueAt(const QModelIndex &index) const
{
    return nodeOf(index)->value.in(m_text);
}

bool JsonModel::isMore(const QModelIndex &index) const
{
    return nodeOf(index)->more;
}

void JsonModel::readOn(const QModelIndex &more)
{
    Node *node = nodeOf(more.parent());
    if (!node->hasMore())
        return;
    const int last = int(node->children.size()) - 1;
    beginRemoveRows(more.parent(), last, last);
    node->children.pop_back();
    endRemoveRows();
    readChildren(*node);
}

void JsonModel::readChildren(Node &node)
{
    node.begun = true;
    insert(node, newChildren(node));
}

JsonModel::Nodes JsonModel::newChildren(Node &node)
{
    if (m_isStream && &node == m_root.get())
        return newEvents();
    JsonChildren reader(m_text, node.readOn);
    Nodes children;
    bool more = false;
    while (!more) {
        const auto child = reader.next();
        if (!child)
            break;
        children.push_back(std::make_unique<Node>(
            Node{.key = child->key, .value = child->value, .readOn = child->value.begin}));
        more = children.size() == MostAtOnce && reader.at() < m_text.size() && m_text[reader.at()] == ',';
    }
    node.readOn = reader.at();
    if (more)
        children.push_back(std::make_unique<Node>(Node{.more = true}));
    return children;
}

JsonModel::Nodes JsonModel::newEvents()
{
    Nodes children;
    const auto spans = eventData(m_text, m_root->readOn);
    for (const auto &span : spans) {
        if (children.size() == MostAtOnce) {
            children.push_back(std::make_unique<Node>(Node{.more = true}));
            break;
        }
        const auto readOn = span.in(m_text) == Done ? span.end : span.begin;
        children.push_back(std::make_unique<Node>(Node{.value = span, .readOn = readOn}));
        m_root->readOn = m_text.indexOf('\n', span.end) + 1;
    }
    return children;
}

void JsonModel::insert(Node &node, Nodes children)
{
    if (children.empty())
        return;
    const int first = int(node.children.size());
    beginInsertRows(indexOf(&node), first, first + int(children.size()) - 1);
    append(node, std::move(children));
    endInsertRows();
}

void JsonModel::append(Node &node, Nodes children)
{
    for (auto &child : children) {
        child->parent = &node;
        child->row = int(node.children.size());
        node.children.push_back(std::move(child));
    }
}

JsonModel::Node *JsonModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex JsonModel::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= int(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[size_t(row)].get());
}

QModelIndex JsonModel::parent(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    return node == m_root.get() ? QModelIndex() : indexOf(node->parent);
}

int JsonModel::rowCount(const QModelIndex &parent) const
{
    return int(nodeOf(parent)->children.size());
}

int JsonModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool JsonModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (node->begun || node == m_root.get())
        return !node->children.empty();
    if (node->more)
        return false;
    return JsonChildren(m_text, node->readOn).next().has_value();
}

bool JsonModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return !node->begun && !node->more && (node == m_root.get() || hasChildren(parent));
}

void JsonModel::fetchMore(const QModelIndex &parent)
{
    if (Node *node = nodeOf(parent); !node->begun)
        readChildren(*node);
}

JsonModel::Kind JsonModel::kindOf(const Node &node) const
{
    if (node.more)
        return Kind::More;
    const auto value = node.value.in(m_text);
    if (value == Done)
        return Kind::Word;
    switch (value.isEmpty() ? '\0' : value.front()) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
    case 'n':
        return Kind::Word;
    }
    return Kind::Number;
}

QString JsonModel::keyText(const Node &node) const
{
    if (node.more)
        return {};
    return node.key.isEmpty() ? QString::number(node.row) : excerpt(node.key.in(m_text));
}

QString JsonModel::valueText(const Node &node) const
{
    return node.more ? tr("… more (Enter reads on)") : excerpt(node.value.in(m_text));
}

QVariant JsonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return node.more ? valueText(node) : keyText(node) + ": "_L1 + valueText(node);
    case KeyRole:
        return keyText(node);
    case ValueRole:
        return valueText(node);
    case KindRole:
        return int(kindOf(node));
    }
    return {};
}

// The child whose key or value is there; reads on until it is found.
JsonModel::Node *JsonModel::childAt(Node &node, qsizetype offset)
{
    if (!node.begun)
        readChildren(node);
    while (true) {
        const auto end = node.children.end() - (node.hasMore() ? 1 : 0);
        const auto child = std::lower_bound(
            node.children.begin(), end, offset, [](const std::unique_ptr<Node> &candidate, qsizetype place) {
                return candidate->value.end <= place;
            });
        if (child != end) {
            const auto begin = (*child)->key.isEmpty() ? (*child)->value.begin : (*child)->key.begin;
            return offset >= begin ? child->get() : nullptr;
        }
        if (!node.hasMore())
            return nullptr;
        readOn(indexOf(node.children.back().get()));
    }
}

JsonModel::Node *JsonModel::at(qsizetype offset)
{
    Node *node = m_root.get();
    while (true) {
        const bool inKey = !node->key.isEmpty() && offset < node->key.end;
        Node *child = inKey || (node != m_root.get() && !isOpening(m_text[node->value.begin]))
            ? nullptr
            : childAt(*node, offset);
        if (!child)
            return node;
        node = child;
    }
}

QModelIndex JsonModel::find(const QString &text, const QModelIndex &from, bool backwards)
{
    if (text.isEmpty() || m_text.isEmpty())
        return {};
    // As it is written in a JSON string.
    QByteArray needle;
    base::json::appendString(needle, text.toUtf8());
    needle = needle.sliced(1, needle.size() - 2).toLower();
    const auto lower = m_text.toLower();
    const Node *start = nodeOf(from);
    const bool isLeaf = from.isValid() && (start->more || !isOpening(m_text[start->value.begin]));
    const auto begin = start->key.isEmpty() ? start->value.begin : start->key.begin;
    qsizetype offset = backwards ? begin - 1 : isLeaf ? start->value.end : start->value.begin + 1;
    bool wrapped = false;
    while (true) {
        const bool outside = offset < 0 || offset >= lower.size();
        const auto found = outside ? -1
            : backwards            ? lower.lastIndexOf(needle, offset)
                                   : lower.indexOf(needle, offset);
        if (found < 0) {
            if (std::exchange(wrapped, true))
                return {};
            offset = backwards ? lower.size() - 1 : 0;
            continue;
        }
        if (Node *node = at(found); node != m_root.get())
            return indexOf(node);
        offset = backwards ? found - 1 : found + 1;
    }
}

} // namespace ui
