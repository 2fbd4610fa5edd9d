// @ts-check
// What moved: asked each ten seconds while the page is looked at, each second where somebody waits for an answer, each minute while it is
// not looked at. It is no sign of life, so that a page that is left open keeps no session open; and it is how a page that nobody touches
// learns that its session is over.
import { askQuietly } from './api.js';
import { errorOf } from './status.js';
import { acting, ended, idOf, isOver, load, signedIn } from './session.js';

const SEEN_MS = 10000;
const SOON_MS = 1000;
const PRESENT_MS = 300000;
const HIDDEN_MS = 60000;

let since = '0';
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** When she last pressed something here. */
let touched = Date.now();
/** Whether she is there: what a page reads by itself is read for somebody, and keeps no session open that nobody uses. */
export const isPresent = () => !document.hidden && Date.now() - touched < PRESENT_MS;

/** @typedef {{ list?: string, scope?: string, times?: number }} Moved */

/** Who wants to know that a list moved. @type {{ list: string, soon: boolean, tell: (times: number) => void }[]} */
let watched = [];

/** `tell` is called each time it is heard that this list moved for her, with how often; 0: nobody knows what moved. Answers how it ends.
 * `soon`: somebody waits for it, as for a partner's answer.
 * @param {string} list as its daemon names it ("work_in_order") @param {(times: number) => void} tell @param {boolean} [soon] */
export function onMoved(list, tell, soon = false) {
  const one = { list, soon, tell };
  watched.push(one);
  return () => { watched = watched.filter((w) => w !== one); };
}

/** Her own membership moved: what she may do is asked again. @param {Moved[]} moved @param {boolean} everything */
function follow(moved, everything) {
  const m = acting();
  const mine = moved.some((x) => x.list?.endsWith('members') && (!x.scope || !m || x.scope === idOf(m)));
  if (mine || everything) load();
  for (const w of watched) {
    const times = moved.filter((x) => x.list === w.list).reduce((sum, x) => sum + (x.times ?? 1), 0);
    if (everything || times) w.tell(everything ? 0 : times);
  }
}

async function look() {
  if (signedIn() && !isOver()) {
    try {
      const answer = await askQuietly('/flux', { since });
      if (since !== '0') follow(answer.moved ?? [], answer.everything ?? false);
      since = answer.now ?? '0';
    } catch (e) {
      if (errorOf(e).code === 'unauthenticated') ended();
    }
  }
  again();
}

function pauseMs() {
  if (document.hidden) return HIDDEN_MS;
  return isPresent() && watched.some((w) => w.soon) ? SOON_MS : SEEN_MS;
}

function again() {
  clearTimeout(timer);
  timer = setTimeout(look, pauseMs());
}

export function watch() {
  document.addEventListener('visibilitychange', () => (document.hidden ? again() : look()));
  for (const name of ['keydown', 'pointerdown']) addEventListener(name, () => { touched = Date.now(); }, { capture: true, passive: true });
  look();
}
