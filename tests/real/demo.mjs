// The relay over the real claude, whose API is the simulated one of `serve --demo`: starts them, and tells what the
// API received.
import {execFileSync} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {elementsOf, membersOf} from '../lib/json_slices.mjs';
import {childrenOf, killAndWait} from '../lib/processes.mjs';
import {startRelay} from '../lib/relay.mjs';

export const claudeBin = process.env.CLAUDE_BIN;
export const skip = claudeBin ? false : 'set CLAUDE_BIN to the path of the real claude (cmake -DRELAY_CLAUDE=…)';

// The text that steers the simulated API's answer; src/sim/script.h says what a script may hold.
export const simulate = script => `Please simulate:${JSON.stringify(script)}`;

// A request whose last message is a script.
export const asking = (script, more = {}) =>
    ({model: 'haiku', messages: [user(simulate(script))], ...more});

export const system = content => ({role: 'system', content});
export const user = content => ({role: 'user', content});
export const assistant = content => ({role: 'assistant', content});

// A word that is nowhere else.
export const uniqueWord = () => `word${randomUUID().replaceAll('-', '')}`;

// The processes of the relay's sessions, the warm ones too.
export const sessionsOf = relayPid => childrenOf(relayPid).filter(pid => commandOf(pid).includes('stream-json'));

// Ends all of them at once, as a crash would, and waits until the relay has seen it.
export async function killSessions(relay)
{
    await killAndWait(sessionsOf(relay.pid), relay.pid);
}

function commandOf(pid)
{
    try {
        return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {encoding: 'utf8'});
    } catch {
        return ''; // it has ended
    }
}

const isQuestion = ({method, path}) => method === 'POST' && path.startsWith('/v1/messages?');

// Starts `claude-relay serve --demo` over the real claude. Besides what startRelay() gives: api (the simulated API's
// address), received() (the bodies of the Messages requests so far), raw() (their texts), forget(), open() (answers
// under way), end().
export async function startDemo(options = {})
{
    const relay = await startRelay({claude: claudeBin, ...options, args: ['--demo', ...options.args ?? []]});
    const api = (await relay.health()).demo?.api;
    if (!api) {
        await relay.kill9();
        throw new Error('health does not name the simulated API as demo.api');
    }
    const ask = async (path, init) => (await fetch(api + path, init)).json();
    let gone;
    relay.exited.then(result => { gone = result; });
    return Object.assign(relay, {
        api,
        requests: () => ask('/simulated/requests'),
        received: async () => (await ask('/simulated/requests')).filter(isQuestion).map(entry => entry.body),
        raw: async () => elementsOf(await (await fetch(`${api}/simulated/requests`)).text())
            .filter(entry => isQuestion(JSON.parse(entry))).map(entry => membersOf(entry).get('body')),
        forget: () => ask('/simulated/requests', {method: 'DELETE'}),
        open: async () => (await ask('/simulated/health')).open,
        end: async () => {
            if (gone)
                throw new Error(`the relay ended by itself: ${JSON.stringify(gone)}; stderr: ${relay.stderr()}`);
            await relay.stop();
            relay.remove();
        },
    });
}

const isReminder = block => block.type === 'text'
    && /^\s*<system-reminder>[^]*<\/system-reminder>\s*$/.test(block.text);

function plainBlock(block)
{
    const {cache_control: ignored, ...plain} = block;
    if (plain.type === 'tool_result' && Array.isArray(plain.content))
        plain.content = plain.content.map(part => part.text ?? part).join('');
    return plain;
}

// The conversation of a Messages request as [role, blocks] pairs, without what the CLI adds of its own: messages of
// the role system, reminders, cache marks.
export function conversation(body)
{
    return body.messages.filter(message => message.role !== 'system').map(message => {
        const blocks = typeof message.content === 'string' ? [{type: 'text', text: message.content}] : message.content;
        return [message.role, blocks.filter(block => !isReminder(block)).map(plainBlock)];
    }).filter(([, blocks]) => blocks.length > 0);
}

// The same, for a conversation of texts alone: [role, text] pairs.
export function texts(body)
{
    return conversation(body).map(([role, blocks]) => {
        if (blocks.some(block => block.type !== 'text'))
            throw new Error(`not only text: ${JSON.stringify(blocks)}`);
        return [role, blocks.map(block => block.text).join('')];
    });
}

// The texts of the system prompt's blocks.
export const systemBlocks = body => (typeof body.system === 'string' ? [{text: body.system}] : body.system ?? [])
    .map(block => block.text);
