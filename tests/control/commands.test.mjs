// claude-relay status, start, stop, quit …, with a serve that runs.
import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {test} from 'node:test';
import {ask, asking, startStream, words} from '../lib/client.mjs';
import {alive} from '../lib/processes.mjs';
import {fakeClaudeBin, freshHome, runCommand, withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';
import {freePort, occupy, settings} from './places.mjs';

const talking = ['status', 'start', 'stop', 'reload', 'log-level', 'open-log', 'open-settings', 'quit'];

test('with nobody there each command says so', async () => {
    const home = freshHome();
    try {
        for (const command of talking) {
            assert.deepEqual(await runCommand([command], home.env),
                {code: 1, signal: null, stdout: '', stderr: 'claude-relay: No claude-relay is running.\n'}, command);
        }
    } finally {
        rmSync(home.folder, {recursive: true});
    }
});

test('wrong use is told, and help is given', async () => {
    const home = freshHome();
    try {
        for (const args of [['halt'], ['status', '--yaml'], ['quit', 'now'], ['log-level', 'debug', 'now'], ['help', 'halt']]) {
            const {code, stdout, stderr} = await runCommand(args, home.env);
            assert.equal(code, 2, args.join(' '));
            assert.equal(stdout, '');
            assert.match(stderr, /^claude-relay: [^\n]+\n$/);
        }
        for (const command of ['serve', 'doctor', ...talking]) {
            for (const args of [['help', command], [command, '--help'], [command, '-h']]) {
                const {code, stdout} = await runCommand(args, home.env);
                assert.equal(code, 0);
                assert.ok(stdout.startsWith(`claude-relay ${command}`), stdout);
                assert.match(stdout, /Exit code: 0/);
                assert.equal(/--max-sessions N/.test(stdout), ['serve', 'doctor'].includes(command), command);
            }
        }
        for (const args of [['help'], ['--help'], ['-h']]) {
            const {code, stdout} = await runCommand(args, home.env);
            assert.equal(code, 0);
            for (const command of ['serve', 'doctor', ...talking])
                assert.ok(stdout.includes(`\n  claude-relay ${command} `), command);
        }
        assert.match((await runCommand(['--version'], home.env)).stdout, /^claude-relay \d/);
    } finally {
        rmSync(home.folder, {recursive: true});
    }
});

test('status tells how it is, for people and for programs', () => withRelay({}, async relay => {
    await until(async () => (await relay.health()).claude.version, 'the version of claude');
    const plain = await relay.command('status');
    assert.equal(plain.code, 0);
    assert.equal(plain.stderr, '');
    assert.match(plain.stdout, new RegExp(`^State: +ready\\nBase URL: ${relay.baseUrl}\\nActive: +0\\nClaude: `));
    assert.match(plain.stdout, new RegExp(`2\\.1\\.330 at ${fakeClaudeBin()}\\n`));

    const {stdout} = await relay.command('status', '--json');
    assert.match(stdout, /^[^\n]+\n$/, 'one line');
    const status = JSON.parse(stdout);
    assert.match(status.version, /^\d+\.\d+\.\d+$/);
    delete status.version;
    assert.deepEqual(status, {state: 'ready', trouble: null, problem: null, until: null, base_url: relay.baseUrl, socket: null,
        active: 0, claude: {path: fakeClaudeBin(), version: '2.1.330'}, demo: false, owner: 'serve', pid: relay.pid,
        today: {requests: 0, failed: 0, prompt_tokens: 0, cached_tokens: 0, completion_tokens: 0, cost_usd: 0}});

    const stream = await startStream(relay.baseUrl, asking({deltas: 100, delay_ms: 10}));
    const working = JSON.parse((await relay.command('status', '--json')).stdout);
    assert.equal(working.state, 'working');
    assert.equal(working.active, 1);
    await stream.rest();
    const used = await until(async () => {
        const {today} = JSON.parse((await relay.command('status', '--json')).stdout);
        return today.requests > 0 && today;
    }, 'the request in the numbers of today');
    assert.deepEqual({...used, cost_usd: undefined}, {requests: 1, failed: 0, prompt_tokens: 24, cached_tokens: 7,
        completion_tokens: 100, cost_usd: undefined});
    assert.ok(used.cost_usd > 0);
    assert.match((await relay.command('status')).stdout, /^Today: +1 requests \(0 failed\), 24 tokens in \(7 cached\), 100 out, \$0\.\d\d$/m);
}));

test('status tells of trouble', () => withRelay({claude: '/no/such/claude'}, async relay => {
    const status = await until(async () => {
        const now = JSON.parse((await relay.command('status', '--json')).stdout);
        return now.trouble && now;
    }, 'trouble');
    assert.equal(status.state, 'trouble');
    assert.equal(status.trouble, 'claude_missing');
    assert.match(status.problem, /claude/);
    const plain = await relay.command('status');
    assert.equal(plain.code, 0);
    assert.ok(plain.stdout.includes(`Problem:  ${status.problem}\n`), plain.stdout);
}));

test('stop ends the sessions and the listener, start brings them back', () => withRelay({args: ['--warm', '2']},
    async relay => {
        await until(async () => (await relay.health()).sessions.warm === 2, 'two warm sessions');
        assert.deepEqual(await relay.command('stop'), {code: 0, signal: null, stdout: '', stderr: ''});
        assert.deepEqual(alive(relay.fakePids()), [], 'sessions');
        await assert.rejects(ask(relay.baseUrl, asking({})), /ECONNREFUSED/);
        assert.equal(JSON.parse((await relay.command('status', '--json')).stdout).state, 'stopped');
        assert.equal((await relay.command('stop')).code, 0, 'stopped already');

        const {code, stdout} = await relay.command('start');
        assert.equal(code, 0);
        const [, baseUrl] = stdout.match(/^listening on (\S+)\n$/);
        assert.equal((await ask(baseUrl, asking({text: 'back'}))).json.choices[0].message.content, 'back');
        assert.equal((await relay.command('start')).stdout, stdout, 'started already');
    }));

test('stop waits for the answer that runs', () => withRelay({}, async relay => {
    const stream = await startStream(relay.baseUrl, asking({deltas: 100, delay_ms: 15}));
    const stopping = relay.command('stop');
    const sum = await stream.rest();
    assert.equal(sum.text, words(100));
    assert.equal((await stopping).code, 0);
    assert.deepEqual(alive(relay.fakePids()), []);
}));

test('start while it stops', () => withRelay({}, async relay => {
    const stream = await startStream(relay.baseUrl, asking({deltas: 100, delay_ms: 15}));
    const stopping = relay.command('stop');
    await until(async () => JSON.parse((await relay.command('status', '--json')).stdout).state === 'stopped', 'stopping');
    const started = await relay.command('start');
    assert.equal(started.code, 0, started.stderr);
    assert.equal((await stopping).code, 0);
    assert.equal((await stream.rest()).text, words(100));
    assert.equal(JSON.parse((await relay.command('status', '--json')).stdout).state, 'ready');
}));

test('a start that fails says why, and the next may succeed', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port})}, async relay => {
        assert.equal((await relay.command('stop')).code, 0);
        const other = await occupy(port);
        for (let round = 0; round < 2; ++round) {
            const {code, stdout, stderr} = await relay.command('start');
            assert.equal(code, 1);
            assert.equal(stdout, '');
            assert.match(stderr, new RegExp(`port ${port} .* in use`));
        }
        assert.equal(JSON.parse((await relay.command('status', '--json')).stdout).trouble, 'port_taken');
        await other.release();
        assert.equal((await relay.command('start')).stdout, `listening on ${relay.baseUrl}\n`);
        assert.equal((await ask(relay.baseUrl, asking({}))).status, 200);
    });
});

