// Hundreds of requests over a CLI that dies, stalls, babbles and does not start, from clients that leave, onto a disk
// that is slow: every client gets a whole answer or a clear error, nothing is left behind, and all counts agree.
// CHAOS_REQUESTS and CHAOS_SEEDS (1,2,3) set how much of it.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {test} from 'node:test';
import {asking, post, sumUp, words} from '../lib/client.mjs';
import {readMetrics} from '../lib/metrics.mjs';
import {alive, childrenOf, memory, openFiles, zombiesOf} from '../lib/processes.mjs';
import {fakeClaudeBin, freshHome, remove, withRelay} from '../lib/relay.mjs';
import {pause, until, within} from '../lib/wait.mjs';
import {randomOf} from './random.mjs';

const requests = Number(process.env.CHAOS_REQUESTS ?? 150);
const seeds = (process.env.CHAOS_SEEDS ?? '1').split(',').map(Number);
const atOnce = 12;
const requestTimeout = 3;
const args = ['--max-sessions', '8', '--queue', '64', '--warm', '2', '--keep', '1', '--initialize-time', '1',
    '--request-timeout', String(requestTimeout)];

// What goes wrong with a request, if anything does: fields of the fake's script.
function misfortune(random)
{
    const k = random.below(8);
    return random.oneOf([
        [40, {}],
        [5, {die_before_answer: true}],
        [5, {die_after: k, exit: 3}],
        [5, {die_after: k, signal: 9}],
        [4, {hang_after: k}],
        [5, {garbage: [0, k]}],
        [4, {garbage_lines: random.between(1, 300)}],
        [4, {unknown_lines: true}],
        [4, {slow_bytes: random.between(1, 40)}],
        [4, {long_line: random.below(300_000)}],
        [3, {split_line: k}],
        [4, {error: {status: 529, error: 'overloaded', text: 'Overloaded'}}],
        [3, {children: 1, escapees: 1, die_after: k}],
        [3, {first_ms: random.below(300)}]]);
}

// One client with one request: what became of it is 'answered', 'failed' or 'left'. Throws when it is none of these.
async function oneRequest(relay, {id, script, streamed, leavesAfter})
{
    const body = {...asking(script), stream: streamed};
    let left = false;
    let abort = () => {};
    const leave = leavesAfter === undefined ? undefined : setTimeout(() => {
        left = true;
        abort();
    }, leavesAfter);
    try {
        const answer = await post(relay.baseUrl, body, {'x-request-id': id});
        abort = answer.abort;
        if (left)
            abort();
        const {status, response} = answer;
        if (status === 200 && streamed) {
            const sum = await sumUp(response);
            if (left)
                return {outcome: 'left'};
            assert.ok(!sum.cut, 'the stream was cut');
            assert.ok(words(script.deltas).startsWith(sum.text), `text: ${sum.text}`);
            if (sum.error) {
                assert.ok(sum.error.message && sum.error.type, JSON.stringify(sum.error));
                return {outcome: 'failed', status};
            }
            assert.equal(sum.text, words(script.deltas));
            assert.ok(sum.finishReason === 'stop' && sum.done, JSON.stringify(sum));
            return {outcome: 'answered', status};
        }
        const pieces = [];
        for await (const piece of response)
            pieces.push(piece);
        if (left)
            return {outcome: 'left'};
        const json = JSON.parse(Buffer.concat(pieces));
        if (status === 200) {
            assert.equal(json.choices[0].message.content, words(script.deltas));
            return {outcome: 'answered', status};
        }
        assert.ok(status >= 400 && json.error.message && json.error.type, JSON.stringify(json));
        return {outcome: 'failed', status};
    } catch (error) {
        if (left && error.code !== 'ERR_ASSERTION')
            return {outcome: 'left'};
        error.message += `\n(${id}, ${JSON.stringify(script)}, streamed: ${streamed})`;
        throw error;
    } finally {
        clearTimeout(leave);
    }
}

// A claude of which some do not answer initialize: one process of 16, by its number.
function moodyClaude(folder)
{
    const path = join(folder, 'claude');
    writeFileSync(path, `#!/bin/bash
[[ $1 == -p ]] && (($$ % 16 == 0)) && export FAKE_CLAUDE='{"hang_initialize":true}'
exec "${fakeClaudeBin()}" "$@"
`);
    chmodSync(path, 0o755);
    return path;
}

// Without python3 the disk is as fast as it is.
function slowDisk(relay, seed)
{
    if (spawnSync('python3', ['-c', 'import sqlite3']).status !== 0) {
        console.log('note: no python3 with sqlite3, so the disk is not slow');
        return {stop() {}};
    }
    const store = join(relay.env.XDG_DATA_HOME, 'claude-relay', 'journal.sqlite');
    const path = existsSync(store) ? store : findStore(relay.folder);
    const child = spawn('python3', [join(import.meta.dirname ?? dirname(fileURLToPath(import.meta.url)), 'slow_disk.py'), path, String(seed)], {stdio: 'ignore'});
    return {stop: () => child.kill('SIGKILL')};
}

function findStore(folder)
{
    const found = readdirSync(folder, {recursive: true}).find(name => /\.(sqlite|db)$/.test(name));
    assert.ok(found, `no store in ${folder}`);
    return join(folder, found);
}

async function settled(relay)
{
    await until(async () => {
        const {busy, queued, ending, kept, waiting} = (await relay.health()).sessions;
        return busy + queued + ending + kept + waiting === 0;
    }, 'rest', 20000);
    await until(() => zombiesOf(relay.pid) === 0, 'no zombies');
}

