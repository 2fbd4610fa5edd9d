// @ts-check
// A follow-up that rests, goes on, ends, or whose end is taken back: each in its place, with what comes of it said before it is done.
// Where somebody else was quicker what became of it is shown; and where that leaves nothing to be done, the form is gone with it.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { civil, civilOf, daysTo } from '../../lib/dates.js';
import { dateOf, daysOf } from '../../lib/days.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { dayOf } from '../../lib/said.js';
import { now } from '../../lib/session.js';
import { Mot, say, valuesOf } from '../../lib/words.js';
import { icon } from '../band.js';
import { choice, dayField, field } from '../fields.js';
import { Change, changed } from './change.js';
import { acts, isSuspended, standing, suspensionText, upcoming } from './follow_up.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/follow_up_form.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('./follow_up.js').Family} Family */
/** @typedef {import('./follow_up.js').Enrolment} Enrolment */
/** @typedef {import('./follow_up.js').Act} Act */
/** @typedef {import('./change.js').Form} Form */
/** @typedef {Pick<Form, 'verb' | 'lead' | 'first' | 'check' | 'fields' | 'body'> & { said: () => string }} Own */

const REVIEW_AFTER_DAYS = 21, REVIEW_WITHIN_DAYS = 366;
const REST = 'sippe.intake.SuspensionReason', END = 'sippe.intake.EndReason';

const changing = new Change('suivi');
const typing = () => changing.typed();
/** What somebody else did, after which hers cannot be done. @type {unknown} */
let overtaken = null;

export function forget() {
  changing.forget();
  overtaken = null;
}

export const isOpen = () => changing.form !== null;
const STATES = { Suspend: 'suspending', Resume: 'resuming', End: 'ending', Reopen: 'reopening' };
export const state = () => (changing.theirs ? 'conflict' : STATES[/** @type {Act} */ (changing.form?.at)]);

/* ---- fields ---- */

/** @param {string} type @returns {[string, string][]} */
const options = (type) => valuesOf(type).map((v) => [v, Mot(type, v)]);

/** @typedef {{ reason: string, review: string, note: string }} Typed */
/** @param {Typed} v @param {keyof Typed} key */
const set = (v, key) => (/** @type {string} */ value) => { v[key] = value; typing(); };

/** @param {Typed} v */
const note = (v) => field('suivi-note', t('suivi.note'), v.note, set(v, 'note'), { rows: 2 });

/** @param {boolean} said @param {string} fault @returns {Record<string, string>} */
const reasonMissing = (said, fault) => (said ? {} : { reason: fault });

/* ---- each act ---- */

/** @param {string} text */
const ahead = (text) => dayOf(text, now());

/** @param {string} text */
function reviewFault(text) {
  const day = ahead(text), days = day ? daysTo(day, now()) : 0;
  if (!day) return t(text ? 'suivi.dayUnread' : 'suivi.dayMissing');
  return days < 1 ? t('suivi.dayPast') : days > REVIEW_WITHIN_DAYS ? t('suivi.dayFar') : '';
}

/** @param {Family} family @returns {Own} */
function suspend(family) {
  const v = { reason: '', review: civil(dateOf(daysOf(civilOf(now())) + REVIEW_AFTER_DAYS)), note: '' };
  return {
    verb: t('suivi.suspendNow'), first: 'reason',
    check: () => ({ ...reasonMissing(v.reason !== '', t('suivi.whyMissing')), ...(reviewFault(v.review) && { review: reviewFault(v.review) }) }),
    body: () => ({ reason: v.reason, reviewOn: ahead(v.review), note: v.note }),
    said: () => t('suivi.suspended', { date: civil(ahead(v.review) ?? {}) }),
    fields: (faults) => html`
      <p>${t('suivi.suspendLead')} ${upcoming(family).length ? t('suivi.agreed', { n: upcoming(family).length }) : nothing}</p>
      ${choice('suivi-reason', t('suivi.why'), options(REST), v.reason, set(v, 'reason'), { fault: faults.reason })}
      ${dayField('suivi-review', t('suivi.review'), v.review, set(v, 'review'), { read: ahead, hint: t('suivi.dayHint'), fault: faults.review })}
      ${note(v)}`,
  };
}

