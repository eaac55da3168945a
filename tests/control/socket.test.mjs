// The socket itself: garbage, silence, haste; and commands before a relay that hangs.
import assert from 'node:assert/strict';
import {mkdirSync, rmSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import {join} from 'node:path';
import {test} from 'node:test';
import {freshHome, runCommand, withRelay} from '../lib/relay.mjs';
import {openFiles} from '../lib/processes.mjs';
import {pause, until, within} from '../lib/wait.mjs';

const socketOf = (env, name = 'serve') => join(env.XDG_RUNTIME_DIR, 'claude-relay', `${name}.socket`);

// Sends bytes as they are, and gives all that comes back.
function send(relay, bytes)
{
    const socket = connect(socketOf(relay.env));
    return within(9000, new Promise(resolve => {
        let text = '';
        socket.on('data', data => { text += data; });
        socket.on('error', () => {});
        socket.on('close', () => resolve(text));
        socket.write(bytes);
    }), 'the end of the connection').finally(() => socket.destroy());
}

const isWell = async relay => assert.equal((await relay.command('status')).code, 0);

const garbage = {
    'no JSON': 'hello\n',
    'an empty line': '\n',
    'no object': '[1, 2]\n',
    'a number': '42\n',
    'no command': '{"cmd": "status"}\n',
    'a command that is no text': '{"command": {"a": 1}}\n',
    'an unknown command': '{"command": "format-disk"}\n',
    'zeros': Buffer.alloc(1000).toString() + '\n',
    'no UTF-8': Buffer.from([0xff, 0xfe, 0x80, 0x0a]),
    'deep': '['.repeat(30000) + '\n',
    'too long': 'x'.repeat(100_000),
    'far too long': 'x'.repeat(5_000_000),
    'cut in JSON': '{"command": "sta\n',
};
test('garbage is answered with an error', () => withRelay({}, async relay => {
    for (const [name, bytes] of Object.entries(garbage)) {
        const answer = await send(relay, bytes);
        assert.match(answer, /^[^\n]+\n$/, name);
        const {ok, error} = JSON.parse(answer);
        assert.equal(ok, false, name);
        assert.match(error, /too long/.test(name) ? /too long/ : /no request|does not know/, name);
        await isWell(relay);
    }
}));

test('random bytes', () => withRelay({}, async relay => {
    let state = 12345;
    const next = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16;
    for (let round = 0; round < 200; ++round) {
        const bytes = Buffer.from(Array.from({length: next() % 500}, () => next() & 0xff));
        const answer = await send(relay, Buffer.concat([bytes, Buffer.from('\n')]));
        assert.equal(JSON.parse(answer).ok, false);
    }
    await isWell(relay);
}));

test('one request a connection, in pieces or with more behind it', () => withRelay({}, async relay => {
    const line = '{"command": "status"}\n';
    assert.equal(JSON.parse(await send(relay, line + line)).ok, true);
    const socket = connect(socketOf(relay.env));
    let text = '';
    socket.on('data', data => { text += data; });
    const closed = new Promise(resolve => socket.on('close', resolve));
    for (const byte of line) {
        socket.write(byte);
        await pause(2);
    }
    await within(10000, closed, 'the end of the connection');
    assert.equal(JSON.parse(text).status.pid, relay.pid);
}));

test('who says nothing is sent away after a while', () => withRelay({}, async relay => {
    const began = Date.now();
    const answer = await send(relay, '{"command": ');
    assert.equal(JSON.parse(answer).ok, false);
    assert.ok(Date.now() - began > 4000);
    await isWell(relay);
}));

test('who leaves without an answer leaves nothing behind', () => withRelay({}, async relay => {
    await relay.warm();
    await isWell(relay);
    const before = openFiles(relay.pid);
    for (let round = 0; round < 100; ++round) {
        const socket = connect(socketOf(relay.env));
        await new Promise(resolve => socket.on('connect', resolve).on('error', resolve)); // the queue may be full
        if (round % 2)
            socket.write(round % 4 === 1 ? '{"command": "status"}\n' : '{"comm');
        socket.destroy();
    }
    await isWell(relay);
    if (before !== undefined)
        await until(() => openFiles(relay.pid) <= before, () => `${openFiles(relay.pid)} descriptors, not ${before}`);
}));

// Something that has the tray's name: it takes connections and does `act` with them.
async function withImpostor(act, body)
{
    const {folder, env} = freshHome();
    mkdirSync(join(env.XDG_RUNTIME_DIR, 'claude-relay'), {mode: 0o700});
    const sockets = [];
    const server = createServer(socket => {
        sockets.push(socket);
        socket.on('error', () => {});
        act(socket);
    });
    await new Promise(resolve => server.listen(socketOf(env, 'tray'), resolve));
    try {
        await body(env);
    } finally {
        sockets.forEach(socket => socket.destroy());
        server.close();
        rmSync(folder, {recursive: true, force: true});
    }
}

test('a relay that hangs is given two seconds', () => withImpostor(() => {}, async env => {
    const began = Date.now();
    const {code, stderr} = await runCommand(['status'], env);
    assert.equal(code, 1);
    assert.equal(stderr, 'claude-relay: The claude-relay that runs (tray) does not answer.\n');
    assert.ok(Date.now() - began > 1900 && Date.now() - began < 15_000, `${Date.now() - began} ms`);
}));

test('a relay that ends instead of an answer is told, but for quit', () => withImpostor(
    socket => socket.on('data', () => socket.destroy()), async env => {
        const {code, stderr} = await runCommand(['status'], env);
        assert.equal(code, 1);
        assert.match(stderr, /ended before it answered/);
        assert.equal((await runCommand(['quit'], env)).code, 0);
    }));

test('one that answers nonsense', () => withImpostor(socket => socket.resume().end('what?\n{"ok": 1}\n'), async env => {
    assert.equal((await runCommand(['status'], env)).code, 1);
}));

test('the tray is asked before a serve', () => withRelay({}, async relay => {
    const server = createServer(
        socket => socket.resume().end('{"ok": false, "error": "I am the tray."}\n'));
    await new Promise(resolve => server.listen(socketOf(relay.env, 'tray'), resolve));
    assert.match((await relay.command('open-log')).stderr, /I am the tray/);
    await new Promise(resolve => server.close(resolve));
    assert.match((await relay.command('open-log')).stderr, /no window/);
}));
