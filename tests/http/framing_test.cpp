#include "http/framing.h"

#include <QTest>

using namespace Qt::StringLiterals;

// Where requests end, and what is refused: the same however the bytes are cut.
class FramingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void targets_data();
    void targets();
    void onlyNamesTheHostOfTheTarget();
    void oneAfterTheOther();
    void waitsToContinue();
    void saysWhatRaisesTheLimit();
    void showsQtNoLength();
};

namespace {

using State = http::Framing::State;

http::Limits small()
{
    http::Limits limits;
    limits.body = 100;
    limits.headers = 8192;
    return limits;
}

struct Verdict
{
    State state = State::Between;
    qsizetype taken = 0;
    QByteArray body;
    http::Violation violation;
    bool operator==(const Verdict &) const = default;
};

// Of bytes that come in pieces, each as large as it is or up to `size`.
Verdict verdictOn(const QList<QByteArray> &pieces)
{
    const auto limits = small();
    http::Framing framing(limits);
    Verdict verdict;
    for (const auto &piece : pieces)
        verdict.taken += framing.take(piece);
    verdict.state = framing.state();
    verdict.violation = framing.violation();
    verdict.body = framing.takeBody();
    return verdict;
}

QList<QByteArray> single(const QByteArray &bytes)
{
    QList<QByteArray> pieces;
    for (char c : bytes)
        pieces.append(QByteArray(1, c));
    return pieces;
}

// Where the violation is noticed may differ by what was looked at together, what it is may not.
void compare(const Verdict &cut, const Verdict &whole)
{
    QCOMPARE(cut.state, whole.state);
    QCOMPARE(cut.body, whole.body);
    QCOMPARE(cut.violation.message, whole.violation.message);
    QVERIFY(cut == whole);
}

const QByteArray Post = "POST / HTTP/1.1\r\nHost: h\r\n";
const QByteArray Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

void FramingTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *code) {
        QTest::newRow(name) << bytes << status << QByteArray(code);
    };
    const auto withHost = [](const QByteArray &line) { return line + "\r\nHost: h\r\n\r\n"; };
    row("no version", withHost("GET /"), 400, "bad_request_line");
    row("three spaces", withHost("GET / x HTTP/1.1"), 400, "bad_request_line");
    row("two spaces", withHost("GET  / HTTP/1.1"), 400, "bad_request_line");
    row("tab", withHost("GET\t/ HTTP/1.1"), 400, "bad_request_line");
    row("no target", withHost("GET HTTP/1.1"), 400, "bad_request_line");
    row("target without slash", withHost("GET x HTTP/1.1"), 400, "bad_request_line");
    row("target of another scheme", withHost("GET ftp://h/ HTTP/1.1"), 400, "bad_request_line");
    row("target without host", withHost("GET http:/// HTTP/1.1"), 400, "bad_host");
    row("target with user", withHost("GET http://a@h/ HTTP/1.1"), 400, "bad_host");
    row("target not ASCII", withHost("GET /\xC3\xA9 HTTP/1.1"), 400, "bad_request_line");
    row("asterisk", withHost("GET * HTTP/1.1"), 400, "bad_request_line");
    row("method is none", withHost("G@T / HTTP/1.1"), 400, "bad_request_line");
    row("method begins with space", withHost(" GET / HTTP/1.1"), 400, "bad_request_line");
    row("version malformed", withHost("GET / HTTP/11"), 400, "bad_request_line");
    row("version in lower case", withHost("GET / http/1.1"), 400, "bad_request_line");
    row("HTTP/0.9", withHost("GET / HTTP/0.9"), 505, "http_version");
    row("HTTP/1.2", withHost("GET / HTTP/1.2"), 505, "http_version");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http_version");
    row("TLS", "\x16\x03\x01\x02" + QByteArray(600, 'x') + "\r\n", 400, "bad_request_line");
    row("CONNECT", withHost("CONNECT h:80 HTTP/1.1"), 501, "not_implemented");
    row("many empty lines", "\r\n\r\n\r\nGET / HTTP/1.1\r\n", 400, "bad_request_line");
    row("lonely CR before", "\rGET / HTTP/1.1\r\n", 400, "bad_request_line");
    row("line end without CR", "GET / HTTP/1.1\nHost: h\n\n", 400, "bad_line_end");
    row("header end without CR", "GET / HTTP/1.1\r\nHost: h\n\r\n", 400, "bad_line_end");
    row("last line without CR", "GET / HTTP/1.1\r\nHost: h\r\n\n", 400, "bad_line_end");
    row("long line", "GET /" + QByteArray(4096, 'x') + " HTTP/1.1\r\n", 414, "uri_too_long");
    row("endless line", QByteArray(5000, 'x'), 414, "uri_too_long");
    const QByteArray head = "GET / HTTP/1.1\r\nHost: h\r\n";
    row("large header", head + "X: " + QByteArray(8200, 'x') + "\r\n\r\n", 431, "headers_too_large");
    row("endless header", head + QByteArray(9000, 'x'), 431, "headers_too_large");
    row("large headers", head + ("X: " + QByteArray(1000, 'x') + "\r\n").repeated(9) + "\r\n", 431,
        "headers_too_large");
    row("97 headers", head + QByteArray("X: y\r\n").repeated(96) + "\r\n", 431, "headers_too_large");
    row("CR inside", head + "X: a\rb\r\n\r\n", 400, "bad_header");
    row("CR twice", head + "X: a\r\r\n\r\n", 400, "bad_header");
    row("NUL", head + "X: a" + QByteArray(1, '\0') + "b\r\n\r\n", 400, "bad_header");
    row("NUL in the line", "GET /" + QByteArray(1, '\0') + " HTTP/1.1\r\n", 400, "bad_request_line");
    row("folded", head + "X: a\r\n b\r\n\r\n", 400, "bad_header");
    row("folded at first", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400, "bad_header");
    row("space before colon", head + "X : a\r\n\r\n", 400, "bad_header");
    row("space in name", head + "X Y: a\r\n\r\n", 400, "bad_header");
    row("no name", head + ": a\r\n\r\n", 400, "bad_header");
    row("no colon", head + "X\r\n\r\n", 400, "bad_header");
    row("no Host", "GET / HTTP/1.1\r\n\r\n", 400, "bad_host");
    row("two Hosts", head + "Host: h\r\n\r\n", 400, "bad_host");
    row("Host is none", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "bad_host");
    row("no length, POST", Post + "\r\n", 411, "length_required");
    row("no length, PUT", "PUT / HTTP/1.1\r\nHost: h\r\n\r\n", 411, "length_required");
    row("no length, PATCH", "PATCH / HTTP/1.0\r\n\r\n", 411, "length_required");
    for (const char *length : {"", "x", "-1", "+1", "1 1", "1,1", "0x1", "1.0", "\xB2"})
        row(qPrintable("length "_L1 + QString::fromLatin1(length)),
            Post + "Content-Length: " + length + "\r\n\r\n", 400, "bad_length");
    row("lengths differ", Post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "bad_length");
    row("lengths differ in writing", Post + "Content-Length: 1\r\nContent-Length: 01\r\n\r\n", 400,
        "bad_length");
    row("both lengths", Post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "bad_length");
    row("both lengths, turned", Post + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400,
        "bad_length");
    row("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "bad_length");
    for (const char *encoding : {"gzip", "gzip, chunked", "chunked, gzip", "identity", "xchunked", "",
             "chunked, chunked", "\"chunked\"", "chunked;q=1"})
        row(qPrintable("encoding "_L1 + QString::fromLatin1(encoding)),
            Post + "Transfer-Encoding: " + encoding + "\r\n\r\n", 501, "transfer_encoding");
    row("two encodings", Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 501,
        "transfer_encoding");
    row("encoding with a vertical tab",
        Post
            + "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n",
        400, "bad_header");
    row("large body", Post + "Content-Length: 101\r\n\r\n", 413, "request_too_large");
    row("immense body", Post + "Content-Length: 99999999999999999999\r\n\r\n", 413, "request_too_large");
    row("other Expect", Post + "Content-Length: 1\r\nExpect: 200-ok\r\n\r\n", 417, "expectation_failed");
    row("chunk size is none", Chunked + "x\r\n", 400, "bad_chunk");
    row("chunk size is empty", Chunked + "\r\n", 400, "bad_chunk");
    row("chunk size with sign", Chunked + "+1\r\n", 400, "bad_chunk");
    row("chunk size with 0x", Chunked + "0x1\r\n", 400, "bad_chunk");
    row("chunk size with space", Chunked + "1 \r\na\r\n", 400, "bad_chunk");
    row("chunk size without CR", Chunked + "1\na\r\n0\r\n\r\n", 400, "bad_chunk");
    row("chunk size with CR", Chunked + "1;\r\r\na\r\n", 400, "bad_chunk");
    row("chunk extension too long", Chunked + "1;" + QByteArray(300, 'x') + "\r\n", 400, "bad_chunk");
    row("chunk extensions too long",
        Chunked + ("1;" + QByteArray(250, 'x') + "\r\na\r\n").repeated(70) + "0\r\n\r\n", 400, "bad_chunk");
    row("chunk too long", Chunked + "1\r\nab\r\n", 400, "bad_chunk");
    row("chunk ends without CR", Chunked + "1\r\na\n0\r\n\r\n", 400, "bad_chunk");
    row("chunk ends with CRs", Chunked + "1\r\na\r\r", 400, "bad_chunk");
    row("large chunk", Chunked + "65\r\n", 413, "request_too_large");
    row("immense chunk", Chunked + "fffffffffffffffff\r\n", 413, "request_too_large");
    row("large chunks", Chunked + "40\r\n" + QByteArray(64, 'x') + "\r\n25\r\n", 413, "request_too_large");
    row("bad trailer", Chunked + "0\r\nX : y\r\n\r\n", 400, "bad_header");
    row("folded trailer", Chunked + "0\r\nX: y\r\n z\r\n\r\n", 400, "bad_header");
    row("many trailers", Chunked + "0\r\n" + QByteArray("X: y\r\n").repeated(2000), 400, "bad_chunk");
    row("trailer end without CR", Chunked + "0\r\n\n", 400, "bad_chunk");
}

