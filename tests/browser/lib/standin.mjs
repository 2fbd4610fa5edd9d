// A gateway of a few lines: it serves the built tree with the headers of services/gateway/http/files/headers.def and answers the contract from a
// small territory in memory, whose people are invented. A test arranges what a page must bear: a daemon that is away, a wait, a session
// that is over.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { Territory } from './territory.mjs';

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html' };
const HEADERS = `${process.env.SIPPE_ROOT}/services/gateway/http/files/headers.def`;
const HTTP = {
  invalid_argument: 400, unauthenticated: 401, permission_denied: 403, not_found: 404, aborted: 409, resource_exhausted: 429,
  internal: 500, unavailable: 503,
};

async function headersOf() {
  const rows = (await readFile(HEADERS, 'utf8')).matchAll(/^HEADER\((\w+), "([^"]+)", "([^"]+)"\)$/gm);
  return [...rows].map(([, of, name, value]) => ({ of, name, value }));
}

/** path → { type, body } of the tree, and "fr/etat.html" of the shells, as files.c has them. */
async function treeOf(web) {
  const list = await readFile(path.join(web, 's.sha256'), 'utf8');
  const shells = await readFile(path.join(web, 'shells.sha256'), 'utf8');
  const hash = shells.match(/^(\w{16})\w+ {2}s\.sha256$/m)[1];
  const files = new Map();
  for (const [, name] of list.matchAll(/^\w+ {2}(.+)$/gm))
    files.set(`/s/${hash}/${name}`, { type: TYPES[path.extname(name)], body: await readFile(path.join(web, 's', name)) });
  for (const [, name] of shells.matchAll(/^\w+ {2}(.+\.(?:html|js))$/gm)) files.set(name, { body: await readFile(path.join(web, 'shells', name)) });
  return files;
}

async function bodyOf(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return text ? JSON.parse(text) : {};
}

function refusal(code, status) {
  return { code, message: status.messageFr, details: [{ type: 'sippe.Status', value: '', json: status }] };
}

/** @param {string} web the built tree */
export async function standin(web) {
  const rows = await headersOf();
  const tree = await treeOf(web);
  const territory = new Territory();

  const send = (response, status, of, type, body) => {
    for (const row of rows) if (row.of === 'EACH' || row.of === of) response.setHeader(row.name, row.value);
    if (type) response.setHeader('Content-Type', `${type}; charset=utf-8`);
    response.writeHead(status).end(body);
  };
  const serve = (url, headers, response) => {
    const file = url.startsWith('/s/') && tree.get(url);
    if (file) return send(response, 200, 'TREE', file.type, file.body);
    if (url === '/sw.js') return send(response, 200, 'SHELL', TYPES['.js'], tree.get('sw.js').body);
    if (url === '/favicon.ico') return send(response, 204, 'SHELL');
    const lang = /(?:^|; )langue=en(?:;|$)/.test(headers.cookie ?? '') ? 'en' : 'fr';
    const shell = tree.get(`${lang}/${url.split('/')[1] || 'index'}.html`);
    send(response, shell ? 200 : 404, 'SHELL', 'text/html', (shell ?? tree.get(`${lang}/index.html`)).body);
  };
  const answer = async (request, response) => {
    const body = await bodyOf(request);
    const said = await territory.answer(request.url, request.headers, body, response);
    if (said === null) return response.destroy(); // no answer at all
    const status = said.refused ? HTTP[said.refused] : 200;
    send(response, status, 'SHELL', 'application/json', JSON.stringify(said.refused ? refusal(said.refused, said.status) : said));
  };
  const server = http.createServer((request, response) => {
    if (request.method === 'GET') serve(request.url, request.headers, response);
    else answer(request, response).catch((fault) => { console.error(fault); response.destroy(); });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    territory,
    url: `http://localhost:${server.address().port}`,
    close: async () => { server.closeAllConnections(); server.close(); },
  };
}
