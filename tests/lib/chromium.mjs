// A real browser without a window, told what to do through the DevTools protocol over a pipe.
import {spawn} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {remove} from './relay.mjs';
import {within} from './wait.mjs';

// Its own protection of local addresses is off: the relay has to hold without it. Names are resolved by `hosts`:
// {name: address}. Gives {open(url), close()}; open() gives a page: {run(script)}, which gives what the script, the
// body of an async function, returns.
export async function startChromium(program, hosts)
{
    const profile = mkdtempSync(join(tmpdir(), 'claude-relay-browser-'));
    const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`).join(',');
    const child = spawn(program, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
        '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests', '--remote-debugging-pipe',
        `--host-resolver-rules=${rules}`, `--user-data-dir=${profile}`, 'about:blank'],
    {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true});
    const [, , , commands, answers] = child.stdio;
    const gone = new Promise(resolve => child.on('close', resolve));
    const waiting = new Map();
    let rest = '';
    let last = 0;
    answers.setEncoding('utf8').on('data', data => {
        const messages = (rest + data).split('\0');
        rest = messages.pop();
        for (const message of messages.map(text => JSON.parse(text))) {
            const entry = waiting.get(message.id);
            waiting.delete(message.id);
            if (message.error)
                entry?.reject(new Error(JSON.stringify(message.error)));
            else
                entry?.resolve(message.result);
        }
    });
    commands.on('error', () => {});
    child.on('error', error => waiting.forEach(({reject}) => reject(error)));

    const send = (method, params = {}, sessionId) => within(30000, new Promise((resolve, reject) => {
        waiting.set(++last, {resolve, reject});
        commands.write(`${JSON.stringify({id: last, method, params, sessionId})}\0`);
    }), method);

    async function evaluate(sessionId, expression)
    {
        const {result, exceptionDetails} = await send('Runtime.evaluate',
            {expression, awaitPromise: true, returnByValue: true}, sessionId);
        if (exceptionDetails)
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }

    async function open(url)
    {
        const {targetId} = await send('Target.createTarget', {url});
        const {sessionId} = await send('Target.attachToTarget', {targetId, flatten: true});
        const run = script => evaluate(sessionId, `(async () => {${script}})()`);
        // It may still be on the blank page before.
        while (await run('return location.href + document.readyState').then(
            state => state.startsWith('about:') || !state.endsWith('complete'), () => true))
            await new Promise(resolve => setTimeout(resolve, 20));
        return {run};
    }

    async function close()
    {
        await send('Browser.close').catch(() => {});
        await within(10000, gone, 'the end of the browser').catch(() => process.kill(-child.pid, 'SIGKILL'));
        await gone;
        remove(profile);
    }

    return {open, close};
}
