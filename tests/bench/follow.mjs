// Time to the first delta over the real CLI: of a new conversation in a warm session, of its second turn in the session
// that has answered, and of a long history that a warm session must be told first.
import {startRelay} from '../lib/relay.mjs';
import {pause} from '../lib/wait.mjs';
import {median, throughRelay, untilWarm} from './first_delta.mjs';

const user = content => ({role: 'user', content});
const assistant = content => ({role: 'assistant', content});

// As long as it takes a person, or a tool.
const between = 500;

async function withRelay(bin, args, body)
{
    const relay = await startRelay({claude: bin, args: ['--demo', '--warm', '1', ...args]});
    try {
        await throughRelay(relay.baseUrl); // the first one pays for more than the session
        const result = await body(relay);
        await relay.stop();
        return result;
    } catch (error) {
        throw new Error(`${error.message}\n--- ${relay.lastWords()}`, {cause: error});
    } finally {
        await relay.killAll();
        relay.remove();
    }
}

// Medians in ms: {fresh, kept}, measured in turns on the same relay.
function turns(rounds, bin)
{
    return withRelay(bin, [], async relay => {
        const fresh = [];
        const kept = [];
        for (let round = 0; round < rounds; ++round) {
            await untilWarm(relay);
            const messages = [{role: 'system', content: 'You are a benchmark.'}, user(`Conversation ${round}.`)];
            const first = await throughRelay(relay.baseUrl, messages);
            fresh.push(first.time);
            await pause(between);
            messages.push(assistant(first.text), user('Go on.'));
            kept.push((await throughRelay(relay.baseUrl, messages)).time);
        }
        return {fresh: median(fresh), kept: median(kept)};
    });
}

// The median in ms after `count` turns that have to be replayed.
function replayed(rounds, bin, count)
{
    return withRelay(bin, ['--keep', '0'], async relay => {
        const question = i => user(`Question ${i}? ${'What else. '.repeat(20)}`);
        const answer = i => assistant(`Answer ${i}. ${'So it is. '.repeat(40)}`);
        const history = Array.from({length: count}, (unused, i) => [question(i), answer(i)]).flat();
        const times = [];
        for (let round = 0; round < rounds; ++round) {
            await untilWarm(relay);
            times.push((await throughRelay(relay.baseUrl, [...history, user(`Round ${round}.`)])).time);
        }
        return median(times);
    });
}

// Medians in ms: {fresh, kept, replayed (100 turns)}.
export async function follow(rounds, bin)
{
    return {...await turns(rounds, bin), replayed: await replayed(Math.ceil(rounds / 4), bin, 100)};
}
