// @ts-check
// Whether she takes part in the programme, and the aid of pregnant minors, which an attestation opens. Either is said again with a reason;
// what stood before stays below it. Which words were read is the territory's to say: those in force on the day.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { civilOf } from '../../lib/both.js';
import { civil, isoDay } from '../../lib/dates.js';
import { draw } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { printAlone } from '../../lib/leaf.js';
import { pastDayOf } from '../../lib/said.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { Mot, mot, said, say, typo, valuesOf } from '../../lib/words.js';
import { refused } from '../band.js';
import { choice, dayField, field } from '../fields.js';
import { facts, panel } from '../panel.js';
import { phoneOf } from '../person.js';
import { Change, changed } from './change.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/programme.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/agreement_pb').AgreementJson} Agreement */
/** @typedef {import('../../proto/intake/aid_pb').AidJson} Aid */
/** @typedef {import('../../proto/territory_pb').TerritoryJson} Territory */
/** @typedef {import('./change.js').Form} Form */
/** @typedef {'agreements' | 'aids'} Which */

const ANSWER = 'sippe.intake.AgreementAnswer', MODE = 'sippe.intake.ConsentMode', GIVER = 'sippe.intake.ConsentGiver', OUTCOME = 'sippe.intake.AidOutcome';
const SELF = 'CONSENT_GIVER_SELF', ATTESTED = 'AID_OUTCOME_ATTESTED';

const change = new Change('part');
const typing = () => change.typed();
/** @type {Territory | null} its words, once somebody is about to read them out */
let rules = null;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;

export function forget() {
  change.forget();
}

/** @returns {'conflict' | 'agreement' | 'aid' | ''} */
export function state() {
  if (change.theirs) return 'conflict';
  return change.form ? (change.form.at === 'agreements' ? 'agreement' : 'aid') : '';
}

