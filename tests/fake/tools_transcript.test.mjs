// Tools, structured output and a second turn: the fake CLI writes what the real one writes, in the same order.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {after, before, test} from 'node:test';
import {fakeClaudeBin, freshHome} from '../lib/relay.mjs';
import {isCall, isResult, offering, resultOf, text, user, withChild} from './child.mjs';

const real = process.env.CLAUDE_BIN;
const skip = real && process.env.SIMULATED_API_BIN ? false
    : 'set CLAUDE_BIN and SIMULATED_API_BIN to compare the fake CLI with the real one';

let api;
let home;
let env;

before(async () => {
    if (skip)
        return;
    home = freshHome();
    api = spawn(process.env.SIMULATED_API_BIN, [], {stdio: ['ignore', 'pipe', 'inherit']});
    const [line] = await once(createInterface(api.stdout), 'line');
    env = {...home.env, ANTHROPIC_BASE_URL: line.match(/http:\/\/\S+:\d+/)[0], ANTHROPIC_API_KEY: 'simulated',
        CLAUDE_CODE_MAX_RETRIES: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1'};
});

after(() => {
    api?.kill();
    if (home)
        rmSync(home.folder, {recursive: true, force: true, maxRetries: 5});
});

const schema = {type: 'object', properties: {b: {type: 'integer'}}, required: ['b']};
const tool = (name, description, input_schema) => ({name, description, input_schema});
const tools = [tool('look', 'Looks.', {type: 'object'}), tool('StructuredOutput', 'Ends.', schema)];
const first = {thinking: 'hm', signature: 'abc', redacted_thinking: 'R', text: 'Wait.', deltas: 1, tools: [
    {name: 'look', id: 'toolu_1', input: {z: 1, a: 2}}, {name: 'nope', id: 'toolu_2'}, {name: 'look', id: 'toolu_3'}]};
// The real model gives one call after the other, the fake CLI is told which of them fit.
const scripts = {
    real: {...first, delay_ms: 0, then: {tools: [{name: 'StructuredOutput', input: {b: 'bad'}}],
        then: {tools: [{name: 'StructuredOutput', input: {b: 3}}]}}},
    fake: {...first, then: {structured_bad: [{b: 'bad'}], structured: {b: 3}}},
};

// A line as far as it must be the same; null for one that may be missing.
function outline(line)
{
    const {type, subtype, event, message} = line;
    if (type === 'stream_event')
        return [event.type, event.index, event.delta, event.content_block?.type, event.content_block?.name];
    if (type === 'assistant' || type === 'user')
        return [type, ...message.content.map(({id, tool_use_id, ...rest}) => rest), line.isSynthetic ?? false];
    if (isCall(line))
        return ['call', line.request.server_name, line.request.message.params];
    if (isResult(line))
        return [line.subtype, line.is_error, line.num_turns, line.result, line.structured_output, line.stop_reason];
    return subtype === 'init' ? [line.tools, line.mcp_servers, line.model] : null;
}

const without = words => JSON.stringify(words).replace(/"content":"Output does not match required schema: [^"]*"/,
    '"content":"Output does not match required schema"');

async function drive(bin, mark, script)
{
    return withChild(bin, {env, cwd: home.folder}, async child => {
        await child.control({subtype: 'initialize', systemPrompt: ['S'], jsonSchema: schema, ...offering(['look'])});
        await child.control({subtype: 'apply_flag_settings', settings: {model: 'sonnet', effortLevel: 'low',
            env: {CLAUDE_CODE_EXTRA_BODY: JSON.stringify({tools})}}});
        child.send(user(`Go ${mark}:${JSON.stringify(script)}`));
        const calls = await child.wait(isCall, 2);
        await child.wait(line => line.event?.type === 'message_stop');
        for (const [i, call] of calls.entries()) {
            child.send(resultOf(call, text(`result ${i}`)));
            await child.wait(line => line.type === 'user', i + 2);
        }
        await child.wait(isResult);
        child.send(user(`And ${mark}:${JSON.stringify({text: 'Only words.', deltas: 2})}`));
        const results = await child.wait(isResult, 2);
        assert.ok(results[1].total_cost_usd > results[0].total_cost_usd);
        child.end();
        const {code} = await child.exited;
        return {code, lines: child.lines().map(outline).filter(Boolean).map(without)};
    });
}

test('tools, structured output and a second turn', {skip}, async () => {
    const known = await drive(real, 'simulate', scripts.real);
    const ours = await drive(fakeClaudeBin(), 'fake', scripts.fake);
    assert.deepEqual(ours, known);
});
