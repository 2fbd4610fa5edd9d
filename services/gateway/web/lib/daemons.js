// @ts-check
// How the four daemons are, as the page of their state needs it. A person is told of a task, never of a daemon alone: what she must
// know is which part of the work stands still.
import { ask } from './api.js';
import { errorOf } from './status.js';

/** @typedef {import('../proto/node_pb').GetStatusReplyJson} Report */
/** @typedef {import('../proto/node_pb').ParkedJson} Parked */
/** @typedef {keyof typeof import('../words/etat.js').words} Key */
/** @typedef {import('./words.js').Values} Values */
/** @typedef {{ name: string, report: Report | null, parked: Parked[], error: import('./status.js').ApiError | null, since: number }} Daemon */
/** @typedef {{ key: Key, values: Values }} Trouble */

export const TASKS = /** @type {Record<string, Key>} */ ({
  intake: 'etat.intake', scheduling: 'etat.scheduling', directory: 'etat.directory', notifications: 'etat.notifications',
});

const GIB = 1024 ** 3;
const LOW_BYTES = GIB;      // deploy/prometheus/alerts.yml: SippeDiskLow
const FULL_SHARE = 0.7;     // SippeStoreFull
const ANSWER_MS = 4000;     // with the five seconds of the page: who stands still is seen within ten
const SILENT_MS = 60000;
const LATE_MS = 10 * 60000; // SippeDeadlinesLate

/** @param {Report} r how many records of others it has not taken yet */
export const lag = (r) => Math.max(0, ...(r.followed ?? []).map((f) => Number(f.head ?? 0) - Number(f.n ?? 0)));
/** @param {Report} r */
export const share = (r) => Number(r.usedBytes ?? 0) / Number(r.mapBytes || 1);
/** @param {Report} r */
const silent = (r) => (r.followed ?? []).filter((f) => Number(r.nowMs ?? 0) - Number(f.heardMs ?? 0) > SILENT_MS);

/** What is wrong when it answers, by what it says. @type {[Key, (r: Report) => Values | false][]} */
const RULES = [
  ['trouble.refuses', (r) => !r.accepting && {}],
  ['trouble.stopped', (r) => (r.followed ?? []).some((f) => f.stopped) && {}],
  ['trouble.silent', (r) => silent(r).length > 0 && { n: silent(r).length }],
  ['trouble.room', (r) => Boolean(r.accepting) && !r.following && {}],
  ['trouble.disk', (r) => Number(r.diskFreeBytes ?? 0) < LOW_BYTES && {}],
  ['trouble.full', (r) => share(r) > FULL_SHARE && { n: Math.round(share(r) * 100) }],
  ['trouble.parked', (r) => (r.parked ?? 0) > 0 && { n: r.parked ?? 0 }],
  ['trouble.clock', (r) => Boolean(r.clock) && r.clock !== 'CLOCK_BELIEVED' && {}],
  ['trouble.late', (r) => Number(r.deadlineLateMs ?? 0) > LATE_MS && {}],
  ['trouble.jobs', (r) => (r.jobsGivenUp ?? 0) > 0 && { n: r.jobsGivenUp ?? 0 }],
  ['trouble.restored', (r) => Boolean(r.unreviewed) && {}],
  ['trouble.damaged', (r) => Number(r.damaged ?? 0) > 0 && { n: Number(r.damaged) }],
];

/** @param {Daemon} d @returns {Trouble[]} */
export function troubles(d) {
  const report = d.report;
  if (!report) return [{ key: 'trouble.away', values: {} }];
  return RULES.flatMap(([key, rule]) => { const values = rule(report); return values ? [{ key, values }] : []; });
}

/** @param {string} name @param {string} method @param {object} body @param {typeof ask} how @returns {Promise<any>} */
const node = (name, method, body, how) => how(`/${name}/sippe.node.Node/${method}`, body, { ms: ANSWER_MS });

/** @param {string} name @param {Daemon | undefined} before @param {typeof ask} how @param {number} at @returns {Promise<Daemon>} */
async function one(name, before, how, at) {
  try {
    const report = await node(name, 'GetStatus', {}, how);
    const parked = report.parked ? (await node(name, 'ListParked', {}, how)).parked ?? [] : [];
    return { name, report, parked, error: null, since: 0 };
  } catch (fault) {
    return { name, report: null, parked: [], error: errorOf(fault), since: before?.error ? before.since : at };
  }
}

/** All four, each by itself: one that does not answer keeps no other back. @param {Daemon[]} before @param {typeof ask} how @param {number} at */
export const daemons = (before, how, at) =>
  Promise.all(Object.keys(TASKS).map((name) => one(name, before.find((d) => d.name === name), how, at)));
