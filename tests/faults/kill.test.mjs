// Sudden deaths in the middle of a stream, fifty of each kind: of the client, of the CLI, of the relay.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asking, headers, post, startStream, words} from '../lib/client.mjs';
import {alive, openFiles, zombiesOf} from '../lib/processes.mjs';
import {startRelay, withRelay} from '../lib/relay.mjs';
import {inBatches, until} from '../lib/wait.mjs';

const deaths = 50;
// On Linux the relay also finds what left the process group.
const escapees = process.platform === 'linux' ? 1 : 0;
const endless = {deltas: 100_000, delay_ms: 5, children: 2, escapees};
const perSession = 3 + escapees; // processes
const roomy = {args: ['--max-sessions', '12', '--queue', '64', '--warm', '1']};

async function assertIdleAndServing(relay)
{
    await until(async () => {
        const {busy, queued} = (await relay.health()).sessions;
        return busy === 0 && queued === 0;
    }, 'no busy or queued sessions');
    const answer = await ask(relay.baseUrl, asking({deltas: 3}));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.choices[0].message.content, words(3));
}

// All that the sessions which were given an endless answer started, themselves included.
const endlessPids = relay => {
    const log = relay.fakeLog();
    const sessions = new Set(log.filter(entry => entry.child).map(entry => entry.pid));
    return [...sessions, ...log.filter(entry => entry.child).map(entry => entry.child)];
};

const noneOf = (relay, pids) => until(() => alive(pids()).length === 0, () => `the end of ${alive(pids())}`);

test('the client goes away in the middle of a stream', () => withRelay(roomy, async relay => {
    await assertIdleAndServing(relay);
    const filesBefore = openFiles(relay.pid);
    await inBatches(deaths, 10, async () => (await startStream(relay.baseUrl, asking(endless))).abort());
    await noneOf(relay, () => endlessPids(relay));
    assert.equal(endlessPids(relay).length, deaths * perSession);
    await assertIdleAndServing(relay);
    await until(() => zombiesOf(relay.pid) === 0, 'no zombies');
    if (filesBefore !== undefined)
        await until(() => openFiles(relay.pid) <= filesBefore + 8, () => `descriptors: ${openFiles(relay.pid)} from ${filesBefore}`);
}));

test('the client goes away before the first delta, or while it waits for a whole answer', () => withRelay(roomy,
    async relay => {
        await inBatches(deaths, 10, async i => {
            const script = i % 2 ? {...endless, hang_after: 0} : endless;
            const stop = new AbortController();
            const sent = fetch(`${relay.baseUrl}/chat/completions`, {method: 'POST', headers, signal: stop.signal,
                body: JSON.stringify({...asking({...script, text: `mark ${i}.`}), stream: i % 4 === 1})});
            sent.catch(() => {});
            await until(() => relay.fakeLog().some(entry => entry.line?.includes(`mark ${i}.`)), `question ${i}`, 15000);
            stop.abort();
        });
        await noneOf(relay, () => endlessPids(relay));
        await assertIdleAndServing(relay);
    }));

test('the CLI is killed in the middle of a stream', () => withRelay(roomy, async relay => {
    await inBatches(deaths, 10, async i => {
        const stream = await startStream(relay.baseUrl, asking({...endless, stderr: `mark ${i}.`}));
        const session = relay.fakeLog().find(entry => entry.line?.includes(`mark ${i}.`)).pid;
        process.kill(session, 'SIGKILL');
        const sum = await stream.rest();
        assert.ok(sum.error, 'an error event');
        assert.equal(sum.finishReason, null);
        assert.equal(sum.cut, false);
        assert.ok(words(100_000).startsWith(sum.text));
    });
    await noneOf(relay, () => endlessPids(relay));
    assert.equal(endlessPids(relay).length, deaths * perSession);
    await assertIdleAndServing(relay);
}));

// Without Linux's parent-death signal a relay that is killed can't take a silent session with it.
const skip = process.platform === 'linux' ? false : 'needs the parent-death signal';

test('the relay is killed in the middle of a stream', {skip}, () => inBatches(deaths, 5, async i => {
    const relay = await startRelay({args: ['--warm', '1']});
    try {
        const silent = {...endless, hang_after: 1, ignore_sigterm: i % 2 === 0};
        const streams = [await startStream(relay.baseUrl, asking(endless)),
            await startStream(relay.baseUrl, asking(silent))];
        await relay.kill9();
        await relay.noneLeft();
        for (const stream of streams)
            assert.ok((await stream.rest()).finishReason === null, 'no finish reason is made up');
    } finally {
        await relay.killAll();
        relay.remove();
    }
}));

test('a client that reads nothing does not hold up the others', () => withRelay(roomy, async relay => {
    const stuck = await post(relay.baseUrl, {...asking({text: 'x'.repeat(20_000_000), deltas: 2000}), stream: true});
    stuck.response.pause();
    for (let i = 0; i < 5; ++i)
        await assertServing(relay);
    stuck.abort();
    await assertIdleAndServing(relay);
}));

async function assertServing(relay)
{
    assert.equal((await ask(relay.baseUrl, asking({deltas: 3}))).status, 200);
}
