// The endpoints beside chat completions: the older completions, and those that Claude Code has nothing for.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {load, openai, skip} from './clients.mjs';
import {asking, simulate, startDemo, texts} from './demo.mjs';

describe('the older completions', {skip}, () => {
    let relay;
    let client;
    before(async () => {
        relay = await startDemo();
        client = await openai(relay);
    });
    after(() => relay?.end());

    const body = (script, more) => ({model: 'haiku', prompt: simulate(script), ...more});

    test('give a whole answer', async () => {
        await relay.forget();
        const asked = body({text: 'Hello äö.', usage: {input_tokens: 5, output_tokens: 2}});
        const answer = await client.completions.create(asked);
        assert.equal(answer.object, 'text_completion');
        assert.match(answer.id, /^cmpl/);
        assert.deepEqual(answer.choices.map(({text, index, finish_reason}) => [text, index, finish_reason]),
            [['Hello äö.', 0, 'stop']]);
        assert.equal(answer.choices[0].logprobs, null);
        assert.equal(answer.usage.total_tokens, 7);
        const [received] = await relay.received();
        assert.deepEqual(texts(received), [['user', asked.prompt]]);
    });

    test('stream', async () => {
        const chunks = [];
        const script = {text: 'one two three', usage: {input_tokens: 5, output_tokens: 2}};
        for await (const chunk of await client.completions.create(
            body(script, {stream: true, stream_options: {include_usage: true}})))
            chunks.push(chunk);
        assert.equal(chunks.map(chunk => chunk.choices[0]?.text ?? '').join(''), 'one two three');
        assert.equal(new Set(chunks.map(({id, object, model}) => `${id} ${object} ${model}`)).size, 1);
        assert.deepEqual(chunks.map(chunk => chunk.choices[0]?.finish_reason).filter(Boolean), ['stop']);
        assert.deepEqual(chunks.at(-1).choices, []);
        assert.equal(chunks.at(-1).usage.total_tokens, 7);
    });

    test('obey the parameters', async () => {
        await relay.forget();
        const answer = await client.completions.create(
            body({text: 'one\n\ntwo'}, {max_tokens: 50, stop: ['\n\n', 'END'], n: 2}));
        assert.deepEqual(answer.choices.map(({text, index}) => [text, index]), [['one', 0], ['one', 1]]);
        const [received] = await relay.received();
        assert.equal(received.max_tokens, 50);
        assert.deepEqual(received.stop_sequences, ['END']);
    });

    test('name what has no effect', async () => {
        const asked = body({text: 'A'}, {best_of: 1, seed: 4, suffix: 'x'});
        const {response} = await client.completions.create(asked).withResponse();
        assert.deepEqual(response.headers.get('x-claude-relay-ignored').split(', ').sort(), ['seed', 'suffix']);
    });

    test('show no thoughts', async () => {
        const answer = await client.completions.create(body({thinking: 'Hm.', text: 'A'}));
        assert.equal(answer.choices[0].text, 'A');
        assert.ok(!JSON.stringify(answer).includes('Hm.'));
    });

    for (const [name, prompt] of [['several prompts', ['a', 'b']], ['tokens', [1, 2, 3]], ['nothing', '']]) {
        test(`refuse ${name} as the prompt`, async () => {
            const {BadRequestError} = await load('openai');
            await assert.rejects(client.completions.create({model: 'haiku', prompt}), error => {
                assert.ok(error instanceof BadRequestError, String(error));
                assert.match(error.param, /^prompt/);
                return true;
            });
        });
    }

    test('fail as the others do', async () => {
        const {AuthenticationError} = await load('openai');
        await assert.rejects(client.completions.create(body({status: 401})),
            error => error instanceof AuthenticationError);
    });

    const missing = {
        embeddings: given => given.embeddings.create({model: 'text-embedding-3-small', input: 'hi'}),
        'images.generate': given => given.images.generate({model: 'gpt-image-1', prompt: 'a dome'}),
        'audio.speech': given => given.audio.speech.create({model: 'tts-1', voice: 'alloy', input: 'hi'}),
        moderations: given => given.moderations.create({input: 'hi'}),
        'files.list': given => given.files.list(),
    };
    for (const [name, asks] of Object.entries(missing)) {
        test(`${name}: Claude Code has none, and the client asks once`, async () => {
            let requests = 0;
            const counting = await openai(relay, {maxRetries: 2, fetch: (...given) => {
                ++requests;
                return fetch(...given);
            }});
            await assert.rejects(asks(counting), error => {
                assert.equal(error.status, 501);
                assert.equal(error.code, 'not_supported');
                assert.match(error.message, /Claude Code has no .*\/v1\/chat\/completions/);
                return true;
            });
            assert.equal(requests, 1);
        });
    }

    test('the header about parameters is readable for web pages', async () => {
        const {response} = await client.chat.completions.create(asking({text: 'A'}, {seed: 1})).withResponse();
        assert.match(response.headers.get('access-control-expose-headers'), /X-Claude-Relay-Ignored/i);
        assert.equal(response.headers.get('x-claude-relay-ignored'), 'seed');
    });
});
