// Starts the program as a user would and gives what a test needs of it.
import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import assert from 'node:assert/strict';
import {alive} from './processes.mjs';
import {until, within} from './wait.mjs';

export const relayBin = () => required('RELAY_BIN', 'the program, claude-relay');
export const fakeClaudeBin = () => required('FAKE_CLAUDE_BIN', 'the fake_claude program');

function required(name, meaning)
{
    if (!process.env[name])
        throw new Error(`set ${name} to the path of ${meaning}`);
    return process.env[name];
}

// A new folder with a home of its own in it, and the environment that points there. Nothing of the person who
// runs the tests gets through: neither settings nor keys.
export function freshHome()
{
    const folder = mkdtempSync(join(tmpdir(), 'claude-relay-test-'));
    const env = {};
    for (const [name, value] of Object.entries(process.env)) {
        if (!/^(CLAUDE|ANTHROPIC|OPENAI|FAKE_CLAUDE|XDG|DISPLAY|WAYLAND)/.test(name))
            env[name] = value;
    }
    for (const [name, part] of [['HOME', ''], ['XDG_CONFIG_HOME', 'config'], ['XDG_DATA_HOME', 'data'],
        ['XDG_CACHE_HOME', 'cache'], ['XDG_STATE_HOME', 'state'], ['XDG_RUNTIME_DIR', 'run']]) {
        env[name] = join(folder, part);
        mkdirSync(env[name], {recursive: true, mode: 0o700});
    }
    return {folder, env};
}

// One `claude-relay` process, under shell `limits` such as "-n 60". Gives {pid, stdout(), stderr(), exited: Promise<{code, signal}>, send(signal)}.
export function runRelay(args, env, limits)
{
    const command = limits ? ['bash', '-c', `ulimit ${limits}; exec "$0" "$@"`, relayBin()] : [relayBin()];
    const child = spawn(command[0], [...command.slice(1), ...args], {env, stdio: ['ignore', 'pipe', 'pipe']});
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', data => { stdout += data; });
    child.stderr.on('data', data => { stderr += data; });
    const exited = new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({code, signal}));
    });
    const send = signal => child.kill(signal);
    return {pid: child.pid, stdout: () => stdout, stderr: () => stderr, exited, send};
}

// Runs a command of `claude-relay` to its end: {code, signal, stdout, stderr}.
export async function runCommand(args, env)
{
    const program = runRelay(args, env);
    const end = await within(30000, program.exited, `the end of ${args.join(' ')}`).catch(error => {
        program.send('SIGKILL');
        throw error;
    });
    return {...end, stdout: program.stdout(), stderr: program.stderr()};
}

// Starts `claude-relay serve --port 0 …` over the fake CLI, or over `claude`, and waits until it listens.
// `script` is the fake's script for every process. `args` and `env` are added to its own. With `settings`, a text for
// its settings file, these stand for --port and --claude.
export async function startRelay({args = [], env = {}, claude = fakeClaudeBin(), script, limits, settings} = {})
{
    const home = freshHome();
    const logPath = join(home.folder, 'fake.log');
    const settingsPath = join(process.platform === 'darwin' ? join(home.env.HOME, 'Library', 'Preferences')
        : home.env.XDG_CONFIG_HOME, 'claude-relay', 'settings.ini');
    mkdirSync(dirname(settingsPath), {recursive: true});
    if (settings !== undefined)
        writeFileSync(settingsPath, settings);
    const own = settings === undefined ? ['--port', '0', '--claude', claude] : [];
    const program = runRelay(['serve', ...own, ...args], {...home.env,
        FAKE_CLAUDE_LOG: logPath, ...(script ? {FAKE_CLAUDE: JSON.stringify(script)} : {}), ...env}, limits);
    let gone;
    program.exited.then(result => { gone = result; });
    const line = await until(() => gone || program.stdout().match(/^listening on (http:\/\/\S+:\d+\/v1)\n/),
        () => `the line "listening on"; stderr: ${program.stderr()}`, 20000);
    if (gone)
        throw new Error(`the relay ended with ${JSON.stringify(gone)}: ${program.stderr()}`);

    const relay = {pid: program.pid, baseUrl: line[1], folder: home.folder, stdout: program.stdout, stderr: program.stderr,
        exited: program.exited, env: home.env, settingsPath};
    // A command in the same home: {code, stdout, stderr}.
    relay.command = (...args) => runCommand(args, home.env);
    relay.fakeLog = () => readLog(logPath);
    // Everything that the fake CLI started, itself included.
    relay.fakePids = () => relay.fakeLog().flatMap(entry => entry.argv ? [entry.pid] : entry.child ? [entry.child] : []);
    relay.noneLeft = (limit = 5000) => until(() => alive(relay.fakePids()).length === 0,
        () => `no CLI process left; there are ${alive(relay.fakePids())}`, limit);
    relay.health = async () => (await fetch(relay.baseUrl.replace(/\/v1$/, '/health'))).json();
    // What to say of it beside an error.
    relay.lastWords = () => `${gone ? `the relay has ended: ${JSON.stringify(gone)}` : 'the relay runs'}; its stderr:\n`
        + relay.stderr().slice(-4000);
    relay.term = () => program.send('SIGTERM');
    relay.kill9 = () => {
        program.send('SIGKILL');
        return program.exited;
    };
    // Ends it as a user would; fails when that takes too long or ends with another code than 0.
    relay.stop = async () => {
        if (!gone) {
            program.send('SIGTERM');
            await within(15000, program.exited, 'the end of the relay after SIGTERM').catch(async error => {
                await relay.kill9();
                throw error;
            });
            assert.deepEqual(gone, {code: 0, signal: null}, `after SIGTERM; stderr: ${program.stderr()}`);
        }
    };
    // For tests that failed: nothing of theirs is to run on.
    relay.killAll = async () => {
        await relay.kill9();
        for (const pid of alive(relay.fakePids()))
            tryKill(pid);
    };
    // The process that is started ahead is there: from then on what is open can be compared.
    relay.warm = () => until(async () => (await relay.health()).sessions.warm === 1, 'the process started ahead');
    relay.remove = () => remove(home.folder);
    return relay;
}

// Starts a relay, runs `body` with it, stops it, and sees to it that no process is left, whatever happens.
export async function withRelay(options, body)
{
    const relay = await startRelay(options);
    try {
        await body(relay);
        await relay.stop();
        await relay.noneLeft();
    } catch (error) {
        error.message += `\n--- ${relay.lastWords()}`;
        await relay.killAll();
        throw error;
    } finally {
        relay.remove();
    }
}

export const remove = folder => rmSync(folder, {recursive: true, force: true, maxRetries: 5});

export function tryKill(pid)
{
    try {
        process.kill(pid, 'SIGKILL');
    } catch {
        // It ended by itself just now.
    }
}

export function readLog(path)
{
    if (!existsSync(path))
        return [];
    return readFileSync(path, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
}
