// A claude command, real or fake, driven line by line.
import {spawn} from 'node:child_process';
import {until} from '../lib/wait.mjs';

const safeArguments = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose',
    '--include-partial-messages', '--no-session-persistence', '--safe-mode', '--tools', '', '--allowedTools',
    'mcp__claude_relay', '--permission-mode', 'dontAsk', '--strict-mcp-config', '--debug-to-stderr'];

// Gives what one process needs, and ends it when `use` is done.
export async function withChild(bin, {env, cwd, script}, use)
{
    const child = spawn(bin, safeArguments, {cwd, stdio: 'pipe', env: {...env, CLAUDE_CODE_DEBUG_LOG_LEVEL: 'error',
        ENABLE_TOOL_SEARCH: 'false', ...(script ? {FAKE_CLAUDE: JSON.stringify(script)} : {})}});
    let text = '';
    let stderr = '';
    let count = 0;
    child.stdout.on('data', piece => { text += piece; });
    child.stderr.on('data', piece => { stderr += piece; });
    const exited = new Promise(resolve => child.on('close', (code, signal) => resolve({code, signal})));
    const lines = () => text.split('\n').slice(0, -1).map(line => JSON.parse(line));
    const send = line => child.stdin.write(JSON.stringify(line) + '\n');
    const wait = (matches, number = 1) => until(() => {
        const found = lines().filter(matches);
        return found.length >= number ? found : null;
    }, () => `${number} lines that ${matches} after\n${text}\n${stderr}`, 20000);
    const control = async request => {
        const request_id = `c${++count}`;
        send({type: 'control_request', request_id, request});
        const [line] = await wait(({type, response}) => type === 'control_response'
            && response.request_id === request_id);
        return line.response;
    };
    try {
        return await use({lines, send, wait, control, exited, end: () => child.stdin.end(), stderr: () => stderr});
    } finally {
        child.kill('SIGKILL');
    }
}

// What `initialize` says of the client's tools, which `server` has.
export function offering(names, server = 'claude_relay')
{
    const stub = name => ({name, description: '', inputSchema: {type: 'object'}, annotations: {readOnlyHint: true}});
    return {
        sdkMcpServers: [server],
        sdkMcpServerManifests: {[server]: {
            initializeResult: {protocolVersion: '2025-11-25', capabilities: {tools: {}},
                serverInfo: {name: server, version: '1'}},
            toolsListResult: {tools: names.map(stub)},
        }},
        toolAliases: Object.fromEntries(names.map(name => [name, `mcp__${server}__${name}`])),
    };
}

export const isCall = line => line.type === 'control_request' && line.request.message?.method === 'tools/call';
export const isResult = line => line.type === 'result';
export const user = (content, more) => ({type: 'user', message: {role: 'user', content}, parent_tool_use_id: null,
    session_id: '', ...more});

// The answer to a tools/call, with an MCP result.
export function resultOf(call, result)
{
    return {type: 'control_response', response: {subtype: 'success', request_id: call.request_id,
        response: {mcp_response: {jsonrpc: '2.0', id: call.request.message.id, result}}}};
}

export const text = words => ({content: [{type: 'text', text: words}]});
