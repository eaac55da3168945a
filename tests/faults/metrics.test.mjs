// GET /metrics: it can be read, it counts what happened, and no client puts words into it.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {ask, asking, startStream, stream} from '../lib/client.mjs';
import {readMetrics} from '../lib/metrics.mjs';
import {memory, openFiles} from '../lib/processes.mjs';
import {portOf, rawGet, sendAndRead} from '../lib/raw.mjs';
import {withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

test('what happened is counted', () => withRelay({args: ['--warm', '1']}, async relay => {
    for (let i = 0; i < 3; ++i)
        assert.equal((await stream(relay.baseUrl, asking({deltas: 4}))).status, 200);
    assert.equal((await ask(relay.baseUrl, asking({garbage: [0, 1], deltas: 2}))).status, 200);
    assert.equal((await ask(relay.baseUrl, {model: 'haiku', messages: 7})).status, 400);
    assert.equal((await ask(relay.baseUrl, asking({die_before_answer: true}))).status, 502);
    (await startStream(relay.baseUrl, asking({deltas: 10000, delay_ms: 20}))).abort();
    await until(async () => (await relay.health()).totals.requests === 7, 'seven ends');
    await until(async () => (await relay.health()).sessions.ending === 0, 'none that ends');

    const [metrics, health] = [await readMetrics(relay), await relay.health()];
    const {sum} = metrics;
    const chat = {endpoint: '/chat/completions'};
    assert.equal(sum('claude_relay_requests_total'), 7);
    assert.equal(sum('claude_relay_requests_total', {...chat, status: 200}), 5, 'also the one that was left');
    assert.equal(sum('claude_relay_requests_total', {...chat, status: 400, model: 'none'}), 1);
    assert.equal(sum('claude_relay_requests_total', {...chat, status: 502}), 1);
    assert.equal(sum('claude_relay_errors_total', {kind: 'cli_failed'}), 1);
    assert.equal(sum('claude_relay_errors_total', {kind: 'cancelled'}), 1);
    const {totals} = health;
    assert.equal(sum('claude_relay_tokens_total', {kind: 'output'}), totals.completion_tokens);
    assert.equal(sum('claude_relay_tokens_total') - totals.completion_tokens, totals.prompt_tokens);
    assert.equal(sum('claude_relay_cost_usd_total'), totals.cost_usd);
    assert.ok(totals.cost_usd > 0 && totals.completion_tokens > 0);
    assert.equal(sum('claude_relay_first_token_seconds_count'), 5);
    assert.equal(sum('claude_relay_request_duration_seconds_count'), 6);
    assert.equal(sum('claude_relay_skipped_lines_total'), 2);
    assert.equal(sum('claude_relay_process_crashes_total'), 1);
    const started = relay.fakeLog().filter(entry => entry.argv?.includes('-p')).length;
    assert.ok(Math.abs(sum('claude_relay_process_starts_total') - started) <= 1, `${started} were started`);
    assert.equal(sum('claude_relay_sessions_max'), health.sessions.maximum);
    assert.equal(sum('claude_relay_build_info', {version: health.version}), 1);
    assert.equal(sum('claude_relay_claude_info', {version: '2.1.330', status: 'ok'}), 1);
}));

test('what was refused before it was a request: a number and a line, and no request', () => withRelay({}, async relay => {
    const wrong = 'GET / HTTP/9.9\r\n\r\n';
    for (const bytes of [wrong, rawGet('/' + 'x'.repeat(40000)), wrong])
        assert.equal((await sendAndRead(portOf(relay), bytes)).answers.length, 1);
    const {sum} = await readMetrics(relay);
    assert.equal(sum('claude_relay_refused_total', {status: 505}), 2);
    assert.equal(sum('claude_relay_refused_total', {status: 414}), 1);
    assert.equal(sum('claude_relay_refused_total'), 3);
    assert.equal(sum('claude_relay_requests_total'), 0);
    assert.equal((await relay.health()).totals.requests, 0);
    await until(() => relay.stderr().match(/ info Refused with (505|414): \S/g)?.length === 3, 'a line each');
}));

test('the process itself', {skip: process.platform !== 'linux'}, () => withRelay({}, async relay => {
    // The process that is kept ready may just be starting.
    const {sum} = await until(async () => {
        const metrics = await readMetrics(relay);
        return Math.abs(metrics.sum('process_open_fds') - openFiles(relay.pid)) <= 2 && metrics;
    }, 'as many open files as there are');
    assert.ok(Math.abs(sum('process_resident_memory_bytes') / memory(relay.pid).now - 1) < 0.1);
    assert.ok(Math.abs(sum('process_start_time_seconds') - Date.now() / 1000) < 30);
    assert.ok(sum('process_cpu_seconds_total') > 0 && sum('process_max_fds') >= 512);
}));

test('with /v1 too, HEAD, and nothing but GET', () => withRelay({}, async relay => {
    const type = 'text/plain; version=0.0.4; charset=utf-8';
    for (const url of [`${relay.baseUrl}/metrics`, `${relay.baseUrl.replace('/v1', '')}/metrics/`]) {
        const response = await fetch(url, {method: 'HEAD'});
        assert.equal(response.status, 200);
        assert.equal(response.headers.get('content-type'), type);
        assert.equal(await response.text(), '');
    }
    assert.equal((await fetch(`${relay.baseUrl}/metrics`, {method: 'DELETE'})).status, 405);
}));

test('no client makes labels', () => withRelay({}, async relay => {
    for (let i = 0; i < 20; ++i) {
        await fetch(`${relay.baseUrl}/nowhere${i}`);
        await ask(relay.baseUrl, {model: `secret-${i}"} 1\nforged`, messages: 'none'}, {'user-agent': `agent-${i}`});
    }
    const url = `${relay.baseUrl}/metrics`;
    const text = await (await fetch(url)).text();
    assert.doesNotMatch(text, /nowhere|secret|forged|agent-/);
    const {sum, families} = await readMetrics(relay);
    assert.equal(sum('claude_relay_requests_total', {endpoint: 'other', status: 404}), 20);
    assert.equal(families.get('claude_relay_requests_total').samples.length, 2);
}));

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

test('promtool has nothing to say', {skip: hasPromtool ? false : 'needs promtool'}, () => withRelay({}, async relay => {
    assert.equal((await ask(relay.baseUrl, asking({deltas: 1}))).status, 200);
    const text = await (await fetch(`${relay.baseUrl}/metrics`)).text();
    assert.equal(execFileSync('promtool', ['check', 'metrics'], {input: text, encoding: 'utf8'}), '');
}));