/** @returns {Promise<Territory | null>} */
async function readRules() {
  error = null;
  try {
    rules ??= (await ask(INTAKE + 'GetTerritory')).territory ?? null;
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
  return rules;
}

/* ---- in words ---- */

/** @param {{ on?: import('../../lib/days.js').Civil | object }} one */
const onDay = ({ on }) => (on ? civil(on) : '');

/** « accepte, 24 novembre 2026, verbal, elle-même » @param {Agreement} a */
const agreementText = (a) => [Mot(ANSWER, a.answer), onDay(a), mot(MODE, a.mode), a.givenByName || mot(GIVER, a.givenBy), a.reason].filter(Boolean).join(', ');

/** @param {Aid} a */
const aidText = (a) => [Mot(OUTCOME, a.outcome), onDay(a), a.attestedBy, a.givenTo ? t('programme.givenToWhom', { whom: a.givenTo }) : '', a.reason].filter(Boolean).join(', ');

/** @param {Family} family @returns {{ agreements: Agreement[], aids: Aid[] }} */
const stands = ({ file }) => ({ agreements: file?.enrolment?.agreements ?? [], aids: file?.enrolment?.aids ?? [] });

/** @param {Family} family @param {Which} which */
const latestText = (family, which) => {
  const { agreements, aids } = stands(family);
  return which === 'agreements' ? agreements.slice(0, 1).map(agreementText)[0] ?? '' : aids.slice(0, 1).map(aidText)[0] ?? '';
};

/* ---- the forms ---- */

/** @param {string} type @returns {[string, string][]} */
const options = (type) => valuesOf(type).map((v) => [v, Mot(type, v)]);
/** @param {string} text */
const past = (text) => pastDayOf(text, now());

/** What both have: the enrolment's version that was seen, and what somebody else wrote of the same since. @param {Family} family @param {Which} which
 * @param {Pick<Form, 'procedure' | 'verb' | 'first' | 'check' | 'fields' | 'body'> & { said: string }} own @returns {Form} */
function form(family, which, { said: sentence, ...own }) {
  let seen = family.file?.enrolment ?? {};
  return {
    ...own, at: which, procedure: INTAKE + own.procedure, undone: t('programme.undone'),
    body: () => ({ enrolmentId: seen.enrolmentId, version: seen.version, ...own.body() }),
    meet: async () => {
      const before = latestText(family, which);
      await family.read();
      seen = family.file?.enrolment ?? seen;
      return html`<p><b>${t('programme.theyChanged')}</b></p>${changed([{ before, after: latestText(family, which) }])}`;
    },
    done: async () => {
      await family.read();
      return sentence;
    },
  };
}

/** @param {Record<string, string>} faults @param {string} on @param {boolean} again @param {string} reason */
function checkDay(faults, on, again, reason) {
  if (!past(on)) faults.on = t(on ? 'programme.dayUnread' : 'programme.dayMissing');
  if (again && !reason.trim()) faults.reason = t('change.reasonMissing');
  return faults;
}

/** The words that were adopted last. */
const text = () => rules?.participationTexts?.at(-1);

/** @param {Family} family */
function agreementForm(family) {
  const again = () => stands(family).agreements.length > 0;
  const v = { answer: '', mode: '', on: isoDay(now()), giver: '', name: '', reason: '' };
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  const isAnother = () => v.giver !== '' && v.giver !== SELF;
  const check = () => checkDay({
    ...(!v.answer && { answer: t('programme.answerMissing') }), ...(!v.giver && { giver: t('programme.giverMissing') }),
    ...(isAnother() && !v.name.trim() && { name: t('programme.nameMissing') }), ...(!v.mode && { mode: t('programme.modeMissing') }) }, v.on, again(), v.reason);
  return form(family, 'agreements', {
    procedure: 'RecordAgreement', verb: t('programme.record'), first: 'answer', said: t('programme.recorded'), check,
    body: () => ({ agreement: { answer: v.answer, mode: v.mode, on: past(v.on), givenBy: v.giver, givenByName: isAnother() ? v.name.trim() : '', reason: v.reason,
      ...(text() && { textVersion: text()?.version }) } }),
    fields: (faults) => html`
      ${text() ? html`<blockquote>${said(text()?.fr, text()?.en)}</blockquote>` : nothing}
      ${choice('part-answer', t('programme.answer'), options(ANSWER), v.answer, set('answer'), { fault: faults.answer })}
      <div class="beside">${choice('part-giver', t('programme.giver'), options(GIVER), v.giver, set('giver'), { fault: faults.giver })}
        ${choice('part-mode', t('programme.mode'), options(MODE), v.mode, set('mode'), { fault: faults.mode })}</div>
      ${isAnother() ? field('part-name', t('programme.giverName'), v.name, set('name'), { fault: faults.name }) : nothing}
      ${dayField('part-on', t('programme.on'), v.on, set('on'), { read: past, fault: faults.on })}
      ${again() ? field('part-reason', t('change.reason'), v.reason, set('reason'), { rows: 2, fault: faults.reason }) : nothing}`,
  });
}

/** @param {Family} family */
function aidForm(family) {
  const again = () => stands(family).aids.length > 0;
  const v = { outcome: '', by: '', to: '', on: isoDay(now()), reason: '' };
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  const attested = () => v.outcome === ATTESTED;
  const check = () => checkDay({
    ...(!v.outcome && { outcome: t('programme.outcomeMissing') }), ...(attested() && !v.by.trim() && { by: t('programme.byMissing') }),
    ...(attested() && !v.to.trim() && { to: t('programme.toMissing') }) }, v.on, again(), v.reason);
  return form(family, 'aids', {
    procedure: 'RecordAid', verb: t('programme.recordAid'), first: 'outcome', said: t('programme.aidRecorded'), check,
    body: () => ({ aid: { outcome: v.outcome, on: past(v.on), reason: v.reason, ...(attested() && { attestedBy: v.by, givenTo: v.to }) } }),
    fields: (faults) => html`
      ${choice('part-outcome', t('programme.outcome'), options(OUTCOME), v.outcome, set('outcome'), { fault: faults.outcome })}
      ${attested() ? html`<div class="beside">${field('part-by', t('programme.by'), v.by, set('by'), { hint: t('programme.byHint'), fault: faults.by })}
        ${field('part-to', t('programme.to'), v.to, set('to'), { hint: t('programme.toHint'), fault: faults.to })}</div>` : nothing}
      ${dayField('part-on', t('programme.on'), v.on, set('on'), { read: past, fault: faults.on })}
      ${again() ? field('part-reason', t('change.reason'), v.reason, set('reason'), { rows: 2, fault: faults.reason }) : nothing}`,
  });
}

/** @param {Family} family @param {Which} which */
async function begin(family, which) {
  if (await readRules()) change.open(which === 'agreements' ? agreementForm(family) : aidForm(family));
  draw();
}

/* ---- the attestation ---- */

/** To be signed: no date of the pregnancy, no address, no reason, as whoever reads it needs none of them to open the aid. @param {Family} family */
function attestation({ file }) {
  const clsc = rules?.clscs?.find((c) => c.code === file?.clscCode), aid = rules?.minorAid;
  if (!aid) return nothing;
  const name = [file?.name?.given, file?.name?.family].filter(Boolean).join(' ');
  return html`
    <section class="attestation" lang="fr">
      <h2>Attestation</h2>
      <dl class="facts">
        <div><dt>Nom</dt><dd>${name}</dd></div><div><dt>Naissance</dt><dd>${civilOf(file?.birthDate).fr}</dd></div>
        ${clsc ? html`<div><dt>Suivie par</dt><dd>${typo(clsc.name ?? '')}, ${phoneOf(clsc.phone)}</dd></div>` : nothing}
      </dl>
      <p class="words">${typo(aid.attestationFr ?? '')}</p>
      ${aid.attestationEn ? html`<p class="words" lang="en">${aid.attestationEn}</p>` : nothing}
      <p class="to-sign">Nom et titre</p><p class="to-sign">Signature</p><p class="to-sign">Date</p>
    </section>`;
}

/** @param {Family} family */
async function print(family) {
  if (await readRules()) printAlone(attestation(family));
}

/* ---- shown ---- */

/** The latest, then what stood before it. @param {string[]} texts @param {string} none */
function standing([latest, ...before], none) {
  if (!latest) return html`<p>${none}</p>`;
  return html`<p>${latest}</p>${before.length ? facts([[t('programme.before'), html`<ul>${before.map((one) => html`<li>${one}</li>`)}</ul>`]]) : nothing}`;
}

/** @param {Family} family @param {Which} which @param {string} method @param {string} name */
const button = (family, which, method, name) => (!allows([`intake.${method}`]) || change.form?.at === which ? nothing
  : html`<button class="button second" type="button" @click=${() => begin(family, which)}>${name}</button>`);

/** @param {Family} family */
function participation(family) {
  const all = stands(family).agreements;
  return panel(t('programme.title'), html`${standing(all.map(agreementText), t('programme.unasked'))}${change.viewAt('agreements')}`,
    button(family, 'agreements', 'RecordAgreement', t(all.length ? 'programme.another' : 'programme.begin')), 'participation');
}

/** Of whom no such day is known nothing is said. @param {Family} family */
function aid(family) {
  const from = family.file?.enrolment?.aidOn, all = stands(family).aids;
  if (!from && !all.length) return nothing;
  return panel(t('programme.aid'), html`
    ${from ? html`<p>${t('programme.aidFrom', { date: civil(from) })}</p>` : nothing}
    ${standing(all.map(aidText), t('programme.unattested'))}${change.viewAt('aids')}
    <p class="acts no-print"><button class="link" type="button" @click=${() => print(family)}>${t('programme.print')}</button></p>`,
  button(family, 'aids', 'RecordAid', t(all.length ? 'programme.aidAgain' : 'programme.aidBegin')), 'aide');
}

/** @param {Family} family */
export function view(family) {
  if (!family.file?.enrolment?.enrolmentId) return nothing;
  return html`${error ? refused(t('programme.unread'), error, readRules) : nothing}${change.outcome()}${participation(family)}${aid(family)}`;
}
