// @ts-check
// Which page this is. The first segment of the address is the name of a file of pages/; an address holds no data. A link of ours is
// followed without loading the page anew.
import { pages } from '../pages.js';
import { draw } from './draw.js';
import { allows } from './session.js';

/** @typedef {import('./types.js').Page} Page */

/** @type {Page | undefined} */
let current;
let moved = false;

export const nameHere = () => location.pathname.split('/')[1] ?? '';
/** @returns {Page | undefined} */
export const pageHere = () => pages[nameHere()];
/** Those that she may see, in the order of the menu. */
export const menu = () => Object.entries(pages).filter(([, page]) => page.menu && allows(page.needs));

/** Where she arrives. */
export function home() {
  const [name] = Object.entries(pages).filter(([, page]) => page.home > 0 && allows(page.needs))
    .sort(([, a], [, b]) => b.home - a.home)[0] ?? ['acces'];
  return '/' + name;
}

/** @param {Page} page */
export const may = (page) => page.open || allows(page.needs);

/** Opens what the address names, if it was not and she may see it: what is not hers asks for nothing. */
export function enter() {
  const named = pageHere();
  const page = named && may(named) ? named : undefined;
  if (page === current) return;
  current?.leave?.();
  current = page;
  page?.enter();
}

/** @param {string} path */
export function go(path) {
  history.pushState(null, '', path);
  moved = true;
  draw();
}

/** Once after she went somewhere: the heading takes the focus, so that the new page is read out. */
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
