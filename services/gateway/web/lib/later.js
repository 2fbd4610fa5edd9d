// @ts-check
// What a page loads only once it is opened: a part, a form. The shell names it, so that the service worker keeps it; and when the page is
// there and idle it is fetched, so that neither a network that goes nor another release keeps from her what she opens an hour later.
import { awaiting, draw } from './draw.js';

/** @template M */
export class Later {
  /** @type {M | null} */
  module = null;
  failed = false;
  #asked = false;
  #load;

  /** @param {() => Promise<M>} load () => import('...'), as the build looks for it */
  constructor(load) {
    this.#load = load;
  }

  /** Where it is to be shown: null, and it is on its way, once; or it did not come. */
  wanted() {
    if (!this.#asked) this.open();
    return this.module;
  }

  /** null: it did not come, which the page says. */
  async open() {
    this.#asked = true;
    this.failed = false;
    try {
      this.module ??= await awaiting(this.#load());
    } catch (fault) {
      console.warn(fault);
      this.failed = true;
    }
    draw();
    return this.module;
  }
}

const IDLE_MS = 2000;

/** What the shell names for later. */
function fetchAhead() {
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="later"]'));
  links.forEach((link) => { link.rel = 'modulepreload'; });
}

addEventListener('load', () => {
  if ('requestIdleCallback' in window) requestIdleCallback(fetchAhead, { timeout: IDLE_MS });
  else setTimeout(fetchAhead, IDLE_MS);
});
