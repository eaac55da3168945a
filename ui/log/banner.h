#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace ui {

// A slim strip above a window's content that says what is the matter, with a button for what to do. Hidden at first.
class Banner : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Hint, Trouble };

    explicit Banner(QWidget *parent = nullptr);

    // `button`: its text; empty: there is none.
    void tell(Kind kind, const QString &text, const QString &button = {});
    QString text() const;

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Hint;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace ui
