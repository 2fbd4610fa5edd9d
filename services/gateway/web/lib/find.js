// @ts-check
// Who is looked for from the bar, on whatever page. What is typed there may be a name, and the page that looks for families is another
// document: it goes there sealed, as what waits does (sealed.js), is opened once, and stands in no address.
import { awaiting } from './draw.js';
import { go } from './router.js';
import * as sealed from './sealed.js';
import { ring } from './sender.js';
import { acting, idOf, now } from './session.js';

const PLACE = 'sippe.cherche';
export const FIELD = 'find';

/** @type {((text: string) => void) | undefined} */
let here;
/** This page looks for families itself. @param {(text: string) => void} how */
export const finds = (how) => { here = how; };

/** @param {string} as @param {string} text */
async function carry(as, text) {
  const keys = await ring(as);
  const row = { id: PLACE, as, station: keys.station, ticket: '', form: '1', state: /** @type {const} */ ('waiting'), at: now() };
  const { key, iv, box } = await sealed.seal(keys, row, { text });
  sessionStorage.setItem(PLACE, JSON.stringify({ ...row, key, iv: [...iv], box: [...new Uint8Array(box)] }));
}

/** @param {string} text */
export async function find(text) {
  const m = acting();
  if (here) return here(text);
  if (m && text) await awaiting(carry(idOf(m), text));
  go('/familles');
}

/** @param {string} kept */
async function opened(kept) {
  const row = JSON.parse(kept);
  await ring(row.as);
  return (await sealed.open({ ...row, iv: Uint8Array.from(row.iv), box: Uint8Array.from(row.box).buffer }))?.text ?? '';
}

/** What was brought here, once; '': nothing. @returns {Promise<string>} */
export async function brought() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  const m = acting();
  return kept && m && JSON.parse(kept).as === idOf(m) ? awaiting(opened(kept)) : '';
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
