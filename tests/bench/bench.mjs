// The benchmark: node bench.mjs [load] [first] [follow] [desktop]. Prints tables and whether the targets are met; the exit code
// is 1 when a delta was lost or a target missed. RELAY_BIN and FAKE_CLAUDE_BIN name the programs (a release build, please);
// CLAUDE_BIN, when set, the real claude. BENCH_ROUNDS is the number of measurements per median.
import {load} from './load.mjs';
import {startDesktop} from '../lib/desktop.mjs';
import {idle, many} from './desktop.mjs';
import {follow} from './follow.mjs';
import {withFake, withReal} from './first_delta.mjs';

const wanted = process.argv.slice(2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 20);
let missed = 0;

function target(met, text)
{
    missed += met ? 0 : 1;
    console.log(`  ${met ? 'met   ' : 'MISSED'}  ${text}`);
}

async function runLoad()
{
    console.log('100 streams at once, 500 deltas each, 2 ms apart');
    const result = await load();
    const megabytes = result.peakBytes / 1e6;
    console.log(`  ${result.deltas} deltas in ${result.seconds.toFixed(2)} s; relay ${result.microseconds.toFixed(1)} µs per delta`
        + ` (${result.startMicroseconds.toFixed(1)} with the start of the sessions), peak ${megabytes.toFixed(1)} MB`);
    target(result.wrong === 0, `no delta lost or reordered (${result.wrong} wrong streams)`);
    target(result.microseconds <= 15, `${result.microseconds.toFixed(1)} µs of processor time per delta, at most 15`);
    target(megabytes <= 60, `${megabytes.toFixed(1)} MB of memory, at most 60`);
}

function report(name, times)
{
    console.log(`\nTime to the first delta, ${name}, median of ${rounds}, in ms`);
    console.log('             cold     warm');
    const row = (label, cold, warm) =>
        console.log(`  ${label.padEnd(8)}${cold.toFixed(1).padStart(7)}  ${warm.toFixed(1).padStart(7)}`);
    row('direct', times.directCold, times.directWarm);
    row('relay', times.cold, times.warm);
    const ratio = times.warm / times.cold;
    const more = times.warm - times.directWarm;
    target(ratio <= 0.4, `warm is ${ratio.toFixed(2)} × cold, at most 0.4`);
    target(more <= 25, `warm is ${more.toFixed(1)} ms more than driving the CLI directly, at most 25`);
}

function reportFollow(times)
{
    console.log(`\nTime to the first delta, real CLI, median of ${rounds}, in ms`);
    const row = (label, time) => console.log(`  ${label.padEnd(38)}${time.toFixed(1).padStart(7)}`);
    row('first turn, warm session', times.fresh);
    row('second turn, the same session', times.kept);
    row('after a replayed history of 100 turns', times.replayed);
    const ratio = times.kept / times.fresh;
    target(ratio <= 0.6, `a second turn takes ${ratio.toFixed(2)} × a first one in a warm session, at most 0.6`);
    target(times.replayed < 1000, `a history of 100 turns starts in ${times.replayed.toFixed(0)} ms, less than 1000`);
}

async function runDesktop()
{
    const before = (await load()).microseconds;
    console.log(`\nThe tray application: processor time per delta (${before.toFixed(1)} µs in serve)`);
    for (const [what, opened] of [['log closed', () => {}], ['log open', desktop => desktop.command('open-log')]]) {
        const {microseconds, wrong} = await load({start: startDesktop, opened});
        target(wrong === 0 && microseconds <= before * 1.1,
            `${what}: ${microseconds.toFixed(1)} µs in the relay's thread, ${wrong} streams wrong; at most 10 % more`);
    }
    const quiet = await idle();
    target(quiet.fresh <= 90e6, `idle, log never open: ${(quiet.fresh / 1e6).toFixed(1)} MB, at most 90`);
    target(quiet.closed <= 90e6, `idle, log closed again: ${(quiet.closed / 1e6).toFixed(1)} MB, at most 90`);
    target(quiet.cpu < 0.001, `idle: ${(quiet.cpu * 100).toFixed(3)} % of a core in ${quiet.seconds} s, less than 0.1`);
    const rows = await many();
    target(rows.ui <= 0.25, `${rows.rate.toFixed(0)} rows a second for ${rows.seconds.toFixed(0)} s, log open: `
        + `UI thread ${(rows.ui * 100).toFixed(1)} % of a core, at most 25 (relay ${(rows.relay * 100).toFixed(1)} %)`);
}

if (wanted.length === 0 || wanted.includes('load'))
    await runLoad();
if (wanted.length === 0 || wanted.includes('first')) {
    report('fake CLI', await withFake(rounds));
    if (process.env.CLAUDE_BIN)
        report('real CLI', await withReal(rounds, process.env.CLAUDE_BIN));
    else
        console.log('\nCLAUDE_BIN is not set: not measured over the real CLI');
}
if (wanted.length === 0 || wanted.includes('follow')) {
    if (process.env.CLAUDE_BIN)
        reportFollow(await follow(rounds, process.env.CLAUDE_BIN));
    else
        console.log('\nCLAUDE_BIN is not set: second turns are not measured');
}
if (wanted.includes('desktop'))
    await runDesktop();
process.exitCode = missed > 0 ? 1 : 0;
