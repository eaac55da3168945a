// Sessions that wait for the results of their client's tools: whatever becomes of them, the model is told the same.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, cancellable, events, post, stream} from '../lib/client.mjs';
import {killAndWait} from '../lib/processes.mjs';
import {withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

const tools = ['look', 'Bash'].map(name => ({type: 'function', function: {name, parameters: {type: 'object'}}}));
const twoCalls = [{name: 'look', input: {z: 1, a: 'first'}}, {name: 'Bash', input: {z: 2, a: 'second'}}];
const echo = {echo_history: true};

// What is not told otherwise answers with the history that its process was given.
const over = (args, test) => withRelay({args: ['--warm', '0', ...args], script: echo}, test);
const question = (script, words = 'Please.', more = {tools}) => ({model: 'haiku', ...more,
    messages: [{role: 'user', content: `${words} fake:${JSON.stringify(script)}`}]});
const calling = script => question({tools: twoCalls, then: echo, ...script});
const and = (body, ...messages) => ({...body, messages: [...body.messages, ...messages]});
const results = (message, order = calls => calls) => order(message.tool_calls)
    .map(call => ({role: 'tool', tool_call_id: call.id, content: `result for ${call.function.arguments}`}));

// An answer's message, as the client sends it back.
async function messageOf(relay, body, streamed = false)
{
    if (!streamed) {
        const answer = await ask(relay.baseUrl, body);
        assert.equal(answer.status, 200, answer.text);
        return answer.json.choices[0].message;
    }
    const {status, text, choices, error} = await stream(relay.baseUrl, body);
    assert.deepEqual([status, error], [200, null], text);
    const calls = choices[0].calls.map(({id, type, name, arguments: input}) =>
        ({id, type, function: {name, arguments: input}}));
    return {role: 'assistant', content: text || null, ...(calls.length ? {tool_calls: calls} : {})};
}

// Asks what calls the tools, and gives the request that brings the results.
async function called(relay, body = calling(), order)
{
    const message = await messageOf(relay, body);
    return and(body, message, ...results(message, order));
}

// The model has seen each call and its result, as they are in the request.
function assertTold(message, body)
{
    const blocks = JSON.parse(message.content).messages.flatMap(({blocks}) => blocks ?? []);
    const uses = blocks.filter(block => block.type === 'tool_use');
    assert.deepEqual(uses.map(({id, name, input}) => ({id, type: 'function', function: {name,
        arguments: JSON.stringify(input)}})), body.messages.flatMap(({tool_calls: calls}) => calls ?? []));
    const told = blocks.filter(block => block.type === 'tool_result').map(({tool_use_id: id, content}) =>
        [id, typeof content === 'string' ? content : content.map(part => part.text).join('')]);
    assert.deepEqual(told.sort(), body.messages.filter(({role}) => role === 'tool')
        .map(({tool_call_id: id, content}) => [id, content]).sort());
}

const proceeds = async (relay, body) => assertTold(await messageOf(relay, body), body);
// The processes that were told something, in their order.
const sessions = relay => [...new Set(relay.fakeLog().filter(entry => entry.line).map(entry => entry.pid))];
const counts = (relay, expected) => until(async () => {
    const {sessions: now} = await relay.health();
    return Object.entries(expected).every(([name, count]) => now[name] === count);
}, JSON.stringify(expected));

for (const [name, order] of [['in their order', calls => calls], ['in another order', calls => [...calls].reverse()]]) {
    test(`results go to the session that waits, ${name}`, () => over([], async relay => {
        const body = await called(relay, calling(), order);
        await counts(relay, {waiting: 1, busy: 0, kept: 0});
        await proceeds(relay, body);
        await counts(relay, {waiting: 0, busy: 0, kept: 1});
        assert.equal(sessions(relay).length, 1);
    }));
}

test('results come before the CLI asks for them', () => over([], async relay => {
    const body = await called(relay, calling({late_calls_ms: 1500}));
    const begin = Date.now();
    await proceeds(relay, body);
    assert.ok(Date.now() - begin > 300, 'they were early');
    assert.equal(sessions(relay).length, 1);
}));

test('the same results twice at once: both are answered, one of them by a replay', () => over([], async relay => {
    const body = await called(relay);
    await Promise.all([proceeds(relay, body), proceeds(relay, body)]);
    assert.equal(sessions(relay).length, 2);
}));

const deaths = [
    ['ended by itself', {die_while_waiting: true, exit: 3}, relay => counts(relay, {waiting: 0, ending: 0})],
    ['was killed just now', {}, relay => process.kill(sessions(relay)[0], 'SIGKILL')],
    ['was killed before', {}, relay => killAndWait(sessions(relay), relay.pid)],
];
for (const [name, script, die] of deaths) {
    test(`a session that ${name} while it waited is replayed`, () => over([], async relay => {
        const body = await called(relay, calling(script));
        await die(relay);
        await proceeds(relay, body);
        assert.equal(sessions(relay).length, 2);
    }));
}

test('a session that is deaf ends at the time-out', () => over(['--request-timeout', '2'], async relay => {
    const body = await called(relay, calling({deaf_to_results: true}));
    const begin = Date.now();
    assert.equal((await ask(relay.baseUrl, body)).status, 504);
    assert.ok(Date.now() - begin < 15_000, 'the time-out is 2 s, not the usual 10 min');
    await counts(relay, {busy: 0, waiting: 0, kept: 0, ending: 0});
    await relay.noneLeft();
    await proceeds(relay, body);
}));

const leavings = [
    ['never brings the results', async relay => {
        await called(relay);
        await counts(relay, {waiting: 1});
    }],
    ['leaves in the middle of a call', async relay => {
        const long = {tools: [{name: 'look', input: {a: 'x'.repeat(9000)}}], delay_ms: 20};
        const {response} = await post(relay.baseUrl, {...calling(long), stream: true});
        for await (const event of events(response)) {
            if (event.choices[0]?.delta.tool_calls?.[0].function.arguments)
                break; // that closes the connection
        }
    }],
    ['leaves after it has brought the results', async relay => {
        const body = await called(relay, calling({then: {text: 'x', first_ms: 60_000}}));
        const {cancel} = cancellable(relay.baseUrl, body);
        await counts(relay, {busy: 1});
        cancel();
    }],
];
for (const [name, leave] of leavings) {
    test(`a client that ${name} leaves no process behind`, () => over(['--tool-wait', '1'], async relay => {
        await leave(relay);
        await relay.noneLeft(10000);
        await counts(relay, {waiting: 0, busy: 0, ending: 0});
    }));
}

test('SIGTERM ends at once what waits and what is kept', () => over([], async relay => {
    await called(relay);
    await messageOf(relay, question(echo));
    await counts(relay, {waiting: 1, kept: 1});
    relay.term();
    assert.deepEqual(await within(4500, relay.exited, 'the end'), {code: 0, signal: null});
    await relay.noneLeft();
}));

test('a session that waits gives way to a new request at once', () => over(['--max-sessions', '1'], async relay => {
    const body = await called(relay);
    await counts(relay, {waiting: 1});
    await within(20000, messageOf(relay, question(echo)), 'the answer to another');
    await within(20000, proceeds(relay, body), 'the answer to the results');
    assert.equal(sessions(relay).length, 3);
}));

test('nothing is kept when nothing shall be', () => over(['--keep', '0', '--tool-wait', '0'], async relay => {
    const body = await called(relay);
    await relay.noneLeft();
    const message = await messageOf(relay, body);
    assertTold(message, body);
    await relay.noneLeft();
    await proceeds(relay, and(body, message, {role: 'user', content: 'Go on.'}));
    assert.equal(sessions(relay).length, 3);
}));

// One to three calls in one or two steps, or none, and another question.
async function converse(relay, i)
{
    const [late, ...calls] = Array.from({length: i % 4 + 1}, (unused, n) =>
        ({name: tools[n % 2].function.name, input: {z: n, a: `call ${n} of ${i}.`}}));
    const script = calls.length ? {tools: calls, then: i % 3 ? echo : {tools: [late], then: echo}} : echo;
    let body = question(script, `question of ${i}.`, calls.length || i % 8 ? {tools} : {});
    let message = await messageOf(relay, body, i % 2 === 1);
    while (message.tool_calls) {
        body = and(body, message, ...results(message, list => i % 7 ? list : [...list].reverse()));
        message = await messageOf(relay, body, i % 2 === 0);
    }
    body = and(body, message, {role: 'user', content: `another question of ${i}.`});
    message = await messageOf(relay, body);
    assertTold(message, body);
    const asked = list => list.filter(({role, blocks}) => role === 'user' && !blocks);
    assert.deepEqual(asked(JSON.parse(message.content).messages).map(({text}) => text),
        asked(body.messages).map(({content}) => content));
    for (const [, other] of message.content.matchAll(/ of (\d+)\./g))
        assert.equal(Number(other), i);
}

test('sixty conversations of six clients: none gets the words of another', () => over(['--max-sessions', '6'],
    async relay => {
        await Promise.all(Array.from({length: 6}, async (unused, client) => {
            for (let i = client; i < 60; i += 6)
                await converse(relay, i);
        }));
        await counts(relay, {busy: 0, queued: 0, waiting: 0, ending: 0});
        const {totals} = await relay.health();
        assert.deepEqual([totals.failed, totals.cancelled], [0, 0]);
        assert.ok(sessions(relay).length < totals.requests, 'some of them were continued');
    }));
