// Many streams at once over the fake CLI. The client only keeps what comes, and reads it after the run: it shares
// the machine with the relay and with a hundred fake CLIs.
import {connect} from 'node:net';
import {cpuSeconds, memory} from '../lib/processes.mjs';
import {asking, words} from '../lib/client.mjs';
import {startRelay} from '../lib/relay.mjs';
import {pause, until} from '../lib/wait.mjs';

const lastChunk = Buffer.from('0\r\n\r\n');

// Posts over a socket of its own and gives all bytes of the response, with the time of the first one.
function rawPost(url, body)
{
    const {hostname, port, pathname} = new URL(`${url}/chat/completions`);
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
        const pieces = [];
        let firstAt;
        const socket = connect(Number(port), hostname, () => socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n`
            + `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`));
        socket.on('data', piece => {
            firstAt ??= performance.now();
            pieces.push(piece);
            if (piece.length >= lastChunk.length && piece.subarray(-lastChunk.length).equals(lastChunk))
                socket.end();
        });
        socket.on('error', reject);
        socket.on('close', () => resolve({bytes: Buffer.concat(pieces), firstAt, lastAt: performance.now()}));
    });
}

// The text of a chunked event stream.
function textOf(bytes)
{
    let body = '';
    for (let at = bytes.indexOf('\r\n\r\n') + 4; at < bytes.length;) {
        const end = bytes.indexOf('\r\n', at);
        const size = parseInt(bytes.toString('latin1', at, end), 16);
        body += bytes.toString('utf8', end + 2, end + 2 + size);
        at = end + 2 + size + 2;
    }
    return body.split('\n').filter(line => line.startsWith('data: {'))
        .map(line => JSON.parse(line.slice(6)).choices?.[0]?.delta?.content ?? '').join('');
}

// Runs `count` streams of `deltas` deltas, `delayMs` apart. Gives {deltas, wrong, microseconds (of the relay's
// processor time, per delta), startMicroseconds (with starting the sessions), peakBytes, seconds}.
// `start` starts what is measured, and `opened` may do something with it before that.
export async function load({count = 100, deltas = 500, delayMs = 2, start = startRelay, opened = () => {}} = {})
{
    const silence = 4000; // long enough for all sessions to be ready
    const relay = await start({args: ['--max-sessions', String(count), '--warm', '0', '--queue', '0']});
    const cpu = relay.cpu ?? (() => cpuSeconds(relay.pid));
    try {
        await opened(relay);
        const atStart = cpu();
        const answers = Promise.all(Array.from({length: count}, () => rawPost(relay.baseUrl,
            {...asking({deltas, delay_ms: delayMs, first_ms: silence}), stream: true})));
        await until(() => relay.fakeLog().filter(entry => entry.line?.includes('"user"')).length === count,
            'that all sessions have their question', 20000);
        await pause(500);
        const before = cpu();
        const sampledAt = performance.now();
        const got = await answers;
        const spent = cpu();
        const peakBytes = memory(relay.pid).peak;
        if (got.some(answer => answer.firstAt < sampledAt))
            console.error('note: some streams began before the measurement did');
        const total = count * deltas;
        const begin = Math.min(...got.map(answer => answer.firstAt));
        const result = {
            deltas: total,
            wrong: got.filter(answer => textOf(answer.bytes) !== words(deltas)).length,
            microseconds: (spent - before) / total * 1e6,
            startMicroseconds: (spent - atStart) / total * 1e6,
            peakBytes,
            seconds: (Math.max(...got.map(answer => answer.lastAt)) - begin) / 1000,
        };
        await relay.stop();
        return result;
    } finally {
        await relay.killAll();
        relay.remove();
    }
}
