// The tray application, as the commands and a second start of it see it.
import assert from 'node:assert/strict';
import {existsSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {ask, asking} from '../lib/client.mjs';
import {rawClient, rawGet} from '../lib/raw.mjs';
import {fakeClaudeBin, freshHome, runCommand, runRelay, withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

const statusIn = async env => {
    const {code, stdout} = await runCommand(['status', '--json'], env);
    return code === 0 ? JSON.parse(stdout) : undefined;
};

// The application without a screen, with `place` to listen: body({env, program}).
async function withTray(home, body, place = ['--port', '0'])
{
    const env = {...home.env, QT_QPA_PLATFORM: 'offscreen'};
    const program = runRelay([...place, '--claude', fakeClaudeBin(), '--warm', '0'], env);
    try {
        await until(async () => (await statusIn(env))?.state === 'ready', () => program.stderr(), 10000);
        await body({env, program});
    } finally {
        program.send('SIGKILL');
        await program.exited;
    }
}

test('commands reach the application in the tray', async () => {
    const home = freshHome();
    await withTray(home, async ({env, program}) => {
        const status = await statusIn(env);
        assert.equal(status.owner, 'tray');
        assert.equal(status.pid, program.pid);
        assert.equal((await ask(status.base_url, asking({text: 'hi'}))).json.choices[0].message.content, 'hi');
        assert.equal((await runCommand(['stop'], env)).code, 0);
        assert.equal((await statusIn(env)).state, 'stopped');
        await assert.rejects(ask(status.base_url, asking({})), /ECONNREFUSED/);
        const started = await runCommand(['start'], env);
        assert.match(started.stdout, /^listening on http:/, started.stderr);
        for (const command of ['open-log', 'open-settings', 'reload'])
            assert.deepEqual(await runCommand([command], env), {code: 0, signal: null, stdout: '', stderr: ''});
        assert.equal((await runCommand(['log-level', 'debug'], env)).stdout, 'debug\n');
        assert.equal((await runCommand(['quit'], env)).code, 0);
        assert.deepEqual(await within(10000, program.exited, 'the end'), {code: 0, signal: null});
    });
    rmSync(home.folder, {recursive: true, force: true, maxRetries: 5});
});

test('with a socket alone', async () => {
    const home = freshHome();
    const socket = join(home.folder, 'relay.sock');
    await withTray(home, async ({env, program}) => {
        const serves = async () => {
            const client = await rawClient(socket);
            client.write(rawGet('/health', 'Connection: close\r\n'));
            return (await client.answers(1))[0].status === 200;
        };
        const status = await statusIn(env);
        assert.deepEqual([status.base_url, status.socket], [null, socket]);
        assert.ok(await serves());
        assert.equal((await runCommand(['stop'], env)).code, 0);
        assert.deepEqual([(await statusIn(env)).state, (await statusIn(env)).socket], ['stopped', null]);
        assert.ok(!existsSync(socket));
        assert.equal((await runCommand(['start'], env)).stdout, `listening on unix:${socket}\n`);
        assert.ok(await serves());
        assert.equal((await runCommand(['quit'], env)).code, 0);
        await within(10000, program.exited, 'the end');
    }, ['--tcp', 'off', '--socket', socket]);
    rmSync(home.folder, {recursive: true, force: true, maxRetries: 5});
});

test('a second start ends, and the first goes on', async () => {
    const home = freshHome();
    await withTray(home, async ({env, program}) => {
        const seconds = await Promise.all([1, 2, 3].map(() => runCommand([], env)));
        for (const {code, stdout, stderr} of seconds)
            assert.deepEqual({code, stdout}, {code: 0, stdout: ''}, stderr);
        assert.equal((await statusIn(env)).pid, program.pid);
    });
    rmSync(home.folder, {recursive: true, force: true, maxRetries: 5});
});

test('three starts at once: one stays', async () => {
    const home = freshHome();
    const env = {...home.env, QT_QPA_PLATFORM: 'offscreen'};
    const programs = [1, 2, 3].map(() => runRelay(['--port', '0', '--claude', fakeClaudeBin(), '--warm', '0'], env));
    try {
        const ended = [];
        for (const program of programs)
            program.exited.then(end => ended.push(end));
        await until(() => ended.length >= 2, () => `the end of two; ${ended.length} ended`, 10000);
        assert.deepEqual(ended, Array(2).fill({code: 0, signal: null}));
        const {pid} = await statusIn(env);
        assert.ok(programs.some(program => program.pid === pid));
        assert.equal((await runCommand(['quit'], env)).code, 0);
    } finally {
        programs.forEach(program => program.send('SIGKILL'));
        await Promise.all(programs.map(program => program.exited));
        rmSync(home.folder, {recursive: true, force: true, maxRetries: 5});
    }
});

test('beside a serve the tray is the one that is asked', () => withRelay({}, async relay => {
    await withTray(relay, async ({env}) => {
        assert.equal((await statusIn(env)).owner, 'tray');
        assert.equal((await runCommand(['quit'], env)).code, 0);
        assert.equal((await statusIn(env)).owner, 'serve');
        assert.equal((await statusIn(env)).pid, relay.pid);
    });
}));
