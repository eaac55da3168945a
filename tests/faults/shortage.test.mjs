// No room for another process or descriptor: every request gets an answer or an error, and the slots come back.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asking, stream, words} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

test('too few descriptors for the sessions that are asked for', () => withRelay(
    {limits: '-n 60', args: ['--max-sessions', '20', '--warm', '0']}, async relay => {
        const answers = await Promise.all(Array.from({length: 12},
            () => stream(relay.baseUrl, asking({deltas: 5, delay_ms: 100})).catch(error => ({status: error.code}))));
        const whole = answers.filter(answer => answer.status === 200 && answer.text === words(5));
        assert.ok(whole.length > 0, 'some were answered');
        for (const answer of answers)
            assert.ok(answer.status !== 200 || whole.includes(answer) || answer.error, JSON.stringify(answer));
        await until(async () => {
            const {sessions} = await relay.health();
            return sessions.busy + sessions.ending + sessions.queued === 0;
        }, 'all slots to be free', 10000);
        const after = await stream(relay.baseUrl, asking({deltas: 5}));
        assert.equal(after.text, words(5));
    }));

test('a queue of no length refuses nobody while there are places', () => withRelay(
    {args: ['--queue', '0', '--max-sessions', '3']}, async relay => {
        const answers = await Promise.all(Array.from({length: 3}, () => stream(relay.baseUrl, asking({deltas: 2}))));
        for (const answer of answers)
            assert.equal(answer.text, words(2), JSON.stringify(answer));
    }));
