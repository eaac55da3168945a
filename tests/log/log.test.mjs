// `claude-relay log` beside a `serve` that answers.
import assert from 'node:assert/strict';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {ask, asking} from '../lib/client.mjs';
import {freshHome, runRelay, startRelay, withRelay} from '../lib/relay.mjs';
import {pause, until, within} from '../lib/wait.mjs';

// What the command prints and how it ends, in the home of this relay.
async function log(env, ...args)
{
    const program = runRelay(['log', ...args], env);
    const {code} = await within(10000, program.exited, 'the end of log');
    return {code, out: program.stdout(), err: program.stderr(), lines: program.stdout().split('\n').filter(Boolean)};
}

// Runs `body` with one that follows, then ends it, whatever happens.
async function following(env, args, body)
{
    const program = runRelay(['log', '-f', '--json', ...args], env);
    program.entries = () => program.stdout().split('\n').filter(Boolean).map(line => JSON.parse(line));
    try {
        await body(program);
    } finally {
        program.send('SIGKILL');
        await program.exited;
    }
}

const homeOf = relay => ({...process.env, HOME: relay.folder, XDG_DATA_HOME: join(relay.folder, 'data'),
    XDG_CONFIG_HOME: join(relay.folder, 'config'), COLUMNS: ''});
const answered = (relay, deltas, more) => ask(relay.baseUrl, asking({deltas}, more));
const stored = async (env, count) => until(async () => (await log(env, '--json', '-n', 'all')).lines.length >= count,
    `${count} stored requests`);

test('prints a table, filtered, and JSON', () => withRelay({}, async relay => {
    const env = homeOf(relay);
    for (let i = 0; i < 25; ++i)
        await answered(relay, 2);
    await ask(relay.baseUrl, {model: 7});
    await stored(env, 26);

    const table = await log(env);
    assert.equal(table.code, 0, table.err);
    assert.match(table.lines[0], /^time +client +path +model +code +first +took +in cached +out +cost +note$/);
    assert.match(table.lines[1], /^\d{4}-\d\d-\d\d$/);
    assert.equal(table.lines.filter(line => /^\d\d:\d\d:\d\d /.test(line)).length, 20);
    assert.match(table.out, / 400 [^]*model must be/);
    assert.ok(table.lines.every(line => line.length <= 100), table.out);
    assert.ok(!table.out.includes('\x1b'));

    const {lines} = await log(env, '--json', '--last', '3');
    const last = lines.map(line => JSON.parse(line));
    assert.equal(last.length, 3);
    assert.deepEqual(last.map(entry => entry.status), [200, 200, 400]);
    assert.ok(last[0].received < last[1].received && BigInt(last[0].number) < BigInt(last[1].number));
    assert.equal(last[1].endpoint, 'POST /chat/completions');
    assert.ok(last[1].output_tokens > 0);

    assert.equal((await log(env, '--json', 'status:400')).lines.length, 1);
    assert.equal((await log(env, '--json', '-n', 'all', '-status:400')).lines.length, 25);
    assert.equal((await log(env, '--json', '--since', '1h')).lines.length, 26);
    assert.equal((await log(env, '--json', '--since', '1h', '-n', '4', 'haiku')).lines.length, 4);
    const none = await log(env, 'nothing-like-this');
    assert.deepEqual([none.code, none.out], [0, '']);
    assert.match(none.err, /No request is like that\./);
}));

test('follows until it is interrupted', () => withRelay({}, async relay => {
    const env = homeOf(relay);
    await answered(relay, 2);
    await answered(relay, 2);
    await stored(env, 2);
    for (const [args, signal] of [[[], 'SIGINT'], [['status:200'], 'SIGTERM']]) {
        await following(env, ['-n', '1', ...args], async program => {
            await until(() => program.entries().length === 1, 'the stored one');
            for (let count = 2; count < 5; ++count) {
                await answered(relay, 2);
                await until(() => program.entries().length === count, `line ${count}`);
            }
            if (args.length > 0) {
                await ask(relay.baseUrl, {model: 7});
                await answered(relay, 2);
                await until(() => program.entries().length === 5, 'the one behind the wrong one');
            }
            assert.ok(program.entries().every(entry => entry.status === 200));
            assert.equal(new Set(program.entries().map(entry => entry.number)).size, program.entries().length);
            program.send(signal);
            assert.deepEqual(await within(5000, program.exited, 'the end'), {code: 0, signal: null});
        });
    }
}));

test('follows a request that came before others and ended after them', () => withRelay({}, async relay => {
    const env = homeOf(relay);
    await answered(relay, 2);
    await stored(env, 1);
    await following(env, ['-n', '1'], async program => {
        await until(() => program.entries().length === 1, 'the stored one');
        const slow = ask(relay.baseUrl, asking({deltas: 10, delay_ms: 120}));
        await pause(100);
        await answered(relay, 2);
        await until(() => program.entries().length === 2, 'the second one');
        await slow;
        await until(() => program.entries().length === 3, 'the first one');
        const [, second, first] = program.entries();
        assert.ok(BigInt(first.number) < BigInt(second.number));
        assert.ok(first.duration_ms > second.duration_ms);
    });
}));

test('follows what is not there yet', async () => {
    const {env, folder} = freshHome();
    await following(env, [], async program => {
        await until(() => program.stderr().includes('There are no requests yet'), 'the sentence');
        const relay = await startRelay({env});
        try {
            await answered(relay, 2);
            await until(() => program.entries().length === 1, 'the first request');
            await relay.stop();
        } finally {
            await relay.killAll();
            relay.remove();
        }
    });
    rmSync(folder, {recursive: true});
});

test('says what it has not got', async () => {
    const {env, folder} = freshHome();
    const store = join(env.XDG_DATA_HOME, 'claude-relay', 'requests.sqlite');
    for (const args of [[], ['--json']]) {
        const result = await log(env, ...args);
        assert.deepEqual([result.code, result.out], [0, '']);
        assert.match(result.err, /There are no requests yet: .*requests\.sqlite/);
    }
    const wrong = await log(env, '--colour');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /no option --colour/);
    const help = await log(env, '--help');
    assert.equal(help.code, 0);
    assert.match(help.out, /--follow/);

    mkdirSync(dirname(store), {recursive: true});
    writeFileSync(store, 'This is no database. '.repeat(1000));
    const damaged = await log(env);
    assert.deepEqual([damaged.code, damaged.out], [1, '']);
    assert.match(damaged.err, /is damaged/);
    rmSync(folder, {recursive: true});
});
