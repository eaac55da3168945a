// What the API receives is exactly the client's conversation.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {ask, stream} from '../lib/client.mjs';
import {assistant, conversation, simulate, skip, startDemo, system, systemBlocks, texts, user} from './demo.mjs';

describe('a conversation', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    // Asks, streamed or whole, and gives the answer's text and the one request that the API received.
    async function exchange(messages, streamed, more = {})
    {
        await relay.forget();
        const body = {model: 'haiku', messages, ...more};
        const answer = await (streamed ? stream : ask)(relay.baseUrl, body);
        assert.equal(answer.status, 200, answer.text);
        const received = await relay.received();
        assert.equal(received.length, 1, 'the API is asked once');
        return {text: streamed ? answer.text : answer.json.choices[0].message.content, answer, received: received[0]};
    }

    for (const streamed of [false, true]) {
        const how = streamed ? 'streamed' : 'whole';

        test(`of five turns arrives with its roles and texts, ${how}`, async () => {
            const prompt = 'You are a "pirate".\nAnswer in one line. 🏴‍☠️';
            const messages = [system(prompt)];
            for (let turn = 1; turn <= 5; ++turn) {
                const wanted = `Answer ${turn}: ärr\n"mate"`;
                messages.push(user(`Question ${turn}? ${simulate({text: wanted})}`));
                const {text, received} = await exchange(messages, streamed);
                assert.equal(text, wanted);
                assert.deepEqual(texts(received), messages.slice(1).map(({role, content}) => [role, content]));
                assert.ok(systemBlocks(received).includes(prompt), JSON.stringify(systemBlocks(received)));
                messages.push(assistant(text));
            }
        });

        test(`that is sent at once arrives with its roles and texts, ${how}`, async () => {
            const messages = [];
            for (let turn = 1; turn <= 5; ++turn)
                messages.push(user(`u${turn}`), assistant(`a${turn}`));
            messages.push(user('the last'));
            const {text, received} = await exchange(messages, streamed);
            assert.match(text, /simulated answer.*"the last"/);
            assert.deepEqual(texts(received), messages.map(({role, content}) => [role, content]));
        });
    }

    const awkward = {
        'quotes and backslashes': '"\'`\\ \\n \\u00e9 {"a":[1]} </script> ${x} %s',
        'lines': 'one\n\n\ttwo\r\nthree\n',
        'writing systems': 'äöüß Ελληνικά עברית العربية 漢字 हिन्दी e\u0301',
        'emoji': '👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 \u{1F600}',
        'unusual characters': 'a\u0001b\u007fc\u2028d\u2029e\ufeff\u200bf\ufffd',
        'commands of the CLI': '/help',
        'mentions of the CLI': 'see @/etc/hostname and @README.md',
        'words of the CLI': 'ultrathink # remember ! ls',
    };
    for (const [name, content] of Object.entries(awkward)) {
        test(`keeps ${name}`, async () => {
            const messages = [system(`System: ${content}.`), user(`First: ${content}.`),
                assistant(`Answer: ${content}.`), {role: 'user', content}];
            const {received} = await exchange(messages, true);
            assert.deepEqual(texts(received), messages.slice(1).map(({role, content: text}) => [role, text]));
            assert.ok(systemBlocks(received).includes(messages[0].content), JSON.stringify(systemBlocks(received)));
        });
    }

    test('keeps texts of 300 KB, in the history and as the question', async () => {
        const long = (word, size) => `${word} äöü🙂"\\\n`.repeat(size / 20).slice(0, size - 1) + '.';
        const messages = [system(long('system', 100_000)), user(long('first', 300_000)),
            assistant(long('answer', 300_000)), user(long('second', 300_000))];
        const {received} = await exchange(messages, false);
        const arrived = texts(received);
        assert.deepEqual(arrived.map(([role]) => role), ['user', 'assistant', 'user']);
        arrived.forEach(([, text], i) =>
            assert.ok(text === messages[i + 1].content, `message ${i + 1} arrived otherwise`));
        assert.ok(systemBlocks(received).includes(messages[0].content), 'the system prompt arrived otherwise');
    });

    test('may have content in parts, and developer messages', async () => {
        const {received} = await exchange([
            {role: 'developer', content: [{type: 'text', text: 'Be '}, {type: 'text', text: 'brief.'}]},
            {role: 'user', content: [{type: 'text', text: 'one'}, {type: 'text', text: 'two'}]},
            {role: 'assistant', content: [{type: 'text', text: 'three'}]},
            {role: 'user', content: [{type: 'text', text: 'four'}]}], false);
        assert.ok(systemBlocks(received).join('\n').includes('brief.'));
        const blocks = conversation(received).map(([role, list]) => [role, ...list.map(block => block.text)].join('|'));
        assert.match(blocks[0], /^user\|one[\n|]*two$/);
        assert.deepEqual(blocks.slice(1), ['assistant|three', 'user|four']);
    });

    test('may have several system messages, anywhere', async () => {
        const {received} = await exchange([system('Rule one.'), system('Rule two.'),
            user('hi'), assistant('ho'), system('Rule three.'),
            user('hum')], false);
        const joined = systemBlocks(received).join('\n');
        assert.match(joined, /Rule one\.\s+Rule two\.\s+Rule three\./);
        assert.deepEqual(texts(received), [['user', 'hi'], ['assistant', 'ho'], ['user', 'hum']]);
    });

    test('without a system message brings the words of no other one', async () => {
        await exchange([system('Secret of another conversation.'), user('a')], false);
        const {received} = await exchange([user('b')], false);
        assert.ok(!JSON.stringify(received).includes('Secret of another'));
        assert.deepEqual(texts(received), [['user', 'b']]);
    });

    test('may begin with an assistant message', async () => {
        const {received} = await exchange([assistant('How can I help?'), user('You can not.')],
            false);
        const arrived = texts(received);
        assert.deepEqual(arrived.slice(-2), [['assistant', 'How can I help?'], ['user', 'You can not.']]);
    });

    test('may have several messages of one role in a row', async () => {
        const {received} = await exchange([user('one'), user('two'),
            assistant('three'), assistant('four'), user('five')], false);
        const words = texts(received).map(([role, text]) => `${role} ${text}`).join(' ');
        const order = ['one', 'two', 'three', 'four', 'five'].map(word => words.indexOf(word));
        assert.ok(order.every((at, i) => at > (order[i - 1] ?? -1)), words);
        assert.match(words, /^user.*assistant.*user/);
    });

    test('brings tool calls and their results as such', async () => {
        const args = '{"city": "Köln", "days": 3}';
        const call = (id, name, text) => ({id, type: 'function', function: {name, arguments: text}});
        const result = 'rain\n"12 °C"';
        const {received} = await exchange([
            user('Weather?'),
            {role: 'assistant', content: 'I look.',
                tool_calls: [call('call_1', 'get_weather', args), call('call_2', 'get_time', '{}')]},
            {role: 'tool', tool_call_id: 'call_1', content: result},
            {role: 'tool', tool_call_id: 'call_2', content: [{type: 'text', text: 'noon'}]},
            assistant('Rain at noon.'),
            user('Thanks.')], false);
        const arrived = conversation(received);
        const calls = arrived.flatMap(([role, blocks]) => blocks.filter(block => block.type === 'tool_use')
            .map(({name, id, input}) => ({role, name, id, input})));
        assert.deepEqual(calls, [{role: 'assistant', name: 'get_weather', id: 'call_1', input: JSON.parse(args)},
            {role: 'assistant', name: 'get_time', id: 'call_2', input: {}}]);
        const results = arrived.flatMap(([role, blocks]) => blocks.filter(block => block.type === 'tool_result')
            .map(({tool_use_id, content}) => ({role, id: tool_use_id, content})));
        assert.deepEqual(results, [{role: 'user', id: 'call_1', content: result},
            {role: 'user', id: 'call_2', content: 'noon'}]);
        const spoken = arrived.flatMap(([role, blocks]) => blocks.filter(block => block.type === 'text')
            .map(block => [role, block.text]));
        assert.deepEqual(spoken, [['user', 'Weather?'], ['assistant', 'I look.'], ['assistant', 'Rain at noon.'],
            ['user', 'Thanks.']]);
    });

    test('may end with a tool result', async () => {
        await relay.forget();
        const {status, json, text} = await ask(relay.baseUrl, {model: 'haiku', messages: [
            user('Weather?'),
            {role: 'assistant', content: null, tool_calls: [{id: 'call_9', type: 'function',
                function: {name: 'get_weather', arguments: '{}'}}]},
            {role: 'tool', tool_call_id: 'call_9', content: 'snow in July'}]});
        assert.equal(status, 200, text);
        assert.match(json.choices[0].message.content, /The tools said: "snow in July"/);
        const [received] = await relay.received();
        assert.deepEqual(conversation(received).map(([role, blocks]) => [role, ...blocks.map(block => block.type)]),
            [['user', 'text'], ['assistant', 'tool_use'], ['user', 'tool_result']]);
    });

    test('goes to the model that was asked for', async () => {
        const {answer, received} = await exchange([user('hi')], false, {model: 'haiku'});
        assert.match(received.model, /haiku/);
        assert.equal(answer.json.model, received.model, 'the answer names the model that the CLI used');
        const {received: other} = await exchange([user('hi')], true, {model: 'sonnet'});
        assert.match(other.model, /sonnet/);
    });
});
