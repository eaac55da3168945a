#pragma once

#include "ui/log/passages.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace ui {

class DetailsJson;
class DetailsText;

// A body of a request or of its answer: as a person reads it, as JSON, or as it went over the wire; with a search.
class DetailsBody : public QWidget
{
    Q_OBJECT

public:
    struct Body
    {
        QByteArray text; // JSON, or a stream of events
        QByteArray before; // what went ahead of it: headers
        // Made when somebody reads it.
        std::function<QList<Passage>()> passages;
    };

    // `name` is for assistive technology.
    explicit DetailsBody(const QString &name, QWidget *parent = nullptr);

    // The body of the same request as before, maybe longer now, or of another one.
    void setBody(Body body, bool another);
    // There is none; says why, with a button that leads to the settings if they can change that.
    void setNone(const QString &why, bool settingsHelp);
    // To the search field.
    void search();

Q_SIGNALS:
    void settingsWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum Mode { Readable, Json, AsSent };

    QWidget *makeBar();
    QWidget *makeNone();
    void showBody();
    void find(bool backwards);
    void copyAll() const;

    Body m_body;
    bool m_stale = false; // what is shown is not m_body yet
    bool m_another = false; // and is of another request
    QButtonGroup *m_modes;
    QLineEdit *m_search = nullptr;
    QStackedWidget *m_pages;
    DetailsText *m_readable;
    DetailsJson *m_json;
    DetailsText *m_asSent;
    QWidget *m_bar = nullptr;
    QWidget *m_none = nullptr;
    QLabel *m_why = nullptr;
    QPushButton *m_settings = nullptr;
};

} // namespace ui
