// A large request does not hold up the answers of others. The simulated API is another relay's, since it has work with
// large requests too; a stream of that relay, at the same time, tells what of a gap is the machine's.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {after, before, describe, test} from 'node:test';
import {Worker} from 'node:worker_threads';
import {events, post} from '../lib/client.mjs';
import {startRelay} from '../lib/relay.mjs';
import {pause} from '../lib/wait.mjs';
import {asking, claudeBin, simulate, skip, startDemo} from './demo.mjs';

const megabyte = 1024 * 1024;

describe('a stream', {skip}, () => {
    let demo;
    let relay;
    before(async () => {
        demo = await startDemo({args: ['--warm', '0']});
        relay = await startRelay({claude: claudeBin, env: {ANTHROPIC_BASE_URL: demo.api, ANTHROPIC_API_KEY: 'simulated',
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1'}});
    });
    after(async () => {
        await relay?.stop();
        relay?.remove();
        await demo?.end();
    });

    // The longest time between two deltas of a stream of three seconds; `meanwhile` runs as soon as it flows.
    async function longestGap({baseUrl}, meanwhile)
    {
        const {response} = await post(baseUrl, asking({deltas: 300, delay_ms: 10}, {stream: true}));
        let longest = 0;
        let last;
        let running;
        for await (const event of events(response)) {
            if (!event.choices?.[0]?.delta?.content)
                continue;
            const now = performance.now();
            longest = Math.max(longest, now - (last ?? now));
            last = now;
            running ??= pause(300).then(meanwhile);
        }
        await running;
        return longest;
    }

    // The longest gap of a stream of the relay that gets pictures of these sizes, and of another relay's.
    async function gapBeside(sizes, status)
    {
        const worker = new Worker(new URL('upload.mjs', import.meta.url),
            {workerData: {baseUrl: relay.baseUrl, sizes, question: simulate({text: 'Seen.'})}});
        await once(worker, 'message');
        let answer;
        const [gap, usual] = await Promise.all([longestGap(relay, async () => {
            worker.postMessage('go');
            [answer] = await once(worker, 'message');
        }), longestGap(demo, () => {})]);
        assert.equal(answer.status, status, answer.text);
        return {gap, usual};
    }

    const table = {
        'one picture of 20 MB, which is refused': [[15 * megabyte], 400],
        'four pictures of 5 MB': [Array(4).fill(3.7 * megabyte), 200],
    };
    for (const [name, [sizes, status]] of Object.entries(table)) {
        // A machine that is busy with something else stops any program now and then: one good try of three is enough.
        test(`goes on beside ${name}`, async () => {
            const gaps = [];
            while (gaps.length < 3 && !gaps.some(({gap, usual}) => gap < usual + 50))
                gaps.push(await gapBeside(sizes, status));
            const {gap, usual} = gaps.at(-1);
            assert.ok(gap < usual + 50, gaps.map(tried =>
                `${tried.gap.toFixed(1)} ms between two deltas, elsewhere ${tried.usual.toFixed(1)}`).join('; '));
        });
    }
});
