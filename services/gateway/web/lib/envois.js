// @ts-check
// Never lost, never twice. What she does is put here: it is sealed and durable at this station before anything leaves, has its request's id
// from then on, and goes out in order, by one tab at a time, until a daemon has answered it. The network may be away, the browser killed,
// the session over: whoever signs in as the same membership at this station finds it and sends it on, with the same id.
//
//   put ─▶ queue.js: its place, sealed.js: durable ─▶ sender.js, in the tab that leads ─▶ answered or refused ─▶ told to all tabs
import { epochOf } from './api.js';
import { awaiting, draw as redraw } from './draw.js';
import { ApiError } from './status.js';
import { acting, idOf, now } from './session.js';
import * as queue from './queue.js';
import * as sealed from './sealed.js';
import { begin, changed, isMine, known, ring, state } from './sender.js';

/** @typedef {{ procedure: string, body: any, slot?: string, fill?: queue.Fill, page?: string, form?: string }} What */
/** @typedef {{ id: string, state: import('./sealed.js').State, at: number, procedure: string, page: string, slot: string, body: any, error: ApiError | null, mine: boolean }} Kept */

const HEARD_MAX = 100;
const MARK = 'sippe.poste';  // where it outlasts the store, the store was wiped

/** @type {queue.Item[]} as last read */
let all = [];
let unsealed = 0;
let granted = true;
let wiped = false;
/** @type {(() => void)[]} */
const hooks = [];
/** Those that this document put. @type {Map<string, { promise: Promise<any>, resolve: (reply: any) => void, reject: (error: ApiError) => void }>} */
const answers = new Map();
/** @type {Map<string, any>} */
const heard = new Map();

// ---- what there is ----

async function refresh() {
  all = await queue.items();
  redraw();
  hooks.forEach((hook) => hook());
}

/** @param {queue.Item} item @returns {Kept} */
function keptOf({ row, content }) {
  const error = content?.refusal ? new ApiError(content.refusal.code, content.refusal.status) : null;
  return { id: row.id, state: row.state, at: row.at, procedure: content?.procedure ?? '', page: content?.page ?? '', slot: content?.slot ?? '',
    body: content?.body, error, mine: content !== null };
}

/**
 * What is kept at this station, as this tab knows it: of her, in order (`items`), and counted; of others only how many. `stalled`: what
 * waits does so because nothing is answered. `persisted`: false when closing the browser may lose it.
 */
export function kept() {
  const mine = all.filter(({ row }) => isMine(row.as) && row.state !== 'answered');
  const items = mine.filter(({ content, row }) => content || !sealed.ringOf(row.as)).map(keptOf);
  const lost = mine.filter(({ content, row }) => !content && sealed.ringOf(row.as)).map(keptOf);
  /** @param {...string} states */
  const count = (...states) => items.filter((item) => states.includes(item.state)).length;
  const waiting = count('waiting', 'sent') + unsealed;
  return {
    items, lost, waiting, total: all.filter(({ row }) => row.state !== 'answered').length, refused: count('refused'), held: count('held'), unopenable: lost.length,
    others: all.filter(({ row }) => !isMine(row.as)).length, since: Math.min(...[...items, ...lost].map((item) => item.at)),
    persisted: granted && !wiped && !sealed.passing && unsealed === 0, stalled: state.resting, savedAt: state.savedAt,
    shown: (state.resting ? waiting : 0) + count('refused', 'held') + lost.length,
  };
}
/** Called whenever that changed; the page is drawn anyway. @param {() => void} hook */
export const onKept = (hook) => { hooks.push(hook); };

// ---- put ----

/** Asked once, when there is something to keep. */
async function settle() {
  if (localStorage.getItem(MARK)) return;
  localStorage.setItem(MARK, '1');
  granted = await navigator.storage?.persist?.() ?? false;
}

/** @param {string} id */
function answerOf(id) {
  const before = answers.get(id);
  if (before) return before.promise;
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  made.promise.catch(() => {}); // who does not look at it is told by the list
  answers.set(id, made);
  return made.promise;
}

/** One after the other, as they were asked: what keeps the first one back keeps the others too. @type {Promise<any>} */
let turn = Promise.resolve();

/** @param {What} what @returns {Promise<{ id: string, answer: Promise<any> }>} */
function inTurn(what) {
  const mine = turn.then(() => keep(what));
  turn = mine.catch(() => {});
  return mine;
}

/** @param {What} what @returns {Promise<{ id: string, answer: Promise<any> }>} */
async function keep({ procedure, body, slot = '', fill = {}, page = location.pathname.split('/')[1], form = '1' }) {
  const m = acting();
  if (!m) throw new Error('nobody acts here');
  const who = { as: idOf(m), at: now(), form, heard };
  unsealed += 1;
  try {
    await Promise.all([ring(who.as), settle()]);
    const content = { procedure, body, request: queue.draw(), slot, fill: { ...fill }, page, epoch: epochOf(procedure) };
    const id = await queue.within(() => queue.place(who, content));
    return { id, answer: answerOf(id) };
  } finally {
    unsealed -= 1;
    await changed();
  }
}

/**
 * Keeps a command and sends it. Done once it is durable; `answer` comes when a daemon has answered it, now or tomorrow, and is rejected with
 * the ApiError when that refused it (it stays listed) or it was dropped. `slot`: what has not been sent of the same slot is replaced, in its
 * place and under its id. `fill`: { field: [id of an earlier one, field of its reply] }. The page is ready when it is answered, or waits.
 * @param {What} what
 */
export async function put(what) {
  const done = await awaiting(inTurn(structuredClone(what)));
  awaiting(known(done.answer));
  return done;
}

// ---- begun ----

/** Whoever put it here is told. @param {string} id @param {any} reply @param {ApiError} [error] */
function over(id, reply, error) {
  const one = answers.get(id);
  if (one && !error) heard.set(id, reply);
  if (heard.size > HEARD_MAX) heard.delete([...heard.keys()][0]);
  answers.delete(id);
  if (error) one?.reject(error);
  else one?.resolve(reply);
}

/** What was kept before, if anything: a store that is gone where one was is said. */
async function remember() {
  const there = await sealed.exists();
  const mark = localStorage.getItem(MARK);
  if (mark && !there) localStorage.setItem(MARK, 'wiped');
  wiped = localStorage.getItem(MARK) === 'wiped';
  if (mark) granted = await navigator.storage?.persisted?.() ?? false;
  await refresh();
}

/** Once a document, when it is known who is signed in. */
export async function watch() {
  await remember();
  begin({ changed: refresh, over });
}

// ---- what a person does with it ----

export { flush, known, tellNow } from './sender.js';

/** Refused: sent again, as another request, since nothing of it was done. @param {string} id */
export async function resend(id) {
  await queue.within(() => queue.resend(id));
  await changed();
}

/** Gone for good, with what takes something of its reply. False: it is on its way. @param {string} id */
export async function drop(id) {
  const gone = await queue.within(() => queue.drop(id));
  if (gone) gone.forEach((one) => over(one, null, new ApiError('aborted', {})));
  await changed();
  return gone !== false;
}