/** @returns {Own} */
function resume() {
  const v = { reason: '', review: '', note: '' };
  return {
    verb: t('suivi.resumeNow'), first: 'note', lead: t('suivi.resumeLead'), check: () => ({}), body: () => ({ note: v.note }), said: () => t('suivi.resumed'), fields: () => note(v),
  };
}

/** What its end takes from her; a desk asks scheduling for no visits. @param {Family} family */
function cancels(family) {
  const all = upcoming(family), confirmed = all.filter((visit) => visit.state === 'VISIT_STATE_CONFIRMED').length;
  if (!family.visits) return t('suivi.cancelsSome');
  if (!all.length) return t('suivi.cancelsNone');
  return t('suivi.cancels', { n: all.length, confirmed: confirmed ? t('suivi.confirmed', { n: confirmed }) : '' });
}

/** @param {Family} family @returns {Own} */
function end(family) {
  const v = { reason: '', review: '', note: '' };
  return {
    verb: t('suivi.endNow'), first: 'reason', check: () => reasonMissing(v.reason !== '', t('suivi.whyMissing')),
    body: () => ({ reason: v.reason, note: v.note }), said: () => t('suivi.ended'),
    fields: (faults) => html`
      <p><b>${cancels(family)}</b> ${t('suivi.endLead')}</p>
      ${choice('suivi-reason', t('suivi.why'), options(END), v.reason, set(v, 'reason'), { fault: faults.reason })}
      ${note(v)}`,
  };
}

/** @returns {Own} */
function reopen() {
  const v = { reason: '', review: '', note: '' };
  return {
    verb: t('suivi.reopenNow'), first: 'reason', lead: t('suivi.reopenLead'), check: () => reasonMissing(v.reason.trim() !== '', t('change.reasonMissing')),
    body: () => ({ reason: v.reason }), said: () => t('suivi.reopened'),
    fields: (faults) => field('suivi-reason', t('change.reason'), v.reason, set(v, 'reason'), { rows: 2, fault: faults.reason }),
  };
}

const OWN = { Suspend: suspend, Resume: resume, End: end, Reopen: reopen };

/* ---- two at once ---- */

/** @param {Enrolment} e */
const wholeText = (e) => [standing(e), isSuspended(e) ? suspensionText(e) : ''].filter(Boolean).join(' · ');

/** @param {Enrolment} before @param {Enrolment} after */
const theyDid = (before, after) => html`<p><b>${t('suivi.theyChanged')}</b></p>${changed([{ before: wholeText(before), after: wholeText(after) }])}`;

/** @param {unknown} what */
function leaveTo(what) {
  changing.leave();
  overtaken = what;
  focus('suivi-overtaken');
}

const shownOvertaken = () => html`<div class="band wait" role="alert" tabindex="-1" id="suivi-overtaken">${icon('alert')}<div>${overtaken}</div></div>`;

/* ---- the form ---- */

/** @param {Act} act @param {Family} family */
export function begin(act, family) {
  const { said, ...own } = OWN[act](family);
  let seen = family.file?.enrolment ?? {};
  overtaken = null;
  changing.open({
    ...own, at: act, procedure: `${INTAKE}${act}Enrolment`, undone: t('suivi.undone'),
    body: () => ({ enrolmentId: seen.enrolmentId, version: seen.version, ...own.body() }),
    meet: async () => {
      const was = seen;
      await family.read();
      seen = family.file?.enrolment ?? was;
      const theirs = theyDid(was, seen);
      if (acts(seen).includes(act)) return theirs;
      leaveTo(theirs);
      return null;
    },
    done: async () => {
      await family.read();
      return said();
    },
  });
  draw();
}

export const outcome = () => (overtaken ? shownOvertaken() : changing.outcome());
export const view = () => changing.view();
