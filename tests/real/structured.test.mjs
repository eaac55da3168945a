// Answers in JSON that fits the client's schema.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {post} from '../lib/client.mjs';
import {aiSdk, langChain, load, openai, skip as noClients} from './clients.mjs';
import {result, tool} from './definitions.mjs';
import {asking, simulate, skip, startDemo, user} from './demo.mjs';
import {answered, exchange, ways} from './exchange.mjs';

const trip = {type: 'object', properties: {town: {type: 'string'}, days: {type: 'integer'}}, required: ['town', 'days'],
    additionalProperties: false};
const format = (schema, more) =>
    ({response_format: {type: 'json_schema', json_schema: {name: 'trip', schema, ...more}}});
const output = (input, more) => ({tools: [{name: 'StructuredOutput', input}], ...more});

const offered = body => body.tools.find(({name}) => name === 'StructuredOutput');

describe('an answer that fits a schema', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    for (const [way, streamed] of ways) {
        const asks = (script, more = format(trip)) => answered(relay, asking(script, more), streamed);

        for (const strict of [true, false]) {
            test(`is its JSON alone, ${strict ? 'strict' : 'not strict'}, ${way}`, async () => {
                const {text, calls, refusal, finish, received, asked} =
                    await asks(output({town: 'Köln', days: 3}), format(trip, {strict}));
                assert.equal(text, '{"town":"Köln","days":3}');
                assert.deepEqual(calls, []);
                assert.equal(refusal, '');
                assert.equal(finish, 'stop');
                assert.equal(received.length, 1, 'the API is asked once');
                assert.deepEqual(asked.tools.map(({name}) => name), ['StructuredOutput'], 'nothing else is offered');
                assert.deepEqual(Object.keys(offered(asked).input_schema.properties), ['town', 'days']);
                assert.deepEqual(offered(asked).input_schema.required, trip.required);
            });
        }

        test(`has its keys in the order in which they came, ${way}`, async () => {
            const {text} = await asks(output({days: 3, town: '"Köln"\n'}));
            assert.equal(text, '{"days":3,"town":"\\"Köln\\"\\n"}');
        });

        test(`may be any object, ${way}`, async () => {
            const {text} = await asks(output({zulu: [1, {}], alpha: null}), {response_format: {type: 'json_object'}});
            assert.equal(text, '{"zulu":[1,{}],"alpha":null}');
        });

        test(`is not asked for with the format text, ${way}`, async () => {
            const {text, asked} = await asks({text: 'plain'}, {response_format: {type: 'text'}});
            assert.equal(text, 'plain');
            assert.equal(offered(asked), undefined);
        });

        test(`is no text that the model says before it, ${way}`, async () => {
            const {text} = await asks(output({town: 'Bonn', days: 1}, {text: 'Here it comes.'}));
            assert.equal(text, '{"town":"Bonn","days":1}');
        });

        test(`is asked for again when the model only talks, and then refused, ${way}`, async () => {
            const {text, refusal, finish, received} = await asks({text: 'I would rather talk.'});
            assert.equal(text, '');
            assert.equal(refusal, 'I would rather talk.');
            assert.equal(finish, 'stop');
            assert.equal(received.length, 2);
        });

        test(`is refused when the model refuses, ${way}`, async () => {
            const {text, refusal} = await asks({text: 'I will not plan that.', stop_reason: 'refusal'});
            assert.equal(text, '');
            assert.match(refusal, /I will not plan that\./);
        });

        test(`comes with the client's tools, ${way}`, async () => {
            const tools = [tool('look', {type: 'object', properties: {at: {type: 'string'}}})];
            const body = asking({tools: [{id: 'toolu_1', name: 'look', input: {at: 'map'}}],
                then: output({town: 'Ulm', days: 2})}, {tools, ...format(trip)});
            const first = await answered(relay, body, streamed);
            assert.deepEqual(first.calls.map(({id, name, arguments: input}) => [id, name, input]),
                [['toolu_1', 'look', '{"at":"map"}']]);
            assert.equal(first.finish, 'tool_calls');
            assert.equal(first.text, '');
            const assistant = {role: 'assistant', content: null,
                tool_calls: [{id: 'toolu_1', type: 'function', function: {name: 'look', arguments: '{"at":"map"}'}}]};
            const messages = [...body.messages, assistant, result('toolu_1', 'Ulm, two days')];
            const second = await answered(relay, {...body, messages}, streamed);
            assert.equal(second.text, '{"town":"Ulm","days":2}');
            assert.equal(second.finish, 'stop');
        });
    }

    test('is never one that does not fit: the model tries again', async () => {
        const script = output({town: 'Köln', days: 'three'}, {then: output({town: 'Köln', days: 3})});
        const {text, received} = await answered(relay, asking(script, format(trip)));
        assert.equal(text, '{"town":"Köln","days":3}');
        assert.equal(received.length, 2);
    });

    // What was sent can't be taken back.
    test('that does not fit ends a stream with an error', async () => {
        const script = output({town: 'Köln', days: 'three'}, {then: output({town: 'Köln', days: 3}), delay_ms: 60,
            tool_deltas: 4});
        const {status, error, text, finish} = await exchange(relay, asking(script, format(trip)), true);
        assert.equal(status, 200);
        assert.ok('{"town":"Köln","days":"three"}'.startsWith(text) && text !== '', text);
        assert.match(error.message, /schema|fit/i);
        assert.equal(finish, null);
    });

    test('is streamed as it forms', async () => {
        const script = output({town: 'Llanfairpwllgwyngyll', days: 3}, {tool_deltas: 8, delay_ms: 80});
        const {response} = await post(relay.baseUrl, asking(script, {...format(trip), stream: true}));
        const times = [];
        for await (const piece of response.setEncoding('utf8')) {
            if (/"content":"[^"]/.test(piece))
                times.push(Date.now());
        }
        assert.ok(times.length >= 5, `${times.length} pieces`);
        assert.ok(times.at(-1) - times[0] > 300, 'not all at once');
    });

    const schemas = {
        'of draft 2020-12': {$schema: 'https://json-schema.org/draft/2020-12/schema', ...trip},
        'of draft 7': {$schema: 'http://json-schema.org/draft-07/schema#', ...trip},
        'with definitions': {type: 'object', properties: {town: {$ref: '#/$defs/town'}, days: {type: 'integer'}},
            required: ['town', 'days'], $defs: {town: {type: 'string'}}},
        'with titles and defaults': {...trip, title: 'Trip', description: 'A trip.',
            properties: {town: {type: 'string', title: 'Town', default: 'Ulm'}, days: {type: 'integer', minimum: 1}}},
        'with either of two types': {...trip, properties: {town: {anyOf: [{type: 'string'}, {type: 'null'}]},
            days: {type: ['integer', 'null']}}},
    };
    for (const [name, schema] of Object.entries(schemas)) {
        test(`takes a schema ${name}`, async () => {
            const {text, asked} = await answered(relay, asking(output({town: 'Köln', days: 3}), format(schema)));
            assert.deepEqual(JSON.parse(text), {town: 'Köln', days: 3});
            assert.ok(offered(asked), 'the schema was in force');
        });
    }

    for (const [way, streamed] of ways) {
        test(`is no answer to a schema that Claude Code does not take, ${way}`, async () => {
            const schema = {type: 'object', properties: {a: {type: 'nosuch'}}};
            const {status, error} = await exchange(relay, asking(output({a: 1}), format(schema)), streamed);
            assert.equal(status, 400);
            assert.match(error.param, /^response_format/);
            assert.match(error.message, /nosuch|type/);
        });
    }
});

