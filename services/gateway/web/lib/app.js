// @ts-check
// Where a page begins: who is signed in is asked, then it is drawn, and again whenever something changed.
import { render } from '../vendor/lit-html/lit-html.js';
import { frame } from '../parts/frame.js';
import { awaiting, draws } from './draw.js';
import * as envois from './envois.js';
import * as find from './find.js';
import * as flux from './flux.js';
import { acting, isOver, keepNote, load, signedIn, watchEnd, whoFault } from './session.js';
import * as router from './router.js';
import { lang } from './words.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
document.documentElement.lang = lang();

/** Where this address leads whom: in to whoever is not signed in, home from the door, to the choice when nobody acts yet. */
function elsewhere() {
  const name = router.nameHere();
  const known = router.knownHere();
  if (whoFault()) return null;
  if (!signedIn()) return name === '' || (known && !known.open) ? '/connexion' : null;
  if (name === '' || name === 'connexion') return acting() ? router.home() : '/acces';
  return !acting() && known && !known.open && name !== 'acces' ? '/acces' : null;
}

/** @type {Element | null} */
let left = null;
let hidden = false;

/** When the session ends the code's field has the focus, and when she is back the place where she was. @param {Element | null} focused before it was drawn */
function attend(focused) {
  if (isOver() === hidden) return;
  hidden = isOver();
  if (hidden) left = focused;
  const next = hidden ? codeField() : left;
  if (next instanceof HTMLElement) next.focus();
}

/** At the door there is one thing to do: she who opens it types her code. */
const codeField = () => document.getElementById('code');

/** Where she went: the part that the address names, the code's field, else the heading, so that a new page is read out. */
function arrive() {
  const part = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  (part ?? codeField() ?? /** @type {HTMLElement | null} */ (root.querySelector('h1')))?.focus();
  if (!part) scrollTo(0, 0);
}

function paint() {
  const focused = document.activeElement;
  const path = elsewhere();
  if (path) return router.replace(path);
  router.enter();
  const known = router.knownHere();
  document.title = known ? `${known.title} · SIPPE` : 'SIPPE';
  render(frame(), root);
  attend(focused);
  if (router.movedOnce()) arrive();
}

/** Nothing is drawn before it is known whose it would be. */
async function start() {
  keepNote();
  await load();
  draws(paint);
  await null; // it is drawn at the end of this task
  codeField()?.focus();
  router.watch();
  find.watch();
  flux.watch();
  watchEnd();
  await envois.watch();
  keepPages();
}

/** Once, by the page of this document; by none where the address names none. @param {import('./types.js').Page} [page] */
export function begin(page) {
  router.holds(page);
  awaiting(start());
}

// ---- the service worker ----

// The policy of our own that the headers allow (`trusted-types lit-html sippe`). One address passes, that of the service worker; no page
// makes a script of a text. That it exists is the other point: nobody else can make one of its name any more.
const WORKER = '/sw.js';

/** @param {string} url */
function workerAlone(url) {
  if (url !== WORKER) throw new TypeError(url);
  return url;
}

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('sippe', { createScriptURL: workerAlone });

/** What lets a page open while the gateway is away. Where there is none, or it is not allowed, pages are the same without it. */
function keepPages() {
  navigator.serviceWorker?.register(policy?.createScriptURL(WORKER) ?? WORKER).catch(() => {});
}
