// What is wrong at the start: flags, the port, no claude, no login.
import assert from 'node:assert/strict';
import {copyFileSync, existsSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {test} from 'node:test';
import {ask, asking, startStream, stream, words} from '../lib/client.mjs';
import {fakeClaudeBin, freshHome, runRelay, withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

// The program ends with code 2 and one sentence on standard error, and says nothing on standard output.
async function assertRefuses(args, about)
{
    const home = freshHome();
    try {
        const relay = runRelay(args, home.env);
        const end = await within(5000, relay.exited, `the end of ${args.join(' ')}`).catch(async error => {
            relay.send('SIGKILL');
            await relay.exited;
            throw error;
        });
        assert.deepEqual(end, {code: 2, signal: null}, relay.stderr());
        assert.equal(relay.stdout(), '');
        assert.match(relay.stderr(), /^[^\n]+\n$/, 'one line');
        assert.match(relay.stderr(), about);
    } finally {
        rmSync(home.folder, {recursive: true, force: true});
    }
}

const bad = [
    [['serve', '--nosuch'], /nosuch/],
    [['serve', '--port', 'abc'], /abc/],
    [['serve', '--port', '70000'], /70000/],
    [['serve', '--port', '-1'], /-1/],
    [['serve', '--port'], /port/],
    [['serve', '--port', '0', '--max-sessions', '0'], /max-sessions/],
    [['serve', '--port', '0', '--queue', '-1'], /queue/],
    [['serve', '--port', '0', '--warm', 'x'], /warm/],
    [['serve', '--port', '0', '--request-timeout', '0s'], /request-timeout/],
    [['serve', '--port', '0', '--host', 'no.such.host.invalid'], /no\.such\.host/],
    [['serve', '--port', '0', '--log-level', 'loud'], /loud/],
    [['serve', 'superfluous'], /superfluous/],
    [['nosuchcommand'], /nosuchcommand/],
];
for (const [args, about] of bad)
    test(`refuses: ${args.join(' ')}`, () => assertRefuses(args, about));

test('refuses a bad value from the environment', async () => {
    const home = freshHome();
    const relay = runRelay(['serve'], {...home.env, CLAUDE_RELAY_PORT: 'abc'});
    try {
        assert.deepEqual(await within(5000, relay.exited, 'the end'), {code: 2, signal: null});
        assert.match(relay.stderr(), /^[^\n]*abc[^\n]*\n$/);
    } finally {
        relay.send('SIGKILL');
        rmSync(home.folder, {recursive: true, force: true});
    }
});

test('a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    try {
        const port = String(other.address().port);
        await assertRefuses(['serve', '--port', port], new RegExp(port));
    } finally {
        other.close();
    }
});

test('no claude: it starts, says so, and serves as soon as there is one', async () => {
    const {folder} = freshHome();
    const claude = join(folder, 'claude');
    await withRelay({claude}, async relay => {
        const answer = await ask(relay.baseUrl, asking({}));
        assert.equal(answer.status, 503, answer.text);
        assert.match(answer.json.error.message, /claude/i);
        assert.equal((await stream(relay.baseUrl, asking({}))).status, 503);
        const health = await relay.health();
        assert.notEqual(health.status, 'ok', JSON.stringify(health));

        copyFileSync(fakeClaudeBin(), claude);
        const served = await until(async () => {
            const next = await ask(relay.baseUrl, asking({deltas: 3}));
            return next.status === 200 && next;
        }, 'an answer after claude was installed', 15000);
        assert.equal(served.json.choices[0].message.content, words(3));
    });
    rmSync(folder, {recursive: true, force: true});
});

