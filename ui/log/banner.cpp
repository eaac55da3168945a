#include "ui/log/banner.h"

#include "ui/log/colors.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace ui {

Banner::Banner(QWidget *parent) : QFrame(parent), m_text(new QLabel), m_button(new QPushButton)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 5, 8, 5);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &Banner::pressed);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setVisible(false);
}

void Banner::tell(Kind kind, const QString &text, const QString &button)
{
    m_kind = kind;
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    setVisible(!text.isEmpty());
    update();
}

QString Banner::text() const
{
    return m_text->text();
}

// A tint over the window's colour and a stripe at the edge, so that it fits light and dark.
void Banner::paintEvent(QPaintEvent *)
{
    const auto color =
        m_kind == Kind::Trouble ? QColor(0xe0, 0x8a, 0x00) : palette().color(QPalette::Highlight);
    QPainter painter(this);
    painter.fillRect(rect(), mixed(palette().color(QPalette::Window), color, 0.16));
    painter.fillRect(QRect(0, 0, 4, height()), color);
}

} // namespace ui
