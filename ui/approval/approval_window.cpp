#include "ui/approval/approval_window.h"

#include "ui/approval/subject_view.h"
#include "ui/approval/visible_text.h"
#include "ui/forms/note.h"
#include "ui/log/formats.h"

#include <QDir>
#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using agent::Decision;

namespace ui {

namespace {

constexpr int Width = 92; // in characters
constexpr int Height = 30; // in lines
constexpr qsizetype LongestName = 80;
constexpr qsizetype LongestReason = 240;
constexpr qsizetype LongestRules = 600; // all of them; longer ones nobody reads: they are not offered

QLabel *newText()
{
    auto *label = new QLabel;
    label->setWordWrap(true);
    return label;
}

// A label breaks lines between words only, and grows with the longest one.
QString breakable(const QString &text)
{
    constexpr qsizetype LongestWord = 24;
    constexpr QChar Break(0x200b);
    QString out;
    qsizetype since = 0;
    for (const auto c : text) {
        out += c;
        since = c == u' ' || c == u'/' ? 0 : since + 1;
        if (c == u'/' || (since >= LongestWord && !c.isSurrogate() && !c.isMark())) {
            out += Break;
            since = 0;
        }
    }
    return out;
}

QString clientText(const agent::Approval &approval)
{
    if (!approval.key.isEmpty() && approval.client == approval.key)
        return ApprovalWindow::tr("The key %1")
            .arg(visibleLine(QString::fromUtf8(approval.key), LongestName));
    const auto client = approval.client.isEmpty()
        ? ApprovalWindow::tr("Unknown client")
        : visibleLine(QString::fromUtf8(approval.client), LongestName);
    if (approval.key.isEmpty())
        return client;
    return ApprovalWindow::tr("%1, with the key %2")
        .arg(client, visibleLine(QString::fromUtf8(approval.key), LongestName));
}

QString shortened(const QString &folder)
{
    const auto home = QDir::homePath() + u'/';
    return QDir::toNativeSeparators(folder.startsWith(home) ? "~/"_L1 + folder.sliced(home.size()) : folder);
}

} // namespace

ApprovalWindow::ApprovalWindow(QWidget *parent)
    : QDialog(parent), m_title(newText()), m_place(new QLabel), m_client(newText()), m_folder(newText()),
      m_words(newText()), m_wordsTitle(new QLabel(tr("In its words:"))), m_reason(newText()),
      m_reasonTitle(new QLabel(tr("Asked because:"))), m_view(new SubjectView), m_marks(new forms::Note),
      m_notice(newText()), m_toEnd(new QPushButton(tr("Show the &end"))), m_rulesTitle(new QLabel),
      m_rules(newText()), m_time(new QLabel), m_once(new QPushButton(tr("Allow &once"))),
      m_conversation(new QPushButton(tr("Allow for this &conversation"))),
      m_always(new QPushButton(tr("Always for this &folder"))), m_deny(new QPushButton(tr("&Deny")))
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setWindowFlag(Qt::WindowMinMaxButtonsHint);
    build();

    m_guard.setSingleShot(true);
    m_guard.setTimerType(Qt::PreciseTimer); // a coarse one may end 5 % early
    m_guard.setInterval(Guard);
    connect(&m_guard, &QTimer::timeout, this, &ApprovalWindow::showWhatCanBe);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &ApprovalWindow::showTime);
    connect(m_view, &SubjectView::seen, this, &ApprovalWindow::showWhatCanBe);
    connect(m_toEnd, &QPushButton::clicked, m_view, &SubjectView::showEnd);
    connect(m_once, &QPushButton::clicked, this, [this] { decide(Decision::Once); });
    connect(m_conversation, &QPushButton::clicked, this, [this] { decide(Decision::Conversation); });
    connect(m_always, &QPushButton::clicked, this, [this] { decide(Decision::Folder); });
    connect(m_deny, &QPushButton::clicked, this, [this] { decide(Decision::Deny); });
}

void ApprovalWindow::build()
{
    auto font = m_title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.25);
    m_title->setFont(font);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_time->setForegroundRole(QPalette::PlaceholderText);
    m_view->setAccessibleName(tr("What Claude wants to do"));
    m_always->setToolTip(tr("Adds the rules to the Claude Code settings of the folder"));
    auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(m_rules->font().pointSizeF());
    m_rules->setFont(fixed);
    for (auto *button : {m_once, m_conversation, m_always, m_toEnd})
        button->setAutoDefault(false); // Enter denies, whatever has the focus
    m_deny->setDefault(true);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_place, 0, Qt::AlignTop);
    auto *facts = new QGridLayout;
    facts->setColumnStretch(1, 1);
    facts->setHorizontalSpacing(12);
    facts->setVerticalSpacing(4);
    const std::pair<QLabel *, QLabel *> rows[] = {{new QLabel(tr("Asked by:")), m_client},
        {new QLabel(tr("In the folder:")), m_folder}, {m_wordsTitle, m_words}, {m_reasonTitle, m_reason}};
    for (int row = 0; const auto &[title, value] : rows) {
        title->setBuddy(value);
        facts->addWidget(title, row, 0, Qt::AlignLeft | Qt::AlignTop);
        facts->addWidget(value, row++, 1);
    }
    auto *notice = new QHBoxLayout;
    notice->addWidget(m_notice, 1);
    notice->addWidget(m_toEnd);
    auto *buttons = new QHBoxLayout;
    for (auto *button : {m_once, m_conversation, m_always})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_time);
    buttons->addWidget(m_deny);

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 14, 16, 14);
    lines->setSpacing(10);
    lines->addLayout(head);
    lines->addLayout(facts);
    lines->addWidget(m_view, 1);
    lines->addWidget(m_marks);
    lines->addLayout(notice);
    auto *rules = new QVBoxLayout;
    rules->setSpacing(2);
    rules->addWidget(m_rulesTitle);
    rules->addWidget(m_rules);
    lines->addLayout(rules);
    lines->addLayout(buttons);
    for (auto *label : findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText);
    const QSize wanted(fontMetrics().averageCharWidth() * Width, fontMetrics().lineSpacing() * Height);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
}

