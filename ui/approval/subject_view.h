#pragma once

#include "ui/approval/subject.h"

#include <QPlainTextEdit>

namespace ui {

// Shows all that is asked about, and knows whether all of it was on the screen.
class SubjectView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SubjectView(QWidget *parent = nullptr);

    // From its beginning; nothing of it was seen yet.
    void setLines(const QList<Subject::Line> &lines);
    bool isSeen() const { return m_seen; }
    void showEnd();

Q_SIGNALS:
    // Its end was painted.
    void seen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void build();
    bool showsEnd() const;

    QList<Subject::Line> m_lines;
    bool m_seen = false;
};

} // namespace ui
