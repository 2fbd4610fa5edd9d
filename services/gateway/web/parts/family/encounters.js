// @ts-check
// What took place with her, newest first, who keeps the bond, and what was agreed and has to be recorded.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { dayAndHour, moment } from '../../lib/dates.js';
import { allows, now } from '../../lib/session.js';
import { mot } from '../../lib/words.js';
import { refused } from '../band.js';
import { panel, waiting } from '../panel.js';
import { bond } from './bond.js';
import { Change } from './change.js';
import { correctForm, factsText, recordForm, resultText, t, toRecord, whenText, workerName } from './encounter_form.js';

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('./encounter_form.js').Encounter} Encounter */
/** @typedef {import('./encounter_form.js').Visit} Visit */
/** @typedef {Parameters<typeof t>[0]} Key */

/** @type {Family | null} */
let of = null;
const change = new Change('met');
const typing = () => change.typed();

/** Her visits are read with her file. @param {Family} family */
export function enter(family) {
  if (of !== family) change.forget();
  of = family;
}

export function state() {
  if (change.theirs) return 'conflict';
  if (change.form?.at === 'bond') return 'striking';
  return change.form ? 'encounter' : 'encounters';
}

const mayRecord = () => allows(['scheduling.RecordEncounter']);

/** @param {Key} key @param {string} whom @param {() => import('./change.js').Form} form */
const act = (key, whom, form) => html`
  <button class="link" type="button" @click=${() => change.open(form())}>${t(key)}<span class="hidden"> ${whom}</span></button>`;

/* ---- agreed ---- */

/** @param {Visit} v */
const startOf = (v) => Number(v.start?.ms ?? 0);

/** @param {Family} family @param {Visit} v @param {boolean} passed */
const visit = (family, v, passed) => html`<li class="note">
  <p><b>${dayAndHour(startOf(v))}</b> · ${mot('sippe.scheduling.VisitState', v.state)} · ${(v.workers ?? []).map((code) => workerName(family, code)).join(', ')}</p>
  ${change.viewAt(v.visitId ?? '', () => (passed && mayRecord()
    ? html`<p class="acts">${act('encounters.recordVisit', dayAndHour(startOf(v)), () => recordForm(family, v, typing))}</p>` : nothing))}</li>`;

/** @param {Family} family */
function agreed(family) {
  const passed = toRecord(family);
  const coming = (family.visits?.visits ?? []).filter((v) => ['VISIT_STATE_PROPOSED', 'VISIT_STATE_CONFIRMED'].includes(v.state ?? '') && !passed.includes(v));
  const all = [...passed, ...coming].sort((a, b) => startOf(a) - startOf(b));
  return panel(t('encounters.visits'), all.length ? html`<ul class="notes">${all.map((v) => visit(family, v, passed.includes(v)))}</ul>`
    : html`<p class="hint">${t('encounters.noVisit')}</p>`);
}

/* ---- what took place ---- */

/** @param {Family} family @param {Encounter} e */
const acts = (family, e) => html`<p class="acts">
  ${act('encounters.correct', whenText(e), () => correctForm(family, e, false, typing))}
  ${act('encounters.strike', whenText(e), () => correctForm(family, e, true, typing))}</p>`;

/** @param {Family} family @param {Encounter} e */
function encounter(family, e) {
  const f = e.facts;
  return html`<li class="note">
    <p><b>${whenText(e)}</b> · ${e.inError || !f ? html`<span class="chip">${t('famille.struck')}</span>`
      : f.missed ? html`<span class="chip wait">${resultText(f)}</span>` : resultText(f)}</p>
    ${f ? html`<p>${factsText(family, f)}</p>${f.note ? html`<p class="words">${f.note}</p>` : nothing}` : nothing}
    ${e.correctedAt ? html`<p class="hint">${t('encounters.correctedOn', { when: moment(Number(e.correctedAt.ms), now()), reason: e.reason ?? '' })}</p>` : nothing}
    ${e.inError || !mayRecord() ? nothing : change.viewAt(e.encounterId ?? '', () => acts(family, e))}</li>`;
}

/** @param {Family} family */
function took(family) {
  const all = [...(family.visits?.encounters ?? [])].sort((a, b) => Number(b.facts?.start?.ms ?? 0) - Number(a.facts?.start?.ms ?? 0));
  const add = mayRecord() && change.form?.at !== 'new' ? html`
    <button class="button second" type="button" @click=${() => change.open(recordForm(family, null, typing))}>${t('encounters.add')}</button>` : nothing;
  return panel(t('encounters.title'), html`${change.viewAt('new')}
    ${all.length ? html`<ul class="notes">${all.map((e) => encounter(family, e))}</ul>` : change.form?.at === 'new' ? nothing : html`<p class="hint">${t('encounters.none')}</p>`}`, add);
}

/** @param {Family} family */
export function view(family) {
  if (!family.file?.enrolment) return panel(t('encounters.title'), html`<p class="hint">${t('encounters.noFollowUp')}</p>`);
  if (family.visitsError) return refused(t('encounters.unread'), family.visitsError, () => family.read());
  if (!family.visits) return waiting(4, () => family.read());
  return html`${change.outcome()}<div class="columns"><div>${took(family)}</div><div>${bond(family, change)}${agreed(family)}</div></div>`;
}
