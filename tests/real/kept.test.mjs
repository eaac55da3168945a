// Sessions that have answered wait for the next question of exactly their conversation.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {headers} from '../lib/client.mjs';
import {alive} from '../lib/processes.mjs';
import {until} from '../lib/wait.mjs';
import {result, tool} from './definitions.mjs';
import {assistant, conversation, sessionsOf, simulate, skip, startDemo, system, systemBlocks, user} from './demo.mjs';
import {answered, ways} from './exchange.mjs';

const says = text => user(simulate({text}));
const weather = tool('get_weather', {type: 'object', properties: {city: {type: 'string'}}});

// What tells one conversation of the API from another: the CLI names its session in each request.
const sessionOf = body => JSON.parse(body.metadata.user_id).session_id;

// What was thought before an answer without calls goes no further than its session.
const spoken = body => conversation(body).map(([role, blocks]) =>
    [role, blocks.filter(({type}) => type !== 'thinking')]);

async function withRelay(args, body)
{
    const relay = await startDemo({args: ['--warm', '0', ...args]});
    try {
        await body(relay);
        await relay.end();
    } catch (error) {
        error.message += `\n--- ${relay.lastWords()}`;
        await relay.killAll();
        throw error;
    }
}

// Asks, and gives the conversation that goes on from the answer: {messages, asked, session, text}.
async function turn(relay, messages, more = {}, streamed = false)
{
    const answer = await answered(relay, {model: 'haiku', ...more, messages}, streamed);
    assert.equal(answer.received.length, 1);
    return {messages: [...messages, assistant(answer.text)], asked: answer.asked, text: answer.text,
        session: sessionOf(answer.asked)};
}

describe('a second turn', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo({args: ['--warm', '0']}); });
    after(() => relay?.end());

    for (const [way, streamed] of ways) {
        test(`is served by the session that answered the first, ${way}`, async () => {
            const begin = [system('Be a test.'), says(`one, ${way}`)];
            const first = await turn(relay, begin, {}, streamed);
            const pids = sessionsOf(relay.pid);
            const second = await turn(relay, [...first.messages, says('two')], {}, streamed);
            const third = await turn(relay, [...second.messages, says('three'), user('And more.')], {}, streamed);
            assert.equal(second.session, first.session);
            assert.equal(third.session, first.session);
            assert.deepEqual(sessionsOf(relay.pid), pids, 'no process has come or gone');
            assert.deepEqual([first.text, second.text], [`one, ${way}`, 'two']);
        });
    }

    test('is the same for the API as without kept sessions', async () => {
        const begin = [system('Be a test.'), user(simulate({thinking: 'Hm.', text: 'The first.'}))];
        const seen = [];
        const dialogue = async where => {
            const bodies = [];
            let messages = begin;
            for (const word of ['two', 'three', 'four']) {
                const answer = await turn(where, messages);
                bodies.push(answer.asked);
                messages = [...answer.messages, says(word)];
            }
            seen.push(bodies);
        };
        await dialogue(relay);
        await withRelay(['--keep', '0'], dialogue);
        const [kept, fresh] = seen;
        assert.equal(new Set(kept.map(sessionOf)).size, 1);
        assert.equal(new Set(fresh.map(sessionOf)).size, 3);
        for (const [i, body] of kept.entries()) {
            assert.deepEqual(spoken(body), spoken(fresh[i]));
            assert.ok([body, fresh[i]].every(each => systemBlocks(each).includes('Be a test.')));
            assert.equal(body.model, fresh[i].model);
        }
    });

    test('may ask with other parameters', async () => {
        const first = await turn(relay, [says('parameters')], {max_tokens: 50, stop: 'END', reasoning_effort: 'high'});
        const second = await turn(relay, [...first.messages, says('none of them')]);
        assert.equal(second.session, first.session);
        assert.equal(first.asked.max_tokens, 50);
        assert.deepEqual(first.asked.stop_sequences, ['END']);
        assert.notEqual(second.asked.max_tokens, 50);
        assert.equal(second.asked.stop_sequences, undefined);
        assert.notEqual(second.asked.output_config?.effort, 'high');
        const third = await turn(relay, [...second.messages, says('others')], {max_tokens: 60});
        assert.equal(third.session, first.session);
        assert.equal(third.asked.max_tokens, 60);
    });

    const begin = [system('Rule.'), says('first')];
    const changes = {
        'system prompt': (messages, more) => [[system('Other rule.'), ...messages.slice(1)], more],
        'no system prompt': (messages, more) => [messages.slice(1), more],
        'question': (messages, more) => [[messages[0], says('First'), ...messages.slice(2)], more],
        'answer': (messages, more) => [[...messages.slice(0, 2), assistant('first.'), ...messages.slice(3)], more],
        'answer, by a space': (messages, more) =>
            [[...messages.slice(0, 2), assistant('first '), ...messages.slice(3)], more],
        'model': (messages, more) => [messages, {...more, model: 'sonnet'}],
        'tools': (messages, more) => [messages, {...more, tools: [weather]}],
        'schema': (messages, more) => [[...messages.slice(0, 3), user(simulate({}))],
            {...more, response_format: {type: 'json_object'}}],
    };
    for (const [name, change] of Object.entries(changes)) {
        test(`of another ${name} gets a session of its own`, async () => {
            const first = await turn(relay, begin);
            const [messages, more] = change([...first.messages, says('second')], {});
            const second = await turn(relay, messages, more);
            assert.notEqual(second.session, first.session);
            assert.deepEqual(conversation(second.asked).map(([role]) => role), ['user', 'assistant', 'user']);
        });
    }

    test('that begins anew gets a session of its own', async () => {
        const first = await turn(relay, begin);
        const again = await turn(relay, begin);
        assert.notEqual(again.session, first.session);
        assert.equal(conversation(again.asked).length, 1);
    });

    test('asked twice at once is answered twice', async () => {
        const first = await turn(relay, begin);
        await relay.forget();
        const body = {model: 'haiku', messages: [...first.messages, user(simulate({deltas: 20, delay_ms: 10}))]};
        const ask = async () => (await (await fetch(`${relay.baseUrl}/chat/completions`,
            {method: 'POST', headers, body: JSON.stringify(body)})).json()).choices[0].message.content;
        const [one, other] = await Promise.all([ask(), ask()]);
        assert.equal(one, other);
        const received = await relay.received();
        assert.equal(new Set(received.map(sessionOf)).size, 2);
        assert.deepEqual(conversation(received[0]), conversation(received[1]));
    });

    test('of one conversation never hears of another', async () => {
        await relay.forget();
        const words = ['alpha', 'beta', 'gamma'];
        let talks = await Promise.all(words.map(word => say(word, [system(`${word} rules`), says(`${word} 1`)])));
        for (let round = 2; round <= 4; ++round) {
            talks = await Promise.all(talks.map(({word, messages}) =>
                say(word, [...messages, says(`${word} ${round}`)])));
        }
        for (const body of await relay.received()) {
            const text = JSON.stringify([body.system, conversation(body)]);
            assert.equal(words.filter(word => text.includes(word)).length, 1, text);
        }
    });

    // Without looking at what the API received: several at once would take it from each other.
    async function say(word, messages)
    {
        const body = JSON.stringify({model: 'haiku', messages});
        const answer = await fetch(`${relay.baseUrl}/chat/completions`, {method: 'POST', headers, body});
        const {choices: [{message}]} = await answer.json();
        assert.equal(message.content, messages.at(-1).content.match(/"text":"([^"]*)"/)[1]);
        return {word, messages: [...messages, assistant(message.content)]};
    }
});

