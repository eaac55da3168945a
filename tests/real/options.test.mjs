// What the options change: sampling, strictness, what is shown of the model's thoughts and of Claude Code's work, and
// the tools beside the client's own.
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {tool} from './definitions.mjs';
import {asking, skip, startDemo, uniqueWord} from './demo.mjs';
import {answered, checkLeftOut, exchange, refused, ways} from './exchange.mjs';

const weather = tool('get_weather', {type: 'object', properties: {city: {type: 'string'}}});
const bash = command => ({name: 'Bash', input: {command, description: 'a test'}});
const thinks = ({thinking}) => thinking !== undefined && thinking.type !== 'disabled';

// A describe block with a relay of these arguments: `body` is called with a function that gives the relay.
function withOptions(args, body)
{
    describe(args.join(' ') || 'without options', {skip}, () => {
        let relay;
        before(async () => { relay = await startDemo({args}); });
        after(() => relay?.end());
        body(() => relay);
    });
}

withOptions([], relay => {
    for (const [way, streamed] of ways) {
        test(`thoughts are shown as such, ${way}`, async () => {
            const {text, reasoning, usage} = await answered(relay(), asking({thinking: 'Two and two, hm.\n\nÄh.',
                text: 'Four.', usage: {output_tokens: 9, thinking_tokens: 5}}), streamed);
            assert.equal(reasoning, 'Two and two, hm.\n\nÄh.');
            assert.equal(text, 'Four.');
            assert.equal(usage.completion_tokens_details.reasoning_tokens, 5);
        });

        test(`work is not shown, ${way}`, async () => {
            const script = {text: 'I look.', tools: [bash('echo a')], then: {text: 'Done.'}};
            const {text, reasoning, calls} = await answered(relay(), asking(script), streamed);
            assert.equal(text, 'I look.\n\nDone.');
            assert.equal(reasoning, '');
            assert.deepEqual(calls, []);
        });
    }

    test('the tools of the client are all that there are', async () => {
        const {asked} = await answered(relay(), asking({text: 'A'}, {tools: [weather]}));
        assert.deepEqual(asked.tools.map(({name}) => name), ['get_weather']);
    });
});

withOptions(['--hide-reasoning'], relay => {
    for (const [way, streamed] of ways) {
        test(`thoughts are not shown, ${way}`, async () => {
            const {text, reasoning, whole} = await answered(relay(), asking({thinking: 'Hm.', text: 'A'}), streamed);
            assert.equal(text, 'A');
            assert.equal(reasoning, '');
            assert.ok(streamed || !('reasoning_content' in whole.choices[0].message));
        });
    }
});

withOptions(['--show-work'], relay => {
    for (const [way, streamed] of ways) {
        test(`work is shown among the thoughts, ${way}`, async () => {
            const word = uniqueWord();
            const script = {thinking: 'Hm.', text: 'I look.',
                tools: [bash(`echo ${word}`)], then: {text: 'Done.'}};
            const {text, reasoning, calls, finish} = await answered(relay(), asking(script), streamed);
            assert.equal(text, 'I look.\n\nDone.');
            assert.match(reasoning, /^Hm\./);
            const lines = reasoning.split('\n').filter(line => line.includes('Bash'));
            assert.equal(lines.length, 1, reasoning);
            assert.ok(lines[0].includes(word) || lines[0].includes('a test'), lines[0]);
            assert.deepEqual(calls, []);
            assert.equal(finish, 'stop');
        });
    }

    test('a call of a client\'s tool is no work of Claude Code', async () => {
        const script = {tools: [{name: 'get_weather', input: {city: 'Ulm'}}]};
        const {reasoning, calls} = await answered(relay(), asking(script, {tools: [weather]}));
        assert.equal(reasoning, '');
        assert.equal(calls.length, 1);
    });
});

