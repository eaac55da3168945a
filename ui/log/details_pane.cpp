#include "ui/log/details_pane.h"

#include "ui/log/details_body.h"
#include "ui/log/details_lines.h"
#include "ui/log/details_overview.h"

#include <QLabel>
#include <QTabWidget>

namespace ui {

namespace {

QByteArray headerLines(const journal::Entry &entry, const journal::Details &details)
{
    QByteArray lines = entry.record.endpoint + '\n';
    for (const auto &[name, value] : details.headers)
        lines += name + ": " + value + '\n';
    return lines + '\n';
}

// What can't be read as a conversation is shown as it is.
QList<Passage> readable(const QList<Passage> &passages, const QByteArray &text)
{
    return passages.isEmpty() ? QList{passageOfText(text)} : passages;
}

} // namespace

DetailsPane::DetailsPane(QWidget *parent)
    : QStackedWidget(parent), m_tabs(new QTabWidget), m_overview(new DetailsOverview),
      m_request(new DetailsBody(tr("Request"))), m_answer(new DetailsBody(tr("Answer"))),
      m_lines(new DetailsLines)
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_answer, tr("Answer"));
    m_tabs->addTab(m_lines, tr("CLI lines"));
    auto *nothing = new QLabel(tr("Select a request to see it here."));
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setForegroundRole(QPalette::PlaceholderText);
    addWidget(nothing);
    addWidget(m_tabs);
    for (auto *body : {m_request, m_answer})
        connect(body, &DetailsBody::settingsWanted, this, &DetailsPane::settingsWanted);
    setFocusProxy(m_tabs);
}

void DetailsPane::setEntry(const journal::Entry *entry)
{
    const bool another = !entry || !m_entry || m_entry->record.number != entry->record.number;
    m_entry = entry ? std::optional(*entry) : std::nullopt;
    setCurrentIndex(entry ? 1 : 0);
    if (entry)
        m_overview->setEntry(*entry);
    if (another) {
        m_details.reset();
        m_answered = false;
        showTexts(true);
    }
}

void DetailsPane::setDetails(const std::optional<journal::Details> &details)
{
    const bool another = !m_details;
    m_details = details;
    m_answered = true;
    showTexts(another);
}

void DetailsPane::setKept(settings::KeepBodies kept)
{
    m_kept = kept;
    if (m_entry && !m_details)
        showTexts(true);
}

QString DetailsPane::whyNone() const
{
    if (!m_answered)
        return {};
    switch (m_kept) {
    case settings::KeepBodies::Never:
        return tr("The texts of requests are not kept. The log settings can change that.");
    case settings::KeepBodies::Memory:
        return tr(
            "The texts of this request are not known any more: they are kept in memory only, of the last "
            "requests. The log settings can keep them on disk.");
    case settings::KeepBodies::Store:
        return tr("The texts of this request were not kept.");
    }
    return {};
}

void DetailsPane::showTexts(bool another)
{
    if (!m_entry || !m_details) {
        const bool settingsHelp = m_answered && m_kept != settings::KeepBodies::Store;
        m_shownRequest.reset();
        m_request->setNone(whyNone(), settingsHelp);
        m_answer->setNone(whyNone(), settingsHelp);
        m_lines->setNone(whyNone());
        return;
    }
    const bool ended = m_entry->phase == journal::Entry::Phase::Ended;
    // Details share their texts, so copies cost little. The request is told again and again while its answer grows.
    const auto request = m_details->request;
    if (!another && request == m_shownRequest) {
        // A request does not change while its answer grows.
    } else if (request.isEmpty())
        m_request->setNone(tr("The request has no body."), false);
    else if (another)
        m_request->setBody(
            {.text = request,
                .before = headerLines(*m_entry, *m_details),
                .passages = [request] { return readable(passagesOfRequest(request), request); }},
            true);
    const auto sent = m_details->sent;
    if (sent.isEmpty() && m_details->answer.empty())
        m_answer->setNone(ended ? tr("There was no answer.") : tr("Nothing has been answered yet."), false);
    else
        m_answer->setBody(
            {.text = sent,
                .before = {},
                .passages =
                    [sent, answer = m_details->answer] { return readable(passagesOfAnswer(answer), sent); }},
            another);
    m_shownRequest = request;
    m_lines->setLines(m_details->lines, m_details->droppedLines, !ended);
}

bool DetailsPane::search()
{
    auto *body = qobject_cast<DetailsBody *>(m_tabs->currentWidget());
    if (body)
        body->search();
    return body;
}

int DetailsPane::page() const
{
    return m_tabs->currentIndex();
}

void DetailsPane::setPage(int page)
{
    m_tabs->setCurrentIndex(page);
}

} // namespace ui
