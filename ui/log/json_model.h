#pragma once

#include "ui/log/json_text.h"

#include <QAbstractItemModel>

#include <memory>

namespace ui {

// A JSON object, or the JSON of a stream's events, as a tree that is read as far as somebody unfolds it. Keys stay in
// their order and numbers as they are written.
class JsonModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    static constexpr int MostAtOnce = 1000; // children read; a row behind them reads on

    enum class Kind { Object, Array, String, Number, Word, More };
    enum Role {
        KeyRole = Qt::UserRole, // QString
        ValueRole, // QString; the beginning, on one line
        KindRole, // int of a Kind
    };

    explicit JsonModel(QObject *parent = nullptr);
    ~JsonModel() override;

    // One object or array.
    void setJson(const QByteArray &json);
    // An event stream. When it only has grown, what is there stays as it is.
    void setEvents(const QByteArray &stream);

    // The value there, as it stands in the text; of a row that reads on, nothing.
    QByteArrayView valueAt(const QModelIndex &index) const;
    bool isMore(const QModelIndex &index) const;
    // Reads on in the place of such a row.
    void readOn(const QModelIndex &more);
    // The next place behind `from`, or before it, where a key or a value has this text; begins anew at the end.
    QModelIndex find(const QString &text, const QModelIndex &from, bool backwards = false);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    using Nodes = std::vector<std::unique_ptr<Node>>;

    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node) const;
    Kind kindOf(const Node &node) const;
    QString keyText(const Node &node) const;
    QString valueText(const Node &node) const;
    void setAnew(const QByteArray &text, JsonSpan value, bool isStream);
    void readChildren(Node &node);
    // Those that come next, with a row that reads on if there are more.
    Nodes newChildren(Node &node);
    Nodes newEvents();
    void insert(Node &node, Nodes children);
    static void append(Node &node, Nodes children);
    Node *at(qsizetype offset);
    Node *childAt(Node &node, qsizetype offset);

    QByteArray m_text;
    bool m_isStream = false;
    std::unique_ptr<Node> m_root;
};

} // namespace ui
