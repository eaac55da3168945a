// The settings file, changed while the relay runs: claude-relay reload.
import assert from 'node:assert/strict';
import {copyFileSync, mkdirSync, readFileSync, unlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {ask, asking, startStream, stream, words} from '../lib/client.mjs';
import {alive} from '../lib/processes.mjs';
import {rawClient, rawGet} from '../lib/raw.mjs';
import {fakeClaudeBin, withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';
import {freePort, occupy, settings} from './places.mjs';

const at = (port, host = '127.0.0.1') => `http://${host}:${port}/v1`;

async function reload(relay, text)
{
    writeFileSync(relay.settingsPath, text);
    return relay.command('reload');
}

const keysPath = relay => join(dirname(relay.settingsPath), 'keys.json');
const statusOf = async relay => JSON.parse((await relay.command('status', '--json')).stdout);
const baseUrl = async relay => (await statusOf(relay)).base_url;

test('the port is moved while an answer streams, and the answer finishes', async () => {
    const [one, two] = [await freePort(), await freePort()];
    await withRelay({settings: settings({port: one})}, async relay => {
        assert.equal(relay.baseUrl, at(one));
        const running = await startStream(at(one), asking({deltas: 100, delay_ms: 20}));
        assert.equal((await reload(relay, settings({port: two}))).code, 0);
        assert.equal(await baseUrl(relay), at(two));
        assert.ok(relay.stdout().endsWith(`listening on ${at(two)}\n`), relay.stdout());
        await assert.rejects(ask(at(one), asking({})), /ECONNREFUSED/);
        const next = await stream(at(two), asking({deltas: 5}));
        assert.equal(next.text, words(5));
        const sum = await running.rest();
        assert.equal(sum.text, words(100));
        assert.equal(sum.finishReason, 'stop');
        assert.ok(sum.done && !sum.cut);
    });
});

test('where the new port is taken the old one stays, and that is said', async () => {
    const port = await freePort();
    const other = await occupy(0);
    await withRelay({settings: settings({port})}, async relay => {
        const running = await startStream(at(port), asking({deltas: 50, delay_ms: 15}));
        const {code, stderr} = await reload(relay, settings({port: other.port, more: {answers: {'strict-params': 'on'}}}));
        assert.equal(code, 1);
        assert.match(stderr, new RegExp(`port ${other.port} on 127.0.0.1 is already in use`));
        assert.equal(await baseUrl(relay), at(port));
        assert.equal((await running.rest()).text, words(50));
        assert.equal((await ask(at(port), asking({}, {seed: 1}))).status, 400, 'what else was changed holds');

        await other.release();
        assert.equal((await relay.command('reload')).code, 0, 'and now it is free');
        assert.equal(await baseUrl(relay), at(other.port));
    });
    await other.release().catch(() => {});
});

test('the same port on another address, and back', {skip: process.platform !== 'linux'}, async () => {
    const port = await freePort();
    await withRelay({settings: settings({port})}, async relay => {
        assert.equal((await reload(relay, settings({port, host: '0.0.0.0'}))).code, 0);
        assert.equal((await ask(at(port, '127.0.0.2'), asking({}))).status, 401);
        const [, secret] = relay.stdout().match(/^API key: (sk-relay-\S{43})$/m);
        const key = {authorization: `Bearer ${secret}`};
        assert.equal((await ask(at(port, '127.0.0.2'), asking({}), key)).status, 200);
        assert.match(relay.stderr(), /Other machines can come to 0\.0\.0\.0/);
        assert.ok(!relay.stderr().includes(secret), 'it is not in the log');
        const {code, stderr} = await reload(relay, settings({port, host: '192.0.2.1'}));
        assert.equal(code, 1);
        assert.match(stderr, /no address 192\.0\.2\.1/);
        assert.equal((await ask(at(port, '127.0.0.2'), asking({}), key)).status, 200, 'it goes on as before');
        assert.equal((await reload(relay, settings({port}))).code, 0);
        await assert.rejects(ask(at(port, '127.0.0.2'), asking({})), /ECONNREFUSED/);
        assert.equal((await ask(at(port), asking({}), key)).status, 200);
        assert.equal((await ask(at(port), asking({}))).status, 401, 'the key holds until it is removed');
        unlinkSync(keysPath(relay));
        assert.equal((await relay.command('reload')).code, 0);
        assert.equal((await ask(at(port), asking({}))).status, 200);
    });
});

test('a port that is left for a socket: idle connections are cut, requests that have begun finish', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port})}, async relay => {
        const socket = join(relay.folder, 'relay.sock');
        const [used, begun] = [await rawClient(port), await rawClient(port)];
        used.write(rawGet('/health'));
        assert.equal((await used.answers(1))[0].status, 200);
        begun.write('GET /health HT');
        const running = await startStream(at(port), asking({deltas: 100, delay_ms: 15}));
        assert.equal((await reload(relay, settings({port, tcp: 'off', socket}))).code, 0);
        await used.closed();
        begun.write('TP/1.1\r\nHost: localhost\r\n\r\n');
        assert.equal((await begun.answers(1))[0].status, 200, 'what has begun may end');
        await begun.closed();
        await assert.rejects(ask(at(port), asking({})), /ECONNREFUSED/);
        assert.equal((await running.rest()).text, words(100));

        const status = await statusOf(relay);
        assert.deepEqual([status.state, status.base_url, status.socket], ['ready', null, socket]);
        assert.equal((await relay.command('start')).stdout, `listening on unix:${socket}\n`, 'it does already');
        const local = await rawClient(socket);
        local.write(rawGet('/health'));
        assert.equal((await local.answers(1))[0].status, 200);
        local.destroy();
        assert.equal((await reload(relay, settings({port, socket}))).code, 0);
        assert.equal((await ask(at(port), asking({}))).status, 200);

        const stays = await rawClient(socket);
        stays.write(rawGet('/health'));
        assert.equal((await stays.answers(1))[0].status, 200);
        assert.equal((await reload(relay, settings({port, tcp: 'off', socket}))).code, 0);
        stays.write(rawGet('/health'));
        assert.equal((await stays.answers(2))[1].status, 200, 'the socket is not left');
        stays.destroy();
    });
});

