// @ts-check
// The call that is on this page: what was said, what is proposed for it, and what is known of who calls. Nothing of it is drawn here.
import { ask, bytesOf, hex } from '../../lib/api.js';
import { civilOf } from '../../lib/dates.js';
import { draw } from '../../lib/draw.js';
import { acting, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { answersOf, same, screeningOf } from './answers.js';
import { QUESTIONS } from './questions.js';
import { readPhone } from './typed.js';

/** @typedef {import('./answers.js').Answer} Answer */
/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {import('../../proto/intake/decision_pb').PreviewRouteReplyJson} Preview */
/** @typedef {import('../../proto/intake/family_pb').FamilySummaryJson} Found */
/** @typedef {import('../../proto/intake/family_pb').GetScreeningReplyJson} Kept */
/** @typedef {import('../../proto/territory_pb').TerritoryJson} Territory */
/** @typedef {import('../../lib/status.js').ApiError} ApiError */

const INTAKE = '/sippe.intake.Intake/';
const PREVIEW_MS = 150;

/** A call that nobody has heard anything of yet. */
const begun = () => ({
  startedAt: now(),
  language: 'fr',
  clsc: acting()?.organization ?? '',
  /** @type {Answers} */ answers: new Map([['call.source', { chosen: ['REFERRAL_SOURCE_SELF_OLO_CALL'] }]]),
  notes: '',
  attempt: 1,
  /** @type {Preview | null} */ preview: null,
  /** Of the family that she says she is. @type {Found | null} */ family: null,
  /** Those whose telephone it is. @type {Found[] | null} */ matches: null,
  /** A screening that is kept, when this is no new call. @type {Kept | null} */ kept: null,
  /** What was drawn from a draft or a screening, to see what was changed since. @type {Answers} */ from: new Map(),
  /** What an organisation asked, where the call comes of it: SubmitScreening names it. @type {{ inboundId?: string }} */ inbound: {},
  /** Whoever was called back: where it goes on. */ resumed: false,
});

export let call = begun();
/** @type {Territory | null} */
export let territory = null;
/** Why it could not be opened. @type {ApiError | null} */
export let unopened = null;
/** Nothing is known yet of what the address names. */
export let opening = false;
/** Why nothing was proposed. @type {ApiError | null} */
export let unproposed = null;

export const today = () => civilOf(now());

export function forget() {
  call = begun();
  unopened = null;
  unproposed = null;
  looked = '';
}

/** The territory's words: notices that are read, names of CLSCs, days of priorities. */
export async function know() {
  try {
    territory ??= (await ask(INTAKE + 'GetTerritory')).territory ?? null;
  } catch (fault) {
    unopened = errorOf(fault);
  }
  draw();
}

/** The notice that is read today: the last one. */
export const notice = () => territory?.informationNotices?.at(-1);
/** @param {string} code */
export const clscName = (code) => territory?.clscs?.find((c) => c.code === code)?.name ?? code;

/** What the page itself says of the call. */
function own() {
  const read = call.answers.get('consent.notice_read_at')?.atMs;
  return {
    'call.started_at': { ms: String(call.startedAt) },
    'call.called_by': acting()?.name ?? '',
    'call.clsc_code': call.clsc,
    'call.language': { code: call.language },
    'call.attempt': call.attempt,
    ...(read ? { 'consent.notice_version': notice()?.version ?? '' } : {}),
  };
}

/** All that was said, as a message. @param {Record<string, unknown>} [more] */
export const said = (more = {}) => screeningOf(call.answers, today(), { ...own(), ...more });

/** She has heard the notice and agrees that her answers are kept: before it nobody writes down who she is. */
export const agreed = () =>
  Boolean(call.answers.get('consent.notice_read_at')?.atMs) && call.answers.get('consent.consent_store')?.chosen?.[0] === 'YES_NO_YES';

// ---- what is proposed ----

let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waits;

/** The last one asked is the one that is shown. */
async function propose() {
  const turn = ++asked;
  try {
    const reply = await ask(INTAKE + 'PreviewRoute', { screening: said() });
    if (turn !== asked) return;
    call.preview = reply;
    unproposed = null;
  } catch (fault) {
    if (turn === asked) unproposed = errorOf(fault);
  }
  draw();
}

/** Once she has stopped for a moment. */
export function proposeSoon() {
  clearTimeout(waits);
  waits = setTimeout(propose, PREVIEW_MS);
}

// ---- who calls ----

let looked = '';

/** Ten digits are looked up, each number once: whoever looks is written down. */
export async function look() {
  const { value } = readPhone(call.answers.get('identity.phone')?.text ?? '');
  if (!value || value === looked || call.kept) return;
  looked = value;
  call.matches = null;
  try {
    call.matches = (await ask(INTAKE + 'FindFamily', { phone: value, limit: 5 })).families ?? [];
  } catch {
    looked = ''; // it is asked again when the number is touched; the call goes on
  }
  draw();
}

/** @param {Found | null} family it is she; null: somebody else */
export function isShe(family) {
  call.family = family;
  call.matches = [];
  draw();
}

// ---- a call that is there ----

const DRAFT_GONE = ['not_found', 'permission_denied', 'invalid_argument'];

/** @param {any} screening as a daemon gave it */
function take(screening) {
  call.answers = answersOf(screening);
  call.from = new Map(call.answers);
  call.startedAt = Number(screening.call?.startedAt?.ms ?? now());
  call.language = screening.call?.language?.code ?? 'fr';
  call.clsc = screening.call?.clscCode ?? call.clsc;
}

/** @param {string} id @returns {Promise<any>} the draft; null: there is none */
async function draftOf(id) {
  try {
    return await ask(INTAKE + 'GetDraft', { draftId: bytesOf(id) });
  } catch (fault) {
    if (DRAFT_GONE.includes(errorOf(fault).code)) return null;
    throw fault;
  }
}

/** Of a draft its id and version; null of a screening. @param {string} id @returns {Promise<{ id: string, version: string } | null>} */
async function fetchOf(id) {
  const draft = await draftOf(id);
  if (!draft) {
    call.kept = await ask(INTAKE + 'GetScreening', { screeningId: bytesOf(id) });
    take(call.kept?.screening ?? {});
    return null;
  }
  take(draft.screening ?? {});
  call.notes = draft.notes ?? '';
  call.attempt = (draft.screening?.call?.attempt ?? 0) + 1;
  call.resumed = true;
  return { id: draft.draft.draftId, version: draft.draft.version };
}

/** @param {string} id of a draft, or of a screening @returns {Promise<{ id: string, version: string } | null>} */
export async function open(id) {
  opening = true;
  draw();
  try {
    return await fetchOf(id);
  } catch (fault) {
    unopened = errorOf(fault);
    return null;
  } finally {
    opening = false;
    proposeSoon();
    draw();
  }
}

/** Of a screening that is kept: was something changed on this page? */
export const corrected = () => QUESTIONS.some((q) => !same(q, call.answers.get(q.id), call.from.get(q.id), today()));
/** @param {string} [id] base64 */
export const addressOf = (id) => `/appel/${hex(id)}`;
