#include "base/base64.h"

#include <QTest>

class Base64Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesCanonical_data();
    void makesCanonical();
    void refuses_data();
    void refuses();
    void agreesWithQt();
};

void Base64Test::makesCanonical_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("empty", "", "");
    row("as it should be", "AZaz09+/", "AZaz09+/");
    row("one padding", "AAE=", "AAE=");
    row("two paddings", "AA==", "AA==");
    row("padding missing", "AAE", "AAE=");
    row("both paddings missing", "AA", "AA==");
    row("one of two paddings missing", "AA=", "AA==");
    row("the other alphabet", "-_-_", "+/+/");
    row("line breaks", "AAAA\r\nBBBB\n", "AAAABBBB");
    row("blanks around padding", " A\tA =\n= ", "AA==");
}

void Base64Test::makesCanonical()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::optional<QByteArray> digits = base::canonicalBase64(text);
    QVERIFY(digits);
    QCOMPARE(*digits, expected);
}

void Base64Test::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("a lonely digit", "A");
    row("a digit too many", "AAAAA");
    row("padding alone after four", "AAAA====");
    row("three paddings", "A===");
    row("padding inside", "AA==AAAA");
    row("other characters", "AA*A");
    row("percent", "AAE%3D");
    row("zero byte", QByteArray("AA\0A", 4));
    row("high byte", "AA\xc3\xa9");
    // Wherever the scan looks at several at once.
    for (qsizetype at = 0; at < 9; ++at)
        row(qPrintable(QString::number(at)), QByteArray("AAAAAAAAA").replace(at, 1, "!"));
}

void Base64Test::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!base::canonicalBase64(text));
}

void Base64Test::agreesWithQt()
{
    QByteArray bytes;
    for (int size = 0; size < 300; ++size) {
        const QByteArray digits = bytes.toBase64();
        QCOMPARE(base::canonicalBase64(digits), digits);
        QCOMPARE(base::canonicalBase64(
                     bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)),
            digits);
        bytes.append(static_cast<char>(size * 37));
    }
}

QTEST_GUILESS_MAIN(Base64Test)
#include "tst_base64.moc"
