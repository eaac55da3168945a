// The loops that agents' libraries run: two calls at once, then one that needs both results, then the answer. Once with
// the sessions that wait for the results, once with every process of the CLI killed between the requests.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {pause} from '../lib/wait.mjs';
import {aiSdk, langChain, load, openai, skip} from './clients.mjs';
import {received, sent} from './definitions.mjs';
import {killSessions, sessionsOf, simulate, startDemo} from './demo.mjs';

const degrees = {Köln: 12, Bonn: 15};

// What the model does. It ends by quoting the last result.
const prompt = simulate({thinking: 'Two towns, so two calls.', signature: 'c2lnbmVk', text: 'I ask both.',
    tools: [{id: 'toolu_k', name: 'get_weather', input: {city: 'Köln'}},
        {id: 'toolu_b', name: 'get_weather', input: {city: 'Bonn'}}],
    then: {thinking: 'Now the sum.', signature: 'c2lnbmVkIHRvbw==',
        tools: [{id: 'toolu_s', name: 'add', input: {a: 12, b: 15}}]}});
const answer = /The tools said: .*\b27\b/s;

// Keys in no order of the alphabet.
const definitions = {
    get_weather: {description: `Tells the weather. ${'Long. '.repeat(1000)}`, parameters: {type: 'object',
        properties: {zone: {type: 'string', description: 'ä "zone"'}, city: {type: 'string'}}, required: ['city'],
        additionalProperties: false}},
    add: {description: 'Adds two numbers.', parameters: {type: 'object',
        properties: {b: {type: 'number', maximum: 9007199254740991}, a: {type: 'number'}}, required: ['b', 'a'],
        additionalProperties: false}},
};

// A client's transport: between the requests it waits, sees that nobody has asked the API anything meanwhile, and kills
// the sessions if it shall. Keeps the bodies that it has sent.
class Transport
{
    bodies = [];

    constructor(relay, killed)
    {
        this.relay = relay;
        this.killed = killed;
    }

    fetch = async (url, init) => {
        if (this.bodies.length > 0) {
            await pause(300);
            assert.equal((await this.relay.received()).length, this.bodies.length, 'nothing was asked between');
            if (this.killed)
                await killSessions(this.relay);
            else
                assert.ok(sessionsOf(this.relay.pid).length > 0, 'a session waits');
        }
        this.bodies.push(init.body);
        return fetch(url, init);
    };
}

// The tools themselves, which note what they were asked.
function instruments()
{
    const notes = [];
    const run = {
        get_weather: ({city}) => `${degrees[city]} degrees`,
        add: ({a, b}) => String(a + b),
    };
    const noting = name => input => {
        notes.push([name, input]);
        return run[name](input);
    };
    return {notes, get_weather: noting('get_weather'), add: noting('add')};
}

const openaiTools = Object.entries(definitions).map(([name, definition]) =>
    ({type: 'function', function: {name, ...definition}}));

async function byRunTools(relay, transport, tools, stream)
{
    const client = await openai(relay, {fetch: transport.fetch});
    const messages = [{role: 'user', content: prompt}];
    const runner = client.chat.completions.runTools({model: 'haiku', stream, messages,
        tools: openaiTools.map(({type, function: {name, ...rest}}) =>
            ({type, function: {name, ...rest, parse: JSON.parse, function: tools[name]}}))});
    return runner.finalContent();
}

async function byAiSdk(relay, transport, tools, stream)
{
    const {generateText, jsonSchema, stepCountIs, streamText, tool} = await load('ai');
    const provider = await aiSdk(relay, {fetch: transport.fetch});
    const options = {model: provider('haiku'), prompt, maxRetries: 0, stopWhen: stepCountIs(5),
        tools: Object.fromEntries(Object.entries(definitions).map(([name, {description, parameters}]) =>
            [name, tool({description, inputSchema: jsonSchema(parameters), execute: tools[name]})]))};
    if (!stream)
        return (await generateText(options)).text;
    const result = streamText({...options, onError: ({error}) => { throw error; }});
    let text = '';
    for await (const part of result.fullStream) {
        if (part.type === 'error')
            throw part.error;
        if (part.type === 'text-delta')
            text += part.text;
    }
    assert.equal((await result.steps).length, 3);
    return text;
}

