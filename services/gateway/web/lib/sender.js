// @ts-check
// What waits goes out: in the order of each membership, by the one tab of this station that holds the lock `sippe.envois`, until a daemon has
// answered it. What is not answered is repeated with its id, after half a second and then ever later, and at once when there is a reason to:
// the network is back, something else was answered, she signed in. Tabs tell each other what came of it; nothing of that is written down.
import { epochOf, onBack, pause, sendOnce } from './api.js';
import { ApiError, errorOf } from './status.js';
import { ended, idOf, isOver, now, onWho, signedIn } from './session.js';
import * as queue from './queue.js';
import * as sealed from './sealed.js';

const GATEWAY = '/sippe.gateway.Gateway/';
const FIRST_MS = 500;
const MOST_MS = 30000;
const KEY_MS = 2000;
const TOLD_AFTER_MS = 30000; // what is gone by then nobody need be told of
const tabs = new BroadcastChannel('sippe.envois');

/** A try was not answered, and nothing has been since; when something last was. */
export const state = { resting: false, savedAt: 0 };
let leads = false;

/** @type {{ changed: () => Promise<void>, over: (id: string, reply: any, error?: ApiError) => void }} who draws it, and who waits for it */
let owner = { changed: async () => {}, over: () => {} };

export const memberships = () => (signedIn()?.memberships ?? []).map(idOf);
/** @param {string} as */
export const isMine = (as) => memberships().includes(as);

// ---- waking ----

/** "change": something waits, or does no more. "now": it makes sense to try at once. */
const bell = new EventTarget();
/** @param {...string} names @returns {Promise<void>} */
const rung = (...names) => new Promise((done) => {
  const all = new AbortController();
  for (const name of names) bell.addEventListener(name, () => { all.abort(); done(); }, { signal: all.signal });
});
/** @param {string} name */
const strike = (name) => bell.dispatchEvent(new Event(name));

/** @param {boolean} next */
function rest(next) {
  state.resting = next;
  if (next) strike('rest');
}

/** The first of the two: it is over, or it is known that it waits. @param {Promise<any>} answer @returns {Promise<void>} */
export const known = (answer) => new Promise((done) => {
  const listening = new AbortController();
  const end = () => { listening.abort(); done(); };
  if (state.resting) return end();
  bell.addEventListener('rest', end, { signal: listening.signal });
  answer.then(end, end);
});

/** @param {any} [message] */
export async function changed(message = {}) {
  tabs.postMessage({ ...message, change: true, ...state });
  strike('change');
  await owner.changed();
}

/** What waits is tried now. */
export function flush() {
  tabs.postMessage({ now: true });
  strike('now');
}

// ---- sent, by the tab that leads ----

/** Nothing was done and it may be later, or nobody knows. @param {ApiError} error */
const isLater = (error) => error.unanswered || error.code === 'resource_exhausted';

/** The keys of a membership here; it lasts until there are some. @param {string} as @returns {Promise<sealed.Ring>} */
export async function ring(as) {
  for (;;) {
    const there = sealed.ringOf(as);
    if (there) return there;
    try {
      await sealed.take(as, await sendOnce({ procedure: GATEWAY + 'StationKey', body: { former: await sealed.tickets(as) }, as }));
    } catch (fault) {
      const error = errorOf(fault);
      if (error.code === 'unauthenticated') await ended();
      else if (!isLater(error)) throw error;
      else await Promise.race([pause(KEY_MS), rung('now')]);
    }
  }
}

/** Is the store another one than when it was done? Where none has answered yet, or none since it was away, it is asked. @param {queue.Opened} item */
async function isAgain({ row, content: { procedure, epoch } }) {
  if (!epoch) return false;
  const daemon = procedure.split('.')[1];
  if (!epochOf(procedure) || state.resting) await sendOnce({ procedure: `/${daemon}/sippe.node.Node/WhoAmI`, body: {}, as: row.as });
  return epochOf(procedure) !== epoch;
}

/** @param {queue.Opened} item @returns {Promise<{ reply?: any, error?: ApiError }>} */
async function tried(item) {
  const { procedure, body, request, page } = item.content;
  try {
    return { reply: await sendOnce({ procedure, body, id: request, as: item.row.as, page, again: await isAgain(item) }) };
  } catch (fault) {
    return { error: errorOf(fault) };
  }
}