describe('kept sessions', {skip}, () => {
    test('end after their time', () => withRelay(['--keep', '1'], async relay => {
        const first = await turn(relay, [says('one')]);
        const pids = sessionsOf(relay.pid);
        assert.equal(pids.length, 1, 'it is kept');
        await until(() => alive(pids).length === 0, 'the end of the kept session', 8000);
        const second = await turn(relay, [...first.messages, says('two')]);
        assert.notEqual(second.session, first.session);
        assert.deepEqual(conversation(second.asked).map(([role]) => role), ['user', 'assistant', 'user']);
    }));

    test('are not kept when they shall not', () => withRelay(['--keep', '0'], async relay => {
        await turn(relay, [says('one')]);
        await until(() => sessionsOf(relay.pid).length === 0, 'no session');
    }));

    test('are as many as may be, the oldest go', () => withRelay(['--keep-max', '2'], async relay => {
        const talks = [];
        for (const word of ['one', 'two', 'three'])
            talks.push(await turn(relay, [says(word)]));
        await until(() => sessionsOf(relay.pid).length === 2, 'two sessions');
        const last = await turn(relay, [...talks[2].messages, says('and?')]);
        assert.equal(last.session, talks[2].session);
        const first = await turn(relay, [...talks[0].messages, says('and?')]);
        assert.notEqual(first.session, talks[0].session);
    }));

    // Both would otherwise hold the only session for minutes.
    test('give way to a new conversation at once', () => withRelay(['--max-sessions', '1'], async relay => {
        await turn(relay, [says('one')]);
        const begin = Date.now();
        const other = await turn(relay, [says('other')]);
        assert.ok(Date.now() - begin < 30_000, `${Date.now() - begin} ms`);
        assert.equal(other.text, 'other');
    }));

    test('that wait for the results of tools give way too', () => withRelay(['--max-sessions', '1'], async relay => {
        const body = {model: 'haiku', tools: [weather], messages: [user(simulate({
            tools: [{id: 'toolu_1', name: 'get_weather', input: {city: 'Ulm'}}], then: {text: 'Sun.'}}))]};
        const first = await answered(relay, body);
        assert.equal(first.finish, 'tool_calls');
        const begin = Date.now();
        assert.equal((await turn(relay, [says('other')])).text, 'other');
        assert.ok(Date.now() - begin < 30_000, `${Date.now() - begin} ms`);
        const messages = [...body.messages, first.whole.choices[0].message, result('toolu_1', 'sunny')];
        const second = await answered(relay, {...body, messages});
        assert.equal(second.text, 'Sun.');
        assert.notEqual(sessionOf(second.asked), sessionOf(first.asked));
    }));

    test('that wait for the results of tools get them', () => withRelay([], async relay => {
        const body = {model: 'haiku', tools: [weather], messages: [user(simulate({
            tools: [{id: 'toolu_1', name: 'get_weather', input: {city: 'Ulm'}}], then: {text: 'Sun.'}}))]};
        const first = await answered(relay, body);
        const messages = [...body.messages, first.whole.choices[0].message, result('toolu_1', 'sunny')];
        const second = await answered(relay, {...body, messages});
        assert.equal(sessionOf(second.asked), sessionOf(first.asked));
        const third = await answered(relay, {...body, messages: [...messages, assistant('Sun.'), says('Thanks.')]});
        assert.equal(sessionOf(third.asked), sessionOf(first.asked));
    }));

    test('that wait for the results of tools end in time', () => withRelay(['--tool-wait', '1'], async relay => {
        await answered(relay, {model: 'haiku', tools: [weather],
            messages: [user(simulate({tools: [{name: 'get_weather', input: {city: 'Ulm'}}]}))]});
        const pids = sessionsOf(relay.pid);
        assert.equal(pids.length, 1);
        await until(() => alive(pids).length === 0, 'the end of the session that waits', 8000);
    }));
});
