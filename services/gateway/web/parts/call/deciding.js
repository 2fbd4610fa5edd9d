// @ts-check
// The machine proposes, a person decides: a route, with a reason where it is another one than was proposed, and a priority. What she
// confirms is up to two commands, the second of which takes of the reply of the first: both are sealed here before either leaves.
import { draw } from '../../lib/draw.js';
import { drop, kept, put } from '../../lib/envois.js';
import { errorOf } from '../../lib/status.js';
import { said as say } from '../../lib/words.js';
import { missing, unread } from './answers.js';
import { call, corrected, said, today } from './call.js';
import { questionOf } from './questions.js';
import { forgetSaved, FORM, ofDraft, PAGE, saveNow } from './saving.js';

/** @typedef {import('../../lib/status.js').ApiError} ApiError */
/** @typedef {{ id: string, text?: string }} Wrong a question, and what is said of it; nothing: it has no answer */

const INTAKE = '/sippe.intake.Intake/';

/** In the order of the pad. ROUTE_CALL_BACK decides nothing: she is called again. */
export const ROUTES = /** @type {const} */ (['ROUTE_SIPPE', 'ROUTE_OLO_ONLY', 'ROUTE_WAITLIST', 'ROUTE_OTHER_SERVICE', 'ROUTE_CALL_BACK', 'ROUTE_DECLINED']);

const empty = () => ({
  route: '', reason: '', priority: 0,
  /** What keeps it from being confirmed. @type {Wrong[]} */ wrong: [],
  /** It needs a reason, and has none. */ unreasoned: false,
  /** The daemon wants one where the page did not know. */ mustReason: false,
  sending: false,
  /** @type {ApiError | null} */ error: null,
  /** What came of it. @type {Done | null} */ done: null,
});
/**
 * @typedef {object} Done
 * @property {string} route
 * @property {string} familyId
 * @property {string} familyNumber
 * @property {string} screeningId
 * @property {number} [accessDueMs]  until when she is to be met in person
 * @property {number} matches        families that it may be
 */

export let deciding = empty();

/** The call's own command, once it is put here: the decision takes the screening of its reply. */
let submission = '';
/** What was recorded in a try before is not recorded again: only its decision was refused. @type {any} */
let recorded = null;

export function forgetDecision() {
  deciding = empty();
  submission = '';
  recorded = null;
}

export const proposed = () => call.preview?.proposal?.route ?? 'ROUTE_UNSPECIFIED';

/** Another one than is proposed, and a wait, want a reason (DecideRoute). */
export function needsReason() {
  const { route } = deciding;
  if (!route || route === 'ROUTE_CALL_BACK') return call.kept !== null && corrected();
  return deciding.mustReason || route !== proposed() || call.kept?.decision !== undefined || (call.kept !== null && corrected());
}

/** @param {string} route */
export function choose(route) {
  Object.assign(deciding, { route, wrong: [], error: null, unreasoned: false, mustReason: false });
  draw();
}
/** @param {number} priority again: none */
export function rank(priority) {
  deciding.priority = deciding.priority === priority ? 0 : priority;
  draw();
}
/** @param {string} text */
export function reason(text) {
  deciding.reason = text;
  deciding.unreasoned = false;
  draw();
}

/** @typedef {{ id: string, answer: Promise<any> }} Sent */

/** @param {string} method @param {object} body @param {Record<string, [string, string]>} [fill] @returns {Promise<Sent>} */
const send = (method, body, fill = {}) => put({ procedure: INTAKE + method, body, fill, page: PAGE, form: FORM });

/** A new call is submitted; of one that is kept, what was corrected is amended; of one that is as it was there is nothing to say. @returns {Promise<Sent | null>} */
async function record() {
  const { summary } = call.kept ?? {};
  if (summary && !corrected()) return null;
  if (summary) return send('AmendScreening', { screeningId: summary.screeningId, version: summary.version, screening: said(), reason: deciding.reason });
  await saveNow();
  const { body, fill } = ofDraft();
  const outcome = missing(call.answers, today()).length ? 'CALL_OUTCOME_PARTIAL' : 'CALL_OUTCOME_COMPLETED';
  return send('SubmitScreening', { ...body, screening: said({ 'call.outcome': outcome }), notes: call.notes, ...call.inbound,
    ...(call.family ? { familyId: call.family.familyId } : {}) }, fill);
}

