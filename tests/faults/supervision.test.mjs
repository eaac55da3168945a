// Processes that misbehave are replaced and counted, and so are those of yesterday.
import assert from 'node:assert/strict';
import {chmodSync, renameSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {ask, asking, startStream, stream, words} from '../lib/client.mjs';
import {readMetrics} from '../lib/metrics.mjs';
import {alive} from '../lib/processes.mjs';
import {fakeClaudeBin, freshHome, remove, withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const restarts = async (relay, reason) => (await readMetrics(relay)).sum('claude_relay_process_restarts_total', {reason});

// A claude whose first `count` sessions follow `script`, and the others what they are asked.
async function withFirst(count, script, options, body)
{
    const home = freshHome();
    const path = join(home.folder, 'claude');
    writeFileSync(path, `#!/bin/bash
if [[ $1 == -p ]]; then
    for i in $(seq ${count}); do
        if mkdir "${home.folder}/$i" 2>/dev/null; then export FAKE_CLAUDE='${JSON.stringify(script)}'; break; fi
    done
fi
exec "${fakeClaudeBin()}" "$@"
`);
    chmodSync(path, 0o755);
    try {
        await withRelay({...options, claude: path}, body);
    } finally {
        remove(home.folder);
    }
}

const impatient = ['--initialize-time', '1'];

for (const warm of ['0', '1']) {
    test(`no answer to initialize: another process does it (warm: ${warm})`, () => withFirst(1, {hang_initialize: true},
        {args: [...impatient, '--warm', warm]}, async relay => {
            if (warm === '1')
                await until(async () => (await relay.health()).sessions.warm === 1, 'a warm one');
            const answer = await stream(relay.baseUrl, asking({deltas: 3}));
            assert.equal(answer.text, words(3));
            assert.equal(await restarts(relay, 'silent'), 1);
            assert.match(relay.stderr(), /process \d+ of claude is replaced: silent/);
        }));
}

test('no answer to initialize twice: the client is told, and no third is tried', () => withRelay(
    {args: [...impatient, '--warm', '0'], script: {hang_initialize: true}}, async relay => {
        const begin = Date.now();
        const {status, json} = await ask(relay.baseUrl, asking({}));
        assert.equal(status, 502);
        assert.match(json.error.message, /claude has not answered within 1 seconds/);
        assert.ok(Date.now() - begin < 15_000, `${Date.now() - begin} ms`);
        assert.equal(await restarts(relay, 'silent'), 2);
        assert.equal(relay.fakeLog().filter(entry => entry.argv?.includes('-p')).length, 2);
    }));

test('garbage before the answer: another process does it', () => withFirst(1, {garbage_lines: 300}, {args: ['--warm', '0']},
    async relay => {
        assert.equal((await stream(relay.baseUrl, asking({deltas: 3}))).text, words(3));
        assert.equal(await restarts(relay, 'garbage'), 1);
    }));

test('nothing but garbage: an error, and no third process', () => withRelay(
    {args: ['--warm', '0'], script: {garbage_lines: 300}}, async relay => {
        const {status, json} = await ask(relay.baseUrl, asking({deltas: 3}));
        assert.equal(status, 502);
        assert.match(json.error.message, /can't be understood/);
        assert.equal(await restarts(relay, 'garbage'), 2);
    }));

test('a little garbage is skipped', () => withRelay({args: ['--warm', '0'], script: {garbage_lines: 90}}, async relay => {
    assert.equal((await stream(relay.baseUrl, asking({deltas: 3}))).text, words(3));
    assert.equal(await restarts(relay, 'garbage'), 0);
    assert.equal((await readMetrics(relay)).sum('claude_relay_skipped_lines_total'), 90);
}));

const linux = process.platform === 'linux' ? false : 'the memory of a process is read from /proc';

test('too much memory: what runs fails, what rests is ended', {skip: linux}, () => withRelay(
    {args: ['--max-memory', '100', '--warm', '0', '--keep', '60']}, async relay => {
        const answer = await stream(relay.baseUrl, asking({memory_mb: 300, deltas: 1000, delay_ms: 50}));
        assert.match(answer.error.message, /more than 100 MB of memory/);
        assert.ok(!answer.cut && answer.finishReason === null);
        assert.equal(await restarts(relay, 'memory'), 1);
        assert.equal((await stream(relay.baseUrl, asking({memory_mb: 300, deltas: 2}))).text, words(2), 'too short to be seen');
        assert.equal(await restarts(relay, 'memory'), 2);
        assert.equal((await relay.health()).sessions.kept, 0, 'but not kept');
        assert.equal((await stream(relay.baseUrl, asking({memory_mb: 10, deltas: 2}))).text, words(2));
        assert.equal((await relay.health()).sessions.kept, 1);
    }));

test('a CLI that always crashes: at most one process more than requests, and a log that says it once', () => withRelay(
    {args: ['--warm', '2'], script: {die_before_answer: true}}, async relay => {
        await until(async () => (await relay.health()).sessions.warm === 2, 'two warm ones');
        const requests = 20;
        for (let i = 0; i < requests; ++i)
            assert.equal((await ask(relay.baseUrl, asking({}))).status, 502);
        const started = relay.fakeLog().filter(entry => entry.argv?.includes('-p')).length;
        assert.ok(started <= 2 * requests + 2, `${started} were started for ${requests} requests`);
        const {sum} = await readMetrics(relay);
        assert.ok(sum('claude_relay_process_crashes_total') >= requests);
    }));

test('crashes of what is kept ready: the log says each step once', async () => {
    const home = freshHome();
    const path = join(home.folder, 'claude');
    writeFileSync(path, `#!/bin/bash\n[[ $1 == -p ]] && exit 3\nexec "${fakeClaudeBin()}" "$@"\n`);
    chmodSync(path, 0o755);
    await withRelay({args: ['--warm', '4'], claude: path}, async relay => {
        const steps = () => relay.stderr().match(/kept ready has ended; the next in \d+ s: claude ended with exit code 3/g) ?? [];
        await until(() => steps().length === 2, 'two steps');
        assert.match(steps()[0], /in 1 s/);
        assert.match(steps()[1], /in 2 s/);
        // The first of a step is logged, and the others may still be about to end.
        const crashes = async () => (await readMetrics(relay)).sum('claude_relay_process_crashes_total');
        await until(async () => await crashes() >= 8, 'the last of the step');
        assert.equal(await crashes(), 8);
    });
    remove(home.folder);
});

test('a CLI that is updated while it runs', async () => {
    const home = freshHome();
    const version = (name, number) => {
        const path = join(home.folder, name);
        writeFileSync(path, `#!/bin/bash\nexport FAKE_CLAUDE_VERSION=${number}\nexec "${fakeClaudeBin()}" "$@"\n`);
        chmodSync(path, 0o755);
        return path;
    };
    const link = join(home.folder, 'claude');
    symlinkSync(version('old', '2.1.330'), link);
    await withRelay({args: ['--warm', '1'], claude: link}, async relay => {
        assert.equal((await ask(relay.baseUrl, asking({deltas: 1}))).status, 200);
        await until(async () => {
            const {sessions} = await relay.health();
            return sessions.kept === 1 && sessions.warm === 1;
        }, 'a kept one and a warm one');
        const running = await startStream(relay.baseUrl, asking({deltas: 80, delay_ms: 20}));
        await until(async () => (await relay.health()).sessions.warm === 1, 'another warm one');
        await until(() => alive(relay.fakePids()).length === 3, 'one that runs, one kept, one warm');
        const before = alive(relay.fakePids());
        assert.equal((await relay.health()).claude.version, '2.1.330');

        symlinkSync(version('new', '2.1.331'), `${link}.next`);
        renameSync(`${link}.next`, link);
        assert.equal((await stream(relay.baseUrl, asking({deltas: 3}))).text, words(3));
        assert.equal((await relay.health()).claude.version, '2.1.331');
        assert.equal((await running.rest()).text, words(80), 'what ran has finished');
        await until(() => alive(before).length === 0, () => `the end of ${alive(before)}`);
        assert.equal(await restarts(relay, 'updated'), 2);
        await ask(relay.baseUrl, asking({deltas: 3}));
        assert.equal(await restarts(relay, 'updated'), 2, 'once');
    });
    remove(home.folder);
});
