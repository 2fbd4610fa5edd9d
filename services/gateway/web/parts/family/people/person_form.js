// @ts-check
// Somebody of the family is added, corrected, has left, or was never there.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { civil, civilOf } from '../../../lib/dates.js';
import { daysOf } from '../../../lib/days.js';
import { now } from '../../../lib/session.js';
import { dayOf } from '../../../lib/said.js';
import { Mot, valuesOf } from '../../../lib/words.js';
import { choice, dayField, field, select, tick } from '../../fields.js';
import { isChild, personName } from '../kin.js';
import { kinForm, past, t } from './kin_form.js';

/** @typedef {import('./kin_form.js').Family} Family */
/** @typedef {import('./kin_form.js').Person} Person */
/** @typedef {import('./kin_form.js').Typing} Typing */
/** @typedef {{ kind: string, given: string, name: string, born: string, gender: string, relation: string, home: string, homeOn: string, left: string,
 *   leftOn: string, spokenTo: string, wish: string, holder: boolean, reason: string }} Typed */

const KIND = 'sippe.intake.PersonKind', HOME = 'sippe.intake.ChildHome', LEFT = 'sippe.intake.PersonLeft', GENDER = 'sippe.intake.Gender';
const NEWBORN_DAYS = 365;

/** @param {string} type @returns {[string, string][]} */
export const options = (type) => valuesOf(type).map((v) => [v, Mot(type, v)]);
/** @returns {[string, string][]} */
export const homes = () => options(HOME).map(([v, text]) => [v, v === 'CHILD_HOME_UNKNOWN' ? t('people.homeUnknown') : text]);

/** That she has a file of her own is said of both files (apart_form.js). @param {Person | null} who */
const presences = (who) => options(LEFT).filter(([v]) => v !== 'PERSON_LEFT_OWN_FILE' || who?.left === v);

/** @param {Person['birthDate']} date */
const dayText = (date) => (date ? civil(date) : '');

/** @param {Person} p @returns {Typed} */
const typedOf = (p) => ({
  kind: p.kind ?? '', given: p.name?.given ?? '', name: p.name?.family ?? '', born: dayText(p.birthDate), gender: p.gender ?? '', relation: p.relation ?? '',
  home: p.home ?? '', homeOn: dayText(p.homeOn), left: p.left ?? '', leftOn: dayText(p.leftOn),
  spokenTo: p.spokenTo ?? '', wish: p.wish ?? '', holder: false, reason: '',
});

/** @param {Typed} v */
const hasDied = (v) => v.left === 'PERSON_LEFT_DIED';

/** Of a child a day without its year is the last one; an adult's year is said. @param {Typed} v @param {string} text */
const birth = (v, text) => (v.kind === 'PERSON_KIND_CHILD' ? past(text) : dayOf(text, now(), true));

/** @param {string} day @param {string} [on] where it is asked for */
const optionalDay = (day, on = day) => (on && day ? past(day) : null);

/** @param {Person} was @param {Typed} v @returns {Person} */
function personOf(was, v) {
  const { home, homeOn, left, leftOn, spokenTo, wish, birthDate, gender, ...rest } = was;
  const born = birth(v, v.born), homeDay = optionalDay(v.homeOn, v.home === 'CHILD_HOME_SINCE' ? v.homeOn : ''), leftDay = optionalDay(v.leftOn, v.left && v.leftOn);
  return /** @type {Person} */ ({
    ...rest, kind: v.kind, name: { ...was.name, given: v.given, family: v.name }, relation: v.relation, ...(born && { birthDate: born }),
    ...(v.gender && { gender: v.gender }), ...(v.home && { home: v.home }), ...(homeDay && { homeOn: homeDay }), ...(v.left && { left: v.left }),
    ...(leftDay && { leftOn: leftDay }), ...(hasDied(v) && v.spokenTo && { spokenTo: v.spokenTo }),
    ...(hasDied(v) && v.spokenTo === 'YES_NO_YES' && v.wish && { wish: v.wish }),
  });
}

/** @param {Typed} v @param {boolean} isNew */
function check(v, isNew) {
  /** @type {Record<string, string>} */
  const faults = {};
  if (!v.kind) faults.kind = t('people.kindMissing');
  if (isNew && !v.given.trim()) faults.given = t('people.givenMissing');
  if (v.born ? !birth(v, v.born) : v.kind === 'PERSON_KIND_CHILD') faults.born = t(v.born ? 'people.dayUnread' : 'people.bornMissing');
  if (v.home === 'CHILD_HOME_SINCE' && !past(v.homeOn)) faults.homeOn = t(v.homeOn ? 'people.dayUnread' : 'people.dayMissing');
  if (v.left && v.leftOn && !past(v.leftOn)) faults.leftOn = t('people.dayUnread');
  if (hasDied(v) && !v.spokenTo) faults.spokenTo = t('people.spokenMissing');
  if (!isNew && !v.reason.trim()) faults.reason = t('change.reasonMissing');
  return faults;
}

