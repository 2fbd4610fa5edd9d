// @ts-check
// A pregnancy that ended without a birth. What is asked is short, and none of it is asked twice: when, who said so, and whether somebody has
// spoken with her. How it ended is kept apart, and asked of those alone who may read it.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { civil } from '../../../lib/dates.js';
import { allows } from '../../../lib/session.js';
import { Mot } from '../../../lib/words.js';
import { choice, dayField, field } from '../../fields.js';
import { options } from './person_form.js';
import { kinForm, past, t } from './kin_form.js';

/** @typedef {import('./kin_form.js').Family} Family */
/** @typedef {import('./kin_form.js').Pregnancy} Pregnancy */

export const mayRead = () => allows(['intake.GetLosses']);

/** Of one that is known as lost it says that somebody has spoken with her since. @param {Family} family @param {Pregnancy} pregnancy @param {import('./kin_form.js').Typing} typing */
export function lossForm(family, pregnancy, typing) {
  const known = pregnancy.state === 'PREGNANCY_STATE_ENDED';
  const v = { on: known && pregnancy.endedOn ? civil(pregnancy.endedOn) : '', toldBy: '', spokenTo: known ? 'YES_NO_YES' : '', wish: pregnancy.wish ?? '', kind: '', note: '' };
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  const spoken = () => v.spokenTo === 'YES_NO_YES';
  function check() {
    /** @type {Record<string, string>} */
    const faults = {};
    if (!past(v.on)) faults.on = t(v.on ? 'people.dayUnread' : 'people.dayMissing');
    if (!v.toldBy.trim()) faults.toldBy = t(known ? 'people.spokeMissing' : 'people.saidMissing');
    if (!v.spokenTo) faults.spokenTo = t('people.spokenMissing');
    return faults;
  }
  /** Kept apart. */
  const apart = () => html`
    ${choice('kin-kind', t('people.lossKind'), options('sippe.intake.LossKind'), v.kind, set('kind'))}
    ${field('kin-note', t('people.lossNote'), v.note, set('note'), { rows: 2, hint: t('people.lossApart') })}`;
  return kinForm(family, {
    at: pregnancy.pregnancyId ?? '', state: 'loss', procedure: 'RecordLoss', verb: t('people.record'), first: known ? 'toldBy' : 'on', lead: t(known ? 'people.spokenLead' : 'people.lossLead'), check,
    body: () => ({ pregnancyId: pregnancy.pregnancyId, on: past(v.on), toldBy: v.toldBy, spokenTo: v.spokenTo, note: v.note, ...(v.kind && { kind: v.kind }),
      ...(spoken() && v.wish && { wish: v.wish }) }),
    said: () => t(spoken() ? 'people.lossRecorded' : 'people.lossToday'),
    fields: (faults) => html`
      ${known ? nothing : dayField('kin-on', t('people.endedOn'), v.on, set('on'), { read: past, hint: t('people.dayHint'), fault: faults.on })}
      ${field('kin-toldBy', t(known ? 'people.whoSpoke' : 'people.whoSaid'), v.toldBy, set('toldBy'), { fault: faults.toldBy, hint: known ? '' : t('people.whoSaidHint') })}
      ${known ? nothing : choice('kin-spokenTo', t('people.spoken'), [['YES_NO_YES', Mot('sippe.YesNo', 'YES_NO_YES')], ['YES_NO_NO', t('people.notYet')]], v.spokenTo, set('spokenTo'),
    { fault: faults.spokenTo })}
      ${spoken() ? choice('kin-wish', t('people.wish'), options('sippe.intake.LossWish'), v.wish, set('wish')) : nothing}
      ${mayRead() ? apart() : nothing}`,
  });
}