/** @param {queue.Opened} item @param {any} reply */
async function taken(item, reply) {
  await queue.within(() => queue.answered(item, reply));
  state.savedAt = now();
  rest(false);
  owner.over(item.row.id, reply);
  await changed({ id: item.row.id, reply });
}

/** @param {queue.Opened} item @param {ApiError} error */
async function turnedAway(item, error) {
  await queue.within(() => queue.refused(item, error));
  rest(false);
  owner.over(item.row.id, null, error);
  await changed({ id: item.row.id, code: error.code, status: error.status });
}

/** She is not signed in any more: until she is. */
async function stopped() {
  rest(true);
  await changed();
  await ended();
}

/** @param {number} delay */
async function later(delay) {
  rest(true);
  await changed();
  await Promise.race([pause(delay * (0.5 + Math.random())), rung('now')]);
}

/** Those of one membership, one after the other, as long as this document is there. @param {string} as */
async function lane(as) {
  let delay = FIRST_MS;
  await ring(as);
  await queue.within(() => queue.renew(as));
  for (;;) {
    const change = rung('change', 'now');
    const item = isMine(as) && !isOver() ? await queue.within(() => queue.next(as, epochOf)) : null;
    if (!item) {
      await change;
      continue;
    }
    owner.changed().catch(errorOf); // it is on its way, and is not given up any more
    const { reply, error } = await tried(item);
    if (error && isLater(error)) {
      await later(delay);
      delay = Math.min(delay * 2, MOST_MS);
      continue;
    }
    delay = FIRST_MS;
    if (!error) await taken(item, reply);
    else if (error.code === 'unauthenticated') await stopped();
    else await turnedAway(item, error);
  }
}

/** @type {Set<string>} */
const lanes = new Set();
function spread() {
  if (!leads) return;
  for (const as of memberships().filter((m) => !lanes.has(m))) {
    lanes.add(as);
    lane(as).catch((fault) => { errorOf(fault); lanes.delete(as); });
  }
}

/** The lock goes with the document, however that ends; then another tab has it. */
const lead = () => navigator.locks.request('sippe.envois', () => {
  leads = true;
  spread();
  noted().catch(errorOf);
  return new Promise(() => {});
});

// ---- told to the gateway ----

/** Of each of her memberships: how many, and since when. */
async function counts() {
  const all = await sealed.rows();
  return memberships().map((as) => {
    const rows = all.filter((row) => row.as === as && row.state !== 'answered');
    return { as, count: rows.length, sinceMs: Math.min(...rows.map((row) => row.at)) };
  });
}

/** Once said, 0 is said too. What is not answered is said again with the next. @param {number} age so long it may wait before it is worth a word */
async function note(age) {
  for (const { as, count, sinceMs } of await counts()) {
    const told = await sealed.noteOf(as);
    if (count === told || (count > told && now() - sinceMs < age)) continue;
    await sendOnce({ procedure: GATEWAY + 'NoteKept', body: count ? { count, sinceMs: String(sinceMs) } : {}, as });
    await sealed.notePut(as, count);
  }
}
async function noted() {
  for (;;) {
    if (signedIn() && !isOver()) await note(TOLD_AFTER_MS).catch(errorOf);
    await pause(TOLD_AFTER_MS / 2);
  }
}

/** Before she leaves: how many stay, if the gateway hears it. */
export const tellNow = () => note(0).catch(errorOf);

// ---- begun ----

/** @param {MessageEvent<any>} event */
function hear({ data }) {
  if ('resting' in data) rest(data.resting);
  if (data.savedAt) state.savedAt = data.savedAt;
  if (data.reply) owner.over(data.id, data.reply);
  if (data.code) owner.over(data.id, null, new ApiError(data.code, data.status));
  if (data.change) owner.changed();
  if (data.asked && leads) tabs.postMessage({ ...state });
  if (data.change) strike('change');
  if (data.now) strike('now');
}

async function greet() {
  if (!signedIn()) return sealed.forget();
  spread();
  flush();
  await Promise.all(memberships().map(ring));
  await owner.changed();
}

/** @param {typeof owner} whose */
export function begin(whose) {
  owner = whose;
  tabs.onmessage = hear;
  addEventListener('online', flush);
  onBack(flush);
  onWho(() => { greet().catch(errorOf); });
  tabs.postMessage({ asked: true });
  lead();
  greet().catch(errorOf);
}
