// What a web page gets from a relay on the same machine, in a real browser.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {createServer} from 'node:http';
import {after, before, describe, test} from 'node:test';
import {startChromium} from '../lib/chromium.mjs';
import {asking} from '../lib/client.mjs';
import {withRelay} from '../lib/relay.mjs';

const program = process.env.CHROMIUM_BIN || '/usr/bin/chromium';
const skip = existsSync(program) ? false : 'there is no Chromium';
const body = JSON.stringify(asking({text: 'SECRET ANSWER'}));
const json = {'content-type': 'application/json'};
const questions = relay => relay.fakeLog().filter(entry => entry.line?.includes('"type":"user"'));

// In the page: what comes of a fetch, as far as the page can see it.
const attempt = `
    const attempt = async (url, init) => {
        try {
            const answer = await fetch(url, init);
            return {type: answer.type, status: answer.status, text: await answer.text()};
        } catch (error) {
            return {error: String(error)};
        }
    };`;
const fetching = (url, init) => `${attempt} return attempt(${JSON.stringify(url)}, ${JSON.stringify(init)});`;
const post = (headers, more = {}) => ({method: 'POST', headers, body, ...more});

describe('a page in Chromium', {skip}, () => {
    let server;
    let browser;
    let foreign;
    let local;
    before(async () => {
        server = createServer((request, response) => {
            response.writeHead(200, {'content-type': 'text/html'});
            response.end('<!doctype html><title>page</title><body>');
        });
        await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
        browser = await startChromium(program, {'page.test': '127.0.0.1', 'evil.example': '127.0.0.1'});
        foreign = await browser.open(`http://page.test:${server.address().port}/`);
        local = await browser.open(`http://localhost:${server.address().port}/`);
    });
    after(async () => {
        await browser?.close();
        server?.close();
    });

    test('of another origin gets nothing without a key', () => withRelay({}, async relay => {
        const url = `${relay.baseUrl}/chat/completions`;
        const health = relay.baseUrl.replace(/v1$/, 'health');

        // A preflight is answered, and then the page can read what to do.
        const asked = await foreign.run(fetching(url, post(json)));
        assert.equal(asked.status, 403, JSON.stringify(asked));
        assert.match(asked.text, /claude-relay key add/);
        for (const init of [post({'content-type': 'text/plain'}), post({}), post({authorization: 'Bearer x', ...json})]) {
            const answer = await foreign.run(fetching(url, init));
            assert.equal(answer.status, 403, JSON.stringify(answer));
        }
        const opaque = await foreign.run(fetching(url, post({'content-type': 'text/plain'}, {mode: 'no-cors'})));
        assert.deepEqual(opaque, {type: 'opaque', status: 0, text: ''});
        for (const address of [health, `${relay.baseUrl}/models`, health.replace(/health$/, 'metrics')]) {
            const answer = await foreign.run(fetching(address, {}));
            assert.equal(answer.status, 403, JSON.stringify(answer));
            assert.ok(!/"version"|opus|uptime/.test(answer.text), answer.text);
        }

        // A GET as a part of the page has no origin, and still does not come through.
        const refused = async () => Number((await (await fetch(health.replace(/health$/, 'metrics'))).text())
            .match(/^claude_relay_requests_total\{endpoint="\/health",status="403".*\} (\d+)$/m)?.[1] ?? 0);
        const before = await refused();
        await foreign.run(`
            const load = (tag, name, url) => new Promise(resolve => {
                const part = Object.assign(document.createElement(tag), {[name]: url, rel: 'stylesheet'});
                part.onload = part.onerror = resolve;
                document.body.append(part);
            });
            const url = ${JSON.stringify(health)};
            await load('img', 'src', url);
            await load('script', 'src', url);
            await load('link', 'href', url);
            await load('iframe', 'src', url);
            await fetch(url, {mode: 'no-cors'}).catch(() => {});`);
        assert.equal(await refused() - before, 5);

        // Without fetch: a form, a beacon, a socket. None of them tells what came of it but the last one.
        const other = await foreign.run(`
            const url = ${JSON.stringify(url)};
            const frame = document.createElement('iframe');
            frame.name = 'answer';
            document.body.append(frame);
            const form = document.createElement('form');
            Object.assign(form, {method: 'post', action: url, enctype: 'text/plain', target: 'answer'});
            const field = document.createElement('input');
            const body = ${JSON.stringify(body)};
            field.name = body.slice(0, -1) + ',"x":"';
            field.value = '"}';
            form.append(field);
            document.body.append(form);
            const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
            form.submit();
            await loaded;
            const beacon = type => navigator.sendBeacon(url, new Blob([body], {type}));
            beacon('text/plain');
            beacon('application/json');
            return new Promise(resolve => {
                const socket = new WebSocket(url.replace('http', 'ws'));
                socket.onopen = () => resolve('open');
                socket.onerror = () => resolve('refused');
            });`);
        assert.equal(other, 'refused');
        assert.equal(questions(relay).length, 0);

        // What runs on this machine may ask, but has to say that it is JSON.
        assert.equal((await local.run(fetching(url, post({'content-type': 'text/plain'})))).status, 415);
        assert.equal((await local.run(fetching(url, post({})))).status, 415);
        const answer = await local.run(fetching(url, post(json)));
        assert.equal(answer.status, 200, JSON.stringify(answer));
        assert.match(answer.text, /SECRET ANSWER/);
        assert.equal(questions(relay).length, 1);
    }));

    test('with a name of its own for this machine gets nothing', () => withRelay({}, async relay => {
        const page = await browser.open(relay.baseUrl.replace('127.0.0.1', 'evil.example').replace(/v1$/, 'health'));
        assert.match(await page.run('return document.body.textContent'), /host_not_allowed/);
        for (const [path, init] of [['/v1/chat/completions', post(json)], ['/v1/models', {}], ['/health', {}],
            ['/metrics', {}], ['/v1/chat/completions', post({authorization: 'Bearer x', ...json})]]) {
            const answer = await page.run(fetching(path, init));
            assert.equal(answer.status, 403, JSON.stringify(answer));
            assert.match(answer.text, /host_not_allowed/);
        }
        assert.equal(questions(relay).length, 0);
    }));

    test('without an origin of its own gets nothing without a key', () => withRelay({}, async relay => {
        const url = `${relay.baseUrl}/chat/completions`;
        const framed = init => foreign.run(`
            const frame = document.createElement('iframe');
            frame.sandbox = 'allow-scripts';
            frame.srcdoc = ${JSON.stringify(`<script>${attempt}
                attempt(URL_, INIT_).then(answer => parent.postMessage({...answer, origin: self.origin}, '*'))</script>`)}
                .replace('URL_', ${JSON.stringify(JSON.stringify(url))})
                .replace('INIT_', () => ${JSON.stringify(JSON.stringify(init))});
            const message = new Promise(resolve => addEventListener('message', ({data}) => resolve(data), {once: true}));
            document.body.append(frame);
            return message;`);
        const data = await browser.open('data:text/html,<title>x</title>');
        for (const init of [post(json), post({'content-type': 'text/plain'}), post({authorization: 'Bearer x', ...json})]) {
            const answer = await framed(init);
            assert.equal(answer.origin, 'null');
            assert.equal(answer.status, 403, JSON.stringify(answer));
            assert.equal((await data.run(fetching(url, init))).status, 403);
        }
        assert.equal(questions(relay).length, 0);
        const key = (await relay.command('key', 'add', 'web')).stdout.trim();
        assert.equal((await framed(post({authorization: `Bearer ${key}`, ...json}))).status, 200);
        assert.equal(questions(relay).length, 1);
    }));

    test('with a key may ask, if such pages may', () => withRelay({settings: '[server]\nport=0\n[claude]\nprogram='
        + `${process.env.FAKE_CLAUDE_BIN}\n`}, async relay => {
        const key = (await relay.command('key', 'add', 'web')).stdout.trim();
        const url = `${relay.baseUrl}/chat/completions`;
        const keyed = post({authorization: `Bearer ${key}`, ...json});
        for (const init of [keyed, post({'x-api-key': key, 'x-stainless-lang': 'js', ...json})]) {
            const answer = await foreign.run(fetching(url, init));
            assert.equal(answer.type, 'cors');
            assert.equal(answer.status, 200, JSON.stringify(answer));
            assert.match(answer.text, /SECRET ANSWER/);
        }
        assert.equal((await foreign.run(fetching(url, post(json)))).status, 403);
        assert.equal((await foreign.run(fetching(url, post({authorization: 'Bearer wrong', ...json})))).status, 401);
        assert.equal((await local.run(fetching(url, post(json)))).status, 401);
        assert.equal(questions(relay).length, 2);
    }));

    for (const cors of ['local', 'off']) {
        test(`with a key may not, with --cors ${cors}`, () => withRelay({args: ['--cors', cors]}, async relay => {
            const key = (await relay.command('key', 'add', 'web')).stdout.trim();
            const url = `${relay.baseUrl}/chat/completions`;
            const keyed = post({authorization: `Bearer ${key}`, ...json});
            assert.match((await foreign.run(fetching(url, keyed))).error, /Failed to fetch/);
            assert.equal(questions(relay).length, 0);
            assert.equal((await local.run(fetching(url, keyed))).status, cors === 'local' ? 200 : undefined);
        }));
    }
});
