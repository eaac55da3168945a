// Keys that are made, removed and read by several processes, while requests run.
import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {ask, asking, startStream} from '../lib/client.mjs';
import {fakeClaudeBin, freshHome, remove, runCommand, runRelay, withRelay} from '../lib/relay.mjs';
import {until, within} from '../lib/wait.mjs';

const bearer = key => ({authorization: `Bearer ${key}`});
const keysIn = path => JSON.parse(readFileSync(path, 'utf8')).keys;
const notOnLinux = process.platform !== 'linux';

const keysPath = env => join(env.XDG_CONFIG_HOME, 'claude-relay', 'keys.json');

async function addKey(relay, name)
{
    const {code, stdout, stderr} = await relay.command('key', 'add', name);
    assert.equal(code, 0, stderr);
    return stdout.trim();
}

test('a key that is removed reaches what runs and what waits', () => withRelay(
    {args: ['--max-sessions', '1', '--warm', '0']}, async relay => {
        const [one, two] = [await addKey(relay, 'one'), await addKey(relay, 'two')];
        const health = async () => (await fetch(relay.baseUrl.replace('/v1', '/health'), {headers: bearer(two)})).json();
        const running = await startStream(relay.baseUrl, asking({deltas: 5000, delay_ms: 10}), bearer(one));
        const waiting = ask(relay.baseUrl, asking({text: 'never'}), bearer(one));
        const another = ask(relay.baseUrl, asking({text: 'served'}), bearer(two));
        await until(async () => (await health()).sessions.queued === 2, 'two that wait');

        assert.equal((await relay.command('key', 'remove', 'one')).code, 0);
        const sum = await running.rest();
        assert.equal(sum.error.code, 'invalid_api_key');
        assert.equal(sum.error.type, 'invalid_request_error');
        assert.match(sum.text, /^w0 /);
        assert.ok(!sum.cut && sum.finishReason === null);
        const refused = await waiting;
        assert.equal(refused.status, 401);
        assert.equal(refused.json.error.code, 'invalid_api_key');
        assert.equal(refused.headers['www-authenticate'], 'Bearer');
        assert.equal(refused.headers['x-should-retry'], 'false');
        assert.equal((await another).json.choices[0].message.content, 'served');
        assert.ok(!JSON.stringify(relay.fakeLog()).includes('never'), 'the CLI never got it');
        assert.equal((await health()).sessions.busy, 0);
    }));

test('the last key is gone, though no other can be made', () => withRelay(
    {args: ['--host', '0.0.0.0', '--warm', '0']}, async relay => {
        const key = await until(() => relay.stdout().match(/^API key: (\S+)$/m)?.[1], 'the first key');
        const running = await startStream(relay.baseUrl, asking({deltas: 5000, delay_ms: 10}), bearer(key));
        mkdirSync(`${keysPath(relay.env)}.lock`); // so that the file can't be changed
        writeFileSync(keysPath(relay.env), '{"keys":[]}', {mode: 0o600});
        const {code, stderr} = await relay.command('reload');
        assert.equal(code, 1);
        assert.match(stderr, /a key is needed/);
        assert.equal((await running.rest()).error.code, 'invalid_api_key');
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer(key))).status, 401);
    }));

test('each relay of a user knows the keys', async () => {
    const home = freshHome();
    const args = ['serve', '--port', '0', '--warm', '0', '--claude', fakeClaudeBin()];
    const relays = [0, 1].map(() => runRelay(args, home.env));
    try {
        const bases = await Promise.all(relays.map(relay => until(() => relay.stdout().match(/listening on (\S+)\n/)?.[1],
            () => `a relay that listens: ${relay.stderr()}`)));
        const statusOf = async (base, headers) => (await ask(base, asking({text: 'x'}), headers)).status;
        const both = async (status, headers) => {
            for (const base of bases)
                await until(async () => await statusOf(base, headers) === status, `${status} of ${base}`);
        };
        await both(200);
        const {stdout} = await runCommand(['key', 'add', 'one'], home.env);
        await both(401);
        await both(200, bearer(stdout.trim()));
        const running = await startStream(bases[1], asking({deltas: 5000, delay_ms: 10}), bearer(stdout.trim()));
        writeFileSync(keysPath(home.env), '{"keys":[{"name":"two","secret":"sk-0123456789abcdef"}]}'); // as an editor does
        assert.equal((await running.rest()).error.code, 'invalid_api_key');
        await both(200, bearer('sk-0123456789abcdef'));
    } finally {
        relays.forEach(relay => relay.send('SIGTERM'));
        await Promise.all(relays.map(relay => within(15000, relay.exited, 'the end')));
        remove(home.folder);
    }
});

