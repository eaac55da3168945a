// Numbers that are the same for the same seed (mulberry32).
export function randomOf(seed)
{
    let state = seed >>> 0;
    const next = () => {
        state = state + 0x6D2B79F5 >>> 0;
        let mixed = Math.imul(state ^ state >>> 15, state | 1);
        mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
        return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
    };
    const below = limit => Math.floor(next() * limit);
    return {below, between: (low, high) => low + below(high - low + 1), chance: part => next() < part,
        // One of [[weight, value], …].
        oneOf: choices => {
            let at = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
            return choices.find(([weight]) => (at -= weight) < 0)[1];
        }};
}
