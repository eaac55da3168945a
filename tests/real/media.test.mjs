// Pictures and files: how the API gets them, and which are refused.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {aiSdk, load, skip as noClients} from './clients.mjs';
import {call, calling, result} from './definitions.mjs';
import {assistant, conversation, simulate, skip, startDemo, user} from './demo.mjs';
import {answered, refused} from './exchange.mjs';
import {largePicture, pictures} from './pictures.mjs';

const text = content => ({type: 'text', text: content});
const image = (url, more) => ({type: 'image_url', image_url: {url, ...more}});
const file = (filename, data) => ({type: 'file', file: {filename, file_data: data}});
const question = text(simulate({text: 'Seen.'}));

const lines = 'Some notes.\n"Äöü" 🙂\n';
const asData = (type, content) => `data:${type};base64,${Buffer.from(content).toString('base64')}`;

// The blocks of the last message of the user, without the question.
const blocksOf = body => conversation(body).at(-1)[1].filter(block => block.text !== question.text);

describe('a part of a message', {skip}, () => {
    let relay;
    before(async () => { relay = await startDemo(); });
    after(() => relay?.end());

    const address = 'https://example.com/a%20picture.png?x=1&y=2';
    const {pdf} = pictures;
    const table = {
        ...Object.fromEntries(['png', 'jpeg', 'gif', 'webp'].map(name => [`a picture, ${name}`,
            [image(pictures[name].url), {type: 'image', source: pictures[name].source}]])),
        'a picture, with a level of detail': [image(pictures.png.url, {detail: 'high'}),
            {type: 'image', source: pictures.png.source}],
        'a picture with a wrong type': [image(pictures.png.url.replace('png', 'jpeg')),
            {type: 'image', source: pictures.png.source}],
        'a picture with lines in its base64': [image(pictures.jpeg.url.replace(/(.{76})/g, '$1\n')),
            {type: 'image', source: pictures.jpeg.source}],
        'the address of a picture': [image(address), {type: 'image', source: {type: 'url', url: address}}],
        'a PDF, as a data URL': [file('a.pdf', pdf.url), {type: 'document', source: pdf.source}],
        'a PDF, as base64': [file('a.pdf', pdf.data), {type: 'document', source: pdf.source}],
    };
    for (const [name, [part, block]] of Object.entries(table)) {
        test(`arrives: ${name}`, async () => {
            const {asked} = await answered(relay, {model: 'haiku', messages: [user([part, question])]});
            const [got, ...others] = blocksOf(asked);
            const {type, source} = got;
            assert.deepEqual({type, source}, block);
            assert.deepEqual(others, []);
        });
    }

    for (const [name, part] of [['as a text', file('notes.txt', asData('text/plain', lines))],
        ['as Markdown', file('notes.md', asData('text/markdown', lines))],
        ['of a type that only its name tells', file('notes.py', asData('application/octet-stream', lines))]]) {
        test(`arrives with its name: a file ${name}`, async () => {
            const {asked} = await answered(relay, {model: 'haiku', messages: [user([part, question])]});
            const joined = blocksOf(asked).map(block => block.text).join('');
            assert.ok(joined.includes(part.file.filename), joined);
            assert.ok(joined.includes(lines), joined);
        });
    }

    test('keeps its place among the others', async () => {
        const {asked} = await answered(relay, {model: 'haiku', messages: [user([text('first'), image(pictures.png.url),
            text('second'), image(pictures.gif.url), file('a.pdf', pdf.data), question])]});
        assert.deepEqual(blocksOf(asked).map(block => block.text ?? block.source.media_type),
            ['first', 'image/png', 'second', 'image/gif', 'application/pdf']);
    });

    test('stays in the history', async () => {
        const {asked} = await answered(relay, {model: 'haiku', messages: [user([text('What is it?'),
            image(pictures.png.url)]), assistant('A dot.'), user([question])]});
        const [[, [, first]]] = conversation(asked);
        assert.deepEqual(first.source, pictures.png.source);
        assert.deepEqual(conversation(asked).map(([role]) => role), ['user', 'assistant', 'user']);
    });

    test('is what the AI SDK sends', {skip: noClients}, async () => {
        const {generateText} = await load('ai');
        await relay.forget();
        const result = await generateText({model: (await aiSdk(relay))('haiku'), maxRetries: 0, messages: [
            {role: 'user', content: [question, {type: 'image', image: Buffer.from(pictures.png.data, 'base64')}]}]});
        assert.equal(result.text, 'Seen.');
        const [got] = blocksOf((await relay.received()).at(-1));
        assert.deepEqual(got.source, pictures.png.source);
    });

    const bad = {
        'base64 with foreign signs': [image('data:image/png;base64,ab$d'), /base64/, 'image_url'],
        'empty base64': [image('data:image/png;base64,'), /data|base64/, 'image_url'],
        'a data URL without base64': [image('data:image/png,abc'), /base64/, 'image_url'],
        'a picture of another type': [image(asData('image/bmp', 'BM1234')), /bmp|PNG/i, 'image_url'],
        'a picture that is none': [image(asData('image/png', 'I am no picture.')), /picture|PNG/i, 'image_url'],
        'a file on this machine': [image('file:///etc/hostname'), /http|data/, 'image_url'],
        'a path': [image('/etc/hostname'), /http|data/, 'image_url'],
        'a picture that is too large': [image(`data:image/png;base64,${largePicture(6 * 1024 * 1024)}`), /large|MB/,
            'image_url'],
        'a PDF that is none': [file('a.pdf', asData('application/pdf', 'no PDF')), /PDF/, 'file'],
        'a file of an unsupported type': [file('a.zip', asData('application/zip', 'PK\x03\x04')), /zip|supported/,
            'file'],
        'a file that was uploaded elsewhere': [{type: 'file', file: {file_id: 'file-1'}}, /file_id|upload/, 'file'],
        'sound': [{type: 'input_audio', input_audio: {data: 'UklGRg==', format: 'wav'}}, /audio|sound/i, ''],
        'a film': [{type: 'video_url', video_url: {url: 'https://example.com/a.mp4'}}, /video_url|type/, ''],
    };
    for (const [name, [part, says, field]] of Object.entries(bad)) {
        test(`is refused: ${name}`, async () => {
            const {error} = await refused(relay, {model: 'haiku', messages: [user('hi'), assistant('ho'),
                user([question, part])]}, {says});
            assert.ok(error.param.startsWith('messages[2].content[1]'), error.param);
            assert.ok(error.param.includes(field), error.param);
        });
    }

    test('is refused in a tool result as well, by its place', async () => {
        const {error} = await refused(relay, {model: 'haiku', messages: [user('hi'), calling(call('call_1', 'f')),
            result('call_1', [image('data:image/png;base64,ab$d')])]}, {says: /base64/});
        assert.ok(error.param.startsWith('messages[2].content[0]'), error.param);
    });
});
