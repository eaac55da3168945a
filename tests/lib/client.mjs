// A client of the chat completions endpoint that sees what happens on the wire: statuses, headers, comments, and
// whether a stream ended or was cut.
import {Agent, request} from 'node:http';

// A request's body whose last message is a script for the fake CLI.
export function asking(script, more = {})
{
    return {model: 'haiku', messages: [{role: 'user', content: `Please fake:${JSON.stringify(script)}`}], ...more};
}

// What a body of JSON must be called.
export const headers = {'content-type': 'application/json'};

// The text of an answer of `count` numbered words.
export const words = count => Array.from({length: count}, (unused, i) => `w${i} `).join('');

// Posts a body and gives the response as soon as its head is there: {status, headers, response, abort()}.
export function post(baseUrl, body, headers = {})
{
    const agent = new Agent({keepAlive: false});
    return new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const sent = request(`${baseUrl}/chat/completions`, {method: 'POST', agent,
            headers: {'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers}});
        sent.on('response', response => {
            response.on('error', () => {});
            resolve({status: response.statusCode, headers: response.headers, response, abort: () => sent.destroy()});
        });
        sent.on('error', reject);
        sent.end(text);
    });
}

// A request that can be taken back before its head has come: {answer: Promise, cancel()}.
export function cancellable(baseUrl, body)
{
    const agent = new Agent({keepAlive: false});
    const text = JSON.stringify(body);
    const sent = request(`${baseUrl}/chat/completions`, {method: 'POST', agent,
        headers: {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)}});
    const answer = new Promise((resolve, reject) => {
        sent.on('response', response => readWhole(response).then(resolve, reject));
        sent.on('error', reject);
    });
    answer.catch(() => {});
    sent.end(text);
    return {answer, cancel: () => sent.destroy()};
}

async function readWhole(response)
{
    const text = await collect(response);
    let json;
    try {
        json = JSON.parse(text);
    } catch {
        json = undefined;
    }
    return {status: response.statusCode, headers: response.headers, text, json};
}

async function collect(response)
{
    const pieces = [];
    for await (const piece of response)
        pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
}

// A whole answer: {status, headers, text, json}.
export async function ask(baseUrl, body, headers)
{
    return readWhole((await post(baseUrl, body, headers)).response);
}

// The events of a streamed response, parsed; "[DONE]" stays a string. Ends when the response ends, throws when
// it is cut.
export async function* events(response)
{
    response.setEncoding('utf8');
    let buffer = '';
    for await (const piece of response) {
        buffer += piece;
        for (let end; (end = buffer.indexOf('\n\n')) >= 0; buffer = buffer.slice(end + 2)) {
            const data = buffer.slice(0, end).split('\n').filter(line => line.startsWith('data:'))
                .map(line => line.slice(5).trimStart()).join('\n');
            if (data)
                yield data === '[DONE]' ? data : JSON.parse(data);
        }
    }
    if (buffer.trim() !== '')
        throw new Error(`the stream ended inside an event: ${buffer}`);
}

const noChoice = index => ({index, text: '', reasoning: '', refusal: '', calls: [], finish: null});

// Adds a fragment of a tool call to the calls so far. Only the first one may bring an id and a name.
function addCall(calls, {index, id, type, function: part})
{
    if (calls[index] && (id || part.name))
        throw new SyntaxError(`call ${index} begins twice`);
    calls[index] ??= {id, type, name: part.name, arguments: '', fragments: 0};
    calls[index].arguments += part.arguments;
    calls[index].fragments += part.arguments === '' ? 0 : 1;
}

function addDelta(sum, {index, delta = {}, finish_reason})
{
    const choice = sum.choices[index] ??= noChoice(index);
    choice.text += delta.content ?? '';
    choice.reasoning += delta.reasoning_content ?? '';
    choice.refusal += delta.refusal ?? '';
    for (const call of delta.tool_calls ?? [])
        addCall(choice.calls, call);
    choice.finish ??= finish_reason ?? null;
}

// Reads a stream to its end and sums it up: the text and finish reason of the first choice, all choices, the usage, the
// error event, whether [DONE] came, and whether the connection was cut rather than the response ended.
export async function sumUp(response)
{
    const sum = {text: '', finishReason: null, usage: null, error: null, done: false, cut: false, chunks: 0, after: 0,
        choices: []};
    try {
        for await (const event of events(response)) {
            if (sum.done)
                ++sum.after;
            if (event === '[DONE]') {
                sum.done = true;
                continue;
            }
            ++sum.chunks;
            sum.error ??= event.error ?? null;
            sum.usage ??= event.usage ?? null;
            for (const choice of event.choices ?? [])
                addDelta(sum, choice);
        }
    } catch (error) {
        if (error instanceof SyntaxError)
            throw error;
        sum.cut = true;
    }
    sum.text = sum.choices[0]?.text ?? '';
    sum.finishReason = sum.choices[0]?.finish ?? null;
    return sum;
}

// A streamed answer, read to its end: {status, headers, …} and what sumUp() gives; or, when it is refused,
// {status, headers, text, json}.
export async function stream(baseUrl, body, headers)
{
    const {status, headers: got, response} = await post(baseUrl, {...body, stream: true}, headers);
    if (!String(got['content-type']).startsWith('text/event-stream'))
        return readWhole(response);
    return {status, headers: got, ...await sumUp(response)};
}

// Opens a stream and waits for its first text: {abort(), rest(): Promise of sumUp() of the whole stream}.
export async function startStream(baseUrl, body, headers)
{
    const {status, response, abort} = await post(baseUrl, {...body, stream: true}, headers);
    if (status !== 200)
        throw new Error(`status ${status}: ${await collect(response)}`);
    let seen = '';
    await new Promise((resolve, reject) => {
        const closed = () => reject(new Error(`the stream ended before its first text: ${seen}`));
        const look = piece => {
            seen += piece.toString('latin1');
            if (!/"content":"[^"]/.test(seen))
                return;
            response.off('data', look);
            response.off('close', closed);
            response.pause();
            response.unshift(Buffer.from(seen, 'latin1'));
            resolve();
        };
        response.on('data', look);
        response.once('close', closed);
    });
    return {abort, rest: () => sumUp(response)};
}