test('what waits while the level is lowered says which it got', async () => {
    const port = await freePort();
    const level = tools => settings({port, more: {claude: {tools, 'max-sessions': 1}}});
    await withRelay({settings: level('edits')}, async relay => {
        const running = await startStream(at(port), asking({deltas: 5000, delay_ms: 10}));
        const waiting = ask(at(port), asking({deltas: 2}));
        await until(async () => (await relay.health()).sessions.queued === 1, 'one that waits');
        assert.equal((await reload(relay, level('chat'))).code, 0);
        running.abort();
        const answer = await waiting;
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['x-claude-relay-tools'], 'chat');
        const logged = await until(async () => {
            const {stdout} = await relay.command('log', '--json');
            const lines = stdout.trim().split('\n').filter(Boolean).map(line => JSON.parse(line));
            return lines.length === 2 && lines;
        }, 'both in the log');
        assert.deepEqual(logged.map(({tools}) => tools).sort(), ['chat', 'edits']);
    });
});

test('moved fifty times under load, no answer is lost', async () => {
    const ports = await Promise.all([freePort(), freePort()]);
    await withRelay({settings: settings({port: ports[0]})}, async relay => {
        let present = ports[0];
        let going = true;
        let answers = 0;
        const client = async () => {
            while (going) {
                // A connection may be made where it has just moved away from; nothing that was accepted is lost.
                const sum = await stream(at(present), asking({deltas: 10, delay_ms: 5})).catch(error => {
                    assert.match(String(error.code ?? error), /ECONNREFUSED|ECONNRESET|socket hang up/);
                });
                if (sum?.status === 200) {
                    assert.equal(sum.text, words(10));
                    assert.ok(sum.done && !sum.cut);
                    ++answers;
                }
            }
        };
        const clients = Array.from({length: 4}, client);
        for (let round = 1; round <= 50; ++round) {
            const {code, stderr} = await reload(relay, settings({port: ports[round % 2]}));
            assert.equal(code, 0, stderr);
            present = ports[round % 2];
        }
        going = false;
        await Promise.all(clients);
        assert.ok(answers > 50, `${answers} answers`);
    });
});

