// The official openai package as the client.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {until} from '../lib/wait.mjs';
import {asking, skip as noClaude, startDemo, systemBlocks, texts} from './demo.mjs';

const folder = process.env.OPENAI_DIR;
const skip = noClaude
    || (folder ? false : 'set OPENAI_DIR to a node_modules folder with openai (cmake -DRELAY_NODE_MODULES=…)');

describe('the openai package', {skip}, () => {
    let relay;
    let client;
    let OpenAI;
    before(async () => {
        OpenAI = createRequire(join(folder, '..', 'any.js'))('openai');
        relay = await startDemo();
        client = new OpenAI({baseURL: relay.baseUrl, apiKey: 'any', maxRetries: 0});
    });
    after(() => relay?.end());

    const create = (body, options) => client.chat.completions.create(body, options);

    test('reads a whole answer', async () => {
        const completion = await create(asking({text: 'Hello äö.', usage: {input_tokens: 5, output_tokens: 2}}));
        assert.equal(completion.object, 'chat.completion');
        assert.match(completion.id, /^chatcmpl/);
        assert.ok(Math.abs(completion.created - Date.now() / 1000) < 60);
        assert.equal(completion.choices.length, 1);
        assert.equal(completion.choices[0].message.role, 'assistant');
        assert.equal(completion.choices[0].message.content, 'Hello äö.');
        assert.equal(completion.choices[0].finish_reason, 'stop');
        assert.equal(completion.usage.total_tokens, 7);
    });

    test('reads a stream', async () => {
        const chunks = [];
        const script = {text: 'one two three', usage: {input_tokens: 5, output_tokens: 2}};
        for await (const chunk of await create(asking(script, {stream: true, stream_options: {include_usage: true}})))
            chunks.push(chunk);
        assert.deepEqual(chunks[0].choices[0].delta, {role: 'assistant', content: ''});
        const heads = chunks.map(({id, model, created, object}) => `${id} ${model} ${created} ${object}`);
        assert.equal(new Set(heads).size, 1);
        assert.equal(chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join(''), 'one two three');
        assert.deepEqual(chunks.map(chunk => chunk.choices[0]?.finish_reason).filter(Boolean), ['stop']);
        const last = chunks.at(-1);
        assert.deepEqual(last.choices, []);
        assert.equal(last.usage.total_tokens, 7);
        assert.ok(chunks.slice(0, -1).every(chunk => !chunk.usage), 'usage in the last chunk only');
    });

    test('gets no usage chunk that it did not ask for', async () => {
        for await (const chunk of await create(asking({text: 'one'}, {stream: true}))) {
            assert.equal(chunk.choices.length, 1);
            assert.ok(!chunk.usage);
        }
    });

    test('holds a conversation of five turns', async () => {
        const messages = [{role: 'system', content: 'Count.'}];
        for (let turn = 1; turn <= 5; ++turn) {
            await relay.forget();
            messages.push({role: 'user', content: `turn ${turn}`});
            const body = {model: 'haiku', messages};
            const text = turn % 2 ? (await create(body)).choices[0].message.content
                : await client.chat.completions.stream(body).finalContent();
            assert.match(text, new RegExp(`"turn ${turn}"$`));
            const [received] = await relay.received();
            assert.deepEqual(texts(received), messages.slice(1).map(({role, content}) => [role, content]));
            assert.ok(systemBlocks(received).includes('Count.'));
            messages.push({role: 'assistant', content: text});
        }
    });

    test('folds a stream to a completion', async () => {
        const runner = client.chat.completions.stream(asking({text: 'one two three'}));
        let pieces = '';
        runner.on('content', delta => { pieces += delta; });
        const completion = await runner.finalChatCompletion();
        assert.equal(completion.choices[0].message.content, 'one two three');
        assert.equal(completion.choices[0].finish_reason, 'stop');
        assert.equal(pieces, 'one two three');
    });

    test('lists the models and finds each', async () => {
        const {data} = await client.models.list();
        assert.ok(data.length > 0);
        for (const model of data) {
            assert.equal(model.object, 'model');
            assert.equal((await client.models.retrieve(model.id)).id, model.id);
        }
        await assert.rejects(client.models.retrieve('no-such-model'), OpenAI.NotFoundError);
        const completion = await create({...asking({text: 'hi'}), model: data[0].id});
        assert.equal(completion.choices[0].message.content, 'hi');
    });

    // By its name: the class is known once the package is loaded.
    const failures = [
        {error: 'AuthenticationError', status: 401, body: asking({status: 401})},
        {error: 'PermissionDeniedError', status: 403, body: asking({status: 403})},
        {error: 'NotFoundError', status: 404, code: 'model_not_found', param: 'model',
            body: {...asking({}), model: 'claude-nosuch-1'}},
        {error: 'RateLimitError', status: 429, body: asking({status: 429, headers: {'retry-after': '17'}})},
        {error: 'BadRequestError', status: 400, code: 'context_length_exceeded',
            body: asking({status: 400, message: 'prompt is too long: 250000 tokens > 200000 maximum'})},
        {error: 'BadRequestError', status: 400, param: 'messages', body: {model: 'haiku', messages: []}},
        {error: 'InternalServerError', status: 503, body: asking({status: 529})},
    ];
    for (const {error, status, code, param, body} of failures) {
        for (const streamed of [false, true]) {
            const why = `${code ?? status}${param ? ` (${param})` : ''}`;
            test(`throws ${error} for ${why}, ${streamed ? 'streamed' : 'whole'}`, () =>
                assert.rejects(create({...body, stream: streamed}), thrown => {
                    assert.ok(thrown instanceof OpenAI[error], String(thrown));
                    assert.equal(thrown.status, status);
                    if (code)
                        assert.equal(thrown.code, code);
                    if (param)
                        assert.equal(thrown.param, param);
                    if (status === 429)
                        assert.ok(Number(thrown.headers.get('retry-after')) >= 17);
                    return true;
                }));
        }
    }

    test('throws in the middle of a stream that fails', async () => {
        let text = '';
        await assert.rejects(async () => {
            for await (const chunk of await create(asking({text: 'a b c d', cut: {after: 2}}, {stream: true})))
                text += chunk.choices[0]?.delta.content ?? '';
        }, OpenAI.APIError);
        assert.equal(text, 'a b');
    });

    test('asks again by itself after a failure that passes', async () => {
        await relay.forget();
        const patient = new OpenAI({baseURL: relay.baseUrl, apiKey: 'any', maxRetries: 2});
        const completion = await patient.chat.completions.create(asking({status: 500, times: 3, text: 'At last.'}));
        assert.equal(completion.choices[0].message.content, 'At last.');
    });

    test('frees the session when it goes away', async () => {
        const stream = await create(asking({deltas: 5000, delay_ms: 20}, {stream: true}));
        for await (const chunk of stream) {
            if (chunk.choices[0]?.delta.content)
                break; // which aborts the request
        }
        await until(async () => await relay.open() === 0, 'the API is left alone');
        await until(async () => (await relay.health()).sessions.busy === 0, 'no session is busy');
    });
});
