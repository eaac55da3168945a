// What the API gets for each parameter, and what is said of those that have no effect.
import assert from 'node:assert/strict';
import {until} from '../lib/wait.mjs';
import {after, before, describe, test} from 'node:test';
import {asking, skip, startDemo} from './demo.mjs';
import {answered, checkLeftOut, exchange, refused, ways} from './exchange.mjs';

const tool = {type: 'function', function: {name: 'f', parameters: {type: 'object', properties: {}}}};

const thinks = ({thinking}) => thinking !== undefined && thinking.type !== 'disabled';

describe('a parameter', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    // [parameters, what the API gets, names in the header]
    const table = [
        [{}, {}, []],
        [{max_tokens: 77}, {max_tokens: 77}, []],
        [{max_completion_tokens: 78}, {max_tokens: 78}, []],
        [{max_tokens: 1, max_completion_tokens: 79}, {max_tokens: 79}, []],
        [{max_tokens: 1}, {max_tokens: 1}, []],
        [{stop: 'END'}, {stop_sequences: ['END']}, []],
        [{stop: ['a', 'b', 'c', 'd']}, {stop_sequences: ['a', 'b', 'c', 'd']}, []],
        [{stop: null}, {stop_sequences: undefined}, []],
        [{stop: []}, {stop_sequences: undefined}, []],
        [{temperature: 0.5}, {temperature: undefined}, ['temperature']],
        [{top_p: 0.5}, {top_p: undefined}, ['top_p']],
        [{user: 'me', metadata: {a: 'b'}, store: false, service_tier: 'auto'}, {}, []],
        [{stream_options: null, prompt_cache_key: 'x', safety_identifier: 'y', provider: {order: ['x']}}, {}, []],
        [{seed: 7}, {}, ['seed']],
        [{logprobs: true, top_logprobs: 3}, {}, ['logprobs', 'top_logprobs']],
        [{logit_bias: {50256: -100}}, {}, ['logit_bias']],
        [{frequency_penalty: 0.5, presence_penalty: -1}, {}, ['frequency_penalty', 'presence_penalty']],
        [{frequency_penalty: 0, presence_penalty: 0, logit_bias: {}, logprobs: false, n: 1, seed: null}, {}, []],
        [{temperature: 0.5, seed: 1, stop: 'x'}, {stop_sequences: ['x'], temperature: undefined},
            ['seed', 'temperature']],
    ];
    for (const [parameters, wanted, ignored] of table) {
        for (const [way, streamed] of ways) {
            test(`${JSON.stringify(parameters)}, ${way}`, async () => {
                const answer = await answered(relay, asking({text: 'A'}, parameters), streamed);
                assert.equal(answer.received.length, 1);
                assert.deepEqual(answer.ignored.sort(), ignored);
                for (const [name, value] of Object.entries(wanted))
                    assert.deepEqual(answer.asked[name], value, name);
            });
        }
    }

    const efforts = {low: 'low', medium: 'medium', high: 'high', xhigh: 'xhigh', max: 'max', minimal: 'low'};
    for (const [asked, wanted] of Object.entries(efforts)) {
        test(`reasoning_effort ${asked}`, async () => {
            const answer = await answered(relay, asking({text: 'A'}, {reasoning_effort: asked, model: 'opus'}));
            assert.equal(answer.asked.output_config?.effort, wanted);
            assert.ok(thinks(answer.asked));
            assert.deepEqual(answer.ignored, []);
        });
    }

    test('reasoning_effort none', async () => {
        const {asked, reasoning, text} = await answered(relay, asking({thinking: 'Hm.', text: 'A'},
            {reasoning_effort: 'none'}));
        assert.ok(!thinks(asked), JSON.stringify(asked.thinking));
        assert.equal(reasoning, '');
        assert.equal(text, 'A');
    });

    for (const [way, streamed] of ways) {
        const asks = (script, more) => answered(relay, asking(script, more), streamed);

        // At the message's end the CLI asks the API to go on: it is over before that, at the stop reason.
        test(`max_tokens ends the answer, ${way}`, async () => {
            const long = 'one two three four five six seven eight nine ten eleven twelve';
            const {text, finish, received} = await asks({text: long, last_ms: 15000}, {max_tokens: 5});
            assert.ok(long.startsWith(text) && text.length < long.length && text !== '', text);
            assert.equal(finish, 'length');
            assert.equal(received.length, 1, 'nobody goes on');
        });

        const stops = [
            ['one END two', {stop: 'END'}, 'one '],
            ['one two three', {stop: ['three', 'two']}, 'one '],
            ['first\n\nsecond', {stop: '\n\n'}, 'first'],
            ['first\n\nsecond third', {stop: ['third', '\n\n']}, 'first'],
            ['a b c', {stop: ' '}, 'a'],
            ['one two', {stop: 'three'}, 'one two'],
            ['ENDE', {stop: 'END'}, ''],
        ];
        for (const [said, more, wanted] of stops) {
            // One letter a piece: a stop text is then spread over several.
            test(`${JSON.stringify(more)} ends ${JSON.stringify(said)}, ${way}`, async () => {
                const {text, finish, ignored, received} =
                    await asks({text: said, deltas: said.length, delay_ms: 2}, more);
                assert.equal(text, wanted);
                assert.equal(finish, 'stop');
                assert.deepEqual(ignored, []);
                assert.equal(received.length, 1);
            });
        }

        test(`n gives several answers, ${way}`, async () => {
            const {choices, usage, received} =
                await asks({text: 'A', usage: {input_tokens: 10, output_tokens: 3}}, {n: 3});
            assert.deepEqual(choices.map(({index}) => index), [0, 1, 2]);
            assert.deepEqual(choices.map(({text}) => text), ['A', 'A', 'A']);
            assert.deepEqual(choices.map(({finish}) => finish), ['stop', 'stop', 'stop']);
            assert.equal(received.length, 3);
            assert.equal(usage.completion_tokens, 9);
            assert.equal(usage.total_tokens, usage.prompt_tokens + 9);
        });

        test(`n fails as a whole, ${way}`, async () => {
            const {status, whole} = await exchange(relay, asking({status: 401}, {n: 2}), streamed);
            assert.equal(status, 401);
            assert.equal(whole.choices, undefined);
            await until(async () => {
                const {busy, ending} = (await relay.health()).sessions;
                return busy + ending === 0;
            }, 'the end of the other answer');
        });

        test(`that the API refuses is left out, once, ${way}`, async () => {
            const {text, received, ignored} =
                await asks({text: 'A', refuse_params: ['tool_choice']}, {tools: [tool], tool_choice: 'required'});
            assert.equal(text, 'A');
            checkLeftOut(received, body => 'tool_choice' in body);
            assert.deepEqual(ignored, ['tool_choice']);
        });
    }

    test('tool_choice that the API refuses becomes an instruction', async () => {
        const named = {tools: [tool], tool_choice: {type: 'function', function: {name: 'f'}}};
        const {received, asked} = await answered(relay, asking({text: 'A', refuse_params: ['tool_choice']}, named));
        checkLeftOut(received, body => 'tool_choice' in body);
        const said = ({system, messages}) => JSON.stringify([system, messages]);
        assert.match(said(asked), /\b(must|call|use)\b[^.]*\bf\b/i);
        assert.doesNotMatch(said(received[0]), /\b(must|call|use)\b[^.]*\bf\b/i);
    });

    test('thinking that the API refuses is left out', async () => {
        const {text, received} = await answered(relay, asking({text: 'A', refuse_params: ['thinking']}));
        assert.equal(text, 'A');
        checkLeftOut(received, thinks);
    });

    const bad = [
        [{prediction: {type: 'content', content: 'x'}}, 'prediction'],
        [{audio: {voice: 'alloy', format: 'wav'}}, 'audio'],
        [{modalities: ['text', 'audio']}, 'modalities'],
        [{web_search_options: {}}, 'web_search_options'],
        [{max_tokens: 0}, 'max_tokens'],
        [{max_tokens: 'many'}, 'max_tokens'],
        [{stop: ['a', 'b', 'c', 'd', 'e']}, /^stop/],
        [{stop: ''}, 'stop'],
        [{stop: [1]}, /^stop/],
        [{n: 0}, 'n'],
        [{n: 5}, 'n'],
        [{temperature: 3}, 'temperature'],
        [{top_p: 2}, 'top_p'],
        [{reasoning_effort: 'much'}, 'reasoning_effort'],
        [{response_format: {type: 'xml'}}, /^response_format/],
        [{tool_choice: 'required'}, /^tool/],
        [{tools: [tool, tool]}, /^tools/],
        [{tools: [tool], tool_choice: {type: 'function', function: {name: 'g'}}}, /^tool_choice/],
        [{tools: [{type: 'function', function: {name: 'a b'}}]}, /^tools\[0\]/],
        [{tools: [{type: 'function', function: {name: 'f', parameters: 'none'}}]}, /^tools\[0\]/],
    ];
    for (const [parameters, param] of bad) {
        test(`is refused: ${JSON.stringify(parameters)}`, async () => {
            const {error} = await refused(relay, asking({text: 'A'}, parameters), {});
            assert.match(error.param, param instanceof RegExp ? param : new RegExp(`^${param}$`));
        });
    }
});
