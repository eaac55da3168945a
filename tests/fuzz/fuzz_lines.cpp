#include "cli/incoming.h"
#include "cli/lines.h"
#include "cli/turn_reader.h"
#include "tests/cli/grammar.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

// How the lines are to be read, by the bits of one byte.
cli::Reading readingOf(std::uint8_t bits)
{
    cli::Reading reading;
    reading.structured = (bits & 1) != 0;
    if ((bits & 2) != 0)
        reading.clientTools = {"get", "get_weather", "Bash"};
    if ((bits & 4) != 0)
        reading.stopTexts = {"\n\n", "  "};
    if ((bits & 8) != 0)
        reading.toolPrefix = "mcp__claude_relay__";
    reading.continued = (bits & 16) != 0;
    return reading;
}

void demand(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

void checkEnding(const cli::TurnReader &reader, bool structured, const std::vector<chat::Event> &events)
{
    const auto *finished = events.empty() ? nullptr : std::get_if<chat::Finished>(&events.back());
    const bool forTools = finished && finished->reason == chat::StopReason::ToolUse;
    const bool waits = reader.ending() == cli::Ending::Waiting;
    demand(forTools || !waits, "who waits for tools asked for them");
    // Not when the answer's JSON came before the call: then it was premature.
    demand(waits || !forTools || (structured && reader.ending() == cli::Ending::Cut),
        "who asks for tools waits");
    demand(!forTools || !reader.calls().empty(), "who waits for tools names the calls");
    demand(reader.isDone() || reader.schemaRejected() || reader.ending() == cli::Ending::None,
        "only what is done has ended");
}

} // namespace

// The first byte says how the answer is read, the second how many bytes come at once; the rest is the CLI's output.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const qsizetype step = std::max<qsizetype>(data[1], 1);
    const QByteArrayView output(data + 2, qsizetype(size - 2));

    cli::Lines lines;
    cli::IncomingDecoder decoder;
    const auto reading = readingOf(data[0]);
    cli::TurnReader reader(reading);
    std::vector<chat::Event> events;
    for (qsizetype at = 0; at < output.size(); at += step) {
        const auto piece = output.sliced(at, std::min(step, output.size() - at));
        std::memcpy(lines.reserve(piece.size()), piece.data(), std::size_t(piece.size()));
        lines.commit(piece.size());
        lines.take([&](QByteArrayView line) {
            std::vector<cli::Incoming> incoming;
            decoder.decode(line, incoming);
            demand(!incoming.empty(), "every line says something");
            for (const auto &one : incoming)
                reader.read(one, 1'795'344'000, events);
        });
    }
    checkEnding(reader, reading.structured, events);
    const bool wasDone = reader.isDone();
    const auto before = events.size();
    reader.fail({}, events);
    demand(reader.isDone(), "an answer that is ended is done");
    demand(!wasDone || events.size() == before, "an answer ends once");
    const auto fault = grammarFault(events);
    demand(fault.isEmpty(), fault.constData());
    return 0;
}
