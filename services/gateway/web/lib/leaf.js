// @ts-check
// Something that is printed alone: it is drawn for the printer, nobody sees it on the screen, and it is gone once it was printed.
import { render } from '../vendor/lit-html/lit-html.js';

/** @type {HTMLElement | null} */
let leaf = null;

function clear() {
  leaf?.remove();
  leaf = null;
}

/** @param {unknown} markup */
export function printAlone(markup) {
  clear();
  leaf = document.createElement('div');
  leaf.className = 'leaf';
  render(markup, leaf);
  document.body.append(leaf);
  addEventListener('afterprint', clear, { once: true });
  print();
}
