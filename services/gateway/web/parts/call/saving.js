// @ts-check
// What was said is kept at each answer, once she has agreed that it is: sealed at this station, then as a draft on the server, which
// whoever takes the call up again finds. Two who write on one draft: what each changed alone is joined in silence, and where both changed
// one answer a person says which stands; no text is lost for it.
import { ask, hex } from '../../lib/api.js';
import { draw } from '../../lib/draw.js';
import { drop, put } from '../../lib/envois.js';
import { became } from '../../lib/router.js';
import { errorOf } from '../../lib/status.js';
import { answersOf, same } from './answers.js';
import { addressOf, agreed, call, open, said, today } from './call.js';
import { questionOf, QUESTIONS } from './questions.js';

/** @typedef {import('./answers.js').Answer} Answer */
/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {{ id: string, mine: Answer | undefined, theirs: Answer | undefined }} Both what two people answered to one question, or wrote in the notes */
/** @typedef {{ answers: Answers, notes: string }} Written */

const INTAKE = '/sippe.intake.Intake/';
export const PAGE = 'appel', FORM = '1';
/** The notes of a call, among what two people wrote. */
export const NOTES = 'notes';
const CHOSEN_MS = 300, TYPED_MS = 1500; // a date is no date before it is whole

export const saving = {
  /** Why the last one was refused. @type {import('../../lib/status.js').ApiError | null} */ error: null,
  /** @type {Both[]} */ both: [],
  by: '',
  /** Another tab of this station has it open. */ elsewhere: false,
  /** The question that she is at: of what she is still typing nothing is said to be wrong. */ at: '',
};

const nothing = () => ({ answers: /** @type {Answers} */ (new Map()), notes: '' });

/** As the server gave it last. @type {{ id: string, version: string } | null} */
let draft = null;
/** The newest saving that was put here: what comes after it takes the draft's id and version of its reply. */
let last = '';
/** As the server has it; and as it is sealed here. @type {Written} */
let base = nothing();
/** @type {Written} */
let written = nothing();
/** What each says that is not answered yet. @type {Map<string, Written>} */
const says = new Map();
/** Counts the calls of this document: what is answered for one that was left changes nothing here. */
let turn = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waits;
/** @type {(() => void) | null} */
let release = null;

/** What a command about this draft takes of it: known, or of the saving before. @param {boolean} [version] */
export const ofDraft = (version = false) => ({
  body: last || !draft ? {} : { draftId: draft.id, ...(version ? { version: draft.version } : {}) },
  fill: /** @type {Record<string, [string, string]>} */ (last ? { draftId: [last, 'draftId'], ...(version ? { version: [last, 'version'] } : {}) } : {}),
});
/** Something of this call was kept. */
export const isKept = () => Boolean(draft || last);

export function forgetSaved() {
  clearTimeout(waits);
  release?.();
  release = null;
  turn += 1;
  Object.assign(saving, { error: null, both: [], by: '', elsewhere: false });
  draft = null;
  last = '';
  base = nothing();
  written = nothing();
  says.clear();
}

/** One tab of a station has it in hand. `steal`: this one takes it, and the other one learns of it. @param {string} id @param {boolean} [steal] */
async function hold(id, steal = false) {
  const held = await new Promise((done) => {
    const how = steal ? { steal: true } : { ifAvailable: true };
    navigator.locks.request(`sippe.draft.${hex(id)}`, how, (lock) => {
      done(lock !== null);
      return lock ? new Promise((end) => { release = () => end(undefined); }) : undefined;
    }).catch(() => { // it was taken by another tab
      saving.elsewhere = true;
      draw();
    });
  });
  saving.elsewhere = !held;
  draw();
}

export const takeHere = () => (draft ? hold(draft.id, true) : undefined);

/** @param {string} id of the address: a draft's, or a screening's */
export async function resume(id) {
  draft = await open(id);
  base = { answers: new Map(call.answers), notes: call.notes };
  written = base;
  if (draft) await hold(draft.id);
}

/** @param {Written} since */
const changed = (since) => since.notes !== call.notes || QUESTIONS.some((q) => !same(q, call.answers.get(q.id), since.answers.get(q.id), today()));
const mayKeep = () => agreed() && !call.kept && !saving.elsewhere && !saving.both.length;

// ---- somebody else wrote too ----

