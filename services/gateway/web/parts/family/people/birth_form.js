// @ts-check
// A birth: when, each child by its name, and where they are, since visits are counted from the day on which the child is home.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { choice, dayField, field, select, tick } from '../../fields.js';
import { homes, options } from './person_form.js';
import { kinForm, past, t } from './kin_form.js';

/** @typedef {import('./kin_form.js').Family} Family */
/** @typedef {{ givenName: string, gender: string, died: boolean }} Child */

const CHILDREN_MAX = 8;

/** @returns {Child} */
const blank = () => ({ givenName: '', gender: '', died: false });

/** @param {Child} c */
const bornOf = (c) => ({ givenName: c.givenName, ...(c.gender && { gender: c.gender }), ...(c.died && { died: true }) });

/** @param {Family} family @param {import('./kin_form.js').Pregnancy | null} pregnancy null: of none that is in the file @param {import('./kin_form.js').Typing} typing */
export function birthForm(family, pregnancy, typing) {
  const v = { on: '', home: '', homeOn: '', sure: false };
  let odd = false;
  const children = Array.from({ length: Math.max(pregnancy?.expected ?? 1, 1) }, blank);
  const set = (/** @type {'on' | 'home' | 'homeOn'} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  const living = () => children.some((c) => !c.died);
  const homeDay = () => (living() && v.home === 'CHILD_HOME_SINCE' ? past(v.homeOn) : null);

  /** @param {Child} c @param {number} i */
  const child = (c, i) => html`<fieldset class="field"><legend>${t('people.nthChild', { n: i + 1 })}</legend>
    <div class="beside">
      ${field(`kin-given-${i}`, t('people.given'), c.givenName, (value) => { c.givenName = value; typing(); })}
      ${select(`kin-gender-${i}`, t('people.gender'), [['', t('people.unasked')], ...options('sippe.intake.Gender')], c.gender, (value) => { c.gender = value; typing(); })}
    </div>${tick(`kin-died-${i}`, t('people.died'), c.died, (value) => { c.died = value; typing(); })}</fieldset>`;

  function more() {
    children.push(blank());
    typing();
  }

  function check() {
    /** @type {Record<string, string>} */
    const faults = {};
    if (!past(v.on)) faults.on = t(v.on ? 'people.dayUnread' : 'people.dayMissing');
    if (living() && v.home === 'CHILD_HOME_SINCE' && !past(v.homeOn)) faults.homeOn = t(v.homeOn ? 'people.dayUnread' : 'people.dayMissing');
    return faults;
  }

  /** @param {Record<string, string>} faults */
  const where = (faults) => html`
    ${choice('kin-home', t('people.home'), homes(), v.home, set('home'))}
    ${v.home === 'CHILD_HOME_SINCE' ? dayField('kin-homeOn', t('people.homeOn'), v.homeOn, set('homeOn'), { read: past, hint: t('people.dayHint'), fault: faults.homeOn }) : nothing}`;

  return kinForm(family, {
    at: pregnancy?.pregnancyId ?? 'birth', state: 'birth', procedure: 'RecordBirth', verb: t('people.recordBirth'), first: 'on', check,
    body: () => ({ ...(pregnancy && { pregnancyId: pregnancy.pregnancyId }), birthDate: past(v.on), born: children.map(bornOf), ...(v.sure && { sure: true }),
      ...(living() && v.home && { home: v.home }), ...(homeDay() && { homeOn: homeDay() }) }),
    refused: (error) => { odd = (error.status.violations ?? []).some((x) => x.reason === 'REASON_BIRTH_ODD'); },
    said: () => t(living() ? 'people.birthRecorded' : 'people.lossRecorded'),
    fields: (faults) => html`
      ${dayField('kin-on', t('people.birthOn'), v.on, set('on'), { read: past, hint: t('people.dayHint'), fault: faults.on })}
      ${odd ? tick('kin-sure', t('people.sure'), v.sure, (value) => { v.sure = value; typing(); }) : nothing}
      ${children.map(child)}
      ${children.length < CHILDREN_MAX ? html`<p class="acts"><button class="button second" type="button" @click=${more}>${t('people.anotherChild')}</button></p>` : nothing}
      ${living() ? where(faults) : nothing}`,
  });
}
