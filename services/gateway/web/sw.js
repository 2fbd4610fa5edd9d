// The service worker: what lets a page open while the gateway is away, so that it can say so itself. It holds the shell of each page, as
// this station has them, and the files that they name, all of one tree (@ROOT@); never an answer of a procedure, nothing of anybody.
// Another release has another one of these: it takes the place of this one between two documents. An open page has all that it needs, but
// for what it loads when it is opened (lib/later.js): for it the tree before stays too.
// @ts-check
/// <reference lib="webworker" />
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = '@ROOT@';
const PAGES = '@PAGES@'.split(' ');
const NAME = `sippe${ROOT}`;
const WAIT_MS = 5000;               // so long for a page, then the one that is kept
const AWAY = [502, 503, 504];       // the front says that the gateway is not there

/** The files of the tree that a shell names. @param {string} shell */
const named = (shell) => [...shell.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url]) => url).filter((url) => url.startsWith(ROOT));

/** @param {Cache} cache @param {string} path @returns {Promise<string[]>} */
async function shellKept(cache, path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) throw new Error(path);
  await cache.put(path, answer.clone());
  return named(await answer.text());
}

/** All of it or none: what is half there must not be shown. */
async function fill() {
  const cache = await caches.open(NAME);
  const files = await Promise.all(['/', ...PAGES.map((name) => `/${name}`)].map((path) => shellKept(cache, path)));
  await cache.addAll([...new Set(files.flat())]);
}

/** But for the one before this: a page of it that is open may still open what it loads later. */
async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith('sippe/') && name !== NAME);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** The shell by the first segment, as the gateway gives it; of no page, the one that says so. @param {string} path */
async function kept(path) {
  const cache = await caches.open(NAME);
  return (await cache.match(`/${path.split('/')[1]}`)) ?? (await cache.match('/')) ?? Response.error();
}

/** What the gateway has comes first: it may be of another release, or in the other language. @param {Request} request @param {string} path */
async function page(request, path) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(WAIT_MS) });
    return AWAY.includes(answer.status) ? await kept(path) : answer;
  } catch {
    return kept(path);
  }
}

/** Its address says what is in it. @param {Request} request */
const file = async (request) => (await caches.match(request)) ?? fetch(request);

worker.addEventListener('install', (event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/s/')) event.respondWith(file(request));
  else if (request.mode === 'navigate' && PAGES.concat('').includes(url.pathname.split('/')[1])) event.respondWith(page(request, url.pathname));
});
