// A worker that asks with pictures of `sizes` bytes: the making of its body must not hold up who measures. It says
// `ready`, waits for a word, and then gives {status, text} of the answer.
import {once} from 'node:events';
import {parentPort, workerData} from 'node:worker_threads';
import {ask} from '../lib/client.mjs';
import {largePicture} from './pictures.mjs';

const {baseUrl, sizes, question} = workerData;
const parts = sizes.map(size => ({type: 'image_url', image_url: {url: `data:image/png;base64,${largePicture(size)}`}}));
const body = {model: 'haiku', messages: [{role: 'user', content: [...parts, {type: 'text', text: question}]}]};
parentPort.postMessage('ready');
await once(parentPort, 'message');
const {status, text} = await ask(baseUrl, body);
parentPort.postMessage({status, text});
parentPort.close();
