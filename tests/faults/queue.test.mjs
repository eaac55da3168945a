// Two sessions and two places in the queue.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asking, cancellable, startStream, words} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const small = {args: ['--max-sessions', '2', '--queue', '2', '--warm', '0']};
const queued = (relay, count) => until(async () => (await relay.health()).sessions.queued === count, `${count} queued`);
const busy = (relay, count) => until(async () => (await relay.health()).sessions.busy === count, `${count} busy`);

// Asks `count` times, one after the other, each when the one before it has its place.
async function fill(relay, count, script)
{
    const requests = [];
    for (let i = 0; i < count; ++i) {
        requests.push(cancellable(relay.baseUrl, asking({...script, text: `answer ${i}`})));
        await (i < 2 ? busy(relay, i + 1) : queued(relay, i - 1));
    }
    return requests;
}

// The order in which the CLI got the questions: the numbers in their texts.
const order = relay => relay.fakeLog().filter(entry => entry.line?.includes('"user"'))
    .map(entry => Number(entry.line.match(/answer (\d+)/)[1]));

test('the fifth request is refused, the others are served in order', () => withRelay(small, async relay => {
    const requests = await fill(relay, 4, {deltas: 1, first_ms: 700});
    const refused = await ask(relay.baseUrl, asking({text: 'answer 4'}));
    assert.equal(refused.status, 429, refused.text);
    assert.equal(typeof refused.json.error.message, 'string');
    assert.match(refused.headers['retry-after'] ?? '', /^[1-9]\d*$/);

    const answers = await Promise.all(requests.map(request => request.answer));
    assert.deepEqual(answers.map(answer => answer.json.choices[0].message.content),
        ['answer 0', 'answer 1', 'answer 2', 'answer 3']);
    const asked = order(relay);
    assert.deepEqual([asked.slice(0, 2).sort(), asked.slice(2)], [[0, 1], [2, 3]]);
    await busy(relay, 0);
    await queued(relay, 0);
}));

test('a request that is taken back leaves the queue and is never asked', () => withRelay(small, async relay => {
    const requests = await fill(relay, 4, {deltas: 1, first_ms: 1000});
    requests[2].cancel();
    await queued(relay, 1);
    const late = cancellable(relay.baseUrl, asking({text: 'answer 5'}));
    await queued(relay, 2);
    for (const i of [0, 1, 3])
        assert.equal((await requests[i].answer).status, 200);
    assert.equal((await late.answer).status, 200);
    assert.ok(!order(relay).includes(2), 'the CLI never got it');
}));

test('taking back all of them leaves nothing behind', () => withRelay(small, async relay => {
    for (let round = 0; round < 5; ++round) {
        const requests = await fill(relay, 4, {deltas: 1, first_ms: 5000});
        for (const request of requests)
            request.cancel();
        await queued(relay, 0);
        await busy(relay, 0);
    }
    await relay.noneLeft();
    assert.equal((await ask(relay.baseUrl, asking({deltas: 1}))).status, 200);
}));

test('a place that is given up is taken by the first that waits', () => withRelay(small, async relay => {
    const streams = [];
    for (let i = 0; i < 2; ++i)
        streams.push(await startStream(relay.baseUrl, asking({deltas: 5000, delay_ms: 10})));
    const waiting = cancellable(relay.baseUrl, asking({deltas: 3}));
    await queued(relay, 1);
    streams[0].abort();
    assert.equal((await waiting.answer).json.choices[0].message.content.trim(), words(3).trim());
    streams[1].abort();
    await busy(relay, 0);
}));
