// What the tray application costs while nothing happens, and while much does.
import {Agent, request} from 'node:http';
import {startDesktop} from '../lib/desktop.mjs';
import {cpuSeconds, memory} from '../lib/processes.mjs';
import {asking} from '../lib/client.mjs';
import {pause} from '../lib/wait.mjs';

// Memory in bytes and the part of a core, while nothing is asked: {fresh, closed (the log was open), cpu, seconds}.
export async function idle(seconds = 30)
{
    const desktop = await startDesktop();
    try {
        await pause(3000);
        const fresh = memory(desktop.pid).now;
        const before = cpuSeconds(desktop.pid);
        await pause(seconds * 1000);
        const cpu = (cpuSeconds(desktop.pid) - before) / seconds;
        await desktop.command('open-log');
        await pause(2000);
        await desktop.type('Request log', 'ctrl+w');
        await pause(2000);
        const closed = memory(desktop.pid).now;
        await desktop.stop();
        return {fresh, closed, cpu, seconds};
    } finally {
        await desktop.killAll();
        desktop.remove();
    }
}

function ask(agent, url, body)
{
    return new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const sent = request(`${url}/chat/completions`, {method: 'POST', agent,
            headers: {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)}}, response => {
            response.resume();
            response.on('end', resolve);
        });
        sent.on('error', reject);
        sent.end(text);
    });
}

// Rows that come and go in the open log: one in twenty has an answer of its own, the others are refused, since this
// machine could not start a process for each. Gives {rate (rows a second), seconds, ui, relay (parts of a core)}.
export async function many({rate = 200, seconds = 60} = {})
{
    const desktop = await startDesktop({args: ['--max-sessions', '16', '--queue', '1000']});
    const agent = new Agent({keepAlive: true});
    try {
        await desktop.command('open-log');
        await pause(2000);
        const begin = performance.now();
        const [ui, relay] = [desktop.uiCpu(), desktop.cpu()];
        let rows = 0;
        const running = [];
        while (performance.now() - begin < seconds * 1000) {
            while (rows < (performance.now() - begin) / 1000 * rate) {
                ++rows;
                running.push(ask(agent, desktop.baseUrl, rows % 20 === 0
                    ? {...asking({deltas: 20, delay_ms: 20}), stream: true} : {model: 'haiku', messages: []}));
            }
            await pause(5);
        }
        const spent = (performance.now() - begin) / 1000;
        const result = {rate: rows / spent, seconds: spent, ui: (desktop.uiCpu() - ui) / spent,
            relay: (desktop.cpu() - relay) / spent};
        await Promise.all(running);
        await desktop.stop();
        return result;
    } finally {
        agent.destroy();
        await desktop.killAll();
        desktop.remove();
    }
}
