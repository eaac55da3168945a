#include "check.h"
#include "http/framing.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using http::Framing;

namespace {

http::Limits small()
{
    http::Limits limits;
    limits.body = 4096;
    limits.headers = 2048;
    return limits;
}

struct Message
{
    QByteArray method;
    http::Headers fields;
    QByteArray forQt;
    QByteArray body;
    bool isOld = false;
    bool operator==(const Message &) const = default;
};

struct Outcome
{
    QList<Message> messages;
    Framing::State state = Framing::State::Between;
    http::Violation violation;
    qsizetype taken = 0; // bytes
    bool operator==(const Outcome &) const = default;
};

void checkHead(const Message &message)
{
    const auto &head = message.forQt;
    FUZZ_CHECK(head.endsWith("\r\n\r\n") && head.indexOf("\r\n\r\n") == head.size() - 4);
    FUZZ_CHECK(head.count('\n') == head.count("\r\n") && head.count('\r') == head.count("\r\n"));
    FUZZ_CHECK(!head.contains('\0'));
    const auto lower = head.toLower();
    for (const auto *name : {"content-length:", "transfer-encoding:", "expect:", "upgrade:", "trailer:"})
        FUZZ_CHECK(!lower.contains(QByteArray("\r\n") + name));
    FUZZ_CHECK(lower.count("\r\nhost:") == 1);
    FUZZ_CHECK(message.fields.size() <= http::RequestHead::MostFields + 1);
    FUZZ_CHECK(message.body.size() <= small().body);
}

// Reads all that there is, in pieces whose sizes `cut` gives.
template<typename Cut> Outcome read(QByteArrayView bytes, Cut cut)
{
    const auto limits = small();
    Framing framing(limits);
    Outcome outcome;
    while (!bytes.isEmpty() && framing.state() != Framing::State::Broken) {
        auto piece = bytes.first(std::clamp<qsizetype>(cut(), 1, bytes.size()));
        const auto taken = framing.take(piece);
        FUZZ_CHECK(taken > 0 || framing.state() == Framing::State::Broken);
        FUZZ_CHECK(taken <= piece.size());
        FUZZ_CHECK(taken == piece.size() || framing.state() == Framing::State::Whole
            || framing.state() == Framing::State::Broken);
        bytes = bytes.sliced(taken);
        outcome.taken += taken;
        if (framing.state() != Framing::State::Whole)
            continue;
        const auto &head = framing.head();
        outcome.messages.append(
            {head.method(), head.fields(), head.forQt(), framing.takeBody(), head.isOld()});
        checkHead(outcome.messages.last());
        framing.reset();
    }
    outcome.state = framing.state();
    if (outcome.state == Framing::State::Broken) {
        outcome.violation = framing.violation();
        FUZZ_CHECK(outcome.violation.status >= 400 && outcome.violation.status < 600);
        FUZZ_CHECK(!outcome.violation.message.isEmpty() && !outcome.violation.message.contains('\n'));
    }
    return outcome;
}

} // namespace

// The first byte says how the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const auto whole = read(bytes, [&] { return bytes.size(); });
    FUZZ_CHECK(read(bytes, [] { return 1; }) == whole);
    std::uint32_t random = data[0];
    FUZZ_CHECK(read(bytes, [&random] {
        random = random * 1664525U + 1013904223U;
        return qsizetype(random >> 24) % 40;
    }) == whole);
    return 0;
}
