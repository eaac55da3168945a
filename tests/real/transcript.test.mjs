// The fake CLI is worth as much as it is like the real one: both are driven through the same conversations, and
// what the relay reads must be there in both, in the same order and of the same JSON types.
import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {mkdirSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fakeClaudeBin, freshHome} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const real = process.env.CLAUDE_BIN;
const skip = real ? false : 'set CLAUDE_BIN to the path of the real claude to compare the fake one with it';

let api;
let apiUrl;
let home;

before(async () => {
    home = freshHome();
    mkdirSync(join(home.folder, 'work'));
    api = createServer(answerApi).listen(0, '127.0.0.1');
    await new Promise(resolve => api.once('listening', resolve));
    apiUrl = `http://127.0.0.1:${api.address().port}`;
});

after(() => {
    api.close();
    api.closeAllConnections();
    rmSync(home.folder, {recursive: true, force: true, maxRetries: 5});
});

// A Messages API with one answer: a thought, and a text in two deltas. It refuses a question that says so.
async function answerApi(request, response)
{
    let body = '';
    for await (const piece of request)
        body += piece;
    const refusal = body.match(/refuse with (\d+)/);
    if (refusal) {
        response.writeHead(Number(refusal[1]), {'content-type': 'application/json', 'request-id': 'req_1'});
        response.end(JSON.stringify({type: 'error', error: {type: 'some_error', message: 'refused'}}));
        return;
    }
    const send = (type, fields) => response.write(`event: ${type}\ndata: ${JSON.stringify({type, ...fields})}\n\n`);
    const block = (index, content_block, deltas) => {
        send('content_block_start', {index, content_block});
        for (const delta of deltas)
            send('content_block_delta', {index, delta});
        send('content_block_stop', {index});
    };
    response.writeHead(200, {'content-type': 'text/event-stream'});
    send('message_start', {message: {id: 'msg_1', type: 'message', role: 'assistant', model: JSON.parse(body).model,
        content: [], stop_reason: null, stop_sequence: null,
        usage: {input_tokens: 12, cache_creation_input_tokens: 5, cache_read_input_tokens: 7, output_tokens: 1}}});
    block(0, {type: 'thinking', thinking: '', signature: ''},
        [{type: 'thinking_delta', thinking: 'hm'}, {type: 'signature_delta', signature: 'abc'}]);
    block(1, {type: 'text', text: ''}, [{type: 'text_delta', text: 'Hel'}, {type: 'text_delta', text: 'lo'}]);
    send('message_delta', {delta: {stop_reason: 'end_turn', stop_sequence: null},
        usage: {output_tokens: 9, output_tokens_details: {thinking_tokens: 4}}});
    send('message_stop', {});
    response.end();
}

function environment(more)
{
    return {...home.env, ANTHROPIC_BASE_URL: apiUrl, ANTHROPIC_API_KEY: 'simulated', CLAUDE_CODE_MAX_RETRIES: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1', ...more};
}

// Drives one process: writes each line when the answer to the one before it has come, closes its input at the
// end. Gives {lines, code}: the lines as they came, and the exit code.
async function drive(bin, script, env, dialogue)
{
    const arguments_ = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose',
        '--include-partial-messages', '--no-session-persistence', '--tools', ''];
    const child = spawn(bin, arguments_, {cwd: join(home.folder, 'work'), stdio: ['pipe', 'pipe', 'inherit'],
        env: environment({FAKE_CLAUDE: JSON.stringify(script), ...env})});
    let text = '';
    child.stdout.on('data', piece => { text += piece; });
    const closed = new Promise(resolve => child.on('close', resolve));
    const lines = () => text.split('\n').slice(0, -1);
    const count = type => lines().filter(line => JSON.parse(line).type === type).length;
    try {
        for (const {send, wait} of dialogue) {
            const before = wait ? count(wait) : 0;
            child.stdin.write(JSON.stringify(send) + '\n');
            if (wait)
                await until(() => count(wait) > before, () => `${wait} of ${bin}; so far:\n${text}`, 20000);
        }
        child.stdin.end();
        return {lines: lines(), code: await closed};
    } finally {
        child.kill('SIGKILL');
    }
}

