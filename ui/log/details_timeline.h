#pragma once

#include "journal/entry.h"

#include <QWidget>

#include <chrono>

namespace ui {

// How the time of a request went by: a bar of its parts, and below it what they are and how long they took.
class DetailsTimeline : public QWidget
{
    Q_OBJECT

public:
    struct Part
    {
        enum class Kind { Waited, Prepared, Answered };
        Kind kind = Kind::Waited;
        std::chrono::milliseconds begin{0};
        std::chrono::milliseconds end{0};
        bool operator==(const Part &) const = default;
    };

    explicit DetailsTimeline(QWidget *parent = nullptr);

    // `now`, of one that runs: time since it was received.
    void setEntry(const journal::Entry &entry, std::chrono::milliseconds now);
    const std::vector<Part> &parts() const { return m_parts; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF barOf(const Part &part) const;
    QColor colorOf(Part::Kind kind) const;
    QString textOf(const Part &part) const;
    std::chrono::milliseconds total() const;

    std::vector<Part> m_parts;
    bool m_goesOn = false;
};

// The parts that a request has gone through so far, without empty ones.
std::vector<DetailsTimeline::Part> timelineOf(const journal::Entry &entry, std::chrono::milliseconds now);

} // namespace ui
