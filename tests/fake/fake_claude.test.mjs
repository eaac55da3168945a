// What tests of the relay count on in the fake CLI: tools, structured output, kept conversations, faults.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fakeClaudeBin} from '../lib/relay.mjs';
import {pause} from '../lib/wait.mjs';
import {isCall, isResult, offering, resultOf, text, user, withChild} from './child.mjs';

const withFake = (script, use) => withChild(fakeClaudeBin(), {env: process.env, script}, use);
const fake = script => `do it fake:${JSON.stringify(script)}`;
const echo = async child => {
    const before = child.lines().filter(isResult).length;
    child.send(user(fake({echo_history: true})));
    return JSON.parse((await child.wait(isResult, before + 1)).at(-1).result);
};

test('tools in several steps', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', ...offering(['a', 'Bash'])});
    child.send(user(fake({text: 'wait', tools: [{name: 'a', id: 't1', input: {z: 1, a: 2}}, {name: 'Bash', id: 't2'}],
        then: {tools: [{name: 'a', id: 't3'}]}})));
    const [first, second] = await child.wait(isCall, 2);
    assert.deepEqual(first.request.message.params,
        {name: 'a', arguments: {z: 1, a: 2}, _meta: {'claudecode/toolUseId': 't1', progressToken: 2}});
    child.send(resultOf(second, {...text('bad'), isError: true}));
    child.send(resultOf(first, {content: [{type: 'image', data: 'AAAA', mimeType: 'image/png'}]}));
    const [, , third] = await child.wait(isCall, 3);
    child.send(resultOf(third, text(' ')));
    const [result] = await child.wait(isResult);
    assert.equal(result.result, 'The tools said: "(mcp__claude_relay__a completed with no output)"');
    assert.equal(result.num_turns, 4);
    assert.equal(result.usage.input_tokens, 36);
    const results = child.lines().filter(line => line.type === 'user').map(line => line.message.content[0]);
    assert.deepEqual(results, [
        {type: 'tool_result', content: 'bad', is_error: true, tool_use_id: 't2'},
        {tool_use_id: 't1', type: 'tool_result', content: [{type: 'image',
            source: {type: 'base64', data: 'AAAA', media_type: 'image/png'}}]},
        {tool_use_id: 't3', type: 'tool_result', content: '(mcp__claude_relay__a completed with no output)'},
    ]);
    const reasons = child.lines().filter(line => line.event?.type === 'message_delta');
    assert.deepEqual(reasons.map(line => line.event.delta.stop_reason), ['tool_use', 'tool_use', 'end_turn']);
    assert.ok(child.lines().some(line => line.event?.delta?.partial_json === '{"z":1,"a":2}'));
}));

test('a conversation goes on', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', systemPrompt: ['S'], ...offering(['a'])});
    await child.control({subtype: 'apply_flag_settings', settings: {effortLevel: 'low', env: {A: '1', B: '2'}}});
    child.send(user(fake({thinking: 'hm', signature: 'sig', redacted_thinking: 'R', text: 'one'})));
    const [first] = await child.wait(isResult);
    await child.control({subtype: 'apply_flag_settings', settings: {effortLevel: null, env: {B: null, C: ''}}});
    const given = await echo(child);
    assert.deepEqual(given.messages.map(message => message.role), ['user', 'assistant', 'user']);
    assert.deepEqual(given.messages[1], {role: 'assistant', text: 'one', blocks: [
        {type: 'thinking', thinking: 'hm', signature: 'sig'}, {type: 'redacted_thinking', data: 'R'},
        {type: 'text', text: 'one'}]});
    assert.deepEqual(given.flags, {env: {A: '1', C: ''}});
    assert.deepEqual(given.initialize.toolAliases, {a: 'mcp__claude_relay__a'});
    const second = child.lines().filter(isResult).at(-1);
    assert.deepEqual([first, second].map(line => line.total_cost_usd), [0.0012, 0.0024]);
    assert.equal(second.usage.input_tokens, 12);
}));

