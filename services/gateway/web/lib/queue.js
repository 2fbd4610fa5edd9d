// @ts-check
// The order in which things wait, and what becomes of each. Whatever changes it holds a lock of this station, so that two tabs change it one
// after the other:
//
//   waiting ─▶ sent ─┬─▶ gone                 answered: or `answered` for as long as a later one takes something of its reply
//      ▲             └─▶ refused ─▶ dropped   by the page or the person; or sent anew, as another request
//      └── held ◀── it takes something of the reply of one that was refused
//
// `sent` is written before the first byte leaves: from then on it may have been done, and it is repeated with the id that it has.
import { ApiError } from './status.js';
import * as sealed from './sealed.js';

/** @typedef {import('./sealed.js').Row} Row */
/** @typedef {Record<string, [item: string, field: string]>} Fill */
/**
 * @typedef {object} Content what is sealed
 * @property {string} procedure
 * @property {any} body
 * @property {string} request   the request's id
 * @property {string} slot
 * @property {Fill} fill
 * @property {string} page
 * @property {string} epoch     of the store that had answered last when it was done; '': none had
 * @property {any} [reply]
 * @property {{ code: string, status: import('./types.js').Status }} [refusal]
 */
/** @typedef {{ row: Row, content: Content | null }} Item */
/** @typedef {{ row: Row, content: Content }} Opened */

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export const within = (work) => navigator.locks.request('sippe.envois.table', work);

/** 32 hexadecimal digits. */
export const draw = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

/** @returns {Promise<Item[]>} */
export async function items() {
  const all = await sealed.rows();
  return Promise.all(all.map(async (row) => ({ row, content: await sealed.open(row) })));
}
/** Those of a membership that open. @param {string} as @returns {Promise<Opened[]>} */
const opened = async (as) => /** @type {Opened[]} */ ((await items()).filter(({ row, content }) => row.as === as && content));

/** @param {Row} row @param {Content} content */
async function put(row, content) {
  const ring = sealed.ringOf(row.as);
  if (ring) await sealed.rowPut(await sealed.seal(ring, { ...row, station: ring.station, ticket: ring.ticket }, content));
}

/** @param {Opened} item */
const takes = (item) => Object.values(item.content.fill).map(([id]) => id);
/** @param {Opened[]} all @param {string} id */
const takers = (all, id) => all.filter((item) => takes(item).includes(id));
/** @param {any} from @param {string} path */
const read = (from, path) => path.split('.').reduce((at, name) => at?.[name], from);
/** @param {any} body @param {string} path @param {any} value */
function write(body, path, value) {
  const names = path.split('.');
  const last = /** @type {string} */ (names.pop());
  names.reduce((at, name) => (at[name] ??= {}), body)[last] = value;
}

// ---- placed ----

/** What it was to take of the one whose place it has, it takes of what that one had. @param {Content} content @param {Opened} older */
function inherit(content, older) {
  for (const [field, [id]] of Object.entries(content.fill)) {
    if (id !== older.row.id) continue;
    delete content.fill[field];
    if (older.content.fill[field]) content.fill[field] = older.content.fill[field];
    else write(content.body, field, read(older.content.body, field));
  }
}

/** An item that is gone was answered: its reply is asked of whoever heard it. @param {Content} content @param {Opened[]} all @param {Map<string, any>} heard */
function settleKnown(content, all, heard) {
  for (const [field, [id, path]] of Object.entries(content.fill)) {
    if (all.some((item) => item.row.id === id)) continue;
    if (!heard.has(id)) throw new Error(`no item ${id} waits here, nor was it answered in this document`);
    delete content.fill[field];
    write(content.body, field, read(heard.get(id), path));
  }
}

/** @param {Opened[]} all @param {Content} content */
const isHeld = (all, content) => Object.values(content.fill).some(([id]) => {
  const state = all.find((item) => item.row.id === id)?.row.state;
  return !state || state === 'refused' || state === 'held';
});

/**
 * A new one behind all others; of a slot, in the place of the one that has not been sent. Durable when it returns its id.
 * @param {{ as: string, at: number, form: string, heard: Map<string, any> }} who @param {Content} content
 */