test('a claude that is removed: who waits and who comes is told what to do, and what runs goes on', async () => {
    const {folder} = freshHome();
    const claude = join(folder, 'claude');
    copyFileSync(fakeClaudeBin(), claude);
    await withRelay({claude, args: ['--max-sessions', '1', '--warm', '0', '--keep', '0']}, async relay => {
        const missing = ({status, json}) => {
            assert.equal(status, 503, JSON.stringify(json));
            assert.equal(json.error.code, 'claude_not_found');
            assert.match(json.error.message, /Install Claude Code/);
        };
        const running = await startStream(relay.baseUrl, asking({deltas: 500, delay_ms: 10}));
        const waiting = ask(relay.baseUrl, asking({}));
        await until(async () => (await relay.health()).sessions.queued === 1, 'one that waits');
        rmSync(claude);
        assert.equal((await running.rest()).text, words(500));
        missing(await waiting);
        missing(await ask(relay.baseUrl, asking({})));
        assert.notEqual((await relay.health()).status, 'ok');

        copyFileSync(fakeClaudeBin(), claude);
        assert.equal((await ask(relay.baseUrl, asking({deltas: 3}))).status, 200, 'and again there is one');
    });
    rmSync(folder, {recursive: true, force: true});
});

test('a claude that is away for a moment: what is ready serves on, and what must be started is refused', async () => {
    const {folder} = freshHome();
    const claude = join(folder, 'claude');
    copyFileSync(fakeClaudeBin(), claude);
    await withRelay({claude, args: ['--max-sessions', '3', '--warm', '1']}, async relay => {
        assert.equal((await ask(relay.baseUrl, asking({deltas: 3}))).status, 200);
        await until(async () => {
            const {sessions} = await relay.health();
            return sessions.kept === 1 && sessions.warm === 1;
        }, 'a kept one and a warm one');
        rmSync(claude);
        assert.equal((await ask(relay.baseUrl, asking({deltas: 2}))).status, 200, 'by the warm one');
        assert.equal((await relay.health()).sessions.kept, 2);
        assert.equal((await ask(relay.baseUrl, asking({deltas: 4}))).status, 503);
        assert.equal((await relay.health()).sessions.kept, 2, 'they are left alone');

        copyFileSync(fakeClaudeBin(), claude);
        assert.equal((await ask(relay.baseUrl, asking({deltas: 4}))).status, 200);
        assert.equal((await relay.health()).status, 'ok');
    });
    rmSync(folder, {recursive: true, force: true});
});

test('a claude that cannot run: requests get an error, not a hang', async () => {
    const {folder} = freshHome();
    const claude = join(folder, 'claude');
    writeFileSync(claude, 'this is no program', {mode: 0o755});
    await withRelay({claude}, async relay => {
        const answer = await within(10000, ask(relay.baseUrl, asking({})), 'the answer');
        assert.ok([502, 503].includes(answer.status), answer.text);
        assert.equal(typeof answer.json.error.message, 'string');
    });
    rmSync(folder, {recursive: true, force: true});
});

test('logged out: it starts, says so, and serves after the login', async () => {
    const {folder} = freshHome();
    const mark = join(folder, 'logged-out');
    writeFileSync(mark, '');
    await withRelay({env: {FAKE_CLAUDE_LOGGED_OUT: mark}}, async relay => {
        const answer = await ask(relay.baseUrl, asking({}));
        assert.equal(answer.status, 401, answer.text);
        assert.equal(answer.json.error.type, 'authentication_error');
        assert.match(answer.json.error.message, /claude/i);
        assert.match(answer.json.error.message, /log ?in/i);
        assert.equal((await stream(relay.baseUrl, asking({}))).status, 401);
        await until(async () => (await relay.health()).status !== 'ok', 'that health says so');

        assert.ok(existsSync(mark));
        rmSync(mark);
        const served = await until(async () => {
            const next = await ask(relay.baseUrl, asking({deltas: 3}));
            return next.status === 200 && next;
        }, 'an answer after the login', 15000);
        assert.equal(served.json.choices[0].message.content, words(3));
    });
    rmSync(folder, {recursive: true, force: true});
});
