// The texts of JSON values as they were written: parsing would lose the digits of large numbers.

const isSpace = character => ' \n\r\t'.includes(character);

function skip(text, at, more = '')
{
    while (at < text.length && (isSpace(text[at]) || more.includes(text[at])))
        ++at;
    return at;
}

// Where the value that begins at `at` ends.
function endOf(text, at)
{
    let depth = 0;
    let inString = false;
    for (let i = at; i < text.length; ++i) {
        const character = text[i];
        if (inString) {
            if (character === '\\')
                ++i;
            inString = character !== '"';
        } else if (character === '"') {
            inString = true;
        } else if ('[{'.includes(character)) {
            ++depth;
        } else if (']}'.includes(character)) {
            if (depth === 0)
                return i; // of what the value stands in
            --depth;
        } else if (depth === 0 && (',:'.includes(character) || isSpace(character))) {
            return i;
        }
        if (depth === 0 && !inString && '"]}'.includes(character))
            return i + 1;
    }
    return text.length;
}

// The values between the outer brackets, keys among them.
function inside(text)
{
    const found = [];
    const last = text.lastIndexOf(text.trimStart()[0] === '[' ? ']' : '}');
    for (let at = skip(text, skip(text, 0) + 1, ',:'); at < last; at = skip(text, at, ',:')) {
        const end = endOf(text, at);
        found.push(text.slice(at, end));
        at = end;
    }
    return found;
}

// The texts of an array's elements.
export const elementsOf = array => inside(array);

// The texts of an object's values, by key, in their order.
export function membersOf(object)
{
    const all = inside(object);
    const members = new Map();
    for (let i = 0; i < all.length; i += 2)
        members.set(JSON.parse(all[i]), all[i + 1]);
    return members;
}