describe('clients that want objects', {skip: noClients}, () => {
    let relay;
    let shape;
    before(async () => {
        relay = await startDemo();
        const {z} = await load('zod');
        shape = z.object({town: z.string(), days: z.number().int(), tags: z.array(z.string())});
    });
    after(() => relay?.end());

    const wanted = {town: 'Köln', days: 3, tags: ['dome', 'bridge']};
    const content = simulate(output(wanted));
    const messages = [user(content)];

    test('get them by parse of openai', async () => {
        const {zodResponseFormat} = await load('openai/helpers/zod');
        const client = await openai(relay);
        const body = {model: 'haiku', messages, response_format: zodResponseFormat(shape, 'trip')};
        const completion = await client.chat.completions.parse(body);
        assert.deepEqual(completion.choices[0].message.parsed, wanted);
        const streamed = await client.chat.completions.stream(body).finalChatCompletion();
        assert.deepEqual(streamed.choices[0].message.parsed, wanted);
    });

    test('get them by generateObject and streamObject of the AI SDK', async () => {
        const {generateObject, streamObject} = await load('ai');
        const options = {model: (await aiSdk(relay))('haiku'), prompt: content, schema: shape, maxRetries: 0};
        assert.deepEqual((await generateObject(options)).object, wanted);
        const result = streamObject({...options, onError: () => {}});
        let last;
        for await (const partial of result.partialObjectStream)
            last = partial;
        assert.deepEqual(last, wanted);
        assert.deepEqual(await result.object, wanted);
    });

    // By functionCalling the schema is a tool that must be called, and what comes is a call.
    for (const method of ['jsonSchema', 'functionCalling', 'jsonMode']) {
        test(`get them by withStructuredOutput of LangChain, ${method}`, async () => {
            const model = (await langChain(relay)).withStructuredOutput(shape, {method, name: 'trip'});
            const question = method === 'functionCalling'
                ? simulate({tools: [{name: 'trip', input: wanted}]}) : content;
            assert.deepEqual(await model.invoke(question), wanted);
        });
    }
});
