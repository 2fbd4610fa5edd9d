// @ts-check
// The machine proposes, a person decides: a route, with a reason where it is another one than was proposed, and a priority. What she
// confirms is up to two commands, one after the other; each is sent once, whatever happens between.
import { Act } from '../../lib/api.js';
import { draw } from '../../lib/draw.js';
import { errorOf } from '../../lib/status.js';
import { said as say } from '../../lib/words.js';
import { missing, unread } from './answers.js';
import { call, corrected, said, today } from './call.js';
import { questionOf } from './questions.js';
import { draftId, forgetSaved } from './saving.js';

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

/** Of this decision: each command by what it is for, with its id. @type {Map<string, { text: string, act: Act }>} */
const acts = new Map();
/** @type {any} */
let submitted = null;

export function forgetDecision() {
  deciding = empty();
  acts.clear();
  submitted = null;
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

/** One command: the same as before keeps its id, a changed one gets another. @param {string} name @param {string} method @param {object} body @returns {Promise<any>} */
function send(name, method, body) {
  const text = JSON.stringify(body);
  const known = acts.get(name);
  const act = known?.text === text ? known.act : new Act(INTAKE + method, body);
  acts.set(name, { text, act });
  return act.send();
}

/** A new call is submitted; of one that is kept, what was corrected is amended. @returns {Promise<any>} its ids */
async function record() {
  if (!call.kept) {
    submitted ??= await send('call', 'SubmitScreening', {
      screening: said({ 'call.outcome': missing(call.answers, today()).length ? 'CALL_OUTCOME_PARTIAL' : 'CALL_OUTCOME_COMPLETED' }),
      notes: call.notes, ...(call.family ? { familyId: call.family.familyId } : {}), ...(draftId() ? { draftId: draftId() } : {}),
    });
    return submitted;
  }
  const { summary } = call.kept;
  let version = submitted?.version ?? summary?.version;
  if (!submitted && corrected())
    ({ version } = await send('call', 'AmendScreening', { screeningId: summary?.screeningId, version, screening: said(), reason: deciding.reason }));
  submitted = { screeningId: summary?.screeningId, version, familyId: summary?.familyId, familyNumber: summary?.familyNumber };
  return submitted;
}

/** @param {any} ids of the screening @returns {Promise<any>} */
async function decide(ids) {
  const { route, priority } = deciding;
  if (route === 'ROUTE_CALL_BACK') return {};
  const body = { screeningId: ids.screeningId, version: ids.version, route, priority };
  if (call.kept?.decision) return send('route', 'ReviseDecision', { ...body, reason: deciding.reason });
  return send('route', 'DecideRoute', { ...body, overrideReason: needsReason() ? deciding.reason : '' });
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
  deciding.sending = true;
  draw();
  try {
    const ids = await record();
    const reply = await decide(ids);
    forgetSaved();
    deciding.done = {
      route: deciding.route, familyId: ids.familyId, familyNumber: ids.familyNumber ?? '', screeningId: ids.screeningId,
      accessDueMs: reply?.accessDueAt ? Number(reply.accessDueAt.ms) : undefined, matches: ids.nMatches ?? 0,
    };
  } catch (fault) {
    refused(errorOf(fault));
  }
  deciding.sending = false;
  draw();
  return deciding.done !== null;
}
