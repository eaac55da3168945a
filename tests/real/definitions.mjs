// Tool definitions, as a client writes them and as the API receives them.
import assert from 'node:assert/strict';
import {elementsOf, membersOf} from '../lib/json_slices.mjs';

export const tool = (name, parameters = {type: 'object', properties: {}}, description = `Does ${name}.`) =>
    ({type: 'function', function: {name, description, parameters}});

export const call = (id, name, input = {}) =>
    ({id, type: 'function', function: {name, arguments: JSON.stringify(input)}});

export const calling = (...calls) => ({role: 'assistant', content: null, tool_calls: calls});

export const result = (id, content) => ({role: 'tool', tool_call_id: id, content});

// The definitions in the text of a chat completions request: name, description, and the text of the schema.
export function sent(bodyText)
{
    return elementsOf(membersOf(bodyText).get('tools')).map(text => {
        const definition = membersOf(membersOf(text).get('function'));
        return {name: JSON.parse(definition.get('name')), description: JSON.parse(definition.get('description')),
            schema: definition.get('parameters')};
    });
}

// The same of a request that the API received.
export function received(bodyText)
{
    const tools = membersOf(bodyText).get('tools');
    return (tools ? elementsOf(tools) : []).map(text => {
        const definition = membersOf(text);
        assert.deepEqual([...definition.keys()].sort(), ['description', 'input_schema', 'name']);
        return {name: JSON.parse(definition.get('name')), description: JSON.parse(definition.get('description')),
            schema: definition.get('input_schema')};
    });
}