test('structured output', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', jsonSchema: {type: 'object'}});
    child.send(user(fake({structured_bad: [{b: 1}], structured: {z: 1, a: 2}})));
    const [result] = await child.wait(isResult);
    assert.deepEqual(result.structured_output, {z: 1, a: 2});
    assert.equal(result.result, '{"z":1,"a":2}');
    assert.equal(result.stop_reason, 'tool_use');
    const said = child.lines().filter(line => line.type === 'user').map(line => line.message.content[0].content);
    assert.deepEqual(said, ['Output does not match required schema: root: must fit',
        'Structured output provided successfully']);
    assert.deepEqual(child.lines().find(line => line.subtype === 'init').tools, ['StructuredOutput']);
    child.send(user(fake({text: 'no'})));
    const [, refused] = await child.wait(isResult, 2);
    assert.equal(refused.structured_output, undefined);
    assert.equal(refused.num_turns, 2);
    assert.ok(child.lines().some(line => line.isSynthetic));
}));

test('a schema that is not taken', () => withFake({reject_schema: 'strict mode: no'}, async child => {
    await child.control({subtype: 'initialize', jsonSchema: {type: 'object'}});
    child.send(user(fake({text: 'words'})));
    const [result] = await child.wait(isResult);
    assert.equal(result.num_turns, 1);
    assert.deepEqual(child.lines().find(line => line.subtype === 'init').tools, []);
    assert.match(child.stderr(), /\[ERROR\] Init JSON schema rejected, structured output disabled: strict mode: no\n/);
}));

test('it goes on by itself after the limit of tokens', () => withFake(undefined, async child => {
    child.send(user(fake({text: 'cut', stop_reason: 'max_tokens', then: {text: 'more'}})));
    const [result] = await child.wait(isResult);
    assert.equal(result.result, 'more');
    assert.equal(result.num_turns, 2);
    assert.match(child.lines().find(line => line.isSynthetic).message.content[0].text, /^Output token limit hit/);
}));

test('the server of the tools is called what it is said to be', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', ...offering(['a'], 'other')});
    child.send(user(fake({tools: [{name: 'a', id: 't1'}]})));
    const [call] = await child.wait(isCall);
    assert.equal(call.request.server_name, 'other');
    child.send(resultOf(call, text('')));
    const [result] = await child.wait(isResult);
    assert.equal(result.result, 'The tools said: "(mcp__other__a completed with no output)"');
    const {tools, mcp_servers: servers} = child.lines().find(line => line.subtype === 'init');
    assert.deepEqual(tools, ['mcp__other__a']);
    assert.deepEqual(servers, [{name: 'other', status: 'connected', source: 'sdk'}]);
}));

test('a tool that nobody offered', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', ...offering(['a'])});
    child.send(user(fake({tools: [{name: 'nope', id: 't1'}], then: {text: 'well'}})));
    const [result] = await child.wait(isResult);
    assert.equal(result.result, 'well');
    assert.match(child.lines().find(line => line.type === 'user').message.content[0].content,
        /No such tool available: nope/);
    assert.ok(!child.lines().some(isCall));
}));

test('it dies while it waits', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', ...offering(['a'])});
    child.send(user(fake({tools: [{name: 'a'}], die_while_waiting: true, exit: 7})));
    assert.deepEqual(await child.exited, {code: 7, signal: null});
    assert.equal(child.lines().at(-1).event.type, 'message_stop');
}));

test('calls come late', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', ...offering(['a'])});
    child.send(user(fake({tools: [{name: 'a'}, {name: 'a'}], late_calls_ms: 300})));
    await child.wait(line => line.event?.type === 'message_stop');
    assert.ok(!child.lines().some(isCall));
    assert.equal((await child.wait(isCall, 2)).length, 2);
}));

test('it is deaf to the results', () => withFake(undefined, async child => {
    await child.control({subtype: 'initialize', ...offering(['a'])});
    child.send(user(fake({tools: [{name: 'a'}], deaf_to_results: true})));
    const [call] = await child.wait(isCall);
    child.send(resultOf(call, text('r')));
    await child.control({subtype: 'set_model', model: 'haiku'}); // it heard that
    await pause(100);
    assert.equal(child.lines().filter(line => line.event?.type === 'message_start').length, 1);
    await child.control({subtype: 'interrupt'});
    const [result] = await child.wait(isResult);
    assert.equal(result.subtype, 'error_during_execution');
}));