test('many that make keys at once lose none', async () => {
    const home = freshHome();
    const names = Array.from({length: 12}, (unused, i) => `key${i}`);
    const made = await Promise.all(names.map(name => runCommand(['key', 'add', name], home.env)));
    for (const {code, stderr} of made)
        assert.equal(code, 0, stderr);
    const list = JSON.parse((await runCommand(['key', 'list', '--json'], home.env)).stdout);
    assert.deepEqual(list.map(({name}) => name).sort(), names.sort());

    const removed = await Promise.all(names.slice(2).map(name => runCommand(['key', 'remove', name], home.env)));
    for (const {code, stderr} of removed)
        assert.equal(code, 0, stderr);
    assert.equal(JSON.parse((await runCommand(['key', 'list', '--json'], home.env)).stdout).length, 2);
    remove(home.folder);
});

test('where others can come a new key follows the last, and that is said', {skip: notOnLinux}, () => withRelay(
    {args: ['--host', '0.0.0.0', '--warm', '0']}, async relay => {
        const [before] = await until(() => keysIn(keysPath(relay.env)), 'the first key');
        const {code, stderr} = await relay.command('key', 'remove', 'default');
        assert.equal(code, 0);
        assert.match(stderr, /^This was the last key\. .* has made a new one: claude-relay key show default tells it\.\n$/);
        const key = (await relay.command('key', 'show', 'default')).stdout.trim();
        assert.notEqual(key, before.secret);
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer(key))).status, 200);
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer(before.secret))).status, 401);
    }));

test('that a key was the last is said when it is removed', async () => {
    const home = freshHome();
    const said = /This was the last key\. .* makes a new one when it starts/;
    const drop = name => runCommand(['key', 'remove', name], home.env);
    for (const name of ['one', 'two'])
        assert.equal((await runCommand(['key', 'add', name], home.env)).code, 0);
    assert.doesNotMatch((await drop('one')).stderr, said);
    const folder = dirname(keysPath(home.env));
    chmodSync(folder, 0o500);
    const {stderr} = await drop('two');
    chmodSync(folder, 0o700);
    const isGone = keysIn(keysPath(home.env)).length === 0; // root can
    assert.equal(said.test(stderr), isGone, stderr);
    if (!isGone)
        assert.match((await drop('two')).stderr, said);
    remove(home.folder);
});

test('two that start at once have one key', {skip: notOnLinux}, async () => {
    for (let round = 0; round < 5; ++round) {
        const home = freshHome();
        const relays = [0, 1].map(() => runRelay(['serve', '--host', '0.0.0.0', '--port', '0', '--warm', '0',
            '--claude', fakeClaudeBin()], home.env));
        try {
            const bases = await Promise.all(relays.map(relay => until(() => relay.stdout().match(/listening on (\S+)\n/)?.[1],
                () => `a relay that listens: ${relay.stderr()}`)));
            const keys = keysIn(keysPath(home.env));
            assert.deepEqual(keys.map(({name}) => name), ['default']);
            const told = () => relays.flatMap(relay => relay.stdout().match(/^API key: \S+$/mg) ?? []);
            await until(() => told().length > 0, 'that the key is told');
            assert.deepEqual(told(), [`API key: ${keys[0].secret}`], 'by the one that has made it');
            for (const base of bases)
                assert.equal((await ask(base, asking({text: 'x'}), bearer(keys[0].secret))).status, 200);
        } finally {
            for (const relay of relays)
                relay.send('SIGTERM');
            await within(15000, Promise.all(relays.map(relay => relay.exited)), 'the end of both');
            remove(home.folder);
        }
    }
});

test('keys that others can read are narrowed, and that is said', {skip: notOnLinux}, async () => {
    const mode = path => (statSync(path).mode & 0o777).toString(8);
    const text = '{"keys":[{"name":"one","secret":"sk-0123456789abcdef"}]}';
    const warning = /Other users of this machine could read the keys in .*keys\.json/;
    const home = freshHome();
    const path = keysPath(home.env);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
    for (const args of [['doctor', '--port', '0', '--claude', fakeClaudeBin()], ['key', 'list'], ['key', 'show', 'one']]) {
        chmodSync(path, 0o644);
        const {stderr} = await runCommand(args, home.env);
        assert.match(stderr, warning, args.join(' '));
        assert.ok(!stderr.includes('0123456789'));
        assert.equal(mode(path), '600');
        assert.doesNotMatch((await runCommand(args, home.env)).stderr, warning);
    }
    remove(home.folder);

    await withRelay({}, async relay => {
        writeFileSync(keysPath(relay.env), text, {mode: 0o640});
        chmodSync(keysPath(relay.env), 0o640);
        await relay.command('reload'); // it may have been seen before
        assert.match(relay.stderr(), warning);
        assert.equal(mode(keysPath(relay.env)), '600');
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}))).status, 401, 'it holds');
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer('sk-0123456789abcdef'))).status, 200);
    });
});