/** @param {Answers} theirs as somebody else left it */
function join(theirs) {
  for (const q of QUESTIONS) {
    const { id } = q;
    const [mine, was, other] = [call.answers.get(id), base.answers.get(id), theirs.get(id)];
    if (same(q, mine, other, today()) || same(q, other, was, today())) continue;
    if (!same(q, mine, was, today())) saving.both.push({ id, mine, theirs: other });
    else if (other) call.answers.set(id, other);
    else call.answers.delete(id);
  }
}

/** Of a text nothing is joined: whoever reads both says which one stands. @param {string} theirs */
function joinNotes(theirs) {
  if (theirs === call.notes || theirs === base.notes) return;
  if (base.notes === call.notes) call.notes = theirs;
  else saving.both.push({ id: NOTES, mine: { text: call.notes }, theirs: { text: theirs } });
}

/** Somebody else has saved it meanwhile. @param {string} id */
async function meet(id) {
  const found = await ask(INTAKE + 'GetDraft', { draftId: id });
  draft = { id, version: found.draft.version };
  saving.by = found.draft.savedBy ?? '';
  const theirs = answersOf(found.screening ?? {});
  join(theirs);
  joinNotes(found.notes ?? '');
  base = { answers: theirs, notes: found.notes ?? '' };
  written = base;
}

/** @param {string} id of the question, or NOTES @param {boolean} mine */
export function settle(id, mine) {
  const both = saving.both.find((b) => b.id === id);
  saving.both = saving.both.filter((b) => b.id !== id);
  if (!mine && id === NOTES) call.notes = both?.theirs?.text ?? '';
  else if (!mine && both?.theirs) call.answers.set(id, both.theirs);
  else if (!mine && both) call.answers.delete(id);
  saveSoon();
}

// ---- kept ----

/** @param {string} id of the saving @param {any} reply */
async function answered(id, reply) {
  const first = draft === null;
  draft = { id: reply.draftId, version: reply.version };
  base = says.get(id) ?? base;
  says.delete(id);
  saving.error = null;
  if (first) became(addressOf(draft.id));
  draw();
  if (first) await hold(draft.id);
}

/** It is this page's to say what was wrong with it. @param {string} id @param {unknown} fault */
async function refused(id, fault) {
  const error = errorOf(fault);
  says.delete(id);
  if (error.code === 'aborted' && error.word !== 'VERSION_STALE') return; // it went with the one before it
  last = '';
  written = base;
  await drop(id);
  if (error.word === 'VERSION_STALE' && draft) {
    await meet(draft.id).catch((next) => { saving.error = errorOf(next); });
    saveSoon();
  } else if (!(error.status.violations ?? []).some((v) => questionOf(v.path ?? '')?.id === saving.at)) saving.error = error;
  draw();
}

/** What is not sent yet is replaced by it. */
async function keep() {
  const { body, fill } = ofDraft(true);
  const [mine, now] = [turn, { answers: new Map(call.answers), notes: call.notes }];
  written = now;
  const { id, answer } = await put({ procedure: INTAKE + 'SaveDraft', body: { ...body, screening: said(), notes: call.notes, ...call.inbound }, fill, slot: `draft ${call.startedAt}`, page: PAGE, form: FORM });
  if (mine !== turn) return;
  const known = says.has(id);
  says.set(id, now);
  last = id;
  if (!known) answer.then((reply) => (mine === turn ? answered(id, reply) : undefined), (fault) => (mine === turn ? refused(id, fault) : undefined));
}

/** One after the other: a place in the order is given by the one before. */
let keeping = Promise.resolve();

export function saveNow() {
  clearTimeout(waits);
  keeping = keeping.then(() => (mayKeep() && changed(written) ? keep() : undefined)).catch((fault) => {
    saving.error = errorOf(fault);
  }).finally(draw);
  return keeping;
}

/** Once she has stopped for a moment; what is typed, when she is past it (`saveNow`) or has stopped for longer. @param {boolean} [typed] */
export function saveSoon(typed = false) {
  clearTimeout(waits);
  waits = setTimeout(saveNow, typed ? TYPED_MS : CHOSEN_MS);
  draw();
}

/** Nobody takes it up again: what was kept of it is erased. */
export async function discard() {
  clearTimeout(waits);
  await keeping;
  if (isKept()) await put({ procedure: INTAKE + 'DiscardDraft', ...ofDraft(true), page: PAGE, form: FORM });
  forgetSaved();
}
