// Long silences: the stream opens and shows life, and what fails afterwards is an event in it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asking, post, stream, words} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';

// All of a stream as it came.
async function raw(relay, script)
{
    const {status, response} = await post(relay.baseUrl, {...asking(script), stream: true});
    let text = '';
    for await (const piece of response)
        text += piece;
    return {status, text};
}

const count = (text, pattern) => [...text.matchAll(pattern)].length;

test('a stream that was opened for its silence gets a later failure as an event',
    () => withRelay({args: ['--open-after', '1']}, async relay => {
        const begin = Date.now();
        const {status, response} = await post(relay.baseUrl,
            {...asking({first_ms: 2000, error: {status: 529, error: 'overloaded', text: 'Overloaded'}}), stream: true});
        const opened = Date.now() - begin;
        assert.equal(status, 200);
        assert.ok(opened > 900, `opened after ${opened} ms`);
        let text = '';
        for await (const piece of response)
            text += piece;
        assert.match(text, /^data: \{[^\n]*"role":"assistant"/);
        assert.match(text, /data: \{"error":\{[^\n]*verloaded/);
        assert.doesNotMatch(text, /"finish_reason":"/);
    }));

test('comments come while nothing is said, and the text is whole', () => withRelay(
    {args: ['--open-after', '1', '--comment-every', '1']}, async relay => {
        const {text} = await raw(relay, {deltas: 2, first_ms: 3600, delay_ms: 10});
        const comments = count(text, /^:/gm);
        assert.ok(comments >= 1 && comments <= 4, `${comments} comments`);
        assert.equal((await stream(relay.baseUrl, asking({deltas: 4, delay_ms: 1300}))).text, words(4));
    }));

test('empty deltas come for clients that do not count comments', () => withRelay(
    {args: ['--open-after', '1', '--comment-every', '1', '--delta-after', '2']}, async relay => {
        const {text} = await raw(relay, {deltas: 2, first_ms: 5500});
        const empty = text.split('\n').filter(line => line.startsWith('data: {')).map(line => JSON.parse(line.slice(6)))
            .filter(chunk => chunk.choices[0] && !chunk.choices[0].delta.content && !chunk.choices[0].finish_reason);
        assert.ok(empty.length >= 2 && empty.length <= 4, text);
        assert.match(text, /data: \[DONE\]\n\n$/);
    }));

test('a fast stream has no comments', () => withRelay({}, async relay => {
    const {text} = await raw(relay, {deltas: 50, delay_ms: 1});
    assert.equal(count(text, /^:/gm), 0);
}));
