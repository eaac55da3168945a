// Many short requests as real clients send them: connections that stay, conversations that go on for a while.
// SOAK_REQUESTS sets how many.
import assert from 'node:assert/strict';
import {Agent, request} from 'node:http';
import {test} from 'node:test';
import {asking} from '../lib/client.mjs';
import {readMetrics} from '../lib/metrics.mjs';
import {childrenOf, memory, openFiles, zombiesOf} from '../lib/processes.mjs';
import {withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const requests = Number(process.env.SOAK_REQUESTS ?? 20000);
const clients = 6;
const turns = 8; // of a conversation
const samples = 10;

function post(agent, baseUrl, body)
{
    return new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const sent = request(`${baseUrl}/chat/completions`, {method: 'POST', agent,
            headers: {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)}}, response => {
            const pieces = [];
            response.on('data', piece => pieces.push(piece));
            response.on('end', () => resolve({status: response.statusCode, text: Buffer.concat(pieces).toString()}));
            response.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(text);
    });
}

const contentOf = (text, streamed) => !streamed ? JSON.parse(text).choices[0].message.content
    : text.split('\n').filter(line => line.startsWith('data: {'))
        .map(line => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '').join('');

test(`a soak of ${requests} short requests`, () => withRelay(
    {args: ['--max-sessions', '12', '--keep-max', '8', '--log-level', 'warning'], env: {FAKE_CLAUDE_LOG: ''}}, async relay => {
        let done = 0;
        let next = 0;
        const table = [];
        const began = performance.now();
        const look = () => table.push({requests: done, seconds: Math.round((performance.now() - began) / 1000),
            rssMb: Math.round(memory(relay.pid).now / 104857.6) / 10, files: openFiles(relay.pid),
            processes: childrenOf(relay.pid).length});
        const client = async () => {
            const agent = new Agent({keepAlive: true, maxSockets: 1});
            for (let body; next < requests;) {
                const i = next++;
                if (!body || body.messages.length >= 2 * turns)
                    body = asking({text: `answer ${i}`});
                else
                    body.messages.push(asking({text: `answer ${i}`}).messages[0]);
                const {status, text} = await post(agent, relay.baseUrl, {...body, stream: i % 2 === 0});
                assert.equal(status, 200, text);
                const content = contentOf(text, i % 2 === 0);
                assert.equal(content, `answer ${i}`);
                body.messages.push({role: 'assistant', content});
                if (++done % Math.floor(requests / samples) === 0)
                    look();
            }
            agent.destroy();
        };
        await Promise.all(Array.from({length: clients}, client));
        console.table(table);
        const {totals} = await relay.health();
        const {sum} = await readMetrics(relay);
        assert.equal(totals.requests, requests);
        assert.equal(totals.failed + totals.cancelled, 0);
        assert.equal(sum('claude_relay_requests_total', {status: 200}), requests);
        const started = sum('claude_relay_process_starts_total');
        console.log(`${started} processes were started`);
        assert.ok(started < requests / 2, 'conversations were kept');
        assert.equal(zombiesOf(relay.pid), 0);
        const [first, last] = [table[1], table.at(-1)];
        assert.ok(last.rssMb < first.rssMb * 1.05, `RSS ${first.rssMb} -> ${last.rssMb} MB`);
        assert.ok(last.files <= first.files + 8, `descriptors ${first.files} -> ${last.files}`);
        assert.ok(last.processes <= 14, `${last.processes} processes`);
        await until(async () => {
            const {stdout} = await relay.command('log', '--last', '1', '--json');
            return stdout.includes('"number"');
        }, 'the store');
    }));
