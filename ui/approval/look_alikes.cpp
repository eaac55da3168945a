#include "ui/approval/look_alikes.h"

#include "ui/approval/characters.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ui {

namespace {

// Cyrillic and Greek letters that are drawn as Latin ones.
constexpr QStringView LikeLatin = u"асеорхуѕіјһԁԛԝӏАВЕІЈКМНОРЅТУХҮԚԜοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
// They stand beside Latin letters in units and formulas, and look like none of them.
constexpr QStringView Symbols = u"ΔΘΛΞΠΣΦΨΩδθλμξπσφψ";

// Scripts whose letters look like those of no alphabet. Some have no blanks between words, Latin ones among them.
bool isUnlikeOthers(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Common:
    case QChar::Script_Inherited:
    case QChar::Script_Unknown:
    case QChar::Script_Arabic:
    case QChar::Script_Bengali:
    case QChar::Script_Bopomofo:
    case QChar::Script_Devanagari:
    case QChar::Script_Ethiopic:
    case QChar::Script_Gujarati:
    case QChar::Script_Gurmukhi:
    case QChar::Script_Han:
    case QChar::Script_Hangul:
    case QChar::Script_Hebrew:
    case QChar::Script_Hiragana:
    case QChar::Script_Kannada:
    case QChar::Script_Katakana:
    case QChar::Script_Khmer:
    case QChar::Script_Lao:
    case QChar::Script_Malayalam:
    case QChar::Script_Myanmar:
    case QChar::Script_Oriya:
    case QChar::Script_Sinhala:
    case QChar::Script_Tamil:
    case QChar::Script_Telugu:
    case QChar::Script_Thaana:
    case QChar::Script_Thai:
    case QChar::Script_Tibetan:
        return true;
    default:
        return false;
    }
}

struct Letter
{
    qsizetype at = 0;
    char32_t character = 0;
    QChar::Script script = QChar::Script_Unknown;
};

bool isIn(QStringView set, char32_t character)
{
    return character <= 0xffff && set.contains(QChar(char16_t(character)));
}

// Another form of one ASCII character, drawn like it: the sign for Kelvin, a Roman numeral, a bold A of mathematics.
// Those that are drawn twice as wide are not. And slashes, hyphens, a colon and an exclamation mark that are none.
bool looksLikeAscii(char32_t character)
{
    constexpr QStringView Others = u"ɑɡǀǃ‐‑⁄∕⧸꞉";
    if (isIn(Others, character))
        return true;
    constexpr char32_t Mathematical = 0x1d400;
    switch (QChar::decompositionTag(character)) {
    case QChar::Font:
        if (character < Mathematical)
            return false; // such as ℝ
        break;
    case QChar::Canonical:
    case QChar::Compat:
    case QChar::Small:
        break;
    default:
        return false;
    }
    const auto plain = QChar::decomposition(character);
    return plain.size() == 1 && plain[0].unicode() < 0x80;
}

// Finds them word by word.
class Search
{
public:
    explicit Search(QStringView text) : m_text(text) { }

    QList<qsizetype> found()
    {
        for (qsizetype at = 0; at < m_text.size();) {
            const auto character = characterAt(m_text, at);
            if (character >= 0x80 && looksLikeAscii(character))
                m_found.append(at);
            else
                take(at, character);
            at += widthOf(character);
        }
        endBlock();
        // A Russian text has words such as "а", too, but not only those.
        for (const auto &letter : std::as_const(m_likeLatin)) {
            if (!m_clear.contains(letter.script))
                m_found.append(letter.at);
        }
        std::ranges::sort(m_found);
        return m_found;
    }

private:
    using Letters = QList<Letter>;

    void take(qsizetype at, char32_t character)
    {
        if (QChar::isSpace(character))
            endBlock();
        else if (!QChar::isLetterOrNumber(character) && !QChar::isMark(character))
            endWord();
        else if (const auto script = QChar::script(character); !isUnlikeOthers(script))
            m_word.append({at, character, script});
    }

    void endWord()
    {
        const auto word = std::exchange(m_word, {});
        if (word.isEmpty())
            return;
        const auto isLatin = [](const Letter &letter) { return letter.script == QChar::Script_Latin; };
        const bool hasLatin = std::ranges::any_of(word, isLatin);
        const auto own = hasLatin ? QChar::Script_Latin : word.first().script;
        m_blockHasLatin |= hasLatin;
        Letters strange;
        std::ranges::copy_if(word, std::back_inserter(strange),
            [own](const Letter &letter) { return letter.script != own && !isIn(Symbols, letter.character); });
        if (!strange.isEmpty())
            append(strange);
        else if (std::ranges::all_of(
                     word, [](const Letter &letter) { return isIn(LikeLatin, letter.character); }))
            m_block.append(word);
        else
            m_clear.append(own);
    }

    // Of what stands between two blanks, such as a path or a URL.
    void endBlock()
    {
        endWord();
        if (std::exchange(m_blockHasLatin, false))
            append(m_block);
        else
            m_likeLatin.append(m_block);
        m_block.clear();
    }

    void append(const Letters &letters)
    {
        for (const auto &letter : letters)
            m_found.append(letter.at);
    }

    QStringView m_text;
    Letters m_word;
    Letters m_block; // those of its words that are of letters like Latin ones alone
    bool m_blockHasLatin = false;
    Letters m_likeLatin; // of such words in blocks without Latin ones
    QList<QChar::Script> m_clear; // of words that pass for none
    QList<qsizetype> m_found;
};

} // namespace

QList<qsizetype> lookAlikes(QStringView text)
{
    if (std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; }))
        return {};
    return Search(text).found();
}

} // namespace ui
