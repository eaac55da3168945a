// Damaged, unknown, huge and slow lines of the CLI: the text arrives whole.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asking, stream, words} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';

const count = 20;
const cases = [
    ['garbage between the deltas', {deltas: count, garbage: [0, 1, 7, 19]}],
    ['a line of 10 MB', {deltas: count, long_line: 10_000_000}],
    ['lines of unknown types, and a subagent', {deltas: count, unknown_lines: true}],
    ['lines that come in pieces of 40 bytes', {deltas: count, slow_bytes: 40}],
    ['lines that come byte by byte', {deltas: 2, slow_bytes: 1}],
    ['thinking before the text', {deltas: count, thinking: 'SECRET THOUGHTS'}],
    ['all of it', {deltas: count, garbage: [0, 3, 4], long_line: 100_000, unknown_lines: true, thinking: 'hm',
        slow_bytes: 1000}],
];

for (const [name, script] of cases) {
    test(name, () => withRelay({}, async relay => {
        const streamed = await stream(relay.baseUrl, asking(script));
        assert.equal(streamed.status, 200, streamed.text);
        assert.equal(streamed.text, words(script.deltas));
        assert.equal(streamed.finishReason, 'stop');
        assert.equal(streamed.error, null);
        assert.ok(streamed.done && streamed.after === 0 && !streamed.cut, 'ends with [DONE]');

        const whole = await ask(relay.baseUrl, asking(script));
        assert.equal(whole.status, 200, whole.text);
        assert.equal(whole.json.choices[0].message.content, words(script.deltas));
        assert.equal(whole.json.choices[0].finish_reason, 'stop');
    }));
}

test('a line cut in two by another costs that line at most', () => withRelay({}, async relay => {
    for (let k = 0; k < count; k += 5) {
        const answer = await stream(relay.baseUrl, asking({deltas: count, split_line: k}));
        const without = words(count).replace(`w${k} `, '');
        assert.ok([words(count), without].includes(answer.text), answer.text);
        assert.equal(answer.finishReason, 'stop');
        assert.equal(answer.error, null);
        assert.ok(answer.done);
    }
}));

test('characters of several bytes, cut anywhere, arrive unbroken', () => withRelay({}, async relay => {
    const text = 'Grüße, 世界! 👩‍👩‍👧‍👦 \u0000\u001f "quoted" \\ \u2028 end';
    for (const slow_bytes of [0, 7]) {
        const script = {text, deltas: 13, slow_bytes};
        assert.equal((await stream(relay.baseUrl, asking(script))).text, text);
        assert.equal((await ask(relay.baseUrl, asking(script))).json.choices[0].message.content, text);
    }
}));

test('an answer without any text is an empty one', () => withRelay({}, async relay => {
    const streamed = await stream(relay.baseUrl, asking({text: '', deltas: 0}));
    assert.equal(streamed.status, 200, streamed.text);
    assert.equal(streamed.text, '');
    assert.equal(streamed.finishReason, 'stop');
    const whole = await ask(relay.baseUrl, asking({text: '', deltas: 0}));
    assert.equal(whole.json.choices[0].message.content ?? '', '');
}));

test('one delta of 1 MB', () => withRelay({}, async relay => {
    const answer = await stream(relay.baseUrl, asking({text: 'x'.repeat(1_000_000), deltas: 1}));
    assert.equal(answer.text.length, 1_000_000);
    assert.equal(answer.finishReason, 'stop');
}));
