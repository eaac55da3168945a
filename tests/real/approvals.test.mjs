// The tray application over the real claude: its model wants to run a command that the user has to allow.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {promisify} from 'node:util';
import {ask, cancellable} from '../lib/client.mjs';
import {startDesktop} from '../lib/desktop.mjs';
import {until} from '../lib/wait.mjs';
import {asking, claudeBin, sessionsOf, skip as noClaude} from './demo.mjs';

const skip = noClaude || (process.platform === 'linux' ? false : 'needs Xvfb');
const run = promisify(execFile);

describe('what the user is asked', {skip}, () => {
    let desktop;
    let work;
    let count = 0;

    before(async () => {
        work = realpathSync(mkdtempSync(join(tmpdir(), 'claude-relay-work-')));
        desktop = await startDesktop({claude: claudeBin, args: ['--demo', '--workdir', work, '--approval-time', '8']});
    });
    after(async () => {
        await desktop?.killAll();
        desktop?.remove();
        rmSync(work, {recursive: true, force: true});
    });

    // A command that makes a file. Gives its name and the request.
    function wantsFile(command)
    {
        const name = `made${++count}`;
        const input = {command: command ?? `sh -c "id > ${name}"`, description: 'Make a file'};
        return {name, path: join(work, name),
            body: asking({tools: [{name: 'Bash', input}], then: {text: 'Done.'}})};
    }

    const waiting = async () => (await (await fetch(`${desktop.baseUrl}/health`)).json()).waiting_approvals;
    const isAsked = n => until(async () => await waiting() === n, `${n} questions`, 20000);

    async function window()
    {
        const found = await until(() => shown().catch(() => undefined), 'the window');
        if (process.env.PICTURES)
            await run('import', ['-window', 'root', join(process.env.PICTURES, `asked${count}.png`)], {env: desktop.env});
        return found;
    }

    const shown = async () => (await run('xdotool', ['search', '--onlyvisible', '--name', '^Claude wants to'],
        {env: desktop.env})).stdout.trim().split('\n').at(-1);
    const type = async keys => run('xdotool', ['windowfocus', '--sync', await shown(), 'key', keys],
        {env: desktop.env, timeout: 5000});

    async function deny(keys)
    {
        await window();
        await type(keys);
    }

    // As its user would: nothing can be allowed in the window's first moment, and no one is told when that is over, so
    // the keys are typed until there is an answer. Once more than needed does nothing, for the next question has its
    // own first moment.
    async function allow(keys)
    {
        await window();
        const before = await waiting();
        await until(async () => {
            await type(keys).catch(() => {}); // it may go just now
            return await waiting() < before;
        }, `an answer by ${keys}`, 20000);
    }

    test('Allow once runs it, once', async () => {
        for (const round of [1, 2]) {
            const {path, body} = wantsFile();
            const answer = ask(desktop.baseUrl, body);
            await isAsked(1);
            assert.equal(existsSync(path), false, `asked before it runs, round ${round}`);
            await allow('alt+o');
            assert.equal((await answer).status, 200);
            assert.ok(existsSync(path));
        }
    });

    test('Deny and Escape do not run it, and the model is told', async () => {
        for (const keys of ['Return', 'Escape']) {
            const {path, body} = wantsFile();
            const answer = ask(desktop.baseUrl, body);
            await isAsked(1);
            await deny(keys);
            const {status, json} = await answer;
            assert.equal(status, 200);
            assert.equal(json.choices[0].message.content, 'Done.');
            assert.equal(existsSync(path), false, keys);
        }
    });

    test('no answer in time is a no', async () => {
        const {path, body} = wantsFile();
        const began = Date.now();
        const {status} = await ask(desktop.baseUrl, body);
        assert.equal(status, 200);
        assert.equal(existsSync(path), false);
        assert.ok(Date.now() - began >= 8000, 'not before the time is over');
    });

    test('a client that leaves takes its question with it', async () => {
        const {path, body} = wantsFile();
        const {cancel} = cancellable(desktop.baseUrl, body);
        await isAsked(1);
        await window();
        cancel();
        await isAsked(0);
        await until(() => shown().then(() => false, () => true), 'the window has gone');
        assert.equal(existsSync(path), false);
    });

    test('Always goes by the rule that Claude Code suggests, in this folder only', async () => {
        const {path, name, body} = wantsFile();
        const first = ask(desktop.baseUrl, body);
        await isAsked(1);
        await allow('alt+f');
        assert.equal((await first).status, 200);
        assert.ok(existsSync(path));
        const rules = JSON.parse(readFileSync(join(work, '.claude', 'settings.local.json'))).permissions.allow;
        assert.equal(rules.length, 1);
        assert.match(rules[0], /^Bash\(/);
        rmSync(path);
        const again = await ask(desktop.baseUrl, {...body, messages: [{role: 'user', content: 'Another.'}, {role: 'assistant',
            content: 'Yes?'}, ...body.messages]});
        assert.equal(again.status, 200);
        assert.ok(existsSync(path), `${name} was made without asking`);
        assert.deepEqual(readdirSync(desktop.env.HOME).filter(entry => entry === '.claude'), []);
    });

    test('several wait in order', async () => {
        const all = [wantsFile(), wantsFile(), wantsFile()];
        const answers = all.map(({body}) => ask(desktop.baseUrl, body));
        await isAsked(3);
        for (let left = 2; left >= 0; --left) {
            await deny('Return');
            await isAsked(left);
        }
        for (const answer of answers)
            assert.equal((await answer).status, 200);
        assert.ok(all.every(({path}) => !existsSync(path)));
        await until(() => sessionsOf(desktop.pid).length > 0, 'sessions');
    });
});
