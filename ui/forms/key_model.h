#pragma once

#include "journal/store.h"
#include "settings/keys.h"

#include <QAbstractTableModel>

namespace ui::forms {

// The keys and what was used by them, to be looked at; who changes one calls change().
class KeyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Tools, Requests, Tokens, Cost };

    using QAbstractTableModel::QAbstractTableModel;

    void setKeys(const QList<settings::Key> &keys);
    const QList<settings::Key> &keys() const { return m_keys; }
    // Of the last days.
    void setUsage(const QList<journal::KeyUsage> &usage);
    void change(int row, const settings::Key &key);
    // Appends a new one, of a name that none has; gives its row.
    int add();
    void remove(int row);

    // What is wrong with the first key that is not right, as a sentence; its row.
    struct Complaint
    {
        int row = -1; // nothing is wrong
        QString text;
    };
    Complaint complaint() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString complaintOf(int row) const;

    QList<settings::Key> m_keys;
    QList<journal::KeyUsage> m_usage; // of those that have any
};

} // namespace ui::forms
