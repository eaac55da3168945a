// No room for another process or descriptor: every request gets an answer or an error, and the slots come back.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asking, stream, words} from '../lib/client.mjs';
import {cpuSeconds} from '../lib/processes.mjs';
import {portOf, rawClient, rawGet, rawPost} from '../lib/raw.mjs';
import {withRelay} from '../lib/relay.mjs';
import {pause, until} from '../lib/wait.mjs';

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

test('what rests makes room for other conversations', () => withRelay(
    {limits: '-n 60', args: ['--max-sessions', '30', '--keep-max', '30', '--warm', '0']}, async relay => {
        for (let conversation = 0; conversation < 30; ++conversation) {
            const answer = await stream(relay.baseUrl, asking({deltas: 2}));
            assert.equal(answer.text, words(2), `${conversation}: ${JSON.stringify(answer)}`);
        }
    }));

test('more connections than descriptors: half of these stay for all else, and the service goes on', () => withRelay(
    {limits: '-n 200', args: ['--header-time', '120']}, async relay => {
        const friend = await rawClient(portOf(relay));
        friend.write(rawGet('/health'));
        assert.equal((await friend.answers(1))[0].status, 200);
        const crowd = await Promise.all(Array.from({length: 220}, () => rawClient(portOf(relay))));
        const closed = () => crowd.filter(client => client.isClosed());
        await until(() => closed().length === 220 - 99, () => `${closed().length} were closed`, 10000);
        const told = closed().filter(client => client.text() !== '');
        assert.ok(told.length > 0, 'some are told why');
        for (const client of told)
            assert.match(client.text(), /^HTTP\/1\.1 503 [^]*There are 100 connections already: half of the open files/);
        const before = cpuSeconds(relay.pid);
        await pause(2000);
        const used = cpuSeconds(relay.pid) - before;
        assert.ok(used < 0.2, `${used} s of processor time in two seconds without a request`);
        friend.write(rawPost('/v1/chat/completions', JSON.stringify(asking({deltas: 5}))));
        assert.equal(JSON.parse((await friend.answers(2))[1].body).choices[0].message.content, words(5));
        crowd.forEach(client => client.destroy());
        await until(() => relay.health().then(({status}) => status === 'ok').catch(() => false), 'room for others');
    }));

test('a queue of no length refuses nobody while there are places', () => withRelay(
    {args: ['--queue', '0', '--max-sessions', '3']}, async relay => {
        const answers = await Promise.all(Array.from({length: 3}, () => stream(relay.baseUrl, asking({deltas: 2}))));
        for (const answer of answers)
            assert.equal(answer.text, words(2), JSON.stringify(answer));
    }));
