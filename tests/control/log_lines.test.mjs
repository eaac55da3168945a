// The lines on standard error: their forms, their level while the program runs, and readers that do not read.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {closeSync, constants, fstatSync, openSync, readFileSync, readlinkSync, readSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {ask, asking} from '../lib/client.mjs';
import {fakeClaudeBin, freshHome, relayBin, remove, withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

const lines = text => text.split('\n').filter(Boolean);
const withId = id => ({'x-request-id': id});

test('as JSON: an object a line, with the fields of the request and none of its words', () => withRelay(
    {args: ['--log-format', 'json', '--log-level', 'debug']}, async relay => {
        await ask(relay.baseUrl, asking({text: 'an answer of its own'}), {...withId('mine-1'), 'user-agent': 'tester/1.0',
            authorization: 'Bearer of-bad-news'});
        await ask(relay.baseUrl, {...asking({}), messages: 'none'}, withId('mine-2'));
        await until(() => relay.stderr().includes('"mine-2"'), 'both lines');
        const all = lines(relay.stderr()).map(line => JSON.parse(line));
        for (const {time, level, message} of all) {
            assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000 && time.endsWith('Z'), time);
            assert.match(level, /^(debug|info|warning|error)$/);
            assert.equal(typeof message, 'string');
        }
        const [one, two] = ['mine-1', 'mine-2'].map(id => all.filter(line => line.request === id));
        assert.equal(one.length, 1);
        assert.equal(one[0].status, 200);
        assert.equal(one[0].endpoint, 'POST /chat/completions');
        assert.equal(one[0].client, 'tester/1.0');
        assert.equal(one[0].model, 'claude-haiku-5-5');
        assert.ok(one[0].tokens_out > 0 && one[0].duration_ms >= one[0].first_ms);
        assert.equal(one[0].error, undefined);
        assert.equal(two[0].status, 400);
        assert.equal(two[0].error, 'invalid_request');
        assert.ok(all.some(({level, message}) => level === 'debug' && /^mine-1 .*taken by process \d+/.test(message)));
        assert.doesNotMatch(relay.stderr(), /answer of its own|bad-news|Please fake/);
    }));

test('nobody writes a line of their own', () => withRelay({}, async relay => {
    const evil = '\x1b[2J\x9b2J\u2028\u202e\r';
    await ask(relay.baseUrl, {model: `haiku\n2026-01-01T00:00:00.000 error forged ${evil}`, messages: 'none'},
        {'user-agent': 'agent\x9b31m'});
    await fetch(`${relay.baseUrl}/%0a2026-01-01T00:00:00.000%20error%20forged%1b%5b2J%c2%9b%ff`);
    await until(() => lines(relay.stderr()).length >= 3, 'three lines');
    for (const line of lines(relay.stderr()))
        assert.match(line, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3} (info|warning) (claude|req_)/);
    assert.doesNotMatch(relay.stderr(), /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]/);
}));

test('the level is changed while it runs', () => withRelay({}, async relay => {
    assert.equal((await relay.command('log-level')).stdout, 'info\n');
    assert.deepEqual(await relay.command('log-level', 'debug'), {code: 0, signal: null, stdout: 'debug\n', stderr: ''});
    await ask(relay.baseUrl, asking({}), withId('loud'));
    assert.match(relay.stderr(), /debug loud begins: POST \/chat\/completions whole/);
    assert.match(relay.stderr(), /debug loud choice 0 is taken by process \d+ \((warm|fresh)\)/);
    assert.equal((await relay.command('log-level', 'error')).stdout, 'error\n');
    await ask(relay.baseUrl, asking({}), withId('silent'));
    assert.equal((await relay.command('log-level')).stdout, 'error\n');
    assert.doesNotMatch(relay.stderr(), /silent/);
    const wrong = await relay.command('log-level', 'chatty');
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /The log level must be .*chatty/);
}));

// A relay whose standard error is what the test gives it: body({baseUrl, child}).
async function withStderr(stderr, {env = {}, args = []}, body)
{
    const home = freshHome();
    const child = spawn(relayBin(), ['serve', '--port', '0', '--claude', fakeClaudeBin(), ...args],
        {env: {...home.env, ...env}, stdio: ['ignore', 'pipe', stderr]});
    let out = '';
    child.stdout.on('data', data => { out += data; });
    const exited = new Promise(resolve => child.on('exit', code => resolve(code)));
    try {
        const [, baseUrl] = await until(() => out.match(/^listening on (\S+)\n/), 'listening', 10000);
        await body({baseUrl, child, folder: home.folder});
        child.kill('SIGTERM');
        assert.equal(await within(10000, exited, 'the end'), 0);
    } finally {
        child.kill('SIGKILL');
        await exited;
        remove(home.folder);
    }
}

