// The client packages, from the node_modules folder that OPENAI_DIR names.
import {webcrypto} from 'node:crypto';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {skip as noClaude} from './demo.mjs';

const folder = process.env.OPENAI_DIR;

export const skip = noClaude
    || (folder ? false : 'set OPENAI_DIR to a node_modules folder with the clients (cmake -DRELAY_NODE_MODULES=…)');

// Node 18 has it, but not as a global; LangChain wants it there.
globalThis.crypto ??= webcrypto;

export const load = name => import(pathToFileURL(createRequire(join(folder, '..', 'any.js')).resolve(name)));

// Each client over the relay; `more` is given to it beside: {fetch}.
export async function openai(relay, more)
{
    const {OpenAI} = await load('openai');
    return new OpenAI({baseURL: relay.baseUrl, apiKey: 'any', maxRetries: 0, ...more});
}

export async function aiSdk(relay, more)
{
    const {createOpenAICompatible} = await load('@ai-sdk/openai-compatible');
    return createOpenAICompatible({name: 'relay', baseURL: relay.baseUrl, apiKey: 'any', includeUsage: true,
        supportsStructuredOutputs: true, ...more});
}

export async function langChain(relay, more)
{
    const {ChatOpenAI} = await load('@langchain/openai');
    return new ChatOpenAI({model: 'haiku', apiKey: 'any', maxRetries: 0,
        configuration: {baseURL: relay.baseUrl, ...more}});
}
