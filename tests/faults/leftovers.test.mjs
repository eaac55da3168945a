// What a relay that was killed together with its guard has left running is ended by the next one; nothing else is.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {asking, startStream} from '../lib/client.mjs';
import {alive, childrenOf} from '../lib/processes.mjs';
import {startRelay, tryKill, withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const skip = process.platform === 'linux' ? false : 'marks are read from /proc';

const nameOf = pid => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
const guardOf = relay => childrenOf(relay.pid).find(pid => nameOf(pid) === 'relay-guard');

function sleeper(mark)
{
    return spawn('sleep', ['1000'], {env: {...process.env, CLAUDE_RELAY_SESSION: mark}, stdio: 'ignore', detached: true});
}

test('relay and guard are killed', {skip}, async () => {
    const stubborn = {deltas: 100_000, delay_ms: 20, hang_after: 1, children: 1, escapees: 2, ignore_sigterm: true};
    const first = await startRelay({args: ['--warm', '0']});
    const others = [];
    try {
        await startStream(first.baseUrl, asking(stubborn));
        process.kill(guardOf(first), 'SIGKILL');
        await first.kill9();
        const left = first.fakePids().filter(pid => alive([pid]).length);
        assert.ok(left.length === 4, `${left} are left`);

        await withRelay({args: ['--warm', '0']}, async second => {
            const stream = await startStream(second.baseUrl, asking(stubborn));
            // Marks of one that lives; of a number that is used again; of nobody's; of a container.
            const session = second.fakeLog().find(entry => entry.argv?.includes('-p')).pid; // others have ended
            const [, mark, namespace] = readFileSync(`/proc/${session}/environ`, 'latin1')
                .match(/CLAUDE_RELAY_SESSION=(\d+-\d+(n\d+)-)/);
            others.push(sleeper(`${mark}99`), sleeper(`${process.pid}-1${namespace}-1`), sleeper('of somebody else'),
                sleeper(`${process.pid}-1n7-1`));
            await until(() => alive(left).length === 0, () => `the end of ${alive(left)}`);
            await until(() => /\d processes of an earlier claude-relay/.test(second.stderr()), second.stderr);
            assert.equal(Number(second.stderr().match(/(\d) processes of an earlier/)[1]), left.length);
            const running = alive(second.fakePids());
            const pids = others.map(({pid}) => pid);
            await withRelay({args: ['--warm', '0']}, async third => {
                await until(() => alive([pids[1]]).length === 0, 'the end of the one with a number that is used again');
                assert.deepEqual(alive([pids[0], pids[2], pids[3]]), [pids[0], pids[2], pids[3]]);
                assert.deepEqual(alive(running), running, 'nothing of the one that runs');
                await until(() => /1 processes of an earlier/.test(third.stderr()), third.stderr);
            });
            stream.abort();
        });
    } finally {
        await first.killAll();
        first.remove();
        others.forEach(({pid}) => tryKill(pid));
    }
});

test('to look for them does not hold up the start', {skip}, async () => {
    const begin = performance.now();
    await withRelay({args: ['--warm', '0']}, async relay => {
        const took = performance.now() - begin;
        assert.ok(took < 10_000, `${took} ms, with ${readdirSync('/proc').length} entries in /proc`);
        assert.doesNotMatch(relay.stderr(), /earlier claude-relay/);
    });
});
