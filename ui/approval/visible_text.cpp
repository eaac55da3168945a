#include "ui/approval/visible_text.h"

#include "ui/approval/characters.h"
#include "ui/approval/look_alikes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr char32_t Bracket = 0x27e8; // ⟨
constexpr QChar LeftToRightOverride(0x202d);
constexpr int MostAccents = 4; // on a letter: more are in no language, and paint over the lines around them

struct Range
{
    char32_t first;
    char32_t last;
};

// Letters, marks and symbols that nothing or a blank is drawn for; and what stands for an object in Qt's texts.
// https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, Default_Ignorable_Code_Point
constexpr Range Unseen[] = {{0x34f, 0x34f}, {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},
    {0x2800, 0x2800}, {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xfff0, 0xfffc},
    {0xe0000, 0xe0fff}};

bool isPlain(char32_t c)
{
    if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f))
        return true;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return false;
    default:
        break;
    }
    return c != Bracket && std::ranges::none_of(Unseen, [c](const Range &range) {
        return c >= range.first && c <= range.last;
    });
}

void append(QString &out, char32_t c)
{
    if (QChar::requiresSurrogates(c))
        out.append(QChar(QChar::highSurrogate(c))).append(QChar(QChar::lowSurrogate(c)));
    else
        out += QChar(char16_t(c));
}

void appendMark(QString &out, char32_t c)
{
    out += u"⟨U+%1⟩"_s.arg(uint(c), 4, 16, QChar(u'0')).toUpper();
}

bool isRightToLeft(char32_t c)
{
    const auto direction = QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

} // namespace

QString visibleText(QStringView text)
{
    const auto misleading = lookAlikes(text);
    auto next = misleading.begin();
    int room = 0; // for accents
    QString out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const auto c = characterAt(text, at);
        const bool misleads = next != misleading.end() && *next == at;
        if (misleads)
            ++next;
        const bool isAccent = QChar::isMark(c);
        if (isPlain(c) && !misleads && (!isAccent || room > 0)) {
            append(out, c);
            room = isAccent ? room - 1 : c == '\n' || c == '\t' ? 0 : MostAccents;
        } else {
            appendMark(out, c);
            room = 0;
        }
        at += widthOf(c);
    }
    return out;
}

bool hasMarks(QStringView visible)
{
    return visible.contains(QChar(char16_t(Bracket)));
}

QString visibleLine(QStringView text, qsizetype most)
{
    auto line = visibleText(text.first(std::min(text.size(), most)));
    line.replace(u'\n', u' ').replace(u'\t', u' ');
    return line.size() > most || text.size() > most ? line.first(std::min(line.size(), most)) + u'…' : line;
}

QString inWrittenOrder(const QString &line)
{
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line[at] >= QChar(0x590) && isRightToLeft(characterAt(line, at)))
            return LeftToRightOverride + line;
    }
    return line;
}

} // namespace ui
