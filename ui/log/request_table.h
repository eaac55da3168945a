#pragma once

#include <QPersistentModelIndex>
#include <QTableView>

#include <optional>

namespace ui {

class RequestHeader;
class RequestModel;

// The table of the request log. Rows do not move under the mouse: what is at the top stays there, whatever comes or goes;
// unless it follows, then the newest stays in sight.
class RequestTable : public QTableView
{
    Q_OBJECT

public:
    // `model` must outlive this.
    explicit RequestTable(RequestModel &model, QWidget *parent = nullptr);

    bool follows() const { return m_follows; }
    // Also while it does not because the user has scrolled away.
    bool wantsToFollow() const { return m_follows || m_resumes; }
    bool sortsByTime() const;
    // To follow, it goes to the newest, and sorts by time if it does not.
    void setFollows(bool follows);

    // The row that the details are of.
    std::optional<qint64> currentNumber() const { return m_currentNumber; }
    // From the top to the bottom.
    QList<qint64> selectedNumbers() const;
    // Makes it the current row. Does nothing when it is not shown.
    void select(qint64 number);

    RequestHeader &header() const { return *m_header; }

    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    void currentNumberChanged(std::optional<qint64> number);
    // Also by scrolling: away from the newest ends it, back again resumes it.
    void followsChanged(bool follows);

protected:
    void updateGeometries() override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void dataChanged(
        const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void changeEvent(QEvent *event) override;

private:
    // What a reset must not lose.
    struct Kept
    {
        std::optional<qint64> current;
        QList<qint64> selected;
        std::optional<qint64> top;
    };

    void setRowHeight();
    void sortBy(int column, Qt::SortOrder order);
    bool isAtNewest() const;
    void userScrolled();
    void noteTop();
    void keepPlace();
    void changeFollows(bool follows);
    void tellCurrent();
    void keep();
    void restore();

    RequestModel &m_model;
    RequestHeader *m_header;
    std::optional<qint64> m_currentNumber;
    Kept m_kept;
    QPersistentModelIndex m_top; // the row at the upper edge
    int m_topHidden = 0; // pixels of it that are above the edge
    bool m_follows = true;
    bool m_resumes = false; // it follows again when the user comes back to the newest
    bool m_adjusts = false; // the scroll bar is moved by us, not by the user
    bool m_resetting = false;
};

} // namespace ui
