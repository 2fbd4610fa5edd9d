// @ts-check
// What she looks for from the bar goes to another document: sealed, as what waits does (sealed.js); it is opened once, and stands in no address.
import { awaiting } from './draw.js';
import * as sealed from './sealed.js';
import { ring } from './sender.js';
import { acting, idOf, now } from './session.js';

const PLACE = 'sippe.cherche';

/** @param {string} as @param {string} text */
export async function carry(as, text) {
  const keys = await ring(as);
  const row = { id: PLACE, as, station: keys.station, ticket: '', form: '1', state: /** @type {const} */ ('waiting'), at: now() };
  const { key, iv, box } = await sealed.seal(keys, row, { text });
  sessionStorage.setItem(PLACE, JSON.stringify({ ...row, key, iv: [...iv], box: [...new Uint8Array(box)] }));
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
