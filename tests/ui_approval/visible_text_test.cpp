#include "ui/approval/visible_text.h"

#include <QTest>

using namespace Qt::StringLiterals;

// What of a text stands as a mark, and what does not.
class UiApprovalVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingHides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("visible");
        QTest::newRow("plain") << u"npm test --grep 'ä ö 日本 🙂'\n\t&& ls"_s
                               << u"npm test --grep 'ä ö 日本 🙂'\n\t&& ls"_s;
        QTest::newRow("escape") << u"a\u001b[2Kb"_s << u"a⟨U+001B⟩[2Kb"_s;
        QTest::newRow("carriage return") << u"rm x\rls"_s << u"rm x⟨U+000D⟩ls"_s;
        QTest::newRow("backspace, delete, null")
            << QString(u"a\b\u007f"_s + QChar(0)) << u"a⟨U+0008⟩⟨U+007F⟩⟨U+0000⟩"_s;
        QTest::newRow("C1") << u"a\u009bb"_s << u"a⟨U+009B⟩b"_s;
        QTest::newRow("right-to-left override") << u"a\u202eb\u202c"_s << u"a⟨U+202E⟩b⟨U+202C⟩"_s;
        QTest::newRow("isolates") << u"\u2066a\u2069"_s << u"⟨U+2066⟩a⟨U+2069⟩"_s;
        QTest::newRow("without width") << u"r\u200bm\u00ad\ufeff"_s << u"r⟨U+200B⟩m⟨U+00AD⟩⟨U+FEFF⟩"_s;
        QTest::newRow("blanks") << u"a\u00a0b\u3000c\u2800"_s << u"a⟨U+00A0⟩b⟨U+3000⟩c⟨U+2800⟩"_s;
        QTest::newRow("ends of lines") << u"a\u2028b\u2029c\u0085"_s << u"a⟨U+2028⟩b⟨U+2029⟩c⟨U+0085⟩"_s;
        QTest::newRow("fillers") << u"\u3164\u115f\uffa0"_s << u"⟨U+3164⟩⟨U+115F⟩⟨U+FFA0⟩"_s;
        QTest::newRow("tag") << u"a\U000E0041"_s << u"a⟨U+E0041⟩"_s;
        QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xd83d)) << u"a⟨U+D83D⟩"_s;
        QTest::newRow("frame of a document") << u"a\ufdd0\ufffc"_s << u"a⟨U+FDD0⟩⟨U+FFFC⟩"_s;
        QTest::newRow("our own mark") << u"⟨U+202E⟩"_s << u"⟨U+27E8⟩U+202E⟩"_s;
        QTest::newRow("markup") << u"<b>&amp;</b>"_s << u"<b>&amp;</b>"_s;
    }
    void nothingHides()
    {
        QFETCH(QString, text);
        QTEST(ui::visibleText(text), "visible");
    }

    void lookAlikesAreMarked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("visible");
        QTest::newRow("Cyrillic a in a Latin word")
            << u"curl p\u0430ypal.com"_s << u"curl p⟨U+0430⟩ypal.com"_s;
        QTest::newRow("Latin a in a Cyrillic word")
            << u"\u0444a\u0439\u043b"_s << u"⟨U+0444⟩a⟨U+0439⟩⟨U+043B⟩"_s;
        QTest::newRow("Greek o") << u"g\u03bfogle"_s << u"g⟨U+03BF⟩ogle"_s;
        QTest::newRow("Greek and Cyrillic") << u"\u0436\u03bf"_s << u"\u0436⟨U+03BF⟩"_s;
        QTest::newRow("Armenian") << u"l\u0585gin"_s << u"l⟨U+0585⟩gin"_s;
        QTest::newRow("Cherokee") << u"\u13aaat"_s << u"⟨U+13AA⟩at"_s;
        QTest::newRow("with digits and marks") << u"v2\u0301\u0430"_s << u"v2\u0301⟨U+0430⟩"_s;
        QTest::newRow("a whole word, in a URL")
            << u"https://\u0430\u0440\u0440\u04cf\u0435.com/ # \u0444\u0430\u0439\u043b"_s
            << u"https://⟨U+0430⟩⟨U+0440⟩⟨U+0440⟩⟨U+04CF⟩⟨U+0435⟩.com/ # \u0444\u0430\u0439\u043b"_s;
        QTest::newRow("a whole word, alone") << u"\u0441\u0440 a b"_s << u"⟨U+0441⟩⟨U+0440⟩ a b"_s;
        QTest::newRow("a whole word, and a Russian one elsewhere")
            << u"\u0441\u0440 a b # \u0444\u0430\u0439\u043b"_s
            << u"⟨U+0441⟩⟨U+0440⟩ a b # \u0444\u0430\u0439\u043b"_s;
        QTest::newRow("a whole Cherokee word") << u"\u13df\u13e2 a b"_s << u"⟨U+13DF⟩⟨U+13E2⟩ a b"_s;
        QTest::newRow("a whole Lisu word") << u"\ua4da\ua4d1 a b"_s << u"⟨U+A4DA⟩⟨U+A4D1⟩ a b"_s;
        QTest::newRow("Malayalam") << u"g\u0d20\u0d20gle.com"_s << u"g⟨U+0D20⟩⟨U+0D20⟩gle.com"_s;
        QTest::newRow("Hebrew") << u"g\u05e1og\u05d5e"_s << u"g⟨U+05E1⟩og⟨U+05D5⟩e"_s;
        QTest::newRow("digit") << u"g\u0ce6\u0665gle"_s << u"g⟨U+0CE6⟩⟨U+0665⟩gle"_s;
        QTest::newRow("digits in a number") << u"kill 1\u09ea\u0966"_s << u"kill 1⟨U+09EA⟩⟨U+0966⟩"_s;
        QTest::newRow("Arabic digits in a number") << u"1\u0663"_s << u"1⟨U+0663⟩"_s;
        QTest::newRow("digits in an address") << u"127.0.0.\u09ea x"_s << u"127.0.0.⟨U+09EA⟩ x"_s;
        QTest::newRow("digits and a letter") << u"v\u0665-1 v\u0665"_s << u"v⟨U+0665⟩-1 v⟨U+0665⟩"_s;
        QTest::newRow("a whole Armenian word") << u"\u057d\u0578 a b"_s << u"⟨U+057D⟩⟨U+0578⟩ a b"_s;
        QTest::newRow("mark") << u"g\u0c02gle"_s << u"g⟨U+0C02⟩gle"_s;
        QTest::newRow("operators") << u"ls \u2212l \u2223 a \u223c/\u2217 b\u2216c \u2236"_s
                                   << u"ls ⟨U+2212⟩l ⟨U+2223⟩ a ⟨U+223C⟩/⟨U+2217⟩ b⟨U+2216⟩c ⟨U+2236⟩"_s;
        QTest::newRow("Kelvin") << u"\u212aill"_s << u"⟨U+212A⟩ill"_s;
        QTest::newRow("Greek question mark") << u"ls\u037e rm"_s << u"ls⟨U+037E⟩ rm"_s;
        QTest::newRow("slashes") << u"a.example\u2044b\u2215c"_s << u"a.example⟨U+2044⟩b⟨U+2215⟩c"_s;
        QTest::newRow("Roman numeral") << u"\u2170d"_s << u"⟨U+2170⟩d"_s;
        QTest::newRow("of mathematics") << u"\U0001D68Am"_s << u"⟨U+1D68A⟩m"_s;
    }
    void lookAlikesAreMarked()
    {
        QFETCH(QString, text);
        QTEST(ui::visibleText(text), "visible");
        QVERIFY(ui::hasMarks(ui::visibleText(text)));
    }

    void otherScriptsAreNot_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Russian name of a file") << u"cat \u043e\u0442\u0447\u0451\u0442_v2.txt"_s;
        QTest::newRow("Russian words") << u"\u0430 \u0443 \u043d\u0430\u0441 \u0441 README"_s;
        QTest::newRow("Russian and Latin") << u"SQL-\u0437\u0430\u043f\u0440\u043e\u0441"_s;
        QTest::newRow("Greek") << u"echo \u03ba\u03b1\u03bb\u03bf \u03c4\u03bf"_s;
        QTest::newRow("Chinese") << u"git commit -m '修复bug并更新README文件'"_s;
        QTest::newRow("Japanese") << u"Unicodeのテストを追加するAPI版"_s;
        QTest::newRow("Korean") << u"README를 고친다"_s;
        QTest::newRow("Thai") << u"ไฟล์readme"_s;
        QTest::newRow("Hebrew") << u"אב2c"_s;
        QTest::newRow("Hebrew words") << u"echo סוסון, 5 ו-README"_s;
        QTest::newRow("Malayalam word") << u"echo പഠനം"_s;
        QTest::newRow("Arabic digits") << u"١٥ ۵ 7 file٣"_s;
        QTest::newRow("Armenian words") << u"cat \u057d\u0578 \u0562\u0561\u057c\u0587"_s;
        QTest::newRow("units and formulas") << u"10µs 3μm 4kΩ Δt=π/2 ℝ x² H₂O №5"_s;
        QTest::newRow("accents") << u"naïve Übergröße e\u0301te\u0301 ộ Łódź ŷ ij"_s;
        QTest::newRow("punctuation") << u"“a” ‘b’ – — … • → ✓ « » ¿ € § × ½ ①"_s;
        QTest::newRow("wide") << u"ＡＢＣ（１2）、「あ」！"_s;
        QTest::newRow("emoji") << u"🙂👍🎉"_s;
    }
    void otherScriptsAreNot()
    {
        QFETCH(QString, text);
        QCOMPARE(ui::visibleText(text), text);
        QVERIFY(!ui::hasMarks(text));
    }

    // They would paint over the lines around them, or over what stands before the text.
    void heapsOfAccentsAreMarked()
    {
        const QString accent(QChar(0x301));
        QCOMPARE(ui::visibleText(u'a' + accent.repeated(6) + u'b' + accent),
            u'a' + accent.repeated(4) + u"⟨U+0301⟩⟨U+0301⟩b"_s + accent);
        QCOMPARE(ui::visibleText(accent + u"a\n"_s + accent), u"⟨U+0301⟩a\n⟨U+0301⟩"_s);
    }

    void aLineForALabel()
    {
        QCOMPARE(ui::visibleLine(u"a\nb\tc\u202e", 80), u"a b c⟨U+202E⟩"_s);
        QCOMPARE(ui::visibleLine(u"12345", 5), u"12345"_s);
        QCOMPARE(ui::visibleLine(u"123456", 5), u"12345…"_s);
    }

    void hebrewStandsInTheOrderOfItsBytes()
    {
        QCOMPARE(ui::inWrittenOrder(u"rm -rf a"_s), u"rm -rf a"_s);
        QCOMPARE(ui::inWrittenOrder(u"rm -rf אב/1"_s), u"\u202drm -rf אב/1"_s);
        QCOMPARE(ui::inWrittenOrder(u"日本 é"_s), u"日本 é"_s);
    }
};

QTEST_GUILESS_MAIN(UiApprovalVisibleText)
#include "visible_text_test.moc"
