// @ts-check
// What was said is kept at each answer, once she has agreed that it is: a draft on the server, which whoever takes the call up again
// finds. Two who write on one draft: what each changed alone is joined in silence, and where both changed one answer a person says which
// stands; no text is lost for it.
import { Act, ask, hex } from '../../lib/api.js';
import { draw } from '../../lib/draw.js';
import { became } from '../../lib/router.js';
import { now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { answersOf, same } from './answers.js';
import { addressOf, agreed, call, open, said, today } from './call.js';
import { QUESTIONS } from './questions.js';

/** @typedef {import('./answers.js').Answer} Answer */
/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {{ id: string, mine: Answer | undefined, theirs: Answer | undefined }} Both what two people answered to one question */

const INTAKE = '/sippe.intake.Intake/';
const STOPPED_MS = 400;
const AGAIN_MS = 5000;

export const saving = {
  /** @type {'none' | 'saving' | 'saved' | 'failed'} */ state: 'none',
  savedMs: 0,
  /** @type {import('../../lib/status.js').ApiError | null} */ error: null,
  /** @type {Both[]} */ both: [],
  by: '',
  /** Another tab of this station has it open. */ elsewhere: false,
};

/** @type {{ id: string, version: string } | null} */
let draft = null;
/** As the server has it. @type {Answers} */
let base = new Map();
let notes = '';
let running = false;
let again = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waits;
/** @type {(() => void) | null} */
let release = null;

export const draftId = () => draft?.id;

export function forgetSaved() {
  clearTimeout(waits);
  release?.();
  release = null;
  Object.assign(saving, { state: 'none', savedMs: 0, error: null, both: [], by: '', elsewhere: false });
  draft = null;
  base = new Map();
  notes = '';
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
  base = new Map(call.answers);
  notes = call.notes;
  if (!draft) return;
  saving.state = 'saved';
  await hold(draft.id);
}

const changed = () => notes !== call.notes || QUESTIONS.some((q) => !same(q, call.answers.get(q.id), base.get(q.id), today()));
const mayKeep = () => agreed() && !call.kept && !saving.elsewhere && !saving.both.length;

/** @param {Answers} theirs as somebody else left it */
function join(theirs) {
  for (const q of QUESTIONS) {
    const { id } = q;
    const [mine, was, other] = [call.answers.get(id), base.get(id), theirs.get(id)];
    if (same(q, mine, other, today()) || same(q, other, was, today())) continue;
    if (!same(q, mine, was, today())) saving.both.push({ id, mine, theirs: other });
    else if (other) call.answers.set(id, other);
    else call.answers.delete(id);
  }
  base = theirs;
}

/** Somebody else has saved it meanwhile. @param {string} id */
async function meet(id) {
  const found = await ask(INTAKE + 'GetDraft', { draftId: id });
  draft = { id, version: found.draft.version };
  saving.by = found.draft.savedBy ?? '';
  join(answersOf(found.screening ?? {}));
}

/** @param {string} id of the question @param {boolean} mine */
export function settle(id, mine) {
  const both = saving.both.find((b) => b.id === id);
  saving.both = saving.both.filter((b) => b.id !== id);
  if (!mine && both?.theirs) call.answers.set(id, both.theirs);
  if (!mine && both && !both.theirs) call.answers.delete(id);
  saveSoon();
}

async function once() {
  const sent = { answers: new Map(call.answers), notes: call.notes };
  const body = { ...(draft ? { draftId: draft.id, version: draft.version } : {}), screening: said(), notes: call.notes };
  const reply = await new Act(INTAKE + 'SaveDraft', body).send();
  const first = draft === null;
  draft = { id: reply.draftId, version: reply.version };
  base = sent.answers;
  notes = sent.notes;
  Object.assign(saving, { state: 'saved', savedMs: now(), error: null });
  if (!first) return;
  became(addressOf(draft.id));
  await hold(draft.id);
}

/** @param {unknown} fault */
async function stopped(fault) {
  const error = errorOf(fault);
  if (error.code === 'aborted' && draft) {
    try {
      await meet(draft.id);
      again = true;
      return;
    } catch (next) {
      Object.assign(saving, { state: 'failed', error: errorOf(next) });
    }
  } else Object.assign(saving, { state: 'failed', error });
  if (error.unanswered) waits = setTimeout(save, AGAIN_MS);
}

async function save() {
  if (running) {
    again = true;
    return;
  }
  if (!mayKeep() || !changed()) return draw();
  running = true;
  again = false;
  saving.state = 'saving';
  draw();
  await once().catch(stopped);
  running = false;
  if (saving.both.length) saving.state = 'failed'; // until a person has said which stands
  draw();
  if (again) save();
}

/** Once she has stopped for a moment. */
export function saveSoon() {
  clearTimeout(waits);
  waits = setTimeout(save, STOPPED_MS);
  draw();
}

export function saveNow() {
  clearTimeout(waits);
  return save();
}

/** Nobody takes it up again: what was kept of it is erased. */
export async function discard() {
  if (draft) await new Act(INTAKE + 'DiscardDraft', { draftId: draft.id, version: draft.version }).send();
  forgetSaved();
}
