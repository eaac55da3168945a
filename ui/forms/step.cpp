#include "ui/forms/step.h"

#include "ui/forms/colors.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace ui::forms {

// A number in a circle, or a tick on a green one.
class StepMark : public QWidget
{
public:
    explicit StepMark(int number) : m_number(number) { setFixedSize(Size, Size); }

    void setState(Step::State state)
    {
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF circle(1, 1, Size - 2, Size - 2);
        if (m_state == Step::State::Done) {
            painter.setBrush(goodColor(palette()));
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(circle);
            painter.setPen(
                QPen(palette().color(QPalette::Window), 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(QPolygonF({{8, 14.5}, {12.2, 18.7}, {20, 10}}));
            return;
        }
        const bool open = m_state == Step::State::Open;
        const auto color = open ? palette().color(QPalette::Highlight) : quietColor(palette());
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(open ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawEllipse(circle);
        painter.setPen(open ? palette().color(QPalette::HighlightedText) : color);
        painter.drawText(circle, Qt::AlignCenter, locale().toString(m_number));
    }

private:
    static constexpr int Size = 28;

    int m_number;
    Step::State m_state = Step::State::Waiting;
};

Step::Step(int number, const QString &title, const QString &advice, const QString &command)
    : m_mark(new StepMark(number)), m_title(new QLabel(title)), m_todo(new QWidget), m_line(new QLabel)
{
    auto font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    auto *text = new QLabel(advice);
    text->setWordWrap(true);
    auto *line = new QLineEdit(command);
    line->setReadOnly(true);
    line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    line->setAccessibleName(tr("Command of step %1").arg(number));
    auto *copy = new QPushButton(tr("Copy"));
    copy->setAutoDefault(false);
    copy->setAccessibleName(tr("Copy the command of step %1").arg(number));
    connect(
        copy, &QPushButton::clicked, line, [line] { QGuiApplication::clipboard()->setText(line->text()); });
    m_line->setWordWrap(true);
    m_line->setTextFormat(Qt::PlainText);

    auto *todo = new QGridLayout(m_todo);
    todo->setContentsMargins(0, 0, 0, 0);
    todo->addWidget(text, 0, 0, 1, 2);
    todo->addWidget(line, 1, 0);
    todo->addWidget(copy, 1, 1);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_mark, 0, 0);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_todo, 1, 1);
    grid->addWidget(m_line, 2, 1);
    setState(State::Waiting, {});
}

void Step::setState(State state, const QString &line)
{
    m_state = state;
    m_mark->setState(state);
    m_todo->setVisible(state != State::Done);
    m_todo->setEnabled(state == State::Open);
    m_title->setEnabled(state != State::Waiting);
    m_line->setText(line);
    m_line->setHidden(line.isEmpty());
}

} // namespace ui::forms
