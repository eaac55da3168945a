#pragma once

#include "ui/log/passages.h"

#include <QPlainTextEdit>

namespace ui {

// Shows passages. What grows at the end grows in place: the reader stays where he is, or at the end when he is there.
class DetailsText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DetailsText(QWidget *parent = nullptr);

    void setPassages(const QList<Passage> &passages);
    // Back to the top at the next change: they will be those of something else.
    void startAnew() { m_anew = true; }

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Shown
    {
        Passage passage;
        int begin = 0; // position in the document
    };

    void append(const Passage &passage);
    void appendTail(const QString &text, Passage::Kind kind);
    void removeFrom(size_t index);

    std::vector<Shown> m_shown;
    bool m_anew = false;
};

} // namespace ui
