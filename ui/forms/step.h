#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace ui::forms {

class StepMark;

// A step of the welcome window: its number, which becomes a tick, what to do, a command to copy, and how things are.
class Step : public QWidget
{
    Q_OBJECT

public:
    enum class State { Waiting, Open, Done };

    Step(int number, const QString &title, const QString &advice, const QString &command);

    // `line` says how things are.
    void setState(State state, const QString &line);
    State state() const { return m_state; }

private:
    State m_state = State::Waiting;
    StepMark *m_mark; // these are children
    QLabel *m_title;
    QWidget *m_todo;
    QLabel *m_line;
};

} // namespace ui::forms
