#pragma once

#include "ui/forms/key_model.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace ui::forms {

class Note;

// The list of keys, and the one that is selected to be changed. Secrets are made, and shown on demand.
class KeysEdit : public QWidget
{
    Q_OBJECT

public:
    explicit KeysEdit(QWidget *parent = nullptr);

    void setKeys(const QList<settings::Key> &keys);
    void setUsage(const QList<journal::KeyUsage> &usage) { m_model.setUsage(usage); }
    const QList<settings::Key> &keys() const { return m_model.keys(); }
    bool isWrong() const { return m_model.complaint().row >= 0; }

Q_SIGNALS:
    void edited();

protected:
    // Goes to the key that is wrong.
    void focusInEvent(QFocusEvent *event) override;

private:
    void build();
    int row() const;
    void select(int row);
    void add();
    void remove();
    void showKey();
    void takeKey();
    void showSecret(bool shown);
    void browse();
    void tell();

    KeyModel m_model;
    bool m_showing = false; // what changes the controls is not the user
    QTableView *m_table; // these are children
    QPushButton *m_add;
    QPushButton *m_remove;
    QWidget *m_form;
    QLineEdit *m_name;
    QLineEdit *m_secret;
    QPushButton *m_show;
    QComboBox *m_tools;
    QLineEdit *m_models;
    QLineEdit *m_folder;
    Note *m_note;
};

} // namespace ui::forms
