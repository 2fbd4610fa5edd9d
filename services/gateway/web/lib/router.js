// @ts-check
// Which page this is. The first segment of the address is the name of a file of pages/; an address holds no data. Another page is
// another document: it brings what it needs and nothing else, and a new release begins there, never in mid-page. Within a page (the
// parts of a family's file) a link of ours is followed without loading it anew.
import { pages } from '../pages.js';
import { draw, pending } from './draw.js';
import { allows } from './session.js';

/** @typedef {import('./types.js').Known} Known */
/** @typedef {import('./types.js').Page} Page */

/** @type {Page | undefined} */
let page;
/** The address that it was opened with, once she may see it. */
let opened = '';
let moved = false;

/** @param {string} path */
const nameOf = (path) => path.split(/[/#]/)[1] ?? '';
export const nameHere = () => nameOf(location.pathname);
/** The second segment: the id of what is shown; and what follows it. */
export const idHere = () => location.pathname.split('/')[2] ?? '';
export const partHere = () => location.pathname.split('/')[3] ?? '';
/** @returns {Known | undefined} */
export const knownHere = () => pages[nameHere()];
export const pageHere = () => page;
/** Those that she may see, the one where she arrives first. */
export const menu = () => Object.entries(pages).filter(([, known]) => known.menu && allows(known.needs)).sort(([, a], [, b]) => b.home - a.home);

/** Where she arrives. */
export function home() {
  const [name] = Object.entries(pages).filter(([, known]) => known.home > 0 && allows(known.needs))
    .sort(([, a], [, b]) => b.home - a.home)[0] ?? ['acces'];
  return '/' + name;
}

/** @param {Known} known */
export const may = (known) => known.open || allows(known.needs);

/** @param {Page} [of] of the document that was loaded */
export function holds(of) {
  page = of;
}

/** Opens what the address names, if it was not and she may see it: what is not hers asks for nothing. */
export function enter() {
  const known = knownHere();
  const path = known && may(known) ? location.pathname : '';
  if (path === opened) return;
  if (opened) page?.leave?.();
  opened = path;
  if (path) page?.enter();
}

/** What is here goes with the document; until the next one is there nothing is ready. @param {string} path */
export function replace(path) {
  pending();
  location.replace(path);
}

const LEAVES_MS = 500;

/** Another document; what the page still has to put away it puts away first, within reason. @param {string} path */
async function depart(path) {
  pending();
  await Promise.race([page?.leave?.(), new Promise((done) => setTimeout(done, LEAVES_MS))]);
  location.assign(path);
}

/** @param {string} path */
export function go(path) {
  if (nameOf(path) !== nameHere()) {
    depart(path);
    return;
  }
  history.pushState(null, '', path);
  moved = true;
  draw();
}

/** The address of what came to be while she was on the page: it is another one, and she has not moved. @param {string} path */
export function became(path) {
  history.replaceState(null, '', path);
  opened = location.pathname;
}

/** Once after she went somewhere: the heading takes the focus, so that the new part is read out. */
export function movedOnce() {
  const was = moved;
  moved = false;
  return was;
}

/** @param {MouseEvent} event */
function click(event) {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.target || !link.getAttribute('href')?.startsWith('/')) return;
  event.preventDefault();
  go(link.pathname + link.hash);
}

export function watch() {
  document.addEventListener('click', click);
  addEventListener('popstate', () => {
    moved = true;
    draw();
  });
}
