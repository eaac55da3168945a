// The request log on disk and a relay that is killed at any moment: each time it opens, and holds every request whose
// answer ended more than a second before.
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {ask, asking} from '../lib/client.mjs';
import {runRelay, startRelay} from '../lib/relay.mjs';
import {pause, within} from '../lib/wait.mjs';

const kills = 20;
const clients = 6;
const promise = 1000; // ms

// What the log holds, by X-Request-Id.
async function stored(env)
{
    const program = runRelay(['log', '--json', '--last', 'all'], {...process.env, ...env});
    const {code} = await within(20000, program.exited, 'the end of log');
    assert.equal(code, 0, program.stderr());
    return new Map(program.stdout().split('\n').filter(Boolean).map(line => JSON.parse(line)).map(entry => [entry.id, entry]));
}

// Asks until the relay is gone. Notes in `ended` when each answer was there.
async function load(relay, name, ended)
{
    for (let i = 0; ; ++i) {
        const id = `${name}-${i}`;
        const script = {deltas: 1 + i % 20, delay_ms: i % 3};
        try {
            const answer = await ask(relay.baseUrl, asking(script, {user: id}), {'x-request-id': id});
            if (answer.status === 200)
                ended.set(id, Date.now());
        } catch {
            return;
        }
    }
}

// Adds to `due` what the log has to hold from now on.
async function killOnce(round, env, args, due)
{
    const relay = await startRelay({env, args: ['--max-sessions', '8', '--warm', '2', ...args]});
    const ended = new Map();
    try {
        const loads = Array.from({length: clients}, (unused, i) => load(relay, `${round}-${i}`, ended));
        await pause(promise + 100 + Math.random() * 900);
        const killed = Date.now();
        await relay.kill9();
        await Promise.all(loads);
        for (const [id, at] of ended) {
            if (at < killed - promise)
                due.set(id, `${id}, ${killed - at} ms before kill ${round}`);
        }
        const held = await stored(env);
        assert.deepEqual([...due].filter(([id]) => !held.has(id)).map(([, text]) => text), [], `after kill ${round}`);
        assert.ok([...due].every(([id]) => held.get(id).status === 200 && held.get(id).output_tokens > 0));
        assert.doesNotMatch(relay.stderr(), /damaged|can't be used/);
        return held.size;
    } finally {
        await relay.killAll();
        relay.remove();
    }
}

async function killAgainAndAgain(t, args)
{
    const data = mkdtempSync(join(tmpdir(), 'claude-relay-store-'));
    try {
        const due = new Map();
        let size = 0;
        for (let round = 0; round < kills; ++round)
            size = await killOnce(round, {XDG_DATA_HOME: data}, args, due);
        const folder = join(data, 'claude-relay');
        assert.deepEqual(readdirSync(folder).filter(name => name.includes('damaged')), []);
        const bytes = statSync(join(folder, 'requests.sqlite')).size;
        t.diagnostic(`${due.size} had to be there, ${size} were, ${Math.round(bytes / size)} bytes each`);
        assert.ok(due.size > 20 * kills, 'too few to mean anything');
        return bytes / size;
    } finally {
        rmSync(data, {recursive: true, force: true, maxRetries: 5});
    }
}

test('killed at any moment, it holds what ended a second before', async t => {
    // Both to their end, so that no relay is left.
    const results = await Promise.allSettled(
        [killAgainAndAgain(t, []), killAgainAndAgain(t, ['--keep-bodies', 'store'])]);
    const failed = results.find(result => result.reason);
    if (failed)
        throw failed.reason;
    const [without, withBodies] = results.map(result => result.value);
    assert.ok(withBodies > 1.5 * without, `bodies: ${withBodies} bytes a request, without: ${without}`);
});
