// SIGTERM and SIGINT: running answers get 5 seconds, nothing is left behind, exit code 0.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asking, cancellable, startStream, words} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

test('an idle relay ends at once', () => withRelay({args: ['--warm', '2']}, async relay => {
    await until(async () => (await relay.health()).sessions.warm === 2, 'two warm sessions');
    relay.term();
    assert.deepEqual(await within(4500, relay.exited, 'the end'), {code: 0, signal: null});
    await relay.noneLeft();
}));

for (const signal of ['SIGTERM', 'SIGINT']) {
    test(`${signal}: an answer that is nearly done is finished, new requests are turned away`, () => withRelay({},
        async relay => {
            const stream = await startStream(relay.baseUrl, asking({deltas: 100, delay_ms: 15}));
            process.kill(relay.pid, signal);
            await until(() => ask(relay.baseUrl, asking({})).then(answer => answer.status === 503, () => true),
                'that new requests are turned away', 1000);
            const sum = await stream.rest();
            assert.equal(sum.text, words(100));
            assert.equal(sum.finishReason, 'stop');
            assert.ok(sum.done);
            assert.deepEqual(await within(4500, relay.exited, 'the end'), {code: 0, signal: null});
            await relay.noneLeft();
        }));
}

test('an answer that takes too long is cut, with an error', () => withRelay({}, async relay => {
    const stream = await startStream(relay.baseUrl, asking({deltas: 100_000, delay_ms: 5, children: 2}));
    const begin = Date.now();
    relay.term();
    const sum = await stream.rest();
    assert.ok(Date.now() - begin > 4500 && Date.now() - begin < 25_000, `cut after ${Date.now() - begin} ms`);
    assert.equal(sum.finishReason, null);
    assert.ok(sum.error, 'an error event');
    assert.deepEqual(await within(4500, relay.exited, 'the end'), {code: 0, signal: null});
    await relay.noneLeft();
}));

test('requests that wait are not kept waiting', () => withRelay({args: ['--max-sessions', '1', '--warm', '0']},
    async relay => {
        const stream = await startStream(relay.baseUrl, asking({deltas: 150, delay_ms: 10}));
        const waiting = cancellable(relay.baseUrl, asking({}));
        await until(async () => (await relay.health()).sessions.queued === 1, 'one queued');
        relay.term();
        const answer = await waiting.answer;
        assert.ok([200, 503].includes(answer.status), answer.text);
        assert.equal((await stream.rest()).finishReason, 'stop');
        assert.deepEqual(await within(15000, relay.exited, 'the end'), {code: 0, signal: null});
    }));

test('a session that ignores SIGTERM does not keep the relay', () => withRelay({script: {ignore_sigterm: true}},
    async relay => {
        const stream = await startStream(relay.baseUrl, asking({deltas: 2, hang_after: 1, children: 1}));
        relay.term();
        assert.deepEqual(await within(10000, relay.exited, 'the end'), {code: 0, signal: null});
        assert.equal((await stream.rest()).finishReason, null);
        await relay.noneLeft();
    }));
