// Waiting for what a test expects, with a limit.

export const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

// Asks again and again until `condition` gives something true, and gives that. Throws after `limit` ms, with
// what `describe` says (a text, or a function that makes one).
export async function until(condition, describe, limit = 5000)
{
    const end = Date.now() + limit;
    for (;;) {
        const value = await condition();
        if (value)
            return value;
        if (Date.now() > end)
            throw new Error(`not within ${limit} ms: ${typeof describe === 'function' ? describe() : describe}`);
        await pause(10);
    }
}

// The promise's value, or an error after `limit` ms.
export async function within(limit, promise, describe)
{
    let timer;
    const late = new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`not within ${limit} ms: ${describe}`)), limit);
    });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}

// Runs `task(0)` … `task(count - 1)`, so many at a time, and gives their results in order.
export async function inBatches(count, atOnce, task)
{
    const results = [];
    for (let begin = 0; begin < count; begin += atOnce) {
        const batch = Array.from({length: Math.min(atOnce, count - begin)}, (unused, i) => task(begin + i));
        results.push(...await Promise.all(batch));
    }
    return results;
}