export async function place(who, content) {
  const all = await opened(who.as);
  const older = content.slot ? all.findLast((item) => item.content.slot === content.slot && !['sent', 'answered'].includes(item.row.state)) : undefined;
  if (older) inherit(content, older);
  settleKnown(content, all, who.heard);
  /** @type {any} */
  const row = { ...(older?.row ?? { id: draw(), as: who.as, at: who.at }), form: who.form };
  row.state = isHeld(all, content) ? 'held' : 'waiting';
  await put(row, content);
  if (older) await freed(who.as);
  return /** @type {string} */ (row.id);
}

/** Those that were held by what waits again wait again as well. @param {string} as */
async function freed(as) {
  for (const item of await opened(as)) {
    if (item.row.state === 'held' && !isHeld(await opened(as), item.content)) await put({ ...item.row, state: 'waiting' }, item.content);
  }
}

/** @param {string} as */
async function withheld(as) {
  for (const item of await opened(as)) {
    if (item.row.state === 'waiting' && isHeld(await opened(as), item.content)) await put({ ...item.row, state: 'held' }, item.content);
  }
}

// ---- sent ----

/** The first that is to be sent, whole, and written down as sent. @param {string} as @param {(procedure: string) => string} epochOf @returns {Promise<Opened | null>} */
export async function next(as, epochOf) {
  const all = await opened(as);
  const item = all.find(({ row }) => row.state === 'waiting' || row.state === 'sent');
  if (!item || item.row.state === 'sent') return item ?? null;
  const content = structuredClone(item.content);
  for (const [field, [id, path]] of Object.entries(content.fill)) write(content.body, field, read(all.find((i) => i.row.id === id)?.content.reply, path));
  content.fill = {};
  content.epoch ||= epochOf(content.procedure);
  /** @type {Row} */
  const row = { ...item.row, state: 'sent' };
  await put(row, content);
  await tidy(as);
  return { row, content };
}

/** A reply of which nobody takes anything any more. @param {string} as */
async function tidy(as) {
  const all = await opened(as);
  for (const item of all) if (item.row.state === 'answered' && !takers(all, item.row.id).length) await sealed.rowDrop(item.row);
}

/** @param {Opened} item @param {any} reply */
export async function answered({ row, content }, reply) {
  const all = await opened(row.as);
  if (takers(all, row.id).length) await put({ ...row, state: 'answered' }, { ...content, body: {}, reply });
  else await sealed.rowDrop(row);
}

/** It stays, with what was said, unless a newer one of its slot has taken its place. @param {Opened} item @param {ApiError} error */
export async function refused({ row, content }, error) {
  const all = await opened(row.as);
  const newer = content.slot && all.some((i) => i.content.slot === content.slot && i.row.id !== row.id && i.row.state === 'waiting');
  if (newer && !takers(all, row.id).length) return sealed.rowDrop(row);
  await put({ ...row, state: 'refused' }, { ...content, refusal: { code: error.code, status: error.status } });
  await withheld(row.as);
}

// ---- what a person does with it ----

/** What was refused was not done: it goes as another request. @param {string} id */
export async function resend(id) {
  const item = (await items()).find(({ row }) => row.id === id);
  if (!item?.content || item.row.state !== 'refused') return;
  await put({ ...item.row, state: 'waiting' }, { ...item.content, request: draw(), refusal: undefined });
  await freed(item.row.as);
}

/** With what takes something of its reply. False: it is on its way, and nobody knows whether it was done. @param {string} id @returns {Promise<string[] | false>} */
export async function drop(id) {
  const item = (await items()).find(({ row }) => row.id === id);
  if (!item) return [];
  if (item.row.state === 'sent' && item.content) return false;
  const after = item.content ? takers(await opened(item.row.as), id) : [];
  await sealed.rowDrop(item.row);
  const gone = await Promise.all(after.map(({ row }) => drop(row.id)));
  return [id, ...gone.flatMap((ids) => ids || [])];
}

/** What was sealed by an older key is sealed by the newest, so that the older one may go. @param {string} as */
export async function renew(as) {
  const newest = sealed.ringOf(as)?.newest;
  for (const item of await opened(as)) if (item.row.key !== newest) await put(item.row, item.content);
}