void FramingTest::refuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    const auto whole = verdictOn({bytes});
    QCOMPARE(whole.state, State::Broken);
    QCOMPARE(whole.violation.status, status);
    QCOMPARE(whole.violation.code, code);
    QVERIFY(whole.violation.message.endsWith('.'));
    compare(verdictOn(single(bytes)), whole);
    for (qsizetype at = 1; at < bytes.size(); ++at)
        compare(verdictOn({bytes.first(at), bytes.sliced(at)}), whole);
}

void FramingTest::accepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &body = {}) {
        QTest::newRow(name) << bytes << body;
    };
    row("GET", "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    row("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
    row("IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:8082\r\n\r\n");
    row("blank lines", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
    row("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n");
    row("HTTP/1.0 with Expect", "POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: y\r\n\r\na", "a");
    row("unknown method", "PROPFIND / HTTP/1.1\r\nHost: h\r\n\r\n");
    row("tabs around", "GET / HTTP/1.1\r\nHost: \t h \t\r\n\r\n");
    row("not ASCII", "GET / HTTP/1.1\r\nHost: h\r\nX: \xC3\xA9\r\n\r\n");
    row("96 headers", "GET / HTTP/1.1\r\nHost: h\r\n" + QByteArray("X: y\r\n").repeated(95) + "\r\n");
    row("long line", "GET /" + QByteArray(4096 - 5 - 11, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n");
    row("empty body", Post + "Content-Length: 0\r\n\r\n");
    row("body", Post + "Content-Length: 5\r\n\r\nhello", "hello");
    row("length with zeros", Post + "Content-Length: 0005\r\n\r\nhello", "hello");
    row("length twice", Post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "hello");
    row("largest body", Post + "Content-Length: 100\r\n\r\n" + QByteArray(100, 'x'), QByteArray(100, 'x'));
    row("GET with body", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab", "ab");
    row("chunks", Chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world");
    row("chunk size in upper case", Chunked + "A\r\n0123456789\r\n0\r\n\r\n", "0123456789");
    row("chunk size with zeros", Chunked + "0005\r\nhello\r\n000\r\n\r\n", "hello");
    row("chunk extensions", Chunked + "1;a=b\r\na\r\n0;c=\"d\"\r\n\r\n", "a");
    row("chunk of line ends", Chunked + "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n");
    row("trailers", Chunked + "1\r\na\r\n0\r\nX: y\r\nContent-Length: 7\r\n\r\n", "a");
    row("largest chunks", Chunked + "64\r\n" + QByteArray(100, 'x') + "\r\n0\r\n\r\n", QByteArray(100, 'x'));
    row("chunked in capitals", Post + "TRANSFER-ENCODING: Chunked\r\n\r\n0\r\n\r\n");
}

void FramingTest::accepts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, body);
    // What follows is another request's, whatever it is.
    const auto whole = verdictOn({bytes + "\0 next"_ba});
    QVERIFY2(whole.state == State::Whole, whole.violation.message.constData());
    QCOMPARE(whole.taken, bytes.size());
    QCOMPARE(whole.body, body);
    compare(verdictOn(single(bytes)), whole);
    for (qsizetype at = 1; at < bytes.size(); ++at) {
        QVERIFY(verdictOn({bytes.first(at)}).state != State::Whole);
        compare(verdictOn({bytes.first(at), bytes.sliced(at)}), whole);
    }
}

void FramingTest::targets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("forQt");
    QTest::newRow("path") << "/a/b?c=d"_ba
                          << "/a/b?c=d"_ba;
    QTest::newRow("slashes") << "//v1/models"_ba
                             << "/v1/models"_ba;
    QTest::newRow("absolute") << "http://other:1/a?b"_ba
                              << "/a?b"_ba;
    QTest::newRow("absolute, no path") << "http://other"_ba
                                       << "/"_ba;
    QTest::newRow("absolute, only query") << "HTTP://other?a"_ba
                                          << "/?a"_ba;
    QTest::newRow("absolute, slashes") << "http://other//a"_ba
                                       << "/a"_ba;
    QTest::newRow("https") << "https://other/a"_ba
                           << "/a"_ba;
}

void FramingTest::targets()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, forQt);
    const http::Limits limits;
    http::Framing framing(limits);
    framing.take("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY2(framing.state() == State::Whole, framing.violation().message.constData());
    QCOMPARE(framing.head().forQt(), "GET " + forQt + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const bool isAbsolute = !target.startsWith('/');
    QCOMPARE(http::headerValue(framing.head().fields(), "host").startsWith("other"), isAbsolute);
    QCOMPARE(framing.head().fields().size(), 1);
}

void FramingTest::onlyNamesTheHostOfTheTarget()
{
    const http::Limits limits;
    http::Framing framing(limits);
    framing.take("GET http://a:1/ HTTP/1.1\r\n\r\n");
    QCOMPARE(framing.state(), State::Whole);
    QCOMPARE(framing.head().fields(), (http::Headers{{"Host", "a:1"}}));
}

void FramingTest::oneAfterTheOther()
{
    const http::Limits limits;
    http::Framing framing(limits);
    const QByteArray requests = Post + "Content-Length: 3\r\n\r\none" + Chunked + "3\r\ntwo\r\n0\r\n\r\n"
        + "\r\n" + Post + "Content-Length: 5\r\n\r\nthree";
    QByteArrayView rest(requests);
    for (const auto *body : {"one", "two", "three"}) {
        QCOMPARE(framing.state(), State::Between);
        rest = rest.sliced(framing.take(rest));
        QCOMPARE(framing.state(), State::Whole);
        QCOMPARE(framing.take("more"), 0);
        QCOMPARE(framing.takeBody(), QByteArray(body));
        framing.reset();
    }
    QVERIFY(rest.isEmpty());
}

void FramingTest::waitsToContinue()
{
    const http::Limits limits;
    http::Framing framing(limits);
    framing.take(Post + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r");
    QVERIFY(!framing.waitsToContinue());
    framing.take("\n");
    QVERIFY(framing.waitsToContinue());
    framing.take("a");
    QVERIFY(!framing.waitsToContinue());
    framing.take("b");
    QCOMPARE(framing.state(), State::Whole);
    framing.reset();
    framing.take(Post + "Content-Length: 0\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(framing.state(), State::Whole);
    QVERIFY(!framing.waitsToContinue());
}

void FramingTest::saysWhatRaisesTheLimit()
{
    http::Limits limits;
    limits.body = 3 * 1024 * 1024;
    limits.headers = 2048;
    QCOMPARE(
        http::bodyTooLarge(limits).message, "The body of the request is larger than 3 MB (--max-body)."_ba);
    QCOMPARE(http::headersTooLarge(limits).message,
        "The headers of the request are larger than 2 KB (--max-headers)."_ba);
    QVERIFY(http::requestLineTooLong(limits).message.contains("1 KB"));
    QVERIFY(http::headersTooSlow(limits).message.contains("10 s (--header-time)"));
    QVERIFY(http::bodyTooSlow(limits).message.contains("20 s (--body-time)"));
    QVERIFY(http::tooManyConnections(512, limits)
                .message.contains("512 connections already: --max-connections."));
    QVERIFY(http::tooManyConnections(100, limits).message.contains("100 connections already: half of"));
    QCOMPARE(http::bodyOf({400, "code", "Say \"this\"."}),
        R"({"error":{"message":"Say \"this\".","type":"invalid_request_error","param":null,"code":"code"}})"_ba);
}

// It reads heads only: a length that it sees would make it wait for a body.
void FramingTest::showsQtNoLength()
{
    const http::Limits limits;
    http::Framing framing(limits);
    framing.take(Post
        + "content-length: 1\r\nX: y\r\nExpect: 100-continue\r\nUpgrade: websocket\r\nTE: trailers\r\n"
          "Trailer: x\r\nConnection: upgrade\r\n\r\na");
    QCOMPARE(framing.state(), State::Whole);
    QCOMPARE(framing.head().forQt(),
        "POST / HTTP/1.1\r\nHost: localhost\r\nX: y\r\nConnection: upgrade\r\n\r\n"_ba);
    QCOMPARE(framing.head().fieldsForQt(), 3);
    QCOMPARE(framing.head().fields().size(), 8);
}

QTEST_GUILESS_MAIN(FramingTest)
#include "framing_test.moc"
