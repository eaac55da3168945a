// What Claude Code may do with its own tools, by the level of the settings and of a request, in its folder.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync}
    from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {ask} from '../lib/client.mjs';
import {runRelay, freshHome} from '../lib/relay.mjs';
import {within} from '../lib/wait.mjs';
import {asking, skip, startDemo} from './demo.mjs';

const folders = [];
function folder()
{
    const made = realpathSync(mkdtempSync(join(tmpdir(), 'claude-relay-work-')));
    folders.push(made);
    return made;
}
after(() => folders.forEach(made => rmSync(made, {recursive: true, force: true})));

const run = command => ({tools: [{name: 'Bash', input: {command, description: 'a test'}}], then: {text: 'Done.'}});
const write = (path, content) => ({tools: [{name: 'Write', input: {file_path: path, content}}], then: {text: 'Done.'}});

// What the model was told of its tools' results.
async function results(relay)
{
    const last = (await relay.received()).at(-1).messages;
    return last.flatMap(message => Array.isArray(message.content) ? message.content : [])
        .filter(block => block.type === 'tool_result')
        .map(block => ({error: block.is_error === true, text: [block.content].flat()
            .map(part => part?.text ?? part).join('')}));
}

async function doing(relay, script, headers = {})
{
    await relay.forget();
    const answer = await ask(relay.baseUrl, asking(script), headers);
    return {...answer, results: answer.status === 200 ? await results(relay) : []};
}

describe('what Claude may do', {skip}, () => {
    for (const [level, {runs, edits}] of Object.entries({chat: {}, ask: {}, edits: {edits: true},
        all: {runs: true, edits: true}})) {
        test(`on the level ${level}`, async () => {
            const work = folder();
            const relay = await startDemo({args: ['--tools', level, '--confirm-all', '--workdir', work]});
            try {
                const ran = await doing(relay, run('sh -c "id > ran"'));
                assert.equal(ran.status, 200, ran.text);
                assert.equal(ran.headers['x-claude-relay-tools'], level);
                assert.equal(existsSync(join(work, 'ran')), runs === true);
                assert.equal(ran.results[0].error, runs !== true, ran.results[0].text);
                const wrote = await doing(relay, write(join(work, 'wrote'), 'text'));
                assert.equal(existsSync(join(work, 'wrote')), edits === true);
                assert.equal(wrote.results[0].error, edits !== true);
                const elsewhere = join(folder(), 'outside');
                await doing(relay, write(elsewhere, 'text'));
                assert.equal(existsSync(elsewhere), level === 'all');
                assert.equal((await relay.health()).tools, level);
                const offered = (await relay.received()).at(-1).tools ?? [];
                assert.equal(offered.some(({name}) => name === 'Bash'), level !== 'chat');
                assert.ok(!offered.some(({name}) => name === 'AskUserQuestion'));
            } finally {
                await relay.end();
            }
        });
    }

    test('a request can narrow it and not widen it', async () => {
        const work = folder();
        const relay = await startDemo({args: ['--tools', 'edits', '--workdir', work]});
        try {
            const wider = await doing(relay, run('sh -c "id > ran"'), {'x-claude-relay-tools': 'all'});
            assert.equal(wider.headers['x-claude-relay-tools'], 'edits');
            assert.ok(!existsSync(join(work, 'ran')));
            const narrower = await doing(relay, write(join(work, 'wrote'), 'text'), {'x-claude-relay-tools': 'chat'});
            assert.equal(narrower.headers['x-claude-relay-tools'], 'chat');
            assert.ok(!existsSync(join(work, 'wrote')));
            const wrong = await doing(relay, run('id'), {'x-claude-relay-tools': 'everything'});
            assert.equal(wrong.status, 400);
            assert.match(wrong.json.error.message, /X-Claude-Relay-Tools/);
        } finally {
            await relay.end();
        }
    });

    test('the rules of the user hold on every level', async () => {
        const work = folder();
        mkdirSync(join(work, '.claude'));
        writeFileSync(join(work, '.claude', 'settings.local.json'),
            JSON.stringify({permissions: {allow: ['Bash(id:*)'], deny: ['Bash(whoami:*)']}}));
        for (const level of ['ask', 'all']) {
            const relay = await startDemo({args: ['--tools', level, '--confirm-all', '--workdir', work]});
            try {
                const allowed = await doing(relay, run('id'));
                assert.match(allowed.results[0].text, /uid=/);
                const denied = await doing(relay, run('whoami'));
                assert.equal(denied.results[0].error, true, level);
            } finally {
                await relay.end();
            }
        }
    });

    test('a request works in the folders that are listed, and nowhere else', async () => {
        const [work, listed, other] = [folder(), folder(), folder()];
        mkdirSync(join(listed, 'project'));
        symlinkSync(other, join(listed, 'way-out'));
        const relay = await startDemo({args: ['--tools', 'all', '--confirm-all', '--workdir', work,
            '--workdirs', listed]});
        try {
            const project = join(listed, 'project');
            await doing(relay, run('pwd > where'), {'x-claude-relay-workdir': project});
            assert.equal(readFileSync(join(project, 'where'), 'utf8').trim(), project);
            await doing(relay, run('pwd > where'));
            assert.equal(readFileSync(join(work, 'where'), 'utf8').trim(), work);
            for (const wrong of [other, join(listed, 'way-out'), join(listed, '..'), `${listed}/../${other}`, '/', '/etc',
                join(listed, 'nowhere'), `${listed}x`]) {
                const refused = await doing(relay, run('id'), {'x-claude-relay-workdir': wrong});
                assert.equal(refused.status, 403, wrong);
                assert.match(refused.json.error.message, /--workdirs/);
            }
            assert.equal((await doing(relay, run('id'), {'x-claude-relay-workdir': 'project'})).status, 400);
        } finally {
            await relay.end();
        }
    });

    test('all has to be meant', async () => {
        const home = freshHome();
        const program = runRelay(['serve', '--port', '0', '--tools', 'all'], home.env);
        const {code} = await within(10000, program.exited, 'the end of serve');
        assert.equal(code, 2);
        assert.match(program.stderr(), /--confirm-all/);
        rmSync(home.folder, {recursive: true, force: true});
    });
});