test('under systemd: the priority in front, and no time', async () => {
    const home = freshHome();
    const path = join(home.folder, 'journal');
    const file = openSync(path, 'a');
    const {dev, ino} = fstatSync(file);
    await withStderr(file, {env: {JOURNAL_STREAM: `${dev}:${ino}`}, args: ['--log-level', 'debug']}, async ({baseUrl}) => {
        await ask(baseUrl, asking({}), withId('mine'));
        await until(() => readFileSync(path, 'utf8').includes('<6>mine POST'), () => readFileSync(path, 'utf8'));
        assert.match(readFileSync(path, 'utf8'), /^<7>mine begins/m);
        for (const line of lines(readFileSync(path, 'utf8')))
            assert.match(line, /^<[4-7]>/);
    });
    closeSync(file);
    remove(home.folder);
});

// What a pipe holds, read to its end.
function drain(pipe)
{
    const pieces = [];
    const buffer = Buffer.alloc(65536);
    for (;;) {
        try {
            pieces.push(Buffer.from(buffer.subarray(0, readSync(pipe, buffer))));
        } catch (error) {
            assert.equal(error.code, 'EAGAIN');
            return Buffer.concat(pieces).toString();
        }
    }
}

test('a reader of the log that never reads holds up nobody', async () => {
    const home = freshHome();
    execFileSync('mkfifo', [join(home.folder, 'pipe')]);
    const pipe = openSync(join(home.folder, 'pipe'), constants.O_RDWR | constants.O_NONBLOCK);
    const writer = openSync(join(home.folder, 'pipe'), 'w'); // this one would wait
    await withStderr(writer, {args: ['--log-level', 'debug']}, async ({baseUrl}) => {
        const agent = {'user-agent': `tester/${'y'.repeat(150)}`};
        let slowest = 0;
        for (let i = 0; i < 400; ++i) { // a pipe holds 64 KB
            const begin = performance.now();
            assert.equal((await ask(baseUrl, {messages: 'none'}, {...agent, ...withId(`${i}-${'y'.repeat(100)}`)})).status, 400);
            slowest = Math.max(slowest, performance.now() - begin);
        }
        assert.equal((await ask(baseUrl, asking({deltas: 3}))).status, 200);
        assert.ok(slowest < 10_000, `${slowest} ms`);
        const before = drain(pipe);
        assert.ok(before.length > 50_000 && before.length <= 65536, `${before.length} bytes`);
        await ask(baseUrl, {}, withId('again'));
        const after = await until(() => drain(pipe), 'the lines after it');
        assert.match(after, /^\(\d+ lines of the log could not be written\)\n.*again POST/);
        for (const line of lines(before))
            assert.match(line, /^20\d\d-.*("$|info claude|debug )/, 'whole lines');
    });
    closeSync(pipe);
    closeSync(writer);
    remove(home.folder);
});

test('the reader of the log has gone', () => withStderr('pipe', {}, async ({baseUrl, child}) => {
    child.stderr.destroy();
    for (let i = 0; i < 5; ++i)
        assert.equal((await ask(baseUrl, asking({deltas: 2}))).status, 200);
}));

test('the disk with the log is full', {skip: process.platform !== 'linux'}, async () => {
    const full = openSync('/dev/full', 'w');
    await withStderr(full, {}, async ({baseUrl}) => {
        for (let i = 0; i < 5; ++i)
            assert.equal((await ask(baseUrl, asking({deltas: 2}))).status, 200);
    });
    closeSync(full);
});

test('standard error is closed: nothing else is written into', async () => {
    const home = freshHome();
    const child = spawn('bash', ['-c', 'exec "$0" "$@" 2>&-', relayBin(), 'serve', '--port', '0', '--claude', fakeClaudeBin()],
        {env: home.env, stdio: ['ignore', 'pipe', 'inherit']});
    let out = '';
    child.stdout.on('data', data => { out += data; });
    const exited = new Promise(resolve => child.on('exit', code => resolve(code)));
    try {
        const [, baseUrl] = await until(() => out.match(/^listening on (\S+)\n/), 'listening', 10000);
        for (let i = 0; i < 20; ++i)
            assert.equal((await ask(baseUrl, {})).status, 400);
        assert.equal((await ask(baseUrl, asking({deltas: 2}))).status, 200);
        if (process.platform === 'linux')
            assert.equal(readlinkSync(`/proc/${child.pid}/fd/2`), '/dev/null');
    } finally {
        child.kill('SIGTERM');
        assert.equal(await within(10000, exited, 'the end'), 0);
        remove(home.folder);
    }
});
