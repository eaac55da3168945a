// Who has the name `serve`, and what becomes of it.
import assert from 'node:assert/strict';
import {chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fakeClaudeBin, runRelay, startRelay, withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

const place = env => join(env.XDG_RUNTIME_DIR, 'claude-relay');
const mode = path => (statSync(path).mode & 0o777).toString(8);

// Of tests that failed nothing is to run on.
const others = [];
after(() => others.forEach(program => program.send('SIGKILL')));

// Another serve in the same home: {program, baseUrl}.
async function secondServe(relay)
{
    const program = runRelay(['serve', '--port', '0', '--claude', fakeClaudeBin(), '--warm', '0'], relay.env);
    others.push(program);
    const [, baseUrl] = await until(() => program.stdout().match(/^listening on (\S+)\n/), () => program.stderr());
    return {program, baseUrl};
}

async function end(program)
{
    program.send('SIGTERM');
    assert.deepEqual(await within(8000, program.exited, 'the end'), {code: 0, signal: null});
}

const owner = async relay => JSON.parse((await relay.command('status', '--json')).stdout).pid;

test('socket and folder are for their user only, and go with the relay', () => withRelay({}, async relay => {
    assert.equal(mode(place(relay.env)), '700');
    assert.equal(mode(join(place(relay.env), 'serve.socket')), '700');
    assert.equal((await relay.command('quit')).code, 0);
    await relay.exited;
    assert.deepEqual(readdirSync(place(relay.env)), ['serve.lock']);
    assert.equal(mode(join(place(relay.env), 'serve.lock')), '600');
}));

test('a folder that others may enter is closed to them', () => withRelay({}, async relay => {
    await relay.command('quit');
    await relay.exited;
    chmodSync(place(relay.env), 0o755);
    const {program} = await secondServe(relay);
    assert.equal(mode(place(relay.env)), '700');
    await end(program);
}));

test('a second serve goes without, and takes nothing from the first', () => withRelay({}, async relay => {
    const {program, baseUrl} = await secondServe(relay);
    assert.notEqual(baseUrl, relay.baseUrl);
    assert.match(program.stderr(), /another serve/);
    assert.equal(await owner(relay), relay.pid);
    await end(program);
    assert.equal(await owner(relay), relay.pid, 'after the end of the second');
    assert.ok(existsSync(join(place(relay.env), 'serve.socket')));
}));

test('after kill -9 the next serve takes the name', async () => {
    const relay = await startRelay();
    try {
        await relay.kill9();
        assert.ok(existsSync(join(place(relay.env), 'serve.socket')), 'the killed one leaves its socket');
        const {code, stderr} = await relay.command('status');
        assert.equal(code, 1);
        assert.match(stderr, /No claude-relay is running/);
        const {program} = await secondServe(relay);
        assert.equal(await owner(relay), program.pid);
        await end(program);
        await relay.noneLeft();
    } finally {
        await relay.killAll();
        relay.remove();
    }
});

test('eight serves at once: one has the name, and its socket works', () => withRelay({}, async relay => {
    await relay.command('quit');
    await relay.exited;
    const all = await Promise.all(Array.from({length: 8}, () => secondServe(relay)));
    const pid = await owner(relay);
    assert.ok(all.some(({program}) => program.pid === pid));
    assert.equal(all.filter(({program}) => /another serve/.test(program.stderr())).length, 7);
    for (const {program} of all)
        await end(program);
    assert.equal((await relay.command('status')).code, 1);
}));

test('a folder that is somebody else\'s doing is not used', () => withRelay({}, async relay => {
    await relay.command('quit');
    await relay.exited;
    const strange = join(relay.folder, 'strange');
    mkdirSync(strange);
    const run = join(relay.folder, 'run2');
    mkdirSync(run, {mode: 0o700});
    symlinkSync(strange, join(run, 'claude-relay'));
    const env = {...relay.env, XDG_RUNTIME_DIR: run};
    const {program} = await secondServe({env});
    assert.match(program.stderr(), /no folder for a control socket/);
    assert.deepEqual(readdirSync(strange), []);
    await end(program);
}));

test('what else may lie in the place of lock and socket is taken over', () => withRelay({}, async relay => {
    await relay.command('quit');
    await relay.exited;
    writeFileSync(join(place(relay.env), 'serve.lock'), 'x');
    writeFileSync(join(place(relay.env), 'serve.socket'), '');
    const {program} = await secondServe(relay);
    assert.equal(await owner(relay), program.pid);
    await end(program);
}));
