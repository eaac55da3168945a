// Who tries to get at Claude without a right to, by HTTP; and what of a request might become more than a request.
import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {networkInterfaces} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {ask, asking} from '../lib/client.mjs';
import {portOf, rawClient} from '../lib/raw.mjs';
import {freshHome, remove, runCommand, withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const bearer = key => ({authorization: `Bearer ${key}`});
const questions = relay => relay.fakeLog().filter(entry => entry.line?.includes('"type":"user"'));

// Sends these bytes and gives all that comes back until the other side closes.
function raw(port, text, host = '127.0.0.1')
{
    return new Promise((resolve, reject) => {
        const socket = connect(port, host, () => socket.write(text));
        let answer = '';
        socket.on('data', data => { answer += data; });
        socket.on('close', () => resolve(answer));
        socket.on('error', error => answer || reject(error)); // it may have closed before all was sent
    });
}

function rawQuestion(headers, body = JSON.stringify(asking({text: 'x'})))
{
    const lines = Object.entries({connection: 'close', 'content-type': 'application/json', ...headers})
        .filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\r\n`);
    return `POST /v1/chat/completions HTTP/1.1\r\n${lines.join('')}`
        + `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const statusOf = answer => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

async function addKey(relay, name, ...limits)
{
    const {code, stdout, stderr} = await relay.command('key', 'add', name, ...limits);
    assert.equal(code, 0, stderr);
    return stdout.trim();
}

test('a name that was pointed at this machine gets nothing', () => withRelay({}, async relay => {
    const port = portOf(relay);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', 'localhost.evil.example',
        `localhost@evil.example:${port}`, '0.0.0.0', '[::ffff:8.8.8.8]', 'localhost:1:1', 'evil.example#localhost']) {
        for (const question of [rawQuestion({host}), `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`]) {
            const answer = await raw(port, question);
            // What can't be a host is a broken request.
            assert.equal(statusOf(answer), /[@#]/.test(host) ? 400 : 403, host);
            assert.match(answer, /"code":"(host_not_allowed|bad_[a-z_]+)"/);
        }
    }
    assert.equal(questions(relay).length, 0);
    assert.equal(statusOf(await raw(port, rawQuestion({host: `LOCALHOST.:${port}`}))), 200);
}));

test('what a page may post without asking is refused', () => withRelay({}, async relay => {
    const port = portOf(relay);
    const types = [undefined, 'text/plain', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x', 'text/plain; application/json'];
    for (const type of types) {
        const answer = await raw(port, rawQuestion({host: 'localhost', 'content-type': type}));
        assert.equal(statusOf(answer), 415, type);
        assert.match(answer, /Content-Type: application\/json/);
        // The page's own origin comes first.
        const page = {host: 'localhost', origin: 'https://evil.example', 'content-type': type};
        assert.equal(statusOf(await raw(port, rawQuestion(page))), 403);
    }
    for (const origin of ['https://evil.example', 'null', 'file://', 'http://localhost.evil.example'])
        assert.equal(statusOf(await raw(port, rawQuestion({host: 'localhost', origin}))), 403, origin);
    assert.equal(questions(relay).length, 0);
}));

test('who may not ask is told so before the body has come or was asked for', () => withRelay({}, async relay => {
    const key = await addKey(relay, 'mine');
    const begin = headers => `POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 1000\r\n${headers}\r\n`;
    const good = `Host: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${key}\r\n`;
    for (const expect of ['Expect: 100-continue\r\n', '']) {
        for (const [status, headers] of [[401, good.replace('Bearer ', 'Bearer x')], [403, good.replace('localhost', 'evil.example')],
            [415, good.replace('application/json', 'text/plain')]])
            assert.match(await raw(portOf(relay), begin(headers + expect)), new RegExp(`^HTTP/1\\.1 ${status} `));
    }
    // Who may is told to go on.
    const client = await rawClient(portOf(relay));
    client.write(begin(`${good}Expect: 100-continue\r\n`));
    await until(() => client.text() === 'HTTP/1.1 100 Continue\r\n\r\n', () => client.text());
    client.destroy();
    assert.equal(questions(relay).length, 0);
}));

const outside = Object.values(networkInterfaces()).flat().find(({family, internal}) => family === 'IPv4' && !internal);

test('another machine needs a key, which is made', () => withRelay({args: ['--host', '0.0.0.0']}, async relay => {
    const port = portOf(relay);
    const [, secret] = await until(() => relay.stdout().match(/^API key: (sk-relay-\S+)$/m), 'the key');
    for (const address of [outside?.address, '127.0.0.1'].filter(Boolean)) {
        const url = `http://${address}:${port}/v1`;
        for (const key of [{}, bearer(''), bearer('anything'), {'x-api-key': 'anything'}, bearer(secret.slice(0, -1))]) {
            const answer = await ask(url, asking({text: 'x'}), key);
            assert.equal(answer.status, 401);
            assert.equal(answer.json.error.code, 'invalid_api_key');
            assert.equal(answer.headers['www-authenticate'], 'Bearer');
        }
        assert.equal((await fetch(`http://${address}:${port}/metrics`)).status, 401);
        assert.deepEqual(Object.keys(await (await fetch(`http://${address}:${port}/health`)).json()), ['status']);
    }
    assert.equal(questions(relay).length, 0);
    for (const address of [outside?.address, '127.0.0.1'].filter(Boolean))
        assert.equal((await ask(`http://${address}:${port}/v1`, asking({text: 'x'}), bearer(secret))).status, 200);
    assert.ok(!relay.stderr().includes(secret), 'the key is not in the log');
}));

test('with a wrong list of keys it does not start', async () => {
    const home = freshHome();
    const folder = join(home.env.XDG_CONFIG_HOME, 'claude-relay');
    mkdirSync(folder, {recursive: true});
    for (const text of ['{"keys":[', '{"keys":[{"name":"one","secret":"sk-0123456789abcdef","models":"haiku"}]}']) {
        writeFileSync(join(folder, 'keys.json'), text, {mode: 0o600});
        const {code, stdout, stderr} = await runCommand(['serve', '--port', '0'], home.env);
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /^claude-relay: The keys in .*keys\.json can't be used: .*\.\n$/m);
        assert.ok(!stderr.includes('0123456789'));
    }
    remove(home.folder);
});

test('how long a wrong key takes tells nothing of the right one', () => withRelay({}, async relay => {
    const secret = await addKey(relay, 'one');
    const near = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
    const far = `sk-other-${'x'.repeat(secret.length - 9)}`;
    const port = portOf(relay);
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const once = key => new Promise(resolve => {
        const start = process.hrtime.bigint();
        let answer = '';
        const read = data => {
            answer += data;
            const end = answer.indexOf('\r\n\r\n');
            if (end < 0 || answer.length < end + 4 + Number(answer.match(/content-length: (\d+)/i)[1]))
                return;
            socket.off('data', read);
            assert.equal(statusOf(answer), 401);
            resolve(Number(process.hrtime.bigint() - start) / 1000);
        };
        socket.on('data', read);
        socket.write(`GET /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    });
    for (let i = 0; i < 200; ++i)
        await once(i % 2 ? near : far);
    // In turns, so that what else the machine does hits both; medians of pairs, so that what it does does not count.
    const differences = [];
    for (let i = 0; i < 1500; ++i) {
        const [first, second] = i % 2 ? [near, far] : [far, near];
        const [one, other] = [await once(first), await once(second)];
        differences.push(i % 2 ? one - other : other - one);
    }
    socket.destroy();
    differences.sort((a, b) => a - b);
    const at = part => differences[Math.floor(part * differences.length)];
    const noise = (at(0.75) - at(0.25)) / 1.35 * 1.25 / Math.sqrt(differences.length); // of the median
    assert.ok(Math.abs(at(0.5)) < Math.max(6 * noise, 5),
        `the median of the differences is ${at(0.5)} µs, its noise ${noise} µs`);
}));

test('a model\'s name never becomes a flag, nor a line', () => withRelay({}, async relay => {
    const names = ['--dangerously-skip-permissions', '-p', '--model=opus', 'haiku --dangerously-skip-permissions',
        'haiku\n--dangerously-skip-permissions', 'haiku\u0000--dangerously-skip-permissions', '../../etc/passwd',
        '$(touch /tmp/x)', '\u001b]0;forged\u0007', '{"type":"user"}\n{"type":"user"}', 'x'.repeat(100000)];
    for (const model of names) {
        const answer = await ask(relay.baseUrl, asking({text: 'x'}, {model}));
        assert.ok([200, 400, 404].includes(answer.status), `${model.slice(0, 50)}: ${answer.status}`);
    }
    for (const {argv} of relay.fakeLog().filter(entry => entry.argv)) {
        for (const argument of argv) {
            assert.ok(!argument.includes('dangerously') && !argument.includes('passwd') && !argument.includes('touch'),
                argument);
            assert.ok(!/[\n\u0000\u001b]/.test(argument), JSON.stringify(argument));
        }
    }
    // One message for each that was let through, however many lines its name has.
    assert.ok(questions(relay).length <= names.length);
    assert.equal((await ask(relay.baseUrl, asking({text: 'still here'}))).status, 200);
}));

test('nothing that is sent becomes a header of the answer', () => withRelay({}, async relay => {
    const port = portOf(relay);
    for (const id of ['a\rX-Forged: 1', 'a\nX-Forged: 1', 'a\u0000b', 'ä', 'a b', 'x'.repeat(201), '\u001b[31m']) {
        const answer = await raw(port, rawQuestion({host: 'localhost', 'x-request-id': id}));
        const [head] = answer.split('\r\n\r\n');
        assert.ok(!/^x-forged/im.test(head), head);
        if (statusOf(answer) === 200 && !id.includes('\n'))
            assert.match(head, /^x-request-id: req_[0-9a-f]+\r?$/im);
    }
    const model = 'haiku\r\nX-Forged: 1\r\n\r\nHTTP/1.1 200 OK';
    const answer = await raw(port, rawQuestion({host: 'localhost'}, JSON.stringify(asking({text: 'x'}, {model}))));
    assert.ok(!/^x-forged/im.test(answer.split('\r\n\r\n')[0]));
    const preflight = await raw(port, 'OPTIONS /v1/models HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\n'
        + 'Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: a\tb\u0001, x\r\nConnection: close\r\n\r\n');
    assert.ok(!/^b|\u0001/im.test(preflight.split('\r\n\r\n')[0]), JSON.stringify(preflight));
}));

test('nothing that is sent becomes a line of a log, or what a terminal obeys', () => withRelay({}, async relay => {
    const port = portOf(relay);
    const forged = 'x\n2026-01-01 00:00:00 info forged\r\u001b[2J\u009b31m\u2028\u202eforged';
    await ask(relay.baseUrl, asking({text: 'x'}, {model: forged}));
    await ask(relay.baseUrl, {model: forged, messages: 5, [forged]: 1});
    await raw(port, `GET /v1/${encodeURIComponent(forged)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`
        + 'User-Agent: a\u009b2Jb\r\n\r\n');
    await raw(port, 'GET /v1/models HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a\u001b[2J\r\nConnection: close\r\n\r\n');
    await raw(port, `GET /v1/models HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a\u001b[2J\r\nConnection: close\r\n\r\n`);
    const log = await until(async () => {
        const {stdout} = await relay.command('log', '--last', '20');
        return /forged.* 404 /.test(stdout) ? stdout : undefined;
    }, 'the rows in the log');
    for (const text of [relay.stderr(), log, (await relay.command('log', '--json')).stdout]) {
        assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/.test(text), JSON.stringify(text));
        assert.ok(!/^(2026-01-01 00:00:00|forged)/m.test(text), text);
    }
}));

test('a key opens no more than it may', () => withRelay({args: ['--tools', 'edits']}, async relay => {
    const folder = join(relay.folder, 'project');
    mkdirSync(folder);
    const limited = await addKey(relay, 'limited', '--models', 'haiku', '--tools=chat', '--workdir', folder);
    const free = await addKey(relay, 'free');
    const list = JSON.parse((await relay.command('key', 'list', '--json')).stdout);
    assert.deepEqual(list.map(({name, models, tools}) => [name, models, tools]),
        [['limited', ['haiku'], 'chat'], ['free', null, null]]);

    const refused = await ask(relay.baseUrl, asking({text: 'x'}, {model: 'opus'}), bearer(limited));
    assert.equal(refused.status, 404);
    assert.equal(refused.json.error.code, 'model_not_found');
    assert.equal((await ask(relay.baseUrl, asking({text: 'x'}, {model: 'opus'}), bearer(free))).status, 200);
    const models = await (await fetch(`${relay.baseUrl}/models`, {headers: bearer(limited)})).json();
    assert.ok(models.data.length > 0 && models.data.every(({id}) => /haiku/.test(id)), JSON.stringify(models));
    for (const level of [{}, {'x-claude-relay-tools': 'all'}, {'x-claude-relay-tools': 'edits'}]) {
        const answer = await ask(relay.baseUrl, asking({text: 'x'}), {...bearer(limited), ...level});
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['x-claude-relay-tools'], 'chat');
    }
    assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), {...bearer(limited),
        'x-claude-relay-workdir': '/tmp'})).status, 403);

    const used = await until(async () => {
        const now = JSON.parse((await relay.command('key', 'list', '--json')).stdout);
        return now[0].last_30_days.requests >= 5 ? now : undefined;
    }, 'the usage');
    assert.equal(used[1].last_30_days.requests, 1);
    assert.ok(used[0].last_30_days.completion_tokens > 0);
    assert.match((await relay.command('log', 'key:limited')).stdout, /^time +client +key /m);

    assert.equal((await relay.command('key', 'remove', 'limited')).code, 0);
    assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer(limited))).status, 401);
    assert.equal((await relay.command('key', 'show', 'free')).stdout, `${free}\n`);
    assert.equal((await relay.command('key', 'show', 'limited')).code, 1);
    assert.equal((await relay.command('key', 'add', 'free')).code, 1);
    assert.equal((await relay.command('key', 'add', 'a b')).code, 2);
    for (const text of [relay.stderr(), (await relay.command('log', '--json')).stdout,
        (await relay.command('key', 'list')).stdout])
        assert.ok(!text.includes(free) && !text.includes(limited), 'no secret is told');
}));

test('keys, settings and logs are for their owner only', async () => {
    const before = process.umask(0);
    try {
        await withRelay({args: ['--keep-bodies', 'store']}, async relay => {
            const key = await addKey(relay, 'one');
            await ask(relay.baseUrl, asking({text: 'x'}), bearer(key));
            await until(async () => (await relay.command('log')).stdout.includes('200'), 'the row');
            const folders = [dirname(relay.settingsPath), join(relay.env.XDG_DATA_HOME, 'claude-relay')];
            let files = 0;
            for (const folder of folders) {
                for (const entry of readdirSync(folder, {withFileTypes: true})) {
                    if (!entry.isFile())
                        continue;
                    ++files;
                    assert.equal((statSync(join(folder, entry.name)).mode & 0o777).toString(8), '600', entry.name);
                }
            }
            assert.ok(files >= 2);
        });
    } finally {
        process.umask(before);
    }
});

test('a key on the command line is warned of, and opens', () => withRelay({args: ['--api-key', 'sk-0123456789abcdef']},
    async relay => {
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}))).status, 401);
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer('sk-0123456789abcdef'))).status, 200);
        assert.equal(relay.stderr().match(/--api-key/g)?.length, 1);
        assert.ok(!relay.stderr().includes('0123456789'));
        // Not even Claude Code gets it.
        assert.ok(!JSON.stringify(relay.fakeLog().map(({env}) => env)).includes('0123456789'));
    }));

test('a key in the environment is not handed on', () => withRelay({env: {CLAUDE_RELAY_API_KEY: 'sk-0123456789abcdef'}},
    async relay => {
        assert.equal((await ask(relay.baseUrl, asking({text: 'x'}), bearer('sk-0123456789abcdef'))).status, 200);
        assert.ok(!relay.stderr().includes('--api-key'));
        assert.ok(!JSON.stringify(relay.fakeLog()).includes('0123456789'));
    }));