const control = (request_id, request) => ({send: {type: 'control_request', request_id, request}, wait: 'control_response'});
const user = (content, more) => ({send: {type: 'user', message: {role: 'user', content}, parent_tool_use_id: null,
    session_id: '', ...more}, wait: 'result'});
const assistant = text => ({send: {type: 'assistant', message: {role: 'assistant', content: [{type: 'text', text}]},
    parent_tool_use_id: null, session_id: ''}});

const conversation = question => [
    control('1', {subtype: 'initialize', systemPrompt: ['You are a test.']}),
    control('2', {subtype: 'set_model', model: 'haiku'}),
    control('3', {subtype: 'apply_flag_settings', settings: {model: 'sonnet'}}),
    user('first question', {shouldQuery: false}),
    assistant('first answer'),
    user(question),
];

// What the relay tells lines apart by. Of the system lines only those that it reads.
function kind(line)
{
    const {type, subtype, event, response, message} = line;
    if (type === 'user')
        return null;
    if (type === 'system')
        return ['init', 'api_retry'].includes(subtype) ? `system/${subtype}` : null;
    if (type === 'stream_event')
        return event.delta?.type ? `stream_event/${event.type}/${event.delta.type}` : `stream_event/${event.type}`;
    if (type === 'assistant')
        return message.model === '<synthetic>' ? 'assistant/synthetic' : 'assistant';
    return [type, subtype ?? response?.subtype].filter(Boolean).join('/');
}

// What the relay reads, by kind of line. A path with a question mark may be missing, but from both.
const paths = {
    'control_response/success': ['response.request_id'],
    'stream_event/message_start': ['parent_tool_use_id', 'event.message.id', 'event.message.model',
        'event.message.usage.input_tokens', 'event.message.usage.cache_creation_input_tokens',
        'event.message.usage.cache_read_input_tokens', 'event.message.usage.output_tokens'],
    'stream_event/content_block_start': ['parent_tool_use_id', 'event.index', 'event.content_block.type'],
    'stream_event/content_block_delta/text_delta': ['parent_tool_use_id', 'event.index', 'event.delta.text'],
    'stream_event/content_block_delta/thinking_delta': ['parent_tool_use_id', 'event.index', 'event.delta.thinking'],
    'stream_event/content_block_stop': ['parent_tool_use_id', 'event.index'],
    'stream_event/message_delta': ['parent_tool_use_id', 'event.delta.stop_reason', 'event.usage.output_tokens',
        'event.usage.output_tokens_details.thinking_tokens'],
    'stream_event/message_stop': ['parent_tool_use_id'],
    assistant: ['parent_tool_use_id', 'message.id', 'message.model', 'message.content', 'message.content.0.type',
        'message.usage.input_tokens'],
    'assistant/synthetic': ['parent_tool_use_id', 'message.model', 'message.content.0.text', 'error'],
    'system/init': ['model', 'session_id', 'tools', 'permissionMode', 'claude_code_version'],
    'system/api_retry': ['attempt', 'max_retries', 'retry_delay_ms', 'error_status', 'error'],
    'result/success': ['is_error', 'api_error_status?', 'result', 'stop_reason', 'num_turns', 'total_cost_usd',
        'terminal_reason?', 'permission_denials', 'usage.input_tokens', 'usage.cache_creation_input_tokens',
        'usage.cache_read_input_tokens', 'usage.output_tokens', 'usage.output_tokens_details.thinking_tokens'],
};

