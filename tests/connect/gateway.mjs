// A real gateway before a real territory (tests/integration/door/serve.py), and Connect's own clients of it, unchanged.
import { createClient, ConnectError } from '@connectrpc/connect';
import * as ofNode from '@connectrpc/connect-node';
import * as ofWeb from '@connectrpc/connect-web';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { registry } from './contract.mjs';

// The two clients, each in both forms.
export const ways = [ofNode, ofWeb].flatMap((kind) => [false, true].map((binary) => ({
  name: `${kind === ofNode ? 'connect-node' : 'connect-web'}, ${binary ? 'binary' : 'JSON'}`,
  transport: (options) => kind.createConnectTransport({ httpVersion: '1.1', useBinaryFormat: binary, ...options }),
})));

// What stands behind it is ended by the end of its input, also when this process dies.
export async function serve() {
  const script = join(process.env.SIPPE_SOURCE, 'tests/integration/door/serve.py');
  const child = spawn('/usr/bin/python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout }))
    return { ...JSON.parse(line), url: `http://127.0.0.1:${JSON.parse(line).port}`,
      async stop() { child.stdin.end(); return await ended; } };
  throw new Error(`serve.py ended with ${await ended}`);
}

// Headers of one call, or of each: what a client's interceptors are for.
const saying = (headers) => (next) => (request) => {
  for (const [name, value] of Object.entries(headers)) request.header.set(name, value);
  return next(request);
};
export const bearer = (person) => ({ Authorization: `Bearer ${person.token}` });

// `where` is "/intake" for what each daemon answers for itself.
export function client(gateway, way, service, headers, where = '', options = {}) {
  const transport = way.transport({ baseUrl: gateway.url + where, interceptors: [saying(headers)], ...options });
  return createClient(typeof service === 'string' ? registry.getService(service) : service, transport);
}

// The answer, or the error with the status that is its detail.
export async function outcome(call) {
  try {
    return { reply: await call };
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const [status] = error.findDetails(registry.getMessage('sippe.Status'));
    return { code: error.code, error, status };
  }
}

// One request by fetch alone, where its bytes count.
export async function post(gateway, path, body, headers, form = 'json') {
  const answer = await fetch(gateway.url + path, { method: 'POST', body,
    headers: { 'Content-Type': `application/${form}`, 'Connect-Protocol-Version': '1', ...headers } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}
