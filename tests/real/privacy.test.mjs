// What the CLI is given, and what it leaves behind. The relay is not in its demo mode here: its claude reaches the
// simulated API of another relay through the environment, as a user's own gateway would be reached.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {ask, startStream} from '../lib/client.mjs';
import {startRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';
import {asking, assistant, claudeBin, sessionsOf, simulate, skip as noClaude, startDemo, system, texts, uniqueWord,
    user} from './demo.mjs';

const skip = noClaude || (process.platform === 'linux' ? false : 'reads /proc');

async function freePort()
{
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const {port} = server.address();
    await new Promise(resolve => server.close(resolve));
    return port;
}

// NUL-separated texts of /proc/PID/FILE; none when the process is gone.
function texted(pid, file)
{
    try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
    } catch {
        return [];
    }
}

const allPids = () => readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number);

// The environment of a process, by name.
const environmentOf = pid => Object.fromEntries(texted(pid, 'environ').map(entry => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at), entry.slice(at + 1)];
}));

// Sessions that are kept warm come and go, and with them their files.
function bytesOf(path)
{
    try {
        return readFileSync(path);
    } catch (error) {
        if (error.code === 'ENOENT')
            return '';
        throw error;
    }
}

function entriesOf(folder)
{
    try {
        return readdirSync(folder, {withFileTypes: true});
    } catch {
        return []; // it has gone meanwhile
    }
}

// The home folder of the demo's sessions.
const environmentHome = relay => join(relay.folder, 'data', 'claude-relay', 'demo');

function* filesUnder(folder)
{
    for (const entry of entriesOf(folder)) {
        const path = join(folder, entry.name);
        if (entry.isDirectory())
            yield* filesUnder(path);
        else if (entry.isFile())
            yield path;
    }
}

describe('a session', {skip}, () => {
    let demo;
    let relay;
    before(async () => {
        demo = await startDemo({args: ['--warm', '0']});
        relay = await startRelay({claude: claudeBin, env: {ANTHROPIC_BASE_URL: demo.api, ANTHROPIC_API_KEY: 'simulated',
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli',
            CLAUDE_CODE_MESSAGING_TOKEN: 'secret', CLAUDE_RELAY_LOG_LEVEL: 'info'}});
    });
    after(async () => {
        await relay?.stop();
        relay?.remove();
        await demo?.end();
    });

    test('reaches the API that the environment names', async () => {
        const {status, text} = await ask(relay.baseUrl, {model: 'haiku', messages: [user('hello there')]});
        assert.equal(status, 200, text);
        assert.deepEqual(texts((await demo.received()).at(-1)), [['user', 'hello there']]);
    });

    test('leaves nothing in the history of Claude Code', async () => {
        const word = uniqueWord();
        const messages = [system(`System ${word}`), user(`First ${word}`), assistant(`Answer ${word}`),
            user(simulate({text: `Reply ${word}`}))];
        const {status} = await ask(relay.baseUrl, {model: 'haiku', messages});
        assert.equal(status, 200);
        await until(async () => (await relay.health()).sessions.busy === 0, 'no session is busy');
        const kept = [...filesUnder(relay.folder)];
        assert.deepEqual(kept.filter(path => path.includes('.claude') && path.endsWith('.jsonl')), []);
        assert.deepEqual(kept.filter(path => bytesOf(path).includes(word)), []);
    });

    test('shows no words of the conversation on a command line', async () => {
        const word = uniqueWord();
        const messages = [system(`System ${word}`), user(`First ${word}`), assistant(`Answer ${word}`),
            user(`${word} ${simulate({text: 'one two', cut: {after: 1, how: 'stall'}})}`)];
        const held = await startStream(relay.baseUrl, {model: 'haiku', messages});
        try {
            assert.ok(sessionsOf(relay.pid).length > 0, 'a session runs');
            for (const pid of allPids()) {
                const shown = [...texted(pid, 'cmdline'), ...(pid === process.pid ? [] : texted(pid, 'environ'))];
                assert.ok(!shown.some(text => text.includes(word)), `process ${pid}: ${shown}`);
            }
        } finally {
            held.abort();
        }
    });

    test('does not think that it runs inside Claude Code', async () => {
        const held = await startStream(relay.baseUrl, asking({text: 'one two', cut: {after: 1, how: 'stall'}}));
        try {
            const sessions = sessionsOf(relay.pid);
            assert.ok(sessions.length > 0, 'a session runs');
            for (const pid of sessions) {
                const environment = environmentOf(pid);
                assert.equal(environment.ANTHROPIC_BASE_URL, demo.api);
                assert.equal(environment.CLAUDECODE, undefined);
                assert.equal(environment.CLAUDE_RELAY_LOG_LEVEL, undefined);
                assert.equal(environment.CLAUDE_CODE_MESSAGING_TOKEN, undefined);
            }
        } finally {
            held.abort();
        }
    });

    test('works in the folder that the relay was given', async () => {
        const folder = join(relay.folder, 'a work folder');
        mkdirSync(folder);
        writeFileSync(join(folder, 'CLAUDE.md'), 'Nothing.\n');
        const other = await startDemo({args: ['--workdir', folder]});
        try {
            const tools = [{name: 'Bash', input: {command: 'pwd', description: 'where'}}];
            const {json, text} = await ask(other.baseUrl, asking({tools}));
            assert.ok(json.choices[0].message.content.includes(folder), text);
        } finally {
            await other.end();
        }
    });
});

// Settings may begin Claude Code in a mode that asks nobody. Who asks by HTTP does not get that.
for (const mode of ['bypassPermissions', 'acceptEdits']) {
    test(`a session skips no permission when the settings begin with ${mode}`, {skip}, async () => {
        const relay = await startDemo({args: ['--warm', '0']});
        try {
            const home = join(environmentHome(relay), '.claude');
            mkdirSync(home, {recursive: true});
            writeFileSync(join(home, 'settings.json'), JSON.stringify({permissions: {defaultMode: mode}}));
            const file = join(relay.folder, 'made-by-claude');
            const tools = [{name: 'Write', input: {file_path: file, content: 'x'}},
                {name: 'Bash', input: {command: `touch ${file}`, description: 'touch'}}];
            const {status, text} = await ask(relay.baseUrl, asking({text: 'I try.', tools, then: {text: 'Done.'}}));
            assert.equal(status, 200, text);
            assert.equal(existsSync(file), false, 'nothing was written');
        } finally {
            await relay.end();
        }
    });
}

test('a session does not ask the relay itself', {skip}, async () => {
    const port = await freePort();
    const own = `http://127.0.0.1:${port}`;
    const relay = await startRelay({claude: claudeBin, args: ['--port', String(port)], env: {ANTHROPIC_BASE_URL: own,
        ANTHROPIC_API_KEY: 'any', OPENAI_BASE_URL: `${own}/v1`, CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1'}});
    try {
        assert.equal(relay.baseUrl, `${own}/v1`);
        const pids = await until(() => {
            const sessions = sessionsOf(relay.pid);
            return sessions.length > 0 && sessions;
        }, 'a session kept warm', 20_000);
        for (const pid of pids) {
            const environment = environmentOf(pid);
            assert.equal(environment.ANTHROPIC_API_KEY, 'any');
            assert.equal(environment.ANTHROPIC_BASE_URL, undefined);
            assert.equal(environment.OPENAI_BASE_URL, undefined);
        }
        await relay.stop();
    } finally {
        await relay.kill9();
        relay.remove();
    }
});
