// Time from the question to the first delta: the CLI driven directly, and through the relay, cold and warm.
import {execFileSync, spawn} from 'node:child_process';
import {closeSync, createReadStream, mkdirSync, openSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {Agent, request} from 'node:http';
import {fakeClaudeBin, freshHome, startRelay} from '../lib/relay.mjs';
import {pause, until} from '../lib/wait.mjs';

const settle = 1500; // ms in which a process that was started ahead gets ready
const system = 'You are a benchmark.';
const question = 'How long does it take?';

export const median = numbers => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

// As the relay starts and asks it.
const cliArguments = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose',
    '--include-partial-messages', '--no-session-persistence'];
const cliLines = [
    {type: 'control_request', request_id: 'initialize', request: {subtype: 'initialize', systemPrompt: [system]}},
    {type: 'control_request', request_id: 'model', request: {subtype: 'apply_flag_settings', settings: {model: 'haiku'}}},
    {type: 'user', message: {role: 'user', content: question}, parent_tool_use_id: null, session_id: ''},
].map(line => JSON.stringify(line) + '\n').join('');

// One process of the CLI, asked `ahead` ms after its start. The time counts from the start when that is 0, else
// from the question. Over pipes, as QProcess has them: Node's own are sockets, over which the real CLI answers some
// 15 ms sooner (measured on 2.1.330).
async function direct(bin, env, folder, ahead)
{
    const input = openPipe(join(folder, 'in'));
    const output = openPipe(join(folder, 'out'));
    let begin = performance.now();
    const child = spawn(bin, cliArguments, {env, cwd: folder, stdio: [input.theirs, output.theirs, 'ignore']});
    const closed = new Promise(resolve => child.on('close', resolve));
    const reading = createReadStream(null, {fd: output.ours});
    const first = new Promise((resolve, reject) => {
        let text = '';
        reading.on('data', piece => {
            text += piece;
            if (text.includes('"text_delta"'))
                resolve(performance.now());
        });
        closed.then(() => reject(new Error(`${bin} ended without an answer: ${text.slice(-1000)}`)));
    });
    if (ahead > 0) {
        await pause(ahead);
        begin = performance.now();
    }
    writeSync(input.ours, cliLines);
    const time = await first - begin;
    child.kill('SIGKILL');
    await closed;
    reading.destroy();
    writeSync(output.theirs, '\n'); // wakes the read that is under way
    await new Promise(resolve => reading.on('close', resolve));
    for (const descriptor of [input.ours, input.theirs, output.theirs])
        closeSync(descriptor);
    return time;
}

// A pipe, opened once for each side: a child may change how its own descriptor waits.
function openPipe(path)
{
    rmSync(path, {force: true});
    execFileSync('mkfifo', [path]);
    return {ours: openSync(path, 'r+'), theirs: openSync(path, 'r+')};
}

const contents = /"content":("(?:[^"\\]|\\.)*")/g;

// Asks over the relay: {time (ms to the first delta), text (of the answer)}.
export function throughRelay(baseUrl, messages = [{role: 'system', content: system}, {role: 'user', content: question}])
{
    const agent = new Agent({keepAlive: false});
    const text = JSON.stringify({model: 'haiku', stream: true, messages});
    return new Promise((resolve, reject) => {
        const begin = performance.now();
        const sent = request(`${baseUrl}/chat/completions`, {method: 'POST', agent,
            headers: {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)}});
        sent.on('response', response => {
            let got = '';
            let time;
            response.on('data', piece => {
                got += piece;
                if (time === undefined && /"content":"[^"]/.test(got))
                    time = performance.now() - begin;
            });
            const whole = () => [...got.matchAll(contents)].map(([, content]) => JSON.parse(content)).join('');
            response.on('end', () => time === undefined ? reject(new Error(`no delta: ${got}`))
                : resolve({time, text: whole()}));
            response.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(text);
    });
}

async function repeat(rounds, once)
{
    const times = [];
    for (let round = 0; round < rounds; ++round)
        times.push(await once());
    return median(times);
}

// Waits until a session that was started ahead is ready.
export async function untilWarm(relay)
{
    await until(async () => (await relay.health()).sessions.warm >= 1, 'a warm session', 20000);
    await pause(settle);
}

async function relayTimes(rounds, options, warm)
{
    const relay = await startRelay({...options, args: [...options.args ?? [], '--warm', String(warm)]});
    try {
        await throughRelay(relay.baseUrl); // the first one pays for more than the session
        const time = await repeat(rounds, async () => {
            if (warm > 0)
                await untilWarm(relay);
            return (await throughRelay(relay.baseUrl)).time;
        });
        await relay.stop();
        return time;
    } catch (error) {
        throw new Error(`${error.message}\n--- ${relay.lastWords()}`, {cause: error});
    } finally {
        await relay.killAll();
        relay.remove();
    }
}

async function directTimes(rounds, bin, env, ahead)
{
    const home = freshHome();
    const folder = join(home.folder, 'work');
    mkdirSync(folder);
    const all = {...home.env, ...env, CLAUDE_CODE_MAX_RETRIES: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1'};
    await direct(bin, all, folder, ahead);
    return repeat(rounds, () => direct(bin, all, folder, ahead));
}

// Medians in ms: {directCold, directWarm, cold, warm}.
async function measure(rounds, bin, env, relayOptions)
{
    return {
        directCold: await directTimes(rounds, bin, env, 0),
        directWarm: await directTimes(rounds, bin, env, settle),
        cold: await relayTimes(rounds, relayOptions, 0),
        warm: await relayTimes(rounds, relayOptions, 1),
    };
}

// Over the fake CLI, which takes 400 ms to start and 100 ms to answer.
export async function withFake(rounds)
{
    const script = {start_ms: 400, first_ms: 100, deltas: 3};
    return measure(rounds, fakeClaudeBin(), {FAKE_CLAUDE: JSON.stringify(script)}, {script});
}

// Over the real CLI and the simulated API of a second relay, which stays for as long as it is measured.
export async function withReal(rounds, bin)
{
    const api = await startRelay({claude: bin, args: ['--demo', '--warm', '0']});
    try {
        const {demo} = await api.health();
        return await measure(rounds, bin, {ANTHROPIC_BASE_URL: demo.api, ANTHROPIC_API_KEY: 'simulated'},
            {claude: bin, args: ['--demo']});
    } finally {
        await api.killAll();
        api.remove();
    }
}