async function assertCountsAgree(relay, plan, results)
{
    const {totals} = await relay.health();
    const {sum} = await readMetrics(relay);
    const left = results.filter(({outcome}) => outcome === 'left').length;
    assert.ok(totals.requests <= plan.length && totals.requests >= plan.length - left,
        `${totals.requests} of ${plan.length}, ${left} left`);
    assert.equal(sum('claude_relay_requests_total'), totals.requests);
    assert.equal(sum('claude_relay_errors_total'), totals.failed + totals.cancelled);
    assert.equal(sum('claude_relay_tokens_total', {kind: 'output'}), totals.completion_tokens);
    let stored;
    await until(async () => {
        const {stdout} = await relay.command('log', '--last', 'all', '--json');
        stored = new Map(stdout.split('\n').filter(Boolean).map(line => JSON.parse(line)).map(row => [row.id, row]));
        return stored.size === totals.requests;
    }, () => `${totals.requests} rows in the store; there are ${stored.size}`, 75000); // it tries again after a minute at most
    for (const [i, {outcome, status}] of results.entries()) {
        const row = stored.get(plan[i].id);
        assert.ok(row || outcome === 'left', `${plan[i].id} is not in the store`);
        if (outcome === 'left')
            continue;
        assert.equal(row.status, status, `${plan[i].id}: ${JSON.stringify(row)}`);
        assert.equal(Boolean(row.error), outcome === 'failed', JSON.stringify(row));
    }
    const ofStatus = status => [...stored.values()].filter(row => row.status === status).length;
    for (const status of new Set([...stored.values()].map(row => row.status)))
        assert.equal(sum('claude_relay_requests_total', {status}), ofStatus(status), `status ${status}`);
    assert.ok(Math.abs(totals.cost_usd - [...stored.values()].reduce((all, row) => all + (row.cost_usd ?? 0), 0)) < 1e-6);
}

for (const seed of seeds) {
    test(`chaos with seed ${seed}: ${requests} requests`, async () => {
        const home = freshHome();
        const random = randomOf(seed);
        const plan = Array.from({length: requests}, (unused, i) => ({id: `chaos-${seed}-${i}`,
            script: {deltas: random.between(8, 20), delay_ms: random.below(6), ...misfortune(random)},
            streamed: random.chance(0.6), leavesAfter: random.chance(0.12) ? random.between(5, 150) : undefined}));
        await withRelay({args, claude: moodyClaude(home.folder)}, async relay => {
            await until(async () => (await relay.health()).sessions.warm === 2, 'the warm ones');
            const begin = {files: openFiles(relay.pid), children: childrenOf(relay.pid).length};
            const disk = slowDisk(relay, seed);
            const started = performance.now();
            const results = [];
            const sizes = [];
            let next = 0;
            const client = async () => {
                while (next < plan.length) {
                    const i = next++;
                    results[i] = await within(30000, oneRequest(relay, plan[i]), `an answer to ${JSON.stringify(plan[i])}`);
                    sizes.push(memory(relay.pid).now);
                }
            };
            try {
                await Promise.all(Array.from({length: atOnce}, client));
            } finally {
                disk.stop();
            }
            const took = performance.now() - started;
            await settled(relay);
            await assertCountsAgree(relay, plan, results);
            await until(async () => (await relay.health()).sessions.warm === 2, 'the warm ones again', 20000);
            await settled(relay);

            const outcomes = results.reduce((sum, {outcome}) => ({...sum, [outcome]: (sum[outcome] ?? 0) + 1}), {});
            const mean = list => list.reduce((sum, size) => sum + size, 0) / list.length / 1048576;
            const [first, last] = [mean(sizes.slice(0, 100)), mean(sizes.slice(-100))];
            const {sum} = await readMetrics(relay);
            const faults = ['silent', 'garbage'].map(reason =>
                `${reason} ${sum('claude_relay_process_restarts_total', {reason})}`);
            console.log(`seed ${seed}: ${JSON.stringify(outcomes)} in ${(took / 1000).toFixed(1)} s; RSS ${first.toFixed(1)}`
                + ` -> ${last.toFixed(1)} MB (${((last / first - 1) * 100).toFixed(1)} %); descriptors ${begin.files} -> `
                + `${openFiles(relay.pid)}; replaced: ${faults}; crashed ${sum('claude_relay_process_crashes_total')}, `
                + `started ${sum('claude_relay_process_starts_total')}`);
            assert.ok(outcomes.answered > requests / 3 && outcomes.failed > requests / 20, JSON.stringify(outcomes));
            if (requests >= 1000)
                assert.ok(last < first * 1.05, `RSS ${first} -> ${last} MB`);
            if (begin.files !== undefined)
                assert.ok(openFiles(relay.pid) <= begin.files + 4, `descriptors ${begin.files} -> ${openFiles(relay.pid)}`);
            assert.ok(childrenOf(relay.pid).length <= begin.children, 'processes');
            const running = alive(relay.fakePids());
            assert.ok(running.length <= 2, `${running} run beside the warm ones`);
            await relay.stop();
            await relay.noneLeft();
            await pause(100);
            const control = readdirSync(join(relay.env.XDG_RUNTIME_DIR, 'claude-relay')).filter(name => !name.endsWith('.lock'));
            assert.deepEqual(control, [], 'control files');
        });
        remove(home.folder);
    });
}
