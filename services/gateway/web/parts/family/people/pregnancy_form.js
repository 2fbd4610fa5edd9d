// @ts-check
// A pregnancy is dated, or one more is written down; and an end that was written down in error is taken back.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { civil } from '../../../lib/dates.js';
import { now } from '../../../lib/session.js';
import { dayOf } from '../../../lib/said.js';
import { choice, dayField, field, select } from '../../fields.js';
import { options } from './person_form.js';
import { kinForm, t } from './kin_form.js';

/** @typedef {import('./kin_form.js').Family} Family */
/** @typedef {import('./kin_form.js').Pregnancy} Pregnancy */
/** @typedef {import('./kin_form.js').Typing} Typing */

/** @param {string} text */
const ahead = (text) => dayOf(text, now());

/** @param {Family} family @param {Pregnancy | null} pregnancy null: another one @param {Typing} typing */
export function dateForm(family, pregnancy, typing) {
  const v = { due: pregnancy?.dueDate ? civil(pregnancy.dueDate) : '', source: pregnancy?.source ?? '', expected: String(pregnancy?.expected ?? ''), reason: '' };
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  function check() {
    /** @type {Record<string, string>} */
    const faults = {};
    if (!ahead(v.due)) faults.due = t(v.due ? 'people.dayUnread' : 'people.dayMissing');
    if (!v.source) faults.source = t('people.sourceMissing');
    if (pregnancy && !v.reason.trim()) faults.reason = t('change.reasonMissing');
    return faults;
  }
  return kinForm(family, {
    at: pregnancy?.pregnancyId ?? 'pregnancy', state: 'pregnancy', procedure: 'DatePregnancy', verb: t(pregnancy ? 'people.date' : 'people.addPregnancy'), first: 'due', check,
    body: () => ({ ...(pregnancy && { pregnancyId: pregnancy.pregnancyId }), dueDate: ahead(v.due), source: v.source, expected: Number(v.expected) || 0, reason: v.reason }),
    said: () => t('people.dated'),
    fields: (faults) => html`
      <div class="beside">
        ${dayField('kin-due', t('famille.dueDate'), v.due, set('due'), { read: ahead, hint: t('people.dueHint'), fault: faults.due })}
        ${select('kin-expected', t('people.expected'), [['', t('people.unasked')], ...['1', '2', '3', '4'].map((n) => /** @type {[string, string]} */ ([n, n]))], v.expected, set('expected'))}
      </div>
      ${choice('kin-source', t('people.source'), options('sippe.intake.DueSource'), v.source, set('source'), { fault: faults.source })}
      ${field('kin-reason', t(pregnancy ? 'change.reason' : 'people.toldBy'), v.reason, set('reason'), { fault: faults.reason })}`,
  });
}

/** @param {Family} family @param {Pregnancy} pregnancy @param {Typing} typing */
export function reopenForm(family, pregnancy, typing) {
  const goesOn = pregnancy.state === 'PREGNANCY_STATE_OPEN';
  const v = { is: goesOn ? 'none' : '', reason: '' };
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  function check() {
    /** @type {Record<string, string>} */
    const faults = {};
    if (!v.is) faults.is = t('people.isMissing');
    if (!v.reason.trim()) faults.reason = t('change.reasonMissing');
    return faults;
  }
  return kinForm(family, {
    at: pregnancy.pregnancyId ?? '', state: 'reopen', procedure: 'ReopenPregnancy', verb: t('people.correct'), first: goesOn ? 'reason' : 'is', check,
    lead: t(goesOn ? 'people.inErrorLead' : pregnancy.state === 'PREGNANCY_STATE_BORN' ? 'people.reopenBornLead' : 'people.reopenLead'),
    body: () => ({ pregnancyId: pregnancy.pregnancyId, reason: v.reason, ...(v.is === 'none' && { inError: true }) }),
    said: () => t('people.reopened'),
    fields: (faults) => html`
      ${goesOn ? '' : choice('kin-is', t('people.is'), [['open', t('people.isOpen')], ['none', t('people.isNone')]], v.is, set('is'), { fault: faults.is })}
      ${field('kin-reason', t('change.reason'), v.reason, set('reason'), { fault: faults.reason })}`,
  });
}
