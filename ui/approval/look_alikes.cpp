#include "ui/approval/look_alikes.h"

#include "ui/approval/characters.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ui {

namespace {

// Cyrillic, Greek and Armenian letters that are drawn as Latin ones.
constexpr QStringView LikeLatin = u"асеорхуѕіјһԁԛԝӏАВЕІЈКМНОРЅТУХҮԚԜοΑΒΕΖΗΙΚΜΝΟΡΤΥΧցզհյոսօԼՍՏՕ";
// Round and stroke-like letters, digits and marks of the scripts below: beside Latin letters they pass for o, i or l.
constexpr QStringView RoundOrStroke =
    u"\u05d5\u05df\u05e1" // Hebrew
    u"\u0627\u0647\u0661\u0665\u06be\u06c1\u06d5\u06f1\u06f5" // Arabic
    u"\u0966\u09e6\u0a66\u0ae6\u0b20\u0b66\u0be6" // from Devanagari to Tamil
    u"\u0c02\u0c66\u0c82\u0ce6\u0d02\u0d20\u0d66\u0d82\u0de6" // from Telugu to Sinhala
    u"\u0e50\u0ed0\u0f20\u1040\u1090\u101d\u17e0" // from Thai to Khmer
    u"\u12d0\u3007\u3147\u3163\u4e28"; // Ethiopic, Han and Hangul
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

// Scripts most of whose letters are Latin ones, as they are or turned.
bool isLikeLatin(QChar::Script script)
{
    return script == QChar::Script_Cherokee || script == QChar::Script_Lisu;
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
// Those that are drawn twice as wide are not. And slashes, hyphens and other signs that are none.
bool looksLikeAscii(char32_t character)
{
    constexpr QStringView Others = u"ɑɡǀǃ‐‑⁄∕⧸꞉−∖∗∣∶∼⧵";
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
        endRun();
        std::ranges::sort(m_found);
        m_found.erase(std::unique(m_found.begin(), m_found.end()), m_found.end());
        return m_found;
    }

private:
    using Letters = QList<Letter>;

    void take(qsizetype at, char32_t character)
    {
        if (character >= '0' && character <= '9')
            m_blockHasDigit = true;
        else if (QChar::isDigit(character) && QChar::decompositionTag(character) != QChar::Wide)
            m_digits.append(at);
        if (QChar::isSpace(character))
            endBlock();
        else if (!QChar::isLetterOrNumber(character) && !QChar::isMark(character))
            endWord();
        else if (const auto script = QChar::script(character);
                 !isUnlikeOthers(script) || isIn(RoundOrStroke, character))
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
        else if (std::ranges::all_of(word, [](const Letter &letter) {
                     return isLikeLatin(letter.script) || isIn(LikeLatin, letter.character);
                 }))
            m_block.append(word);
        else if (!m_clear.contains(own))
            m_clear.append(own);
    }

    // Of what stands between two blanks, such as a path or a URL.
    void endBlock()
    {
        endWord();
        if (std::exchange(m_blockHasLatin, false)) {
            append(m_block);
            endRun();
        } else {
            m_likeLatin.append(m_block);
        }
        m_block.clear();
        if (std::exchange(m_blockHasDigit, false))
            m_found.append(m_digits);
        m_digits.clear();
    }

    // Of blocks between those with Latin letters. A Russian text has words such as "а", too, but not only those.
    void endRun()
    {
        for (const auto &letter : std::as_const(m_likeLatin)) {
            if (!m_clear.contains(letter.script))
                m_found.append(letter.at);
        }
        m_likeLatin.clear();
        m_clear.clear();
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
    QList<qsizetype> m_digits; // of the block, in other scripts: nobody writes a number in two
    bool m_blockHasDigit = false; // one of ASCII
    Letters m_likeLatin; // of such words in this run of blocks without Latin ones
    QList<QChar::Script> m_clear; // once each: of its words that pass for none
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
