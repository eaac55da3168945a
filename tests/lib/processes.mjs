// Looking at processes: from /proc on Linux, from ps elsewhere.
import {execFileSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {until} from './wait.mjs';

const hasProc = process.platform === 'linux';

// {pid, parent, group, state, cpuTicks} from /proc/PID/stat, or undefined when there is no such process.
function statOf(pid)
{
    try {
        const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return {pid: Number(pid), state: fields[0], parent: Number(fields[1]), group: Number(fields[2]),
            cpuTicks: Number(fields[11]) + Number(fields[12])};
    } catch {
        return undefined;
    }
}

function listed()
{
    if (hasProc)
        return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(statOf).filter(Boolean);
    return execFileSync('ps', ['-axo', 'pid=,ppid=,pgid=,stat='], {encoding: 'utf8'}).trim().split('\n').map(line => {
        const [pid, parent, group, state] = line.trim().split(/\s+/);
        return {pid: Number(pid), parent: Number(parent), group: Number(group), state: state[0]};
    });
}

// Processes that run. A zombie does not: it only waits for its parent to look.
const running = () => listed().filter(entry => entry.state !== 'Z' && entry.state !== 'X');

export const childrenOf = pid => running().filter(entry => entry.parent === pid).map(entry => entry.pid);
export const groupMembers = group => running().filter(entry => entry.group === group).map(entry => entry.pid);

// Those of `pids` that still run.
export function alive(pids)
{
    if (!hasProc) {
        const all = new Set(running().map(entry => entry.pid));
        return pids.filter(pid => all.has(pid));
    }
    return pids.filter(pid => {
        const stat = statOf(pid);
        return stat && stat.state !== 'Z' && stat.state !== 'X';
    });
}

// Dead children that their parent has not looked at.
export const zombiesOf = pid => listed().filter(entry => entry.parent === pid && entry.state === 'Z').length;

// Kills all of `pids`, children of `parent`, and waits until it has looked at them.
export async function killAndWait(pids, parent)
{
    for (const pid of alive(pids))
        process.kill(pid, 'SIGKILL');
    await until(() => alive(pids).length === 0 && zombiesOf(parent) === 0, `the end of ${pids}`);
}

let ticksPerSecond;

// Processor time of the process itself, in seconds; its children's is not in it.
export function cpuSeconds(pid)
{
    if (hasProc) {
        ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], {encoding: 'utf8'}));
        return statOf(pid).cpuTicks / ticksPerSecond;
    }
    const [rest, ...larger] = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], {encoding: 'utf8'}).trim()
        .split(':').reverse();
    return larger.reduce((sum, part, i) => sum + Number(part) * 60 ** (i + 1), Number(rest));
}

// Processor time of the threads of that name, or of the main one, in seconds. Linux only.
export function threadCpuSeconds(pid, name)
{
    ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], {encoding: 'utf8'}));
    const threads = readdirSync(`/proc/${pid}/task`).filter(id => name === undefined ? id === String(pid)
        : readFileSync(`/proc/${pid}/task/${id}/comm`, 'latin1').trim() === name);
    return threads.reduce((sum, id) => sum + statOf(`${pid}/task/${id}`).cpuTicks, 0) / ticksPerSecond;
}

// Bytes. `peak` is the highest there was; outside Linux there is only the present one.
export function memory(pid)
{
    if (!hasProc) {
        const now = 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], {encoding: 'utf8'}));
        return {now, peak: now};
    }
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const field = name => 1024 * Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))[1]);
    return {now: field('VmRSS'), peak: field('VmHWM')};
}

// How many descriptors the process has open; undefined where that can't be seen.
export const openFiles = pid => hasProc ? readdirSync(`/proc/${pid}/fd`).length : undefined;
