// @ts-check
// What waits at this station, as it lies there: in IndexedDB, each item sealed by AES-GCM under a key that the gateway gives to whoever is
// signed in (proto/gateway.proto, StationKey). In the clear stand ids, a state and a time, which are nobody's name. Keys are in this
// module's memory alone and go with the document: one that is put into IndexedDB stands in the profile's files, extractable or not.

/** @typedef {'waiting' | 'sent' | 'answered' | 'refused' | 'held'} State */
/**
 * @typedef {object} Row
 * @property {number} [seq]    its place; the store gives it
 * @property {string} id
 * @property {string} as       the membership that acts
 * @property {string} station  the gateway's name of this station
 * @property {string} ticket   the gateway's: by it the key is given even to a browser that has lost its station's cookie
 * @property {string} form     in which form its body was written
 * @property {State} state
 * @property {number} at       since when
 * @property {string} key      by which it is sealed
 * @property {Uint8Array} iv
 * @property {ArrayBuffer} box
 */
/** @typedef {{ station: string, ticket: string, newest: string, keys: Map<string, CryptoKey> }} Ring */
/** @typedef {import('../proto/gateway_pb').StationKeyReplyJson} Given */

const NAME = 'sippe';
const ROWS = 'envois';
const NOTES = 'notes'; // what is no secret: how many the gateway was told of
const IV_LEN = 12;
const TICKETS_MAX = 8;

// ---- keys ----

/** @type {Map<string, Ring>} by membership */
const rings = new Map();

/** @param {string} [base64] @returns {Uint8Array<ArrayBuffer>} */
const bytes = (base64 = '') => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** @param {string} as @param {Given} given */
export async function take(as, given) {
  /** @type {Map<string, CryptoKey>} */
  const keys = new Map();
  for (const { id = '', key } of given.keys ?? [])
    keys.set(id, await crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['encrypt', 'decrypt']));
  const ring = { station: given.station ?? '', ticket: given.ticket ?? '', newest: given.keys?.[0]?.id ?? '', keys };
  rings.set(as, ring);
  return ring;
}
/** @param {string} as */
export const ringOf = (as) => rings.get(as);
export const forget = () => rings.clear();

/** What a box is bound to: moved to another membership, station or item it does not open. @param {Omit<Row, 'iv' | 'box' | 'key'>} row */
const bound = (row) => new TextEncoder().encode([row.as, row.station, row.id, row.form].join('\n'));

/** @param {Ring} ring @param {Omit<Row, 'iv' | 'box' | 'key'>} row @param {object} content @returns {Promise<Row>} */
export async function seal(ring, row, content) {
  const iv = crypto.getRandomValues(new Uint8Array(IV_LEN));
  const key = /** @type {CryptoKey} */ (ring.keys.get(ring.newest));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(row) }, key, plain);
  return { ...row, key: ring.newest, iv, box };
}

/** Null: none of the keys that we were given opens it. @param {Row} row @returns {Promise<any>} */
export async function open(row) {
  const key = rings.get(row.as)?.keys.get(row.key);
  if (!key) return null;
  try {
    const iv = /** @type {Uint8Array<ArrayBuffer>} */ (row.iv);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(row) }, key, row.box);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}

// ---- the store ----

/** @type {Promise<IDBDatabase | null> | undefined} */
let base;

/** Where nothing was ever kept nothing is made by looking. @param {boolean} make @returns {Promise<IDBDatabase | null>} */
function opened(make) {
  return new Promise((done) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      if (!make) return request.transaction?.abort();
      request.result.createObjectStore(ROWS, { keyPath: 'seq', autoIncrement: true });
      request.result.createObjectStore(NOTES);
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = (event) => { event.preventDefault(); done(null); };
  });
}

/** A browser that has no store, or lost it, keeps things as long as this document. @type {Map<number, Row>} */
const memory = new Map();
let memorySeq = 0;
/** True: what is kept here goes with the document. */
export let passing = false;

/** @param {boolean} make */
async function database(make) {
  const known = await base;
  if (known || (known === null && !make)) return known ?? null;
  base = opened(make);
  const found = await base;
  if (!found && make) passing = true;
  return found;
}

/** Is there a store of before? */
export const exists = async () => (await database(false)) !== null;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const result = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

/** Done when it is on the disk, not when it is on its way. @param {IDBDatabase} db @param {string} store @param {(s: IDBObjectStore) => IDBRequest} change @returns {Promise<any>} */
const durably = (db, store, change) => new Promise((done, fail) => {
  const transaction = db.transaction(store, 'readwrite', { durability: 'strict' });
  const request = change(transaction.objectStore(store));
  transaction.oncomplete = () => done(request.result);
  transaction.onabort = () => fail(transaction.error);
});

/** In their order. @returns {Promise<Row[]>} */
export async function rows() {
  const db = await database(false);
  const all = db ? await result(db.transaction(ROWS).objectStore(ROWS).getAll()) : [];
  return [...all, ...memory.values()];
}

/** What stands beside what waits of a membership. @param {string} as */
export async function tickets(as) {
  const mine = (await rows()).filter((row) => row.as === as && row.ticket).map((row) => row.ticket);
  return [...new Set(mine)].slice(-TICKETS_MAX);
}

/** Behind all others, or in its place if it has one. @param {Row} row */
export async function rowPut(row) {
  const db = await database(true);
  try {
    if (db && !memory.has(row.seq ?? NaN)) return void await durably(db, ROWS, (s) => s.put(row));
  } catch (fault) {
    console.warn(fault); // the disk is full, or the browser took the store away: better kept for a while than not at all
    passing = true;
  }
  const seq = row.seq ?? 1e15 + (memorySeq += 1);
  memory.set(seq, { ...row, seq });
}

/** @param {Row} row */
export async function rowDrop(row) {
  const db = await database(false);
  memory.delete(row.seq ?? NaN);
  if (db) await durably(db, ROWS, (s) => s.delete(row.seq ?? -1));
}

/** @param {string} name @returns {Promise<number>} */
export async function noteOf(name) {
  const db = await database(false);
  return db ? await result(db.transaction(NOTES).objectStore(NOTES).get(name)) ?? 0 : 0;
}
/** @param {string} name @param {number} value */
export async function notePut(name, value) {
  const db = await database(false);
  if (db) await durably(db, NOTES, (s) => s.put(value, name));
}
