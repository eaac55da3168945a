// The CLI dies, hangs or refuses: each request gets its true error, at once, and the next one is served.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asking, post, stream, words} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';
import {alive, zombiesOf} from '../lib/processes.mjs';
import {until} from '../lib/wait.mjs';

function assertError(answer, status, type, text)
{
    assert.equal(answer.status, status, answer.text);
    assert.equal(typeof answer.json?.error?.message, 'string', answer.text);
    if (type)
        assert.equal(answer.json.error.type, type, answer.text);
    if (text)
        assert.match(answer.json.error.message, text);
}

async function assertServes(relay)
{
    const answer = await ask(relay.baseUrl, asking({deltas: 3}));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.choices[0].message.content.trim(), words(3).trim());
}

for (const streamed of [false, true]) {
    const how = streamed ? 'streamed' : 'whole';
    const send = (relay, script) => streamed ? stream(relay.baseUrl, asking(script)) : ask(relay.baseUrl, asking(script));

    test(`died before the first delta is 502 with the last words, ${how}`, () => withRelay({}, async relay => {
        for (const script of [{die_before_answer: true, exit: 3, stderr: 'early words'}, {die_after: 0, exit: 1}]) {
            assertError(await send(relay, {...script, stderr: 'first line\nlast words'}), 502, null, /last words/);
            await assertServes(relay);
        }
    }));

    test(`killed before the first delta is 502, ${how}`, () => withRelay({}, async relay => {
        for (const signal of [9, 11, 15])
            assertError(await send(relay, {die_after: 0, signal}), 502);
        await assertServes(relay);
    }));

    test(`ended with code 0 before the answer is 502 all the same, ${how}`, () => withRelay({}, async relay => {
        assertError(await send(relay, {die_after: 0, exit: 0}), 502);
        await assertServes(relay);
    }));

    test(`silent before the first delta is 504, ${how}`, () => withRelay({args: ['--request-timeout', '2']},
        async relay => {
            const begin = Date.now();
            assertError(await send(relay, {hang_after: 0}), 504);
            assert.ok(Date.now() - begin < 15_000, 'the time-out is 2 s, not the usual 10 min');
            await assertServes(relay);
        }));
}

const deaths = [
    ['by exit code', {deltas: 6, die_after: 3, exit: 7, stderr: 'last words'}, /last words/],
    ['by exit code 0', {deltas: 6, die_after: 3, exit: 0}, /./],
    ['by signal', {deltas: 6, die_after: 3, signal: 9}, /./],
    ['after the last delta, without a result', {deltas: 3, die_after: 3, exit: 1}, /./],
];
for (const [name, script, message] of deaths) {
    test(`dies after the first delta ${name}: an error event and the end`, () => withRelay({}, async relay => {
        const answer = await stream(relay.baseUrl, asking(script));
        assert.equal(answer.status, 200);
        assert.equal(answer.text, words(3));
        assert.equal(answer.finishReason, null, 'no finish reason is made up');
        assert.match(answer.error?.message ?? '', message);
        assert.equal(answer.cut, false, 'the response ends properly');
        await assertServes(relay);
    }));

    test(`dies after the first delta ${name}: 502 when nothing was sent yet`, () => withRelay({}, async relay => {
        assertError(await ask(relay.baseUrl, asking(script)), 502, null, message);
    }));
}

// Deltas and death then come in one read.
test('dies at once after deltas: they arrive, then an error event', () => withRelay({}, async relay => {
    for (let round = 0; round < 10; ++round) {
        const answer = await stream(relay.baseUrl, asking({deltas: 6, delay_ms: 0, die_after: 3, exit: 7}));
        assert.equal(answer.status, 200);
        assert.equal(answer.text, words(3));
        assert.ok(answer.error, 'an error event');
        assert.equal(answer.finishReason, null);
        assert.equal(answer.done, false);
    }
}));

test('goes silent in the middle: an error event after the time-out', () => withRelay({args: ['--request-timeout', '2']},
    async relay => {
        const answer = await stream(relay.baseUrl, asking({deltas: 6, hang_after: 3}));
        assert.equal(answer.text, words(3));
        assert.equal(answer.finishReason, null);
        assert.ok(answer.error, 'an error event');
        assertError(await ask(relay.baseUrl, asking({deltas: 6, hang_after: 3})), 504);
        await assertServes(relay);
    }));

