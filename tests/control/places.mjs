// Ports and settings files for these tests.
import {createServer} from 'node:net';
import {fakeClaudeBin} from '../lib/relay.mjs';

// Somebody else on a port, 0 for any: {port, release()}.
export function occupy(port, host = '127.0.0.1')
{
    const server = createServer();
    return new Promise((resolve, reject) => {
        server.on('error', reject);
        server.listen(port, host, () => resolve({port: server.address().port,
            release: () => new Promise(done => server.close(done))}));
    });
}

export async function freePort()
{
    const {port, release} = await occupy(0);
    await release();
    return port;
}

// A settings file: {port, host, more: {section: {key: value}}}, over the fake CLI.
export function settings({more = {}, ...server})
{
    const sections = {server, claude: {program: fakeClaudeBin(), warm: 0, ...more.claude}};
    for (const [name, values] of Object.entries(more))
        sections[name] = {...sections[name], ...values};
    return Object.entries(sections).map(([name, values]) =>
        `[${name}]\n${Object.entries(values).map(([key, value]) => `${key}=${value}\n`).join('')}`).join('\n');
}