function typeAt(line, path)
{
    const value = path.replace('?', '').split('.').reduce((inner, key) => inner?.[key], line);
    return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function compare(realLines, fakeLines)
{
    const [known, ours] = [realLines, fakeLines].map(lines => lines.map(text => JSON.parse(text)).filter(kind));
    assert.deepEqual(ours.map(kind), known.map(kind));
    for (const [i, line] of known.entries()) {
        for (const path of paths[kind(line)] ?? []) {
            const type = typeAt(line, path);
            assert.ok(type !== 'undefined' || path.endsWith('?'), `the real CLI has no ${path} in ${kind(line)}`);
            assert.equal(typeAt(ours[i], path), type, `${path} of line ${i}, ${kind(line)}`);
        }
    }
    for (const lines of [realLines, fakeLines]) {
        const results = lines.filter(line => JSON.parse(line).type === 'result');
        assert.ok(results.every(line => !line.startsWith('{"type"')), 'a result does not begin with its type');
    }
    return {known, ours};
}

test('an answer with a thought, after a history', {skip}, async () => {
    const dialogue = conversation('second question');
    const known = await drive(real, {}, {}, dialogue);
    const ours = await drive(fakeClaudeBin(), {thinking: 'hm', text: 'Hello', deltas: 2}, {}, dialogue);
    assert.equal(known.code, 0);
    assert.equal(ours.code, known.code);
    const lines = compare(known.lines, ours.lines);
    for (const line of [lines.known, lines.ours].map(all => all.at(-1))) {
        assert.equal(line.result, 'Hello');
        assert.equal(line.stop_reason, 'end_turn');
        assert.equal(line.is_error, false);
        assert.equal(line.num_turns, 1);
    }
    const modelOf = all => all.find(line => kind(line) === 'stream_event/message_start').event.message.model;
    assert.equal(modelOf(lines.ours), modelOf(lines.known));
    const catalogue = all => all[0].response.response.models[0];
    for (const field of ['value', 'resolvedModel', 'displayName', 'description'])
        assert.equal(typeof catalogue(lines.ours)[field], typeof catalogue(lines.known)[field], field);
});

for (const [status, error] of [[401, 'authentication_failed'], [429, 'rate_limit'], [529, 'overloaded'],
    [400, 'invalid_request']]) {
    test(`an answer refused with ${status}`, {skip}, async () => {
        const dialogue = conversation(`refuse with ${status}`);
        const known = await drive(real, {}, {}, dialogue);
        const ours = await drive(fakeClaudeBin(), {error: {status, error, text: 'refused'}}, {}, dialogue);
        assert.equal(known.code, 1);
        assert.equal(ours.code, known.code);
        const lines = compare(known.lines, ours.lines);
        for (const line of [lines.known, lines.ours].map(all => all.at(-1))) {
            assert.equal(line.is_error, true);
            assert.equal(line.api_error_status, status);
        }
    });
}

test('no login', {skip}, async () => {
    const dialogue = conversation('second question');
    const known = await drive(real, {}, {ANTHROPIC_API_KEY: ''}, dialogue);
    const ours = await drive(fakeClaudeBin(), {}, {FAKE_CLAUDE_LOGGED_OUT: '1'}, dialogue);
    assert.equal(ours.code, known.code);
    const lines = compare(known.lines, ours.lines);
    assert.equal(lines.known.at(-1).result, 'Not logged in · Please run /login');
    assert.equal(lines.ours.at(-1).result, lines.known.at(-1).result);
    assert.equal(lines.known.at(-1).api_error_status, null);
});

test('--version and auth status', {skip}, async () => {
    const run = (bin, args, env) => new Promise(resolve => execFile(bin, args, {env: environment(env)},
        (error, stdout) => resolve({code: error ? error.code : 0, stdout})));
    for (const bin of [real, fakeClaudeBin()]) {
        assert.match((await run(bin, ['--version'])).stdout, /^\d+\.\d+\.\d+ \(Claude Code\)\n$/);
        const inside = await run(bin, ['auth', 'status']);
        assert.equal(inside.code, 0);
        assert.equal(JSON.parse(inside.stdout).loggedIn, true);
        const outside = await run(bin, ['auth', 'status'], {ANTHROPIC_API_KEY: '', FAKE_CLAUDE_LOGGED_OUT: '1'});
        assert.equal(outside.code, 1);
        assert.equal(JSON.parse(outside.stdout).loggedIn, false);
    }
});

test('the limits of a plan, before anything else is said', {skip}, async () => {
    const usage = {rate_limits_available: false, rate_limits: null};
    const dialogue = [control('usage', {subtype: 'get_usage', skip_behaviors: true})];
    const known = await drive(real, {}, {}, dialogue);
    const ours = await drive(fakeClaudeBin(), {usage}, {}, dialogue);
    const {response} = compare(known.lines, ours.lines).known[0].response;
    for (const field of Object.keys(usage))
        assert.equal(response[field], usage[field], field);
});
