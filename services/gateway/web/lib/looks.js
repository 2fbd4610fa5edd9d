// @ts-check
// Who saw what: the access journals of the four daemons, each in the order of its entries, as one list by time (services/cli/audit).
import { ask } from './api.js';
import { TASKS } from './daemons.js';
import { behind, merged } from './merge.js';
import { errorOf } from './status.js';

/** @typedef {import('../proto/node_pb').AccessShownJson} Entry */
/** @typedef {import('../proto/node_pb').ListAccessRequestJson} Request */
/** @typedef {import('../proto/node_pb').ListAccessReplyJson} Reply */
/** @typedef {Entry & { daemon: string }} Look */
/** @typedef {import('./status.js').ApiError} ApiError */
/** @typedef {import('./merge.js').Source<Look> & { daemon: string, body: Request, next: string, asked: boolean, ended: Set<string>, error: ApiError | null }} Source */
/** @typedef {{ who: string, method: string, looks: number, things: number, refused: number }} Tally */

const DAEMONS = Object.keys(TASKS);
const PAGE = 100;

/** @param {Look} a @param {Look} b */
export function byTime(a, b) {
  return Number(a.atMs ?? 0) - Number(b.atMs ?? 0) || DAEMONS.indexOf(a.daemon) - DAEMONS.indexOf(b.daemon) || Number(a.n ?? 0) - Number(b.n ?? 0);
}

/** At each daemon, for each of what is asked: a family is asked for by each of her ids. @param {Request[]} asked @returns {Source[]} */
export const sources = (asked) => DAEMONS.flatMap((daemon) => asked.map((body) =>
  ({ daemon, body, rows: [], more: true, next: '', asked: false, ended: new Set(), error: null })));

/** @param {Source} from */
async function readOn(from) {
  try {
    const reply = /** @type {Reply} */ (await ask(`/${from.daemon}/sippe.node.Node/ListAccess`,
      { ...from.body, limit: PAGE, ...(from.next ? { after: from.next } : {}) }));
    from.rows.push(...(reply.entries ?? []).map((e) => ({ ...e, daemon: from.daemon })));
    from.next = Number(reply.next ?? 0) ? String(reply.next) : '';
    from.more = from.next !== '';
    for (const e of reply.ended ?? []) from.ended.add(`${e.month?.year}-${e.month?.month}`);
  } catch (fault) {
    from.error = errorOf(fault);
    from.more = false;
  }
  from.asked = true;
}

/** One that shows two of her things was given twice. @param {Look[]} all */
const once = (all) => all.filter((look, i) => i === 0 || byTime(all[i - 1], look) !== 0);

/** @param {Source[]} all */
export const looksOf = (all) => once(merged(all, byTime));

/** The first page of each: of one daemon one after the other, as a membership may have few questions under way. @param {Source[]} all */
const begun = (all) => Promise.all(DAEMONS.map(async (daemon) => {
  for (const from of all.filter((s) => s.daemon === daemon && s.more && !s.asked)) await readOn(from);
}));

/** Until so many may be shown, or all were read. @param {Source[]} all @param {number} wanted */
export async function read(all, wanted) {
  await begun(all);
  for (let next = behind(all, byTime); next && looksOf(all).length < wanted; next = behind(all, byTime)) await readOn(next);
}

/** @param {Source[]} all */
export const isWhole = (all) => !behind(all, byTime);
/** The daemons that did not answer. @param {Source[]} all */
export const away = (all) => new Set(all.filter((s) => s.error).map((s) => s.daemon)).size;
/** The months of which no entry is kept any more. @param {Source[]} all */
export const ended = (all) => new Set(all.flatMap((s) => [...s.ended])).size;

/** @param {Look} look */
const isRefused = (look) => look.outcome !== undefined && look.outcome !== 'REASON_UNSPECIFIED';

/** How much each looked at, by how: whoever looked most first. @param {Look[]} all @param {(look: Look) => string} who @returns {Tally[]} */
export function tallies(all, who) {
  /** @type {Map<string, Tally>} */
  const found = new Map();
  for (const look of all) {
    const key = `${look.actor?.member} ${look.method}`;
    const one = found.get(key) ?? { who: who(look), method: look.method ?? '', looks: 0, things: 0, refused: 0 };
    found.set(key, one);
    if (isRefused(look)) one.refused += look.times ?? 1;
    else {
      one.looks += look.times ?? 1;
      one.things += look.shown ?? 0;
    }
  }
  return [...found.values()].sort((a, b) => b.looks + b.refused - a.looks - a.refused || (a.method < b.method ? -1 : 1));
}