test('quit ends it as SIGTERM does, and is done when it is over', () => withRelay({args: ['--warm', '1']}, async relay => {
    const stream = await startStream(relay.baseUrl, asking({deltas: 60, delay_ms: 15}));
    const quitting = relay.command('quit');
    assert.equal((await stream.rest()).text, words(60));
    assert.deepEqual(await quitting, {code: 0, signal: null, stdout: '', stderr: ''});
    assert.deepEqual(await within(10000, relay.exited, 'the end'), {code: 0, signal: null});
    assert.equal((await relay.command('status')).code, 1);
}));

test('quit of one that is stopped', () => withRelay({}, async relay => {
    assert.equal((await relay.command('stop')).code, 0);
    assert.equal((await relay.command('quit')).code, 0);
    assert.deepEqual(await within(10000, relay.exited, 'the end'), {code: 0, signal: null});
}));

test('a serve has no windows', () => withRelay({}, async relay => {
    for (const command of ['open-log', 'open-settings']) {
        const {code, stderr} = await relay.command(command);
        assert.equal(code, 1);
        assert.match(stderr, /no window/);
    }
}));

test('fifty commands at once', () => withRelay({}, async relay => {
    await until(async () => (await relay.health()).claude.version, 'the version of claude');
    const answers = await Promise.all(Array.from({length: 50}, () => relay.command('status', '--json')));
    for (const answer of answers)
        assert.equal(JSON.parse(answer.stdout).state, 'ready', answer.stderr);
}));
