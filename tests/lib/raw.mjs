// A client that writes any bytes and keeps what comes back.
import {connect} from 'node:net';
import {until} from './wait.mjs';

export const portOf = relay => Number(new URL(relay.baseUrl).port);

// The answers at the beginning of `text`, each {status, headers, body}, and what is left of it.
export function answersIn(text)
{
    const answers = [];
    for (;;) {
        const end = text.indexOf('\r\n\r\n');
        const status = text.match(/^HTTP\/1\.1 (\d{3}) /);
        if (end < 0 || !status)
            return {answers, rest: text};
        const headers = Object.fromEntries(text.slice(0, end).split('\r\n').slice(1)
            .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
        const rest = text.slice(end + 4);
        const found = headers['transfer-encoding'] === 'chunked' ? chunksIn(rest) : sizedIn(rest, headers);
        if (!found)
            return {answers, rest: text};
        answers.push({status: Number(status[1]), headers, body: found.body});
        text = rest.slice(found.size);
    }
}

function sizedIn(text, headers)
{
    const size = Number(headers['content-length'] ?? 0);
    return text.length < size ? undefined : {size, body: text.slice(0, size)};
}

function chunksIn(text)
{
    let body = '';
    for (let at = 0;;) {
        const line = text.slice(at).match(/^([0-9a-f]+)\r\n/);
        if (!line)
            return undefined;
        const begin = at + line[0].length;
        const size = parseInt(line[1], 16);
        if (text.length < begin + size + 2)
            return undefined;
        at = begin + size + 2;
        if (size === 0)
            return {size: at, body};
        body += text.slice(begin, begin + size);
    }
}

// Connects to a port, or to a path. Gives {socket, write(), text(), isClosed(), answers(count), closed(), destroy()}.
export async function rawClient(place)
{
    const socket = connect(typeof place === 'string' ? {path: place} : {host: '127.0.0.1', port: place});
    let text = '';
    let closed = false;
    let reset = false;
    socket.on('data', data => { text += data.toString('latin1'); });
    socket.on('close', () => { closed = true; });
    socket.on('error', error => { reset ||= error.code === 'ECONNRESET'; });
    await until(() => closed || socket.readyState === 'open', 'the connection', 10000);
    const client = {socket, text: () => text, isClosed: () => closed, wasReset: () => reset,
        write: bytes => socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
        destroy: () => socket.destroy()};
    // Waits for so many answers, or for the end.
    client.answers = async (count, limit = 5000) => {
        await until(() => closed || answersIn(text).answers.length >= count,
            () => `${count} answers; there is ${JSON.stringify(text.slice(-500))}`, limit);
        return answersIn(text).answers;
    };
    client.closed = (limit = 5000) => until(() => closed, () => `the end; there is ${JSON.stringify(text.slice(-500))}`,
        limit);
    return client;
}

// Sends bytes, waits for the server to close, and gives all that came: {answers, rest, wasReset}.
export async function sendAndRead(place, bytes, limit)
{
    const client = await rawClient(place);
    client.write(bytes);
    await client.closed(limit);
    return {...answersIn(client.text()), wasReset: client.wasReset()};
}

// A request as text.
export function rawPost(path, body, headers = '')
{
    return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}`
        + `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${Buffer.from(body).toString('latin1')}`;
}

export const rawGet = (path, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
