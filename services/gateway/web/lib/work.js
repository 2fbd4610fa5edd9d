// @ts-check
// The list of what is to be done. Two daemons keep one each, in the same order (proto/work.proto): the day on which it is due, the most
// pressing first, of one role and kind who waits longest first. A kind is one daemon's, so of several kinds each is a list of its own.
import { ask, hex } from './api.js';
import { behind, merged } from './merge.js';
import { typo, valuesOf } from './words.js';
import { allows } from './session.js';
import { errorOf } from './status.js';

/** @typedef {import('../proto/work_pb').WorkItemJson} Item */
/** @typedef {import('../proto/work_pb').ListWorkRequestJson} Request */
/** @typedef {import('../proto/work_pb').ListWorkReplyJson} Reply */
/** @typedef {import('./status.js').ApiError} ApiError */
/**
 * @typedef {import('./merge.js').Source<Item> & { daemon: 'intake' | 'scheduling', body: Request, next: string, reply: Reply | null,
 *   error: ApiError | null }} Source
 */

const PROCEDURES = { intake: '/sippe.intake.Intake/ListWork', scheduling: '/sippe.scheduling.Scheduling/ListWork' };
const PAGE = 50;
const UNPRESSING = 5;
// kinds stand by their numbers: intake's before scheduling's, and those that came later behind them
const FIRST_OF_SCHEDULING = 'WORK_KIND_VISIT_DUE', FIRST_BEHIND = 'WORK_KIND_INCIDENT';

/** All kinds and roles, in the order of their numbers. */
export const allKinds = () => valuesOf('sippe.WorkKind');
const roles = () => valuesOf('sippe.Role');

/** @param {string} kind */
export function daemonOf(kind) {
  const [at, first, behind] = [kind, FIRST_OF_SCHEDULING, FIRST_BEHIND].map((one) => allKinds().indexOf(one));
  return at >= first && at < behind ? 'scheduling' : 'intake';
}
/** @param {Item} w whether it is taken in hand, given back and settled by intake */
export const isIntakes = (w) => daemonOf(String(w.kind)) === 'intake';

/** @param {import('../proto/types_pb').DateJson} [date] what has no day stands first */
const day = (date) => (date ? Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1) : -Infinity);

/** @param {Item} w where it stands */
const place = (w) => [day(w.dueOn), w.priority || UNPRESSING, roles().indexOf(String(w.role)), allKinds().indexOf(String(w.kind)),
  Number(w.since?.ms ?? 0), hex(w.familyId), hex(w.thing)];

/** @param {Item} a @param {Item} b */
export function byPlace(a, b) {
  const x = place(a), y = place(b);
  const i = x.findIndex((value, at) => value !== y[at]);
  if (i < 0) return 0;
  return x[i] < y[i] ? -1 : 1;
}

/** @param {Source['daemon']} daemon @param {Request} body @returns {Source} */
const source = (daemon, body) => ({ daemon, body, rows: [], more: true, next: '', reply: null, error: null });

/**
 * The lists that hold what is asked for; of no kinds: of all. A desk has no business with visits.
 * @param {Request} asked @param {string[]} kinds
 */
export function sources(asked, kinds) {
  const mine = /** @type {Source['daemon'][]} */ (allows(['scheduling.ListWork']) ? ['intake', 'scheduling'] : ['intake']);
  if (!kinds.length) return mine.map((daemon) => source(daemon, asked));
  return kinds.filter((kind) => mine.includes(daemonOf(kind)))
    .map((kind) => source(daemonOf(kind), { ...asked, kind: /** @type {Request['kind']} */ (kind) }));
}

/** A territory without rules for visits lists none, which is no fault. @param {Source} from @param {ApiError} error */
const isNoFault = (from, error) => from.daemon === 'scheduling' && ['NOT_ALLOWED', 'TERRITORY_MISSING'].includes(error.word);

/** @param {Source} from its next page */
async function readOn(from) {
  try {
    const reply = /** @type {Reply} */ (await ask(PROCEDURES[from.daemon], { ...from.body, after: from.next, limit: PAGE }));
    from.rows.push(...(reply.items ?? []));
    from.next = reply.next ?? '';
    from.reply = reply;
    from.more = from.next !== '';
  } catch (fault) {
    const error = errorOf(fault);
    from.more = false;
    if (!isNoFault(from, error)) from.error = error;
  }
}

/** Until so many may be shown, or all were read. @param {Source[]} all @param {number} wanted */
export async function read(all, wanted) {
  await Promise.all(all.filter((s) => s.more && !s.reply).map(readOn));
  for (let next = behind(all, byPlace); next && merged(all, byPlace).length < wanted; next = behind(all, byPlace)) await readOn(next);
}

/** What the whole list holds: of each daemon as it counted, up to a thousand. @param {Source[]} all */
export const counted = (all) => ({
  n: all.reduce((sum, s) => sum + (s.reply?.total ?? 0), 0),
  late: all.reduce((sum, s) => sum + (s.reply?.overdue ?? 0), 0),
  moreThan: all.some((s) => s.reply?.moreThan || s.error),
});

/* ---- whom it is about ---- */

/** « Samira Benali (Sam) » @param {import('../proto/types_pb').PersonNameJson} [name] */
export function personName(name) {
  const both = [name?.given, name?.family].filter(Boolean).join(' ');
  return typo(name?.preferred ? `${both} (${name.preferred})` : both);
}

/** What a station or a telephone dials: « tel:+15145550142 ». @param {string} digits @param {string} [extension] */
export const dialled = (digits, extension = '') => `tel:${digits.length === 10 ? '+1' : ''}${digits}${extension ? `;ext=${extension}` : ''}`;
