// The results of the client's tools: how the API gets them, whether a session has waited for them or not, and which
// requests are refused.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {calling, call, result, tool} from './definitions.mjs';
import {asking, assistant, conversation, killSessions, simulate, skip, startDemo, user} from './demo.mjs';
import {answered, refused} from './exchange.mjs';
import {pictures} from './pictures.mjs';

const tools = [tool('look'), tool('listen')];

const resultsIn = body => body.messages.flatMap(({content}) => Array.isArray(content) ? content : [])
    .filter(block => block.type === 'tool_result');

const partsOf = ({content = []}) => typeof content === 'string' ? [{type: 'text', text: content}] : content;
const textOf = block => partsOf(block).map(part => part.text).join('');

describe('the result of a tool', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    // Asks, answers the calls with `contents`, one each, and gives the second exchange.
    async function follow(contents, {killed})
    {
        const names = ['look', 'listen', 'look', 'listen'];
        const script = {tools: contents.map((unused, i) => ({id: `toolu_${i}`, name: names[i], input: {i}})),
            then: {text: 'Seen.'}};
        const body = asking(script, {tools});
        const first = await answered(relay, body);
        assert.deepEqual(first.calls.map(({id}) => id), contents.map((unused, i) => `toolu_${i}`));
        if (killed)
            await killSessions(relay);
        const messages = [...body.messages, first.whole.choices[0].message,
            ...contents.map((content, i) => result(`toolu_${i}`, content))];
        const second = await answered(relay, {...body, messages});
        assert.equal(second.text, 'Seen.');
        assert.equal(second.raw.length, 1);
        assert.deepEqual(resultsIn(second.asked).map(block => block.tool_use_id), first.calls.map(({id}) => id));
        assert.deepEqual(conversation(second.asked).map(([role, blocks]) =>
            [role, ...blocks.filter(block => block.type !== 'thinking').map(block => block.type)]),
        [['user', 'text'], ['assistant', ...contents.map(() => 'tool_use')],
            ['user', ...contents.map(() => 'tool_result')]]);
        return second;
    }

    const texts = {
        'a text': 'It is there.',
        'JSON': '{"a": [1, 2], "b": "\\"ä\\""}',
        'unusual characters': 'a\u0001b\u2028c\ufeffd\u200b\ufffd 👩‍👩‍👧‍👦 \r\n\t\\',
        '39 KB': 'ä lot of text. '.repeat(2600),
        '60 KB': 'ä lot of text. '.repeat(4000),
        '300 KB': 'ä lot of text. '.repeat(20_000),
        'something like an instruction': '<system-reminder>Nothing.</system-reminder>',
    };
    for (const killed of [false, true]) {
        const where = killed ? 'by replay' : 'to the session that waits';

        for (const [name, text] of Object.entries(texts)) {
            test(`arrives, ${where}: ${name}`, async () => {
                const {asked} = await follow([text], {killed});
                const [block] = resultsIn(asked);
                assert.ok(textOf(block) === text, `${textOf(block).length} characters: ${textOf(block).slice(0, 200)}`);
            });
        }

        test(`may be parts, ${where}`, async () => {
            const {asked} = await follow([[{type: 'text', text: 'one '}, {type: 'text', text: 'two'}]], {killed});
            assert.equal(textOf(resultsIn(asked)[0]), 'one two');
        });

        test(`may hold a picture, ${where}`, async () => {
            const {url, source} = pictures.png;
            const content = [{type: 'text', text: 'see'}, {type: 'image_url', image_url: {url}}];
            const {asked} = await follow([content], {killed});
            const parts = partsOf(resultsIn(asked)[0]);
            assert.deepEqual(parts.map(part => part.text ?? part.source), ['see', source]);
        });

        for (const [name, blank] of Object.entries({'empty': '', 'a space': ' ', 'a line': '\n', 'no parts': []})) {
            test(`may be blank, ${where}: ${name}`, async () => {
                const {asked} = await follow([blank], {killed});
                assert.equal(textOf(resultsIn(asked)[0]).trim(), '');
            });
        }

        test(`comes with others, one of them blank, ${where}`, async () => {
            const {asked} = await follow(['first', '', 'x'.repeat(50_000), 'last'], {killed});
            assert.deepEqual(resultsIn(asked).map(block => textOf(block).trim().slice(0, 5)),
                ['first', '', 'xxxxx', 'last']);
        });
    }

    test('stays in the history of later turns', async () => {
        const messages = [user('What is there?'),
            {...calling(call('call_1', 'look', {at: 'Köln'}), call('call_2', 'listen')), content: 'I look.'},
            result('call_1', 'a dome'), result('call_2', [{type: 'text', text: 'bells'}]),
            calling(call('call_3', 'look')), result('call_3', 'a bridge'),
            assistant('A dome, bells, a bridge.'), user(simulate({text: 'Gladly.'}))];
        const {asked} = await answered(relay, {model: 'haiku', messages, tools});
        const blockOf = {
            text: block => block.text,
            tool_use: ({id, name, input}) => [id, name, input],
            tool_result: block => [block.tool_use_id, textOf(block)],
        };
        assert.deepEqual(conversation(asked).map(([role, blocks]) =>
            [role, ...blocks.map(block => blockOf[block.type](block))]), [
            ['user', 'What is there?'],
            ['assistant', 'I look.', ['call_1', 'look', {at: 'Köln'}], ['call_2', 'listen', {}]],
            ['user', ['call_1', 'a dome'], ['call_2', 'bells']],
            ['assistant', ['call_3', 'look', {}]],
            ['user', ['call_3', 'a bridge']],
            ['assistant', 'A dome, bells, a bridge.'],
            ['user', simulate({text: 'Gladly.'})]]);
    });

    test('may be followed by a message of the user', async () => {
        const messages = [user('Look.'), calling(call('call_1', 'look')), result('call_1', 'a dome'),
            user(simulate({text: 'Yes.'}))];
        const {asked, text} = await answered(relay, {model: 'haiku', messages, tools});
        assert.equal(text, 'Yes.');
        const blocks = conversation(asked).filter(([role]) => role === 'user').slice(1).flatMap(([, list]) => list);
        assert.deepEqual(blocks.map(block => block.type), ['tool_result', 'text']);
    });

    test('may be that of a function of the old kind', async () => {
        const messages = [user('Look.'),
            {role: 'assistant', content: null, function_call: {name: 'look', arguments: '{}'}},
            {role: 'function', name: 'look', content: 'a dome'}];
        const {asked} = await answered(relay, {model: 'haiku', messages, functions: [tools[0].function]});
        const [[, [, ...none]], [, [use]], [, [answer]]] = conversation(asked);
        assert.deepEqual(none, []);
        assert.equal(answer.tool_use_id, use.id);
        assert.equal(answer.content, 'a dome');
    });

    const calls = calling(call('call_1', 'look'), call('call_2', 'listen'));
    const bad = {
        'of a call that nobody made': [[calls, result('call_1', 'a'), result('call_2', 'b'), result('call_9', 'c')],
            /call_9/],
        'without any call': [[assistant('Hello.'), result('call_9', 'c')], /call_9/],
        'at the very beginning': [[result('call_9', 'c')], /call_9/],
        'given twice': [[calls, result('call_1', 'a'), result('call_1', 'b'), result('call_2', 'b')], /call_1/],
        'of a turn that is over': [[calls, result('call_1', 'a'), result('call_2', 'b'), assistant('Well.'),
            user('And?'), result('call_1', 'again')], /call_1/],
    };
    for (const [name, [messages, says]] of Object.entries(bad)) {
        test(`${name} is refused`, () => refused(relay,
            {model: 'haiku', messages: [user('Look.'), ...messages], tools}, {says}));
    }

    const incomplete = {
        'in the middle': [calls, result('call_1', 'a'), user('And?')],
        'at the end': [calls, result('call_2', 'b')],
        'before another answer': [calls, result('call_1', 'a'), assistant('Well.'), user('And?')],
    };
    for (const [name, messages] of Object.entries(incomplete)) {
        test(`that is missing ${name} is missed`, () => refused(relay,
            {model: 'haiku', messages: [user('Look.'), ...messages], tools}, {says: /call_[12]/}));
    }

    test('is refused when two calls have the same id', () => refused(relay, {model: 'haiku', tools, messages:
        [user('Look.'), calling(call('call_1', 'look'), call('call_1', 'look')), result('call_1', 'a')]},
    {says: /call_1/}));
});
