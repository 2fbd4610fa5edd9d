// @ts-check
// Who is looked for from the bar, on whatever page. What is typed there may be a name, and the page that looks for families is another
// document: it is carried there (carried.js).
import { awaiting } from './draw.js';
import { Later } from './later.js';
import { go } from './router.js';
import { acting, idOf } from './session.js';

const carried = new Later(() => import('./carried.js'));
export const FIELD = 'find';

/** @type {((text: string) => void) | undefined} */
let here;
/** This page looks for families itself. @param {(text: string) => void} how */
export const finds = (how) => { here = how; };

/** @param {string} text */
export async function find(text) {
  const m = acting();
  if (here) return here(text);
  if (m && text) await awaiting(carried.open().then((part) => part?.carry(idOf(m), text)));
  go('/familles');
}

/** F2 leads there, from wherever she is. */
export function watch() {
  document.addEventListener('keydown', (event) => {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(FIELD));
    if (event.key !== 'F2' || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !field) return;
    event.preventDefault();
    field.select();
  });
}