void ApprovalWindow::setWaiting(const QList<agent::Approval> &waiting)
{
    if (waiting.first() != m_approval)
        ask(waiting.first());
    m_place->setText(tr("1 of %L1").arg(waiting.size()));
    m_place->setVisible(waiting.size() > 1);
}

void ApprovalWindow::ask(const agent::Approval &approval)
{
    m_approval = approval;
    m_subject = subjectOf(approval);
    setWindowTitle(m_subject.title);
    m_title->setText(m_subject.title);
    m_client->setText(inWrittenOrder(clientText(approval)));
    showFolder();
    m_words->setText(tr("“%1”").arg(m_subject.words));
    m_reason->setText(visibleLine(QString::fromUtf8(approval.reason), LongestReason));
    for (auto *label : {m_words, m_wordsTitle})
        label->setVisible(!m_subject.words.isEmpty());
    for (auto *label : {m_reason, m_reasonTitle})
        label->setVisible(!approval.reason.isEmpty());
    m_view->setLines(m_subject.lines);
    showRules();
    m_marks->setWarning(showsMarks()
            ? tr("⟨U+…⟩ stands for a character that can't be seen or looks like another one.")
            : QString());
    showTime();
    m_deny->setFocus();
    startGuard();
}

void ApprovalWindow::startGuard()
{
    m_guard.start();
    showWhatCanBe();
}

// Where it is cut nobody knows in which one it would be.
void ApprovalWindow::showFolder()
{
    constexpr qsizetype Longest = 400;
    const auto path = shortened(m_approval.folder);
    const auto line = visibleLine(path, Longest);
    if (line.size() > Longest)
        m_subject.missing += std::max<qsizetype>(path.size() - Longest, 1);
    m_folder->setText(breakable(inWrittenOrder(line)));
}

// What else would be allowed. Where nobody would read all of it, only this one call can be.
void ApprovalWindow::showRules()
{
    const bool hasRules = !m_approval.rules.isEmpty();
    const auto &all = hasRules ? m_approval.rules : m_approval.conversation;
    const bool isSame = !hasRules && all == QByteArrayList{m_approval.tool + ' ' + m_approval.input};
    qsizetype size = 0;
    QStringList texts;
    for (const auto &rule : all) {
        size += rule.size();
        if (size <= LongestRules)
            texts.append(breakable(inWrittenOrder(visibleLine(QString::fromUtf8(rule), LongestRules))));
    }
    const bool shown = isSame || size <= LongestRules;
    m_conversation->setVisible(shown);
    m_conversation->setToolTip(isSame ? tr("Also when just the same is wanted again in this conversation")
                                      : tr("As long as this conversation goes on"));
    m_always->setVisible(shown && hasRules);
    for (auto *label : {m_rulesTitle, m_rules})
        label->setVisible(shown && !isSame && !texts.isEmpty());
    m_rulesTitle->setText(hasRules ? tr("“For this conversation” and “Always” also allow:")
                                   : tr("“For this conversation” also allows:"));
    m_rules->setText(texts.join(u'\n'));
}

bool ApprovalWindow::showsMarks() const
{
    const auto labels = {m_title, m_client, m_folder, m_words, m_reason, m_rules};
    return std::ranges::any_of(labels, [](const QLabel *label) {
        return !label->isHidden() && hasMarks(label->text());
    }) || std::ranges::any_of(m_subject.lines, &hasMarks, &Subject::Line::text);
}

void ApprovalWindow::showTime()
{
    const auto left =
        std::chrono::milliseconds(QDateTime::currentDateTimeUtc().msecsTo(m_approval.until)) + 999ms;
    m_time->setText(tr("Denied in %1").arg(elapsedText(std::max(left, 0ms))));
}

void ApprovalWindow::showWhatCanBe()
{
    const bool whole = m_subject.missing == 0;
    const bool seen = m_view->isSeen();
    if (!whole)
        m_notice->setText(tr("This is too long to be shown: %L1 more characters. It can only be denied.")
                              .arg(m_subject.missing));
    else
        m_notice->setText(tr("There is more below. It can be allowed when its end was to be seen."));
    m_notice->setVisible(!whole || !seen);
    m_toEnd->setVisible(!seen);
    for (auto *button : {m_once, m_conversation, m_always})
        button->setEnabled(whole && seen && !m_guard.isActive());
}

void ApprovalWindow::decide(Decision decision)
{
    if (m_approval.number != 0)
        Q_EMIT decided(m_approval.number, decision);
}

// It goes when nothing waits any more.
void ApprovalWindow::reject()
{
    decide(Decision::Deny);
}

void ApprovalWindow::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    showTime();
    m_second.start();
    startGuard();
}

void ApprovalWindow::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    m_second.stop();
}

} // namespace ui