test('a session that ignores SIGTERM is ended all the same', () => withRelay({args: ['--request-timeout', '1']},
    async relay => {
        assertError(await ask(relay.baseUrl, asking({hang_after: 0, ignore_sigterm: true, children: 2})), 504);
        const stubborn = relay.fakeLog().find(entry => entry.child).pid;
        await until(() => alive([stubborn]).length === 0, 'the end of the stubborn session');
    }));

test('a refused initialize is 502 with the reason', () => withRelay({script: {refuse_initialize: true}}, async relay => {
    assertError(await ask(relay.baseUrl, asking({})), 502, null, /initialize refused/);
    assertError(await stream(relay.baseUrl, asking({})), 502, null, /initialize refused/);
}));

test('an initialize that is never answered is 504', () => withRelay(
    {script: {hang_initialize: true}, args: ['--request-timeout', '2']},
    async relay => assertError(await ask(relay.baseUrl, asking({})), 504)));

test('a session that died while it waited is not given to a request', () => withRelay({args: ['--warm', '2']},
    async relay => {
        for (let round = 0; round < 5; ++round) {
            await until(async () => (await relay.health()).sessions.warm === 2, 'two warm sessions');
            const waiting = alive(relay.fakePids());
            for (const pid of waiting)
                process.kill(pid, 'SIGKILL');
            await until(() => alive(waiting).length === 0 && zombiesOf(relay.pid) === 0, 'that the relay noticed');
            await assertServes(relay);
        }
    }));

test('what the API refuses gets its own status', () => withRelay({}, async relay => {
    const soon = Math.floor(Date.now() / 1000) + 1800;
    const cases = [
        [{error: {status: 401, error: 'authentication_failed', text: 'Invalid API key'}}, 401, 'authentication_error'],
        [{error: {error: 'authentication_failed', text: 'Not logged in · Please run /login'}}, 401, 'authentication_error'],
        [{error: {status: 429, error: 'rate_limit', text: 'API Error: Request rejected (429)'}}, 429],
        [{rate_limit: {status: 'rejected', resetsAt: soon}}, 429],
        [{error: {status: 529, error: 'overloaded', text: 'API Error: 529 Overloaded'}}, 503],
        [{error: {status: 404, error: 'model_not_found', text: 'There is an issue with the selected model'}}, 404],
        [{error: {status: 400, error: 'invalid_request', text: 'Prompt is too long'}}, 400],
        [{error: {status: 500, error: 'server_error', text: 'API Error: 500 Internal server error'}}, 502],
    ];
    for (const [script, status, type] of cases) {
        const whole = await ask(relay.baseUrl, asking(script));
        assertError(whole, status, type);
        const streamed = await stream(relay.baseUrl, asking(script));
        assertError(streamed, status, type);
        assert.deepEqual(streamed.json, whole.json);
        if (script.rate_limit) {
            const wait = Number(whole.headers['retry-after']);
            assert.ok(wait > 1700 && wait <= 1800, `Retry-After ${wait}`);
        }
    }
    assertError(await ask(relay.baseUrl, asking(cases[1][0])), 401, null, /log ?in/i);
    assert.equal((await ask(relay.baseUrl, asking(cases[5][0]))).json.error.code, 'model_not_found');
    assert.equal((await ask(relay.baseUrl, asking(cases[6][0]))).json.error.code, 'context_length_exceeded');
    await assertServes(relay);
}));

test('a warning about the limit is no failure', () => withRelay({}, async relay => {
    const answer = await stream(relay.baseUrl, asking({deltas: 3, rate_limit: {status: 'allowed_warning'}}));
    assert.equal(answer.text, words(3));
    assert.equal(answer.finishReason, 'stop');
}));

test('the head of a reply is not sent before the first delta', () => withRelay({}, async relay => {
    const begin = Date.now();
    const {status, response} = await post(relay.baseUrl, {...asking({deltas: 2, first_ms: 600}), stream: true});
    assert.equal(status, 200);
    assert.ok(Date.now() - begin > 550, `the head came after ${Date.now() - begin} ms`);
    response.resume();
}));
