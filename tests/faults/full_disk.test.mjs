// The disk with the request log is full: that is said once, answers go on, and what is kept is written when there is
// room. On a small file system of its own, which only root may mount.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, statfsSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {ask, asking} from '../lib/client.mjs';
import {remove, withRelay} from '../lib/relay.mjs';
import {until} from '../lib/wait.mjs';

const folder = mkdtempSync(join(tmpdir(), 'claude-relay-full-'));
const mounted = process.platform === 'linux'
    && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'relay-test', folder]).status === 0;
process.on('exit', () => {
    if (mounted)
        spawnSync('umount', ['-l', folder]);
    remove(folder);
});

function fill()
{
    const {bavail, bsize} = statfsSync(folder);
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize));
}

test('a full disk, and room again', {skip: mounted ? false : 'needs to mount a file system'}, () => withRelay(
    {env: {XDG_DATA_HOME: folder}}, async relay => {
        const stored = async () => (await relay.command('log', '--last', 'all', '--json')).stdout.split('\n').length - 1;
        relay.env.XDG_DATA_HOME = folder;
        assert.equal((await ask(relay.baseUrl, asking({}))).status, 200);
        await until(async () => await stored() === 1, 'the first one in the store');
        fill();
        const many = 30;
        for (let i = 0; i < many; ++i)
            assert.equal((await ask(relay.baseUrl, asking({deltas: 2}))).status, 200);
        const told = () => relay.stderr().match(/works on without it and will try again/g)?.length ?? 0;
        await until(() => told() === 1, () => `a line about it: ${relay.stderr()}`);
        assert.equal((await ask(relay.baseUrl, asking({deltas: 2}))).status, 200);
        rmSync(join(folder, 'ballast'));
        await until(async () => await stored() === many + 2, 'all of them in the store', 20000);
        assert.equal(told(), 1, 'once');
    }));
