#include "wire/media.h"
#include "wire/media_type.h"

#include <QTest>

// What is too large to be a case.
class MediaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsPictures();
    void boundsDocuments();
    void keepsLongAddressesOut();
    void knowsTypes_data();
    void knowsTypes();
};

namespace {

// A file of `size` digits of base64 that begins with `begin`.
QByteArray digits(const QByteArray &begin, qsizetype size)
{
    return begin.leftJustified(size / 4 * 3, 'x').toBase64();
}

} // namespace

void MediaTest::boundsPictures()
{
    const QByteArray most = digits("\x89PNG\r\n\x1a\n", wire::imageLimit);
    QCOMPARE(most.size(), wire::imageLimit);
    const auto image = wire::readImage("data:image/png;base64," + most, "p");
    QVERIFY(image);
    QCOMPARE(std::get<chat::Base64>(image->source).data, most);
    const auto larger = wire::readImage("data:image/png;base64," + most + "AAAA", "p");
    QVERIFY(!larger);
    QCOMPARE(larger.error().path, QByteArray("p"));
    QVERIFY(larger.error().message.contains("5.0 MB"));
}

void MediaTest::boundsDocuments()
{
    const QByteArray most = digits("%PDF-1.4", wire::requestLimit);
    QVERIFY(wire::readFile("a.pdf", most, "p"));
    const auto larger = wire::readFile("a.pdf", most + "AAAA", "p");
    QVERIFY(!larger);
    QVERIFY(larger.error().message.contains("32.0 MB"));
}

void MediaTest::keepsLongAddressesOut()
{
    const QByteArray address = QByteArray("https://example.com/").leftJustified(8192, 'a');
    QVERIFY(wire::readImage(address, "p"));
    QVERIFY(!wire::readImage(address + 'a', "p"));
}

void MediaTest::knowsTypes_data()
{
    QTest::addColumn<QByteArray>("declared");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *title, const char *declared, const char *name, const char *content,
                         const char *type) {
        QTest::newRow(title) << QByteArray(declared) << QByteArray(name) << QByteArray(content)
                             << QByteArray(type);
    };
    row("declared", "text/css", "a.pdf", "%PDF-", "text/css");
    row("by content", "application/octet-stream", "a.txt", "%PDF-", "application/pdf");
    row("by name", "", "A.Txt", "abc", "text/plain");
    row("by the last ending", "", "a.png.md", "abc", "text/plain");
    row("no ending", "", "txt", "abc", "application/octet-stream");
    row("nothing", "", "", "", "application/octet-stream");
    row("a picture's name", "", "a.jpeg", "abc", "image/jpeg");
    row("another name of PDF", "application/x-pdf", "", "abc", "application/pdf");
    row("RIFF but no picture", "", "a.bin", "RIFF1234WAVE", "application/octet-stream");
}

void MediaTest::knowsTypes()
{
    QFETCH(QByteArray, declared);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, type);
    QCOMPARE(wire::fileType(declared, name, content.toBase64()), type);
}

QTEST_GUILESS_MAIN(MediaTest)
#include "tst_media.moc"
