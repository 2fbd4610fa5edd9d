// @ts-check
// Families referred to partners, and who must act next. Intake's list of work says whose turn it is and until when; notifications whom it was
// sent to, what was answered, and how it arrived. Two requests a page of it, whatever its length.
import { ask, askQuietly } from './api.js';
import { errorOf } from './status.js';

/** @typedef {import('../proto/work_pb').WorkItemJson} Item */
/** @typedef {import('../proto/notifications/notice_pb').NoticeJson} Notice */
/** @typedef {import('../proto/notifications_pb').NoticeSentJson} Sent */
/**
 * `ours`: who refers must act, else the partner. `changed`: it is another thing than when its line was put here.
 * @typedef {{ thing: string, work: Item[], ours: boolean, notice?: Notice, sent?: Sent, changed?: boolean }} Referral
 */

const KINDS = ['WORK_KIND_REFERRAL_OVERDUE', 'WORK_KIND_REFERRAL_DECLINED', 'WORK_KIND_WRONG_PARTNER', 'WORK_KIND_REFERRAL_OUTDATED',
  'WORK_KIND_ANSWER_AFTER_CANCEL', 'WORK_KIND_TELL_HOLDER', 'WORK_KIND_WAITLIST'];
/** These are also of other things, for which there is no notice. */
const OF_OTHERS = ['WORK_KIND_TELL_HOLDER', 'WORK_KIND_WAITLIST'];
const PAGE = 200;
const NOTICES = '/sippe.notifications.Notifications/ListNotices';

/** @param {Item} w a partner's turn, or a day that is still to come */
const isPartners = (w) => Boolean(w.partnersTurn || w.notYet);

/** @param {Item[]} items in their order @returns {Referral[]} of one thing one */
function together(items) {
  const all = /** @type {Map<string, Referral>} */ (new Map());
  for (const w of items) {
    const thing = w.thing ?? '', one = all.get(thing) ?? { thing, work: [], ours: false };
    one.work.push(w);
    one.ours ||= !isPartners(w);
    all.set(thing, one);
  }
  return [...all.values()];
}

/** @param {Referral} r what only a notice could say that it is one */
const mayBeNone = (r) => r.work.every((w) => OF_OTHERS.includes(String(w.kind)));

/** @param {Referral[]} all @param {(procedure: string, body: object) => Promise<any>} how @returns {Promise<Map<string, { notice: Notice, sent: Sent }>>} */
async function noticesOf(all, how) {
  const found = new Map();
  for (let at = 0; at < all.length; at += PAGE) {
    const { notices = [], sent = [] } = await how(NOTICES, { referralIds: all.slice(at, at + PAGE).map((r) => r.thing) });
    sent.forEach((/** @type {Sent} */ s, /** @type {number} */ i) => found.set(s.referralId, { notice: notices[i], sent: s }));
  }
  return found;
}

/**
 * A page of them. `away`: what notifications knows is not there.
 * @param {string} after @returns {Promise<{ rows: Referral[], next: string, away: import('./status.js').ApiError | null }>}
 */
export async function readReferrals(after) {
  const { items = [], next = '' } = await ask('/sippe.intake.Intake/ListWork', { kinds: KINDS, partnersTurn: true, after, limit: PAGE });
  const all = together(items);
  try {
    const found = await noticesOf(all, ask);
    return { rows: all.map((r) => ({ ...r, ...found.get(r.thing) })).filter((r) => r.notice || !mayBeNone(r)), next, away: null };
  } catch (fault) {
    return { rows: all.filter((r) => !mayBeNone(r)), next, away: errorOf(fault) };
  }
}

/** What became of these since, each in its place. Of what is not answered nothing changes. @param {Referral[]} rows @returns {Promise<Referral[]>} */
export async function readAgain(rows) {
  try {
    const found = await noticesOf(rows, askQuietly);
    return rows.map((r) => {
      const is = found.get(r.thing);
      return is ? { ...r, ...is, changed: r.changed || is.notice.version !== r.notice?.version } : r;
    });
  } catch {
    return rows;
  }
}