withOptions(['--strict-params'], relay => {
    const table = [
        [{seed: 1}, ['seed']],
        [{seed: 1, logit_bias: {1: 2}}, ['seed', 'logit_bias']],
        [{temperature: 0.5}, ['temperature']],
        [{top_p: 0.5, presence_penalty: 1}, ['top_p', 'presence_penalty']],
    ];
    for (const [parameters, names] of table) {
        for (const [way, streamed] of ways) {
            test(`${names.join(' and ')} is refused, ${way}`, async () => {
                const {status, error, received} = await exchange(relay(), asking({text: 'A'}, parameters), streamed);
                assert.equal(status, 400);
                assert.ok(names.some(name => error.message.includes(name)), error.message);
                assert.ok(names.includes(error.param), error.param);
                assert.equal(received.length, 0);
            });
        }
    }

    test('what has an effect, or asks for nothing, is not refused', async () => {
        await answered(relay(), asking({text: 'A'}, {max_tokens: 9, stop: 'x', seed: null, frequency_penalty: 0,
            user: 'me', reasoning_effort: 'low', unknown_extra: {a: 1}}));
    });

    test('a parameter that the API refuses is refused', async () => {
        const {status, error} = await exchange(relay(), asking({text: 'A', refuse_params: ['tool_choice']},
            {tools: [weather], tool_choice: 'required'}));
        assert.equal(status, 400);
        assert.match(error.message, /tool_choice/);
    });

    test('several at once are all named', () => refused(relay(), asking({text: 'A'}, {seed: 1, logit_bias: {1: 2}}),
        {says: /seed.*logit_bias|logit_bias.*seed/}));
});

withOptions(['--forward-sampling'], relay => {
    const table = [
        [{temperature: 0.5}, {temperature: 0.5}],
        [{temperature: 0}, {temperature: 0}],
        [{top_p: 0.5}, {top_p: 0.5}],
    ];
    for (const [parameters, wanted] of table) {
        for (const [way, streamed] of ways) {
            test(`${JSON.stringify(parameters)} is handed on, and thinking left out, ${way}`, async () => {
                const {asked, ignored, text} = await answered(relay(), asking({text: 'A'}, parameters), streamed);
                const {temperature, top_p} = asked;
                assert.deepEqual(JSON.parse(JSON.stringify({temperature, top_p})), wanted);
                assert.ok(!thinks(asked));
                assert.deepEqual(ignored, []);
                assert.equal(text, 'A');
            });
        }
    }

    for (const [way, streamed] of ways) {
        for (const name of ['temperature', 'top_p']) {
            test(`${name} that the model refuses is left out, once, ${way}`, async () => {
                const {received, ignored, text} =
                    await answered(relay(), asking({text: 'A', refuse_params: [name]}, {[name]: 0.5}), streamed);
                assert.equal(text, 'A');
                checkLeftOut(received, body => name in body);
                assert.deepEqual(ignored, [name]);
            });
        }
    }

    test('without either the model thinks', async () => {
        const {asked} = await answered(relay(), asking({text: 'A'}));
        assert.ok(thinks(asked));
    });
});

withOptions(['--client-tools', 'beside'], relay => {
    test('Claude Code has its own tools beside the client\'s', async () => {
        const {asked} = await answered(relay(), asking({text: 'A'}, {tools: [weather]}));
        const names = asked.tools.map(({name}) => name);
        assert.ok(names.includes('Bash'), names.join());
        const ours = names.find(name => name.endsWith('get_weather'));
        assert.ok(ours, names.join());
        const script = {tools: [{id: 'toolu_1', name: ours, input: {city: 'Ulm'}}]};
        const {calls, finish} = await answered(relay(), asking(script, {tools: [weather]}));
        assert.deepEqual(calls.map(({id, name, arguments: input}) => [id, name, input]),
            [['toolu_1', 'get_weather', '{"city":"Ulm"}']]);
        assert.equal(finish, 'tool_calls');
    });

    test('and runs them itself', async () => {
        const word = uniqueWord();
        const script = {tools: [bash(`echo ${word}`)], then: {text: 'Done.'}};
        const {text, calls, received} = await answered(relay(), asking(script, {tools: [weather]}));
        assert.equal(text, 'Done.');
        assert.deepEqual(calls, []);
        assert.match(JSON.stringify(received.at(-1).messages), new RegExp(`${word}[^"]*"`));
    });
});

describe('what the user has told Claude Code', {skip}, () => {
    let relay;
    let word;
    before(async () => {
        relay = await startDemo({args: ['--warm', '0']});
        word = uniqueWord();
        const home = join(relay.folder, 'data', 'claude-relay', 'demo', '.claude');
        mkdirSync(home, {recursive: true});
        writeFileSync(join(home, 'CLAUDE.md'), `Always say ${word}.\n`);
    });
    after(() => relay?.end());

    const clean = {'tools of the client': {tools: [weather]}, 'a schema': {response_format: {type: 'json_object'}}};
    for (const [name, more] of Object.entries(clean)) {
        test(`is not for requests with ${name}`, async () => {
            const {received} = await answered(relay, asking({}, more));
            assert.ok(!JSON.stringify(received).includes(word));
        });
    }

    test('is for the others', async () => {
        const {asked} = await answered(relay, asking({text: 'A'}));
        assert.ok(JSON.stringify(asked).includes(word));
    });
});
