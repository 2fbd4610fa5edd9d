// @ts-check
// Notes and calls. What was told of danger is kept apart: it is asked for by a press that says that the reading is recorded, and by
// nothing else.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { draw } from '../../lib/draw.js';
import { allows } from '../../lib/session.js';
import { say } from '../../lib/words.js';
import { icon } from '../band.js';
import { panel } from '../panel.js';
import * as calls from './calls.js';
import { Notebook } from './notebook.js';
import { words } from '../../words/family/notes.js';

const t = say(words);

/** @typedef {import('../../lib/family.js').Family} Family */

const FILE = { list: 'ListNotes', record: 'RecordNote', correct: 'CorrectNote', withdraw: 'WithdrawNote' };
const APART = { list: 'GetSafetyNotes', record: 'RecordSafetyNote', correct: 'CorrectSafetyNote', withdraw: 'CorrectSafetyNote' };

/** @type {Family | null} */
let of = null;
const reread = () => of?.read();
let notes = new Notebook('note', FILE, reread);
let safety = new Notebook('safety', APART, reread);
let asked = false;
let writing = false;

/** @param {Family} family */
export function enter(family) {
  if (of !== family) {
    notes = new Notebook('note', FILE, reread);
    safety = new Notebook('safety', APART, reread);
    calls.forget();
    writing = false;
  }
  of = family;
  asked = false;
  safety.notes = null;
  calls.enter(family);
  notes.read(family);
}

/** What was read apart does not stay on a page that was left. */
export function leave() {
  asked = false;
  safety.notes = null;
}

export function state() {
  if (notes.conflicting || safety.conflicting || calls.conflicting()) return 'conflict';
  if (asked && safety.notes) return 'safety';
  return notes.notes || notes.error ? 'notes' : 'loading';
}

/** @param {Family} family */
function readSafety(family) {
  asked = true;
  safety.read(family);
}

function write() {
  writing = true;
  draw();
}

/** @param {Family} family */
const acts = (family) => html`
  <p>${family.file?.safetyNote ? t('safety.there') : t('safety.none')}</p>
  <p class="hint">${icon('lock')} ${t('safety.logged')}</p>
  <p class="acts"><button class="button second" type="button" @click=${() => readSafety(family)}>${t('safety.read')}</button>
    ${writing ? nothing : html`<button class="button second" type="button" @click=${write}>${t('safety.write')}</button>`}</p>`;

/** @param {Family} family */
const apart = (family) => panel(t('safety.title'), html`
  ${asked ? safety.list(family, t('safety.empty')) : acts(family)}
  ${writing ? safety.form(family, t('safety.text'), t('safety.hint')) : nothing}`);

/** @param {Family} family */
export const view = (family) => html`
  <div class="columns">
    <div>${calls.view(family)}</div>
    <div>
      ${panel(t('notes.new'), notes.form(family, t('notes.text'), t('notes.hint')))}
      ${panel(t('notes.title'), notes.list(family, t('notes.none')))}
      ${allows(['intake.GetSafetyNotes']) ? apart(family) : nothing}
    </div>
  </div>`;
