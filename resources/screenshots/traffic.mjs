// Real requests for the pictures: node traffic.mjs BASE_URL history|live|question. `history` asks some sixty questions and
// waits for their answers; `live` starts a few slow ones, one that fails, and leaves them running until it is killed;
// `question` has Claude want to run a command, about which the user is asked.
const [, , baseUrl, wanted] = process.argv;

const clients = ['opencode/1.2.15', 'OpenAI/Python', 'OpenAI/JS', 'QwenCode/0.9.1', 'ai-sdk/openai-compatible/2.0',
    'aider/0.86.1', 'Zed/1.4.0'];
const models = ['opus', 'sonnet', 'sonnet', 'haiku', 'gpt-4o', 'gpt-5-mini'];
const answers = [
    'The test fails because the clock is read twice. Read it once, at the start, and pass it on.',
    'Rename `parse()` to `readHeader()`: it reads one header and leaves the body alone.',
    '```sh\ngit rebase --onto main topic~3 topic\n```\nThis moves the last three commits and nothing else.',
    'Three of the five functions are never called. They can go.',
];
const tools = [{type: 'function', function: {name: 'get_weather', description: 'The weather at a place',
    parameters: {type: 'object', properties: {city: {type: 'string'}, unit: {type: 'string', enum: ['C', 'F']}},
        required: ['city']}}}];

async function ask({client, model, script, stream = true, more = {}, path = '/chat/completions'})
{
    const response = await fetch(baseUrl + path, {
        method: 'POST',
        headers: {'content-type': 'application/json', 'user-agent': client, authorization: 'Bearer unused'},
        body: JSON.stringify({model, stream, messages: [
            {role: 'system', content: 'You are a careful engineer. Answer in a few sentences.'},
            {role: 'user', content: `Please look at the failing test and tell me what to do.\n\nsimulate:${JSON.stringify(script)}`},
        ], ...more}),
    });
    await response.text();
}

const pick = (list, index) => list[index % list.length];

async function history()
{
    const jobs = [];
    for (let index = 0; index < 60; ++index) {
        const usage = {input_tokens: 900 + 137 * (index % 11), cache_read_input_tokens: 4000 + 811 * (index % 13),
            cache_creation_input_tokens: 300 * (index % 3)};
        const common = {client: pick(clients, index), model: pick(models, index * 5 + (index >> 2))};
        const script = {text: pick(answers, index), delay_ms: 8 + index % 9, first_ms: 40 * (index % 6), usage};
        if (index % 14 === 6)
            jobs.push({...common, script: {status: 529, error_type: 'overloaded_error', message: 'Overloaded', times: 1}});
        else if (index % 17 === 9)
            jobs.push({...common, script, more: {messages: []}});
        else if (index % 6 === 3)
            jobs.push({...common, script: {tools: [{name: 'get_weather', input: {city: 'Lübeck', unit: 'C'}}], usage},
                more: {tools}});
        else if (index % 9 === 4)
            jobs.push({...common, script, stream: false, more: {seed: 7, max_tokens: 8000, temperature: 0.2}});
        else
            jobs.push({...common, script, more: {stream_options: {include_usage: true}}});
    }
    const workers = [0, 1, 2].map(async () => {
        for (let job = jobs.shift(); job; job = jobs.shift())
            await ask(job);
    });
    await Promise.all(workers);
}

async function live()
{
    const long = answers.join(' ').repeat(12);
    const running = [
        {client: 'opencode/1.2.15', model: 'opus', script: {thinking: 'The clock is read twice; which of the two is right?',
            text: long, delay_ms: 60, usage: {input_tokens: 2210, cache_read_input_tokens: 18400}},
            more: {reasoning_effort: 'high', stream_options: {include_usage: true}, seed: 7, tools}},
        {client: 'Zed/1.4.0', model: 'sonnet', script: {text: long, delay_ms: 90, first_ms: 600}},
        {client: 'OpenAI/Python', model: 'haiku', script: {text: long, delay_ms: 40, first_ms: 60000}},
    ];
    await Promise.allSettled(running.map(ask));
}

const question = () => ask({client: 'aider/0.86.1', model: 'sonnet', script: {tools: [{name: 'Bash', input: {
    command: 'npm test -- --coverage && git diff --stat', description: 'Run the tests and see what has changed'}}],
then: {text: 'All tests pass.'}}});

await {history, live, question}[wanted]();