async function byLangChain(relay, transport, tools, stream)
{
    const {HumanMessage, ToolMessage} = await load('@langchain/core/messages');
    const model = (await langChain(relay, {fetch: transport.fetch})).bindTools(openaiTools);
    const messages = [new HumanMessage(prompt)];
    for (;;) {
        let reply;
        if (stream) {
            for await (const chunk of await model.stream(messages))
                reply = reply ? reply.concat(chunk) : chunk;
        } else {
            reply = await model.invoke(messages);
        }
        messages.push(reply);
        if (reply.tool_calls.length === 0)
            return reply.content;
        for (const {id, name, args} of reply.tool_calls)
            messages.push(new ToolMessage({tool_call_id: id, content: tools[name](args)}));
    }
}

const loops = {
    'runTools of openai': [byRunTools, false],
    'runTools of openai, streamed': [byRunTools, true],
    'generateText of the AI SDK': [byAiSdk, false],
    'streamText of the AI SDK': [byAiSdk, true],
    'bindTools of LangChain': [byLangChain, false],
    'bindTools of LangChain, streamed': [byLangChain, true],
};

// Whole, thinking too. Only what the CLI adds of its own is left out: marks for the cache, and messages of the system.
const withoutMarks = block => {
    const {cache_control: unused, ...rest} = block;
    if (Array.isArray(rest.content))
        rest.content = rest.content.map(withoutMarks);
    return rest.type === 'tool_result' && typeof rest.content === 'string'
        ? {...rest, content: [{type: 'text', text: rest.content}]} : rest;
};
const messagesOf = body => body.messages.filter(({role}) => role !== 'system').map(({role, content}) =>
    [role, typeof content === 'string' ? [{type: 'text', text: content}] : content.map(withoutMarks)]);

function checkLast(messages)
{
    const shape = messages.map(([role, blocks]) => [role, ...blocks.map(block => block.type)]);
    assert.deepEqual(shape, [['user', 'text'], ['assistant', 'thinking', 'text', 'tool_use', 'tool_use'],
        ['user', 'tool_result', 'tool_result'], ['assistant', 'thinking', 'tool_use'], ['user', 'tool_result']]);
    const thoughts = messages.flatMap(([, blocks]) => blocks.filter(block => block.type === 'thinking'));
    assert.deepEqual(thoughts.map(({thinking, signature}) => [thinking, signature]),
        [['Two towns, so two calls.', 'c2lnbmVk'], ['Now the sum.', 'c2lnbmVkIHRvbw==']]);
    const results = messages.flatMap(([, blocks]) => blocks.filter(block => block.type === 'tool_result'));
    assert.deepEqual(results.map(({tool_use_id: id, content}) => [id, content.map(part => part.text).join('')]),
        [['toolu_k', '12 degrees'], ['toolu_b', '15 degrees'], ['toolu_s', '27']]);
}

describe('the loop of an agent', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    // Runs the loop and gives what the API got, request by request.
    async function runLoop([loop, stream], killed)
    {
        await relay.forget();
        const transport = new Transport(relay, killed);
        const tools = instruments();
        const text = await loop(relay, transport, tools, stream);
        assert.match(text, answer);
        assert.deepEqual(tools.notes.map(([name, input]) => [name, input.city ?? input.a + input.b]),
            [['get_weather', 'Köln'], ['get_weather', 'Bonn'], ['add', 27]]);
        const raw = await relay.raw();
        assert.equal(transport.bodies.length, 3);
        assert.equal(raw.length, 3, 'the API is asked once for each step');
        for (const [i, body] of raw.entries())
            assert.deepEqual(received(body), sent(transport.bodies[i]));
        return raw.map(body => messagesOf(JSON.parse(body)));
    }

    for (const [name, loop] of Object.entries(loops)) {
        test(`${name} ends well, and the same whether sessions are kept or killed`, async () => {
            const kept = await runLoop(loop, false);
            const killed = await runLoop(loop, true);
            checkLast(kept.at(-1));
            assert.deepEqual(killed, kept);
        });
    }
});