test('answers, models, cors and log level from the next request on', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port})}, async relay => {
        const origin = {origin: 'http://localhost:3000'};
        const question = asking({text: 'x'}, {model: 'mine', seed: 1});
        assert.equal((await reload(relay, settings({port, cors: 'off'}))).code, 0);
        assert.equal((await ask(at(port), question, origin)).status, 403);
        assert.equal((await ask(at(port), question)).status, 200);
        assert.equal((await reload(relay, settings({port, cors: 'local',
            more: {claude: {'model-names': 'mine=opus'}, log: {level: 'error'}}}))).code, 0);
        const answer = await ask(at(port), question, origin);
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        const quiet = relay.stderr();
        assert.equal((await ask(at(port), question)).status, 200);
        assert.equal(relay.stderr(), quiet, 'nothing is logged');
        assert.ok(relay.fakeLog().some(entry => entry.line?.includes('opus')), 'the new name goes to the CLI');
        const strict = {answers: {'strict-params': 'on'}};
        assert.equal((await reload(relay, settings({port, cors: 'off', more: strict}))).code, 0);
        assert.equal((await ask(at(port), question)).status, 400);
        assert.equal((await ask(at(port), question, origin)).status, 403);
    });
});

test('another program and another folder: what was started ahead is renewed', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port, more: {claude: {warm: 2}}})}, async relay => {
        await until(async () => (await relay.health()).sessions.warm === 2, 'two warm sessions');
        assert.equal((await ask(at(port), asking({}))).status, 200);
        await until(async () => (await relay.health()).sessions.kept === 1, 'a kept session');
        const before = relay.fakePids();
        const program = join(relay.folder, 'other-claude');
        copyFileSync(fakeClaudeBin(), program);
        const folder = join(relay.folder, 'project');
        mkdirSync(folder);

        const running = await startStream(at(port), asking({deltas: 60, delay_ms: 15}));
        assert.equal((await reload(relay, settings({port, more: {claude: {program, folder, warm: 2}}}))).code, 0);
        assert.equal((await ask(at(port), asking({}))).status, 200, 'it waits until the other is known');
        assert.equal((await running.rest()).text, words(60));
        await until(async () => (await relay.health()).sessions.warm === 2, 'two warm sessions');
        await until(() => alive(before).length === 0, () => `${alive(before)} still run`);
        const fresh = relay.fakeLog().filter(entry => entry.argv && !before.includes(entry.pid));
        assert.ok(fresh.length > 0);
        assert.equal(JSON.parse((await relay.command('status', '--json')).stdout).claude.path, program);
    });
});

test('limits', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port, more: {claude: {'max-sessions': 1, keep: 0}}})}, async relay => {
        const first = await startStream(at(port), asking({deltas: 100, delay_ms: 15}));
        const second = startStream(at(port), asking({deltas: 100, delay_ms: 15}));
        await until(async () => (await relay.health()).sessions.queued === 1, 'one queued');
        await reload(relay, settings({port, more: {claude: {'max-sessions': 2, keep: 0, queue: 0, warm: 0}}}));
        await until(async () => (await relay.health()).sessions.busy === 2, 'the second place is used at once');
        assert.equal((await ask(at(port), asking({}))).status, 429, 'and there is no queue any more');
        assert.equal((await first.rest()).text, words(100));
        assert.equal((await (await second).rest()).text, words(100));
        assert.equal((await reload(relay, settings({port, more: {claude: {warm: 2}}}))).code, 0);
        await until(async () => (await relay.health()).sessions.warm === 2, 'two are started ahead');
        assert.equal((await reload(relay, settings({port, more: {claude: {warm: 0}}}))).code, 0);
        await until(async () => (await relay.health()).sessions.warm === 0, 'none are');
    });
});

