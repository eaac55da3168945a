// The client's tools: how the API gets them, and how its calls come back.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {headers, post, sumUp} from '../lib/client.mjs';
import {startRelay} from '../lib/relay.mjs';
import {pause, until} from '../lib/wait.mjs';
import {received, sent, tool} from './definitions.mjs';
import {asking, skip, startDemo, uniqueWord, user} from './demo.mjs';
import {answered, ways} from './exchange.mjs';

const city = {type: 'object', properties: {city: {type: 'string'}}, required: ['city']};
const weather = tool('get_weather', city);
const time = tool('get_time');

// Keys in no order of the alphabet, letters of many alphabets, a number that a double holds only just.
const awkward = {type: 'object', properties: {
    zulu: {type: 'integer', maximum: 9007199254740991, description: '"quoted" \\ back\nline ä 漢 🙂 \u2028'},
    alpha: {type: 'array', items: {enum: ['b', 'a', null, 1.5]}},
    mike: {anyOf: [{$ref: '#/$defs/b'}, {$ref: '#/$defs/a'}]}},
$defs: {b: {type: 'string', pattern: '^\\w+$'}, a: {type: 'object', properties: {}, additionalProperties: false}},
required: ['zulu', 'alpha'], additionalProperties: false};

describe('tools', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    const definitions = {
        'an awkward schema': [tool('awkward', awkward)],
        'a description of 10 KB': [tool('long', city, `${'Describes itself. äöü "\\" '.repeat(400)}End.`)],
        'the names of Claude Code\'s own tools': [tool('Bash', awkward, 'Not the shell.'), tool('Read'), tool('Task')],
        'sixty tools': Array.from({length: 60}, (unused, i) => tool(`tool_${i}`, {...city, title: `Number ${i}`})),
        'names with signs': [tool('a-b_C9'), tool('x'.repeat(64))],
    };
    for (const [name, tools] of Object.entries(definitions)) {
        test(`reach the API as they were written: ${name}`, async () => {
            const body = asking({text: 'ok'}, {tools});
            const answer = await answered(relay, body);
            assert.equal(answer.raw.length, 1);
            assert.deepEqual(received(answer.raw[0]), sent(JSON.stringify(body)));
        });
    }

    test('without description and parameters reach the API as such', async () => {
        const bare = {type: 'function', function: {name: 'bare'}};
        const {asked} = await answered(relay, asking({text: 'ok'}, {tools: [bare]}));
        const [{name, description = '', input_schema: schema}] = asked.tools;
        assert.equal(name, 'bare');
        assert.equal(description, '');
        assert.equal(schema.type, 'object');
        assert.deepEqual(schema.properties ?? {}, {});
    });

    // Claude Code reads the numbers as JavaScript does, so the API gets what that makes of them.
    test('keep the values of their numbers', async () => {
        const schema = '{"type":"object","properties":{"n":{"maximum":12345678901234567890,"minimum":-1.0e-7}}}';
        const body = JSON.stringify(asking({text: 'ok'}, {tools: [tool('n', 'SCHEMA')]})).replace('"SCHEMA"', schema);
        await relay.forget();
        const answer = await fetch(`${relay.baseUrl}/chat/completions`, {method: 'POST', headers, body});
        assert.equal(answer.status, 200, await answer.text());
        assert.deepEqual((await relay.received())[0].tools[0].input_schema, JSON.parse(schema));
    });

    test('are forgotten by the next request', async () => {
        await answered(relay, asking({text: 'ok'}, {tools: [weather]}));
        const {asked} = await answered(relay, asking({text: 'ok'}));
        assert.ok(!(asked.tools ?? []).some(({name}) => name.includes('weather')));
        assert.ok(asked.tools.some(({name}) => name === 'Bash'), 'without tools of the client Claude Code has its own');
    });

    const named = name => ({type: 'function', function: {name}});
    const choices = [
        ['not said', {}, {type: 'auto'}],
        ['auto', {tool_choice: 'auto'}, {type: 'auto'}],
        ['none', {tool_choice: 'none'}, {type: 'none'}],
        ['required', {tool_choice: 'required'}, {type: 'any'}],
        ['one by name', {tool_choice: named('get_time')}, {type: 'tool', name: 'get_time'}],
        ['not parallel', {parallel_tool_calls: false}, {type: 'auto', disable_parallel_tool_use: true}],
        ['parallel', {parallel_tool_calls: true}, {type: 'auto'}],
        ['required, not parallel', {tool_choice: 'required', parallel_tool_calls: false},
            {type: 'any', disable_parallel_tool_use: true}],
    ];
    const bothCalls = [{id: 'toolu_1', name: 'get_weather', input: {city: 'Köln'}}, {id: 'toolu_2', name: 'get_time'}];
    const both = ['get_weather', 'get_time'];
    const outcomes = {auto: both, none: [], any: both, tool: ['get_time']};
    for (const [name, more, wanted] of choices) {
        test(`chosen: ${name}`, async () => {
            const {asked, calls, finish, ignored} =
                await answered(relay, asking({tools: bothCalls}, {tools: [weather, time], ...more}));
            const {disable_parallel_tool_use: alone = false, ...choice} = asked.tool_choice ?? {type: 'auto'};
            assert.deepEqual({...choice, ...(alone ? {disable_parallel_tool_use: true} : {})}, wanted);
            const expected = outcomes[wanted.type].slice(0, alone ? 1 : 2);
            assert.deepEqual(calls.map(call => call.name), expected);
            assert.equal(finish, expected.length > 0 ? 'tool_calls' : 'stop');
            assert.deepEqual(ignored, []);
        });
    }

    test('as functions of the old kind', async () => {
        const functions = [weather.function, time.function];
        const body = asking({tools: [bothCalls[0]]}, {functions, function_call: {name: 'get_weather'}});
        const {asked, raw} = await answered(relay, body);
        assert.deepEqual(received(raw.at(-1)), sent(JSON.stringify({tools: [weather, time]})));
        const {type, name} = asked.tool_choice;
        assert.deepEqual({type, name}, {type: 'tool', name: 'get_weather'});
    });

    for (const [way, streamed] of ways) {
        const asks = (script, tools = [weather, time]) => answered(relay, asking(script, {tools}), streamed);

        test(`are called, ${way}`, async () => {
            const {calls, text, finish, usage, received: requests} =
                await asks({tools: bothCalls, tool_deltas: 3, usage: {input_tokens: 30, output_tokens: 8}});
            assert.deepEqual(calls, [
                {id: 'toolu_1', type: 'function', name: 'get_weather', arguments: '{"city":"Köln"}'},
                {id: 'toolu_2', type: 'function', name: 'get_time', arguments: '{}'}]);
            assert.equal(text, '');
            assert.equal(finish, 'tool_calls');
            assert.deepEqual([usage.prompt_tokens, usage.completion_tokens], [30, 8]);
            assert.equal(requests.length, 1);
            await pause(300);
            assert.equal((await relay.received()).length, 1, 'nothing is asked before the client has answered');
        });

        test(`are called after a text, ${way}`, async () => {
            const {calls, text, finish} = await asks({text: 'I look it up.', tools: [bothCalls[0]]});
            assert.equal(text, 'I look it up.');
            assert.deepEqual(calls.map(({name, arguments: input}) => [name, input]),
                [['get_weather', '{"city":"Köln"}']]);
            assert.equal(finish, 'tool_calls');
        });

        test(`are not run by Claude Code, whatever their name, ${way}`, async () => {
            const word = uniqueWord();
            const {calls, received: requests} = await asks({tools: [{name: 'Bash', input: {command: `echo ${word}`}}]},
                [tool('Bash', awkward)]);
            assert.deepEqual(calls.map(({name, arguments: input}) => [name, input]),
                [['Bash', `{"command":"echo ${word}"}`]]);
            assert.equal(requests.length, 1);
        });

        test(`get their arguments as the model wrote them, ${way}`, async () => {
            const input = '{"zulu":12345678901234567890,"alpha":"\\u00e4 \\"ä\\"","mike":[1.50,{}]}';
            const content = `Please simulate:{"tools":[{"name":"awkward","input":${input}}],"tool_deltas":7}`;
            const {calls} = await answered(relay,
                {model: 'haiku', messages: [user(content)], tools: [tool('awkward', awkward)]}, streamed);
            assert.deepEqual(JSON.parse(calls[0].arguments), JSON.parse(input));
            assert.match(calls[0].arguments, /12345678901234567890.*alpha.*mike.*1\.50/);
        });
    }

    test('are called by fragments as they come', async () => {
        const script = {tools: [{name: 'get_weather', input: {city: 'Llanfairpwllgwyngyll'}}], tool_deltas: 6,
            delay_ms: 100};
        const {response} = await post(relay.baseUrl, asking(script, {tools: [weather], stream: true}));
        const times = [];
        response.on('data', () => times.push(Date.now()));
        const {choices: [{calls: [call]}]} = await sumUp(response);
        assert.ok(call.fragments >= 5, `${call.fragments} fragments`);
        assert.ok(times.at(-1) - times[0] > 300, 'not all at once');
    });

    test('alone make a message whose content is null', async () => {
        const {whole} = await answered(relay, asking({tools: [bothCalls[0]]}, {tools: [weather]}));
        assert.equal(whole.choices[0].message.content, null);
    });

    test('that are called give their session back when the client never answers', async () => {
        await answered(relay, asking({tools: [bothCalls[0]]}, {tools: [weather]}));
        await until(async () => (await relay.health()).sessions.busy === 0, 'no session is busy');
    });
});

test('the CLI gets definitions byte for byte', async () => {
    const relay = await startRelay({args: ['--warm', '0']});
    try {
        const schema = '{"type":"object","properties":'
            + '{"z":{"maximum":12345678901234567890},"2":{},"1":{"minimum":1.0}}}';
        const body = JSON.stringify({model: 'haiku', messages: [user('hi')], tools: [tool('n', 'SCHEMA')]})
            .replace('"SCHEMA"', schema);
        await (await fetch(`${relay.baseUrl}/chat/completions`, {method: 'POST', headers, body})).text();
        const lines = relay.fakeLog().map(entry => entry.line ?? '');
        const inString = JSON.stringify(schema).slice(1, -1); // the parameters of the API are JSON in a string
        assert.ok(lines.some(line => line.includes(inString)), lines.join('\n'));
        await relay.stop();
    } finally {
        await relay.killAll();
        relay.remove();
    }
});
