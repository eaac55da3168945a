// Forty conversations at once over a few sessions: each is answered from its own words alone.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ask, asking, stream} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';

function conversation(i)
{
    const last = asking({echo_history: true, deltas: 5, delay_ms: i % 4}).messages[0];
    return {
        model: ['haiku', 'sonnet', 'opus'][i % 3],
        messages: [
            ...(i % 5 === 0 ? [] : [{role: 'system', content: `system of ${i}.`}]),
            ...Array.from({length: i % 4}, (unused, turn) => [
                {role: 'user', content: `question ${turn} of ${i}.`},
                {role: 'assistant', content: `answer ${turn} of ${i}.`},
            ]).flat(),
            {role: 'user', content: `last of ${i}. ${last.content}`},
        ],
    };
}

test('nothing bleeds between conversations', () => withRelay({args: ['--max-sessions', '8', '--warm', '2']},
    async relay => {
        await Promise.all(Array.from({length: 40}, async (unused, i) => {
            const body = conversation(i);
            let text;
            if (i % 2) {
                text = (await stream(relay.baseUrl, body)).text;
            } else {
                const answer = await ask(relay.baseUrl, body);
                assert.equal(answer.status, 200, answer.text);
                text = answer.json.choices[0].message.content;
            }
            const given = JSON.parse(text);
            const asked = body.messages.filter(message => message.role !== 'system');
            assert.deepEqual(given.messages, asked.map(message => ({role: message.role, text: message.content})));
            assert.equal(given.model, `claude-${body.model}-5-5`);
            for (const [, other] of text.matchAll(/ of (\d+)\./g))
                assert.equal(Number(other), i);
            assert.equal(given.system.includes(`system of ${i}.`), i % 5 !== 0);
        }));
    }));

test('no session answers twice, and no word of the conversation is in its arguments', () => withRelay({}, async relay => {
    for (let i = 0; i < 6; ++i)
        await ask(relay.baseUrl, conversation(i));
    const log = relay.fakeLog();
    const asked = log.filter(entry => entry.line?.includes('last of')).map(entry => entry.pid);
    assert.equal(asked.length, 6);
    assert.equal(new Set(asked).size, 6);
    for (const entry of log.filter(entry => entry.argv))
        assert.ok(!/of \d+\./.test(entry.argv.join(' ')), entry.argv.join(' '));
}));

test('the relay hands no address of its own to the CLI', () => withRelay({env: {
    OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli'}}, async relay => {
    assert.equal((await ask(relay.baseUrl, conversation(1))).status, 200);
    const sessions = relay.fakeLog().filter(entry => entry.argv?.includes('-p'));
    assert.ok(sessions.length > 0);
    for (const {env} of sessions) {
        assert.equal(env.CLAUDECODE, undefined);
        assert.ok(Number(env.CLAUDE_CODE_MAX_RETRIES) <= 3, 'a client does not wait minutes for a failure');
    }
}));
