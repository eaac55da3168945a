// One request and what became of it, whether streamed or whole, in one shape.
import assert from 'node:assert/strict';
import {ask, stream} from '../lib/client.mjs';

export const ways = [['whole', false], ['streamed', true]];

const namesIn = header => (header ?? '').split(',').map(name => name.trim()).filter(Boolean);

const wholeChoice = ({index, message, finish_reason: finish}) => ({index, text: message.content ?? '',
    reasoning: message.reasoning_content ?? '', refusal: message.refusal ?? '', finish,
    calls: (message.tool_calls ?? []).map(({id, type, function: call}) =>
        ({id, type, name: call.name, arguments: call.arguments}))});

function checkStream(answer)
{
    assert.equal(answer.cut, false, 'the stream was cut');
    assert.equal(answer.after, 0, 'nothing follows [DONE]');
    assert.equal(answer.done, answer.error === null, '[DONE] is the end of an answer without an error');
}

// Asks. Gives {status, headers, ignored (names), error, choices, usage, whole (the body, when there is one)}, what the
// first choice has, and the API's requests: received (parsed), raw (texts), asked (the last one).
export async function exchange(relay, body, streamed = false)
{
    await relay.forget();
    const answer = streamed ? await stream(relay.baseUrl, {...body, stream_options: {include_usage: true}})
        : await ask(relay.baseUrl, body);
    const {status, headers, json, text} = answer;
    if (json === undefined && answer.choices === undefined)
        throw new Error(`status ${status}: ${text}`);
    if (answer.choices)
        checkStream(answer);
    const choices = answer.choices?.map(choice => ({...choice,
        calls: choice.calls.map(({fragments: unused, ...call}) => call)})) ?? (json.choices ?? []).map(wholeChoice);
    const raw = await relay.raw();
    const received = raw.map(entry => JSON.parse(entry));
    return {...choices[0], choices, status, headers, ignored: namesIn(headers['x-claude-relay-ignored']),
        error: json ? json.error ?? null : answer.error, usage: json?.usage ?? answer.usage ?? null, whole: json,
        received, raw, asked: received.at(-1)};
}

// The same for a request that is to be answered.
export async function answered(relay, body, streamed = false)
{
    const answer = await exchange(relay, body, streamed);
    assert.equal(answer.status, 200, JSON.stringify(answer.error));
    assert.equal(answer.error, null);
    return answer;
}

// A request that is refused with 400, before the API is asked, for a reason that names `param` and is like `says`.
export async function refused(relay, body, {param, says = /./})
{
    const answer = await exchange(relay, body, body.stream);
    assert.equal(answer.status, 400, JSON.stringify(answer.whole));
    assert.equal(answer.error.type, 'invalid_request_error');
    assert.match(answer.error.message, says);
    if (param)
        assert.equal(answer.error.param, param, answer.error.message);
    assert.equal(answer.received.length, 0, 'the API was not asked');
    return answer;
}

// The API was asked with something until it had refused that, and then once without. The CLI itself asks several times
// after such a refusal, since it may come from features that it has switched on.
export function checkLeftOut(received, isThere)
{
    const there = received.map(isThere);
    assert.ok(there.length >= 2, `${there.length} requests`);
    assert.deepEqual(there, there.map((unused, i) => i < there.length - 1));
}
