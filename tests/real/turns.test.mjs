// One request that is several API messages, and the ends that an answer may have.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {ask, post, startStream, stream} from '../lib/client.mjs';
import {until} from '../lib/wait.mjs';
import {asking, conversation, sessionsOf, skip, startDemo, uniqueWord} from './demo.mjs';

const usage = (input, written, read, output, thinking) => ({input_tokens: input, cache_creation_input_tokens: written,
    cache_read_input_tokens: read, output_tokens: output, ...(thinking ? {thinking_tokens: thinking} : {})});

const bash = command => ({name: 'Bash', input: {command, description: 'a test'}});

describe('an answer', {skip}, () => {
    let relay;
    // No session is kept: whatever runs on after its answer is then one too many.
    before(async () => { relay = await startDemo({args: ['--warm', '0', '--keep', '0']}); });
    after(() => relay?.end());

    // Asks both ways and gives {text, finish, usage} of each.
    async function bothWays(body, check)
    {
        await relay.forget();
        const whole = await ask(relay.baseUrl, body);
        assert.equal(whole.status, 200, whole.text);
        const [choice] = whole.json.choices;
        await check({text: choice.message.content, finish: choice.finish_reason, usage: whole.json.usage,
            received: await relay.received()});

        await relay.forget();
        const streamed = await stream(relay.baseUrl, {...body, stream_options: {include_usage: true}});
        assert.equal(streamed.status, 200, streamed.text);
        assert.equal(streamed.error, null);
        assert.equal(streamed.done, true);
        await check({text: streamed.text, finish: streamed.finishReason, usage: streamed.usage,
            received: await relay.received()});
    }

    test('counts its tokens', () => bothWays(asking({text: 'hi', usage: usage(100, 20, 30, 7)}), answer => {
        assert.equal(answer.usage.prompt_tokens, 150);
        assert.equal(answer.usage.prompt_tokens_details.cached_tokens, 30);
        assert.equal(answer.usage.completion_tokens, 7);
        assert.equal(answer.usage.total_tokens, 157);
    }));

    test('with a run of a tool of Claude Code is its texts alone', () => {
        const word = uniqueWord();
        const script = {text: 'Running.', tools: [bash(`echo ${word}`)], usage: usage(100, 20, 30, 7),
            then: {text: 'It said so.', usage: usage(200, 1, 2, 9)}};
        return bothWays(asking(script), answer => {
            assert.equal(answer.text, 'Running.\n\nIt said so.');
            assert.equal(answer.finish, 'stop');
            assert.equal(answer.usage.prompt_tokens, 353);
            assert.equal(answer.usage.prompt_tokens_details.cached_tokens, 32);
            assert.equal(answer.usage.completion_tokens, 16);
            assert.equal(answer.usage.total_tokens, 369);
            assert.equal(answer.received.length, 2);
            const [role, blocks] = conversation(answer.received[1]).at(-1);
            assert.equal(role, 'user');
            assert.equal(blocks[0].type, 'tool_result');
            assert.match(blocks[0].content, new RegExp(`^${word}\\s*$`));
        });
    });

    test('without text before the tool has no blank lines', () => bothWays(
        asking({tools: [bash('echo a')], then: {tools: [bash('echo b')], then: {text: 'Both done.'}}}),
        ({text, received}) => {
            assert.equal(text, 'Both done.');
            assert.equal(received.length, 3);
        }));

    test('does not wait for a permission that nobody gives', () => {
        const file = join(relay.folder, 'forbidden');
        const script = {text: 'Trying.', tools: [bash(`touch ${file}`)], then: {text: 'I may not.'}};
        return bothWays(asking(script), answer => {
            assert.equal(answer.text, 'Trying.\n\nI may not.');
            assert.equal(answer.finish, 'stop');
            assert.equal(existsSync(file), false);
            const [, blocks] = conversation(answer.received[1]).at(-1);
            assert.equal(blocks[0].is_error, true);
        });
    });

    test('keeps thoughts out of the text', () => bothWays(
        asking({thinking: 'Two and two, hm.', text: 'Four.', usage: usage(10, 0, 0, 12, 5)}), answer => {
            assert.equal(answer.text, 'Four.');
            assert.equal(answer.usage.completion_tokens, 12);
            assert.equal(answer.usage.completion_tokens_details.reasoning_tokens, 5);
        }));

    // At the message's end the CLI may ask the API to go on: it is over before that, at the stop reason.
    const ends = [['max_tokens', 'length', 15000], ['refusal', 'content_filter', 15000], ['stop_sequence', 'stop', 0]];
    for (const [reason, finish, later] of ends) {
        test(`that ends with ${reason} is not continued`, async () => {
            const script = {text: 'So far.', stop_reason: reason, last_ms: later, usage: usage(10, 0, 0, 3)};
            await bothWays(asking(script), answer => {
                assert.equal(answer.text, 'So far.');
                assert.equal(answer.finish, finish);
                assert.equal(answer.usage.completion_tokens, 3);
            });
            await until(() => sessionsOf(relay.pid).length === 0, 'no CLI that could continue');
            assert.equal((await relay.received()).length, 1);
        });
    }

    test('comes as it is made', async () => {
        const begin = Date.now();
        const answer = await startStream(relay.baseUrl, asking({deltas: 20, delay_ms: 150}));
        const first = Date.now() - begin;
        const {text} = await answer.rest();
        const last = Date.now() - begin;
        assert.equal(text, Array.from({length: 20}, (unused, i) => i + 1).join(' '));
        assert.ok(last - first > 2000, `the first text after ${first} ms, the last after ${last} ms`);
    });

    test('of 1000 deltas keeps them all in order', async () => {
        const {text} = await stream(relay.baseUrl, asking({deltas: 1000, delay_ms: 1}));
        assert.equal(text, Array.from({length: 1000}, (unused, i) => i + 1).join(' '));
    });

    for (const streamed of [false, true]) {
        test(`ends everywhere when the client goes, ${streamed ? 'streamed' : 'whole'}`, async () => {
            const script = {text: 'one two three', cut: {after: 2, how: 'stall'}};
            const held = streamed ? await startStream(relay.baseUrl, asking(script)) : goingAway(asking(script));
            await until(async () => await relay.open() === 1, 'the API answers');
            held.abort();
            await until(async () => await relay.open() === 0, 'the API is left alone');
            await until(async () => (await relay.health()).sessions.busy === 0, 'no session is busy');
            const {status} = await ask(relay.baseUrl, asking({text: 'next'}));
            assert.equal(status, 200);
        });
    }

    function goingAway(body)
    {
        const controller = new AbortController();
        fetch(`${relay.baseUrl}/chat/completions`, {method: 'POST', body: JSON.stringify(body),
            signal: controller.signal, headers: {'content-type': 'application/json'}}).catch(() => {});
        return {abort: () => controller.abort()};
    }

    test('shows life before its first text', async () => {
        const first = 17_000;
        const begin = Date.now();
        const body = asking({first_ms: first, text: 'late'}, {stream: true});
        const {status, response} = await post(relay.baseUrl, body);
        assert.equal(status, 200);
        assert.ok(Date.now() - begin < first, 'the head comes before the API has said anything');
        let all = '';
        for await (const piece of response.setEncoding('utf8'))
            all += piece;
        assert.match(all, /"content":"late"/);
        assert.match(all, /\[DONE\]/);
    });
});
