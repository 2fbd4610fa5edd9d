// @ts-check
// Who is signed in, and as which of her memberships this tab acts. The cookie is the browser's and no script sees it; the membership is
// this tab's, so that two tabs may act as two. All tabs tell each other of a sign-in and a sign-out: whoever comes after at the same
// station finds nothing of the one before, in no tab.
import { draw } from './draw.js';
import { Act, ask, calls, hex } from './api.js';
import { errorOf } from './status.js';

/** @typedef {import('./types.js').Who} Who */
/** @typedef {import('./types.js').Membership} Membership */

const AS = 'sippe.as';
const NOTE = 'sippe.note';
const tabs = new BroadcastChannel('sippe');
const GATEWAY = '/sippe.gateway.Gateway/';

/** @type {Who | null} */
let who = null;
/** @type {import('./status.js').ApiError | null} */
let fault = null;
/** How far the gateway's clock is ahead of this station's. */
let ahead = 0;
/** When a request was last answered, by the gateway's clock. */
let used = 0;
/** Those that wait for her to sign in again. @type {(() => void)[]} */
let waiting = [];
let over = false;

/** @type {(() => void)[]} */
const hooks = [];
/** Called when somebody is known to be signed in, again or anew, and when she leaves. @param {() => void} hook */
export const onWho = (hook) => { hooks.push(hook); };

/** @param {Membership} m */
export const idOf = (m) => hex(m.id);
export const signedIn = () => who;
/** Why it could not be asked who is signed in. */
export const whoFault = () => fault;
/** True: the session ended while the page was open; it waits, hidden, for the same person. */
export const isOver = () => over;
export const now = () => Date.now() + ahead;

/** Without another request it ends then, as far as this tab knows; and at the latest then, whatever is used. */
export function ends() {
  const idle = Number(who?.idleUntilMs ?? Infinity) - Number(who?.nowMs ?? 0);
  return { idle: used + idle, latest: Number(who?.endsMs ?? Infinity) };
}

/** @returns {Membership | undefined} */
export function acting() {
  const all = who?.memberships ?? [];
  const kept = sessionStorage.getItem(AS);
  return all.find((m) => idOf(m) === kept) ?? (all.length === 1 ? all[0] : undefined);
}

/** Of all daemons whose methods it lists @param {string[]} methods */
export const allows = (methods) => methods.every((m) => acting()?.methods?.includes(m));

/** Everything that this page holds goes with it: the next one begins with nothing. @param {string} path @param {string} [why] */
export function leave(path, why) {
  if (why) sessionStorage.setItem(NOTE, why);
  document.getElementById('app')?.setAttribute('hidden', '');
  location.replace(path);
}

let note = '';
/** Why she was brought here: "out", "elsewhere"; told on this page, and forgotten with it. */
export const noteHere = () => note;
export function keepNote() {
  note = sessionStorage.getItem(NOTE) ?? '';
  sessionStorage.removeItem(NOTE);
}

/** Whether this page may go on for who signed in now: she has the membership that it acts as. @param {Who} next */
function goesOn(next) {
  const mine = acting() ? [acting()] : who?.memberships ?? [];
  return who === null || mine.some((m) => m && next.memberships?.some((n) => n.id === m.id));
}

/** @param {Who} next */
function take(next) {
  if (!goesOn(next)) return leave('/');
  who = next;
  fault = null;
  ahead = Number(next.nowMs ?? Date.now()) - Date.now();
  used = now();
  over = false;
  const resumed = waiting;
  waiting = [];
  resumed.forEach((resume) => resume());
  hooks.forEach((hook) => hook());
  draw();
}

/** Whether anybody is signed in; asked when a page begins, and when her memberships have moved. */
export async function load() {
  try {
    take(await ask(GATEWAY + 'WhoAmI', {}, { open: true }));
  } catch (e) {
    const error = errorOf(e);
    fault = error.code === 'unauthenticated' ? null : error;
    if (!fault && who) ended();
    draw();
  }
}

/** It ends when the same person is signed in again; another one never comes back to this page. @returns {Promise<void>} */
export function ended() {
  over = true;
  draw();
  return new Promise((done) => waiting.push(done));
}

/** @param {Act} act of SignIn */
export async function signIn(act) {
  const answer = await act.send({ open: true });
  tabs.postMessage('in');
  take(answer.who ?? {});
}

/** @param {string} code as it was typed */
export const signInAct = (code) => new Act(GATEWAY + 'SignIn', { code });

/** @param {string} why */
export function gone(why) {
  who = null;
  hooks.forEach((hook) => hook());
  sessionStorage.removeItem(AS);
  tabs.postMessage('out');
  leave('/connexion', why);
}

export async function signOut() {
  await new Act(GATEWAY + 'SignOut', {}).send({ open: true });
  gone('out');
}

/** This tab acts as it from now on: a page that was opened as another is left. @param {Membership} m */
export function actAs(m) {
  sessionStorage.setItem(AS, idOf(m));
  leave('/');
}

tabs.onmessage = ({ data }) => {
  if (data === 'out' && who) {
    sessionStorage.removeItem(AS);
    leave('/connexion', 'elsewhere');
  } else if (data === 'in' && (who || over)) load();
  else if (data === 'in') leave('/');
};
// What the browser kept of a page to show it again at once may be another person's by now.
addEventListener('pageshow', (event) => event.persisted && location.reload());

calls({
  as: () => { const m = acting(); return m ? idOf(m) : null; },
  over: ended,
  used: (at) => { used = Math.max(used, at + ahead); },
});

// ---- its end ----

// Two minutes before the session ends by itself the page says so, and how to stay (WCAG 2.2, 2.2.1). Any request counts as a sign of
// life; another tab's do too, which this one does not see: then the warning comes too early, never too late.
const WARN_MS = 120000;
const LOOK_MS = 15000;

/** What is left until it ends, when that is less than the warning; null: more, or nobody is signed in. */
export function endsIn() {
  if (!signedIn()) return null;
  const { idle, latest } = ends();
  const ms = Math.min(idle, latest) - now();
  return ms < WARN_MS ? Math.max(0, ms) : null;
}
/** Whether she may stay by saying so: not past the end that no use moves. */
export const mayStay = () => ends().latest - now() > WARN_MS;
export const stay = () => load();

export function watchEnd() {
  setInterval(() => endsIn() !== null && draw(), LOOK_MS);
}
