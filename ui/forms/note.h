#pragma once

#include <QLabel>

namespace ui::forms {

// The small print under a control: what it means or, instead of that, what is wrong with it. Takes no room when it is
// empty.
class Note : public QLabel
{
    Q_OBJECT

public:
    explicit Note(const QString &hint = {}, QWidget *parent = nullptr);

    void setHint(const QString &hint);
    // Shown in place of the hint; with none, nothing is wrong.
    void setWarning(const QString &sentence);
    bool warns() const { return m_override.isEmpty() && !m_warning.isEmpty(); }
    // Who else decides about the control; shown in place of all else.
    void setOverride(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QString m_hint;
    QString m_warning;
    QString m_override;
};

} // namespace ui::forms