/** Where it is, is asked of a newborn. @param {Typed} v */
function isNewborn(v) {
  const born = past(v.born);
  return v.kind === 'PERSON_KIND_CHILD' && (v.home !== '' || (born !== null && daysOf(/** @type {import('../../../lib/days.js').Civil} */ (civilOf(now()))) - daysOf(born) < NEWBORN_DAYS));
}

/** @param {Family} family @param {Person | null} who null: somebody more @param {Typing} typing */
export function personForm(family, who, typing) {
  const was = who ?? {}, v = typedOf(was);
  const set = (/** @type {Exclude<keyof Typed, 'holder'>} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  /** @param {Record<string, string>} faults */
  const home = (faults) => html`
    ${choice('kin-home', t('people.home'), homes(), v.home, set('home'))}
    ${v.home === 'CHILD_HOME_SINCE' ? dayField('kin-homeOn', t('people.homeOn'), v.homeOn, set('homeOn'), { read: past, hint: t('people.dayHint'), fault: faults.homeOn }) : nothing}`;
  /** @param {Record<string, string>} faults */
  const left = (faults) => html`<div class="beside">
    ${select('kin-left', t('people.left'), [['', t('people.there')], ...presences(who)], v.left, set('left'))}
    ${v.left ? dayField('kin-leftOn', t('people.leftOn'), v.leftOn, set('leftOn'), { read: past, hint: t('people.dayHint'), fault: faults.leftOn }) : nothing}</div>`;
  /** As after a loss: until somebody has spoken with the family it is work of today. @param {Record<string, string>} faults */
  const spoken = (faults) => html`
    ${choice('kin-spokenTo', t('people.spokenFamily'), [['YES_NO_YES', Mot('sippe.YesNo', 'YES_NO_YES')], ['YES_NO_NO', t('people.notYet')]], v.spokenTo, set('spokenTo'),
    { fault: faults.spokenTo })}
    ${v.spokenTo === 'YES_NO_YES' ? choice('kin-wish', t('people.wishFamily'), options('sippe.intake.LossWish'), v.wish, set('wish')) : nothing}`;
  const saidOf = () => (hasDied(v) ? t(v.spokenTo === 'YES_NO_YES' ? 'people.lossRecorded' : 'people.deathToday')
    : t(who ? 'people.corrected' : 'people.added', { name: [v.given, v.name].filter(Boolean).join(' ') }));
  return kinForm(family, {
    at: who?.personId ?? 'person', state: 'person', procedure: 'ChangePerson', verb: t(who ? 'people.correct' : 'people.add'), first: who ? 'given' : 'kind',
    body: () => ({ who: personOf(was, v), reason: v.reason, ...(v.holder && { holder: true }) }), check: () => check(v, !who),
    said: saidOf,
    fields: (faults) => html`
      ${who ? nothing : choice('kin-kind', t('people.kind'), options(KIND), v.kind, set('kind'), { fault: faults.kind })}
      <div class="beside">
        ${field('kin-given', t('people.given'), v.given, set('given'), { fault: faults.given })}
        ${field('kin-name', t('people.name'), v.name, set('name'))}
      </div>
      <div class="beside">
        ${dayField('kin-born', t('people.born'), v.born, set('born'), { read: (text) => birth(v, text), hint: t('people.dayHint'), fault: faults.born })}
        ${select('kin-gender', t('people.gender'), [['', t('people.unasked')], ...options(GENDER)], v.gender, set('gender'))}
        ${field('kin-relation', t('people.relation'), v.relation, set('relation'), { hint: t('people.relationHint') })}
      </div>
      ${isNewborn(v) ? home(faults) : nothing}${who ? left(faults) : nothing}${hasDied(v) ? spoken(faults) : nothing}
      ${who && !isChild(who) && who.personId !== family.file?.kin?.holderId
    ? tick('kin-holder', t('people.makeHolder'), v.holder, (value) => { v.holder = value; typing(); }) : nothing}
      ${field('kin-reason', t(who ? 'change.reason' : 'people.toldBy'), v.reason, set('reason'), { fault: faults.reason })}`,
  });
}

/** @param {Family} family @param {Person} who @param {Typing} typing */
export function strikeForm(family, who, typing) {
  let reason = '';
  return kinForm(family, {
    at: who.personId ?? '', state: 'person', procedure: 'ChangePerson', verb: t('people.strike'), first: 'reason', lead: t('people.strikeLead', { name: personName(who) }),
    body: () => ({ who: { personId: who.personId }, inError: true, reason }), check: () => /** @type {Record<string, string>} */ (reason.trim() ? {} : { reason: t('change.reasonMissing') }),
    said: () => t('people.struck', { name: personName(who) }),
    fields: (faults) => field('kin-reason', t('change.reason'), reason, (value) => { reason = value; typing(); }, { fault: faults.reason }),
  });
}