/** What the decision is about: known, or of the reply of what goes before. @returns {{ body: object, fill: Record<string, [string, string]> }} */
function about() {
  const { summary } = call.kept ?? {};
  if (!summary) return { body: {}, fill: { screeningId: [submission, 'screeningId'], version: [submission, 'version'] } };
  if (submission) return { body: { screeningId: summary.screeningId }, fill: { version: [submission, 'version'] } };
  return { body: { screeningId: summary.screeningId, version: summary.version }, fill: {} };
}

/** @returns {Promise<Sent | null>} */
async function decide() {
  const { route, priority } = deciding;
  if (route === 'ROUTE_CALL_BACK') return null;
  const { body, fill } = about();
  if (call.kept?.decision) return send('ReviseDecision', { ...body, route, priority, reason: deciding.reason }, fill);
  return send('DecideRoute', { ...body, route, priority, overrideReason: needsReason() ? deciding.reason : '' }, fill);
}

/** @param {ApiError} error */
function refused(error) {
  if (error.status.reason === 'REASON_OVERRIDE_REASON_MISSING') {
    Object.assign(deciding, { mustReason: true, unreasoned: true, error: null });
    return;
  }
  deciding.error = error;
  deciding.wrong = (error.status.violations ?? []).flatMap((v) => {
    const q = questionOf(v.path ?? '');
    return q ? [{ id: q.id, text: say(v.messageFr, v.messageEn) }] : [];
  });
}

/** What has to be there before anything is sent. */
function isWhole() {
  const { route } = deciding;
  deciding.wrong = [...new Set([...unread(call.answers, today()), ...missing(call.answers, today())])].map(({ id }) => ({ id }));
  deciding.unreasoned = needsReason() && deciding.reason.trim() === '';
  return route !== '' && !deciding.wrong.length && !deciding.unreasoned;
}

/** False: something is missing, and `wrong` says what. */
export async function confirm() {
  if (deciding.sending) return true;
  deciding.error = null;
  if (!isWhole()) {
    draw();
    return false;
  }
  const mine = deciding;
  mine.sending = true;
  draw();
  await conclude(mine);
  mine.sending = false;
  draw();
  return mine.done !== null;
}

/** @param {typeof deciding} mine another call may be here when it is answered: then what was refused stays listed at the station */
async function conclude(mine) {
  /** @type {Sent[]} */
  const sent = [];
  try {
    const first = submission ? null : await record();
    if (first) sent.push(first);
    submission = first?.id ?? submission;
    const second = await decide();
    if (second) sent.push(second);
    const reply = await first?.answer;
    if (reply && mine === deciding) recorded = reply;
    const decided = await second?.answer;
    if (mine === deciding) done(recorded ?? {}, decided);
  } catch (fault) {
    if (mine !== deciding) return;
    if (!recorded) submission = '';
    await Promise.all(sent.map((one) => drop(one.id))); // this page says what was wrong with it
    refused(errorOf(fault));
  }
}

/** @param {any} record @param {any} reply */
function done(record, reply) {
  const ids = { ...call.kept?.summary, ...record };
  forgetSaved();
  deciding.done = {
    route: deciding.route, familyId: ids.familyId ?? '', familyNumber: ids.familyNumber ?? '', screeningId: ids.screeningId ?? '',
    accessDueMs: reply?.accessDueAt ? Number(reply.accessDueAt.ms) : undefined, matches: record.nMatches ?? 0,
  };
}

/** It is sealed here, and nothing is answered: the next call may be taken. */
export const isWaiting = () => deciding.sending && kept().stalled;