test('a wrong value is told, and all else holds; arguments stay above the file', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port: 1}), args: ['--port', String(port)]}, async relay => {
        const text = settings({port: 2, more: {claude: {warm: 'many'}, answers: {'strict-params': 'on'}}});
        const {code, stderr} = await reload(relay, text);
        assert.equal(code, 0, 'it is done');
        assert.match(stderr, /^claude-relay: .*: claude\/warm must be a whole number .*\.\n$/);
        const {code: added, stderr: said} = await relay.command('key', 'add', 'one');
        assert.deepEqual([added, said], [0, ''], 'it is not about keys');
        assert.equal((await relay.command('key', 'remove', 'one')).code, 0);
        assert.equal(await baseUrl(relay), at(port));
        assert.equal((await ask(at(port), asking({}, {seed: 1}))).status, 400);
        assert.equal(readFileSync(relay.settingsPath, 'utf8'), text);
    });
});

test('what is wrong in the file at the start is a warning', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port, more: {claude: {warm: 'many'}, future: {thing: 1}}})}, async relay => {
        assert.match(relay.stderr(), /warning .*claude\/warm must be a whole number from 0 to 64, not "many"\./);
        assert.equal(relay.baseUrl, at(port));
    });
});

test('what allows everything and is not confirmed any more is narrowed, and all else holds', async () => {
    const port = await freePort();
    const tools = async relay => (await relay.health()).tools;
    const all = more => settings({port, more: {claude: {tools: 'all', ...more}}});
    await withRelay({settings: all({'confirm-all': 'on'})}, async relay => {
        assert.equal(await tools(relay), 'all');
        const folder = join(relay.folder, 'project');
        mkdirSync(folder);
        const {code, stderr} = await reload(relay, all({folder}));
        assert.equal(code, 1);
        assert.match(stderr, /--confirm-all/);
        assert.equal(await tools(relay), 'edits');
        assert.equal((await ask(at(port), asking({}), {'x-claude-relay-workdir': folder})).status, 200);
        assert.equal((await reload(relay, settings({port, more: {claude: {tools: 'chat'}}}))).code, 0);
        await reload(relay, all({}));
        assert.equal(await tools(relay), 'chat', 'what is not confirmed widens nothing');
    });
});

test('a list of keys that is wrong keeps what was', async () => {
    const port = await freePort();
    await withRelay({settings: settings({port})}, async relay => {
        const keys = text => {
            writeFileSync(keysPath(relay), text, {mode: 0o600});
            return relay.command('reload');
        };
        const key = {authorization: 'Bearer sk-0123456789abcdef'};
        assert.equal((await keys('{"keys":[{"name":"one","secret":"sk-0123456789abcdef"}]}')).code, 0);
        assert.equal((await ask(at(port), asking({}))).status, 401);
        writeFileSync(relay.settingsPath, settings({port, more: {answers: {'strict-params': 'on'}}}));
        const {code, stderr} = await keys('{"keys":[{"name":"two","secret":');
        assert.equal(code, 1);
        assert.match(stderr, /keys\.json can't be used/);
        assert.equal((await ask(at(port), asking({}, {seed: 1}), key)).status, 200, 'the settings stay, too');
        assert.equal((await ask(at(port), asking({}))).status, 401);
    });
});

test('while it is stopped the file is read for the next start', async () => {
    const [one, two] = [await freePort(), await freePort()];
    await withRelay({settings: settings({port: one})}, async relay => {
        await relay.command('stop');
        assert.equal((await reload(relay, settings({port: two}))).code, 0);
        assert.equal(await baseUrl(relay), null);
        assert.equal((await relay.command('start')).stdout, `listening on ${at(two)}\n`);
    });
});
