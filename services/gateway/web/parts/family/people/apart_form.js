// @ts-check
// A child who lives with somebody else gets a file of her own; one comes back, or ought never to have gone.
import { nothing, html } from '../../../vendor/lit-html/lit-html.js';
import { now } from '../../../lib/session.js';
import { dayOf } from '../../../lib/said.js';
import { languages, Mot, valuesOf } from '../../../lib/words.js';
import { choice, dayField, field, select, tick } from '../../fields.js';
import { isChild, personName } from '../kin.js';
import { forget } from './files.js';
import { kinForm, past, t } from './kin_form.js';

/** @typedef {import('./kin_form.js').Family} Family */
/** @typedef {import('./kin_form.js').Person} Person */
/** @typedef {import('./kin_form.js').Typing} Typing */

const MESSAGE = 'sippe.VoiceMail', GIVER = 'sippe.intake.ConsentGiver';
const APART = 'PERSON_LEFT_OWN_FILE', DIED = 'PERSON_LEFT_DIED';

/** @param {Person} p */
export const isApart = (p) => p.left === APART;
/** @param {Person} p */
export const mayGo = (p) => isChild(p) && !isApart(p) && p.left !== DIED;

/** Who is a child does not decide for herself. @returns {[string, string][]} */
const givers = () => valuesOf(GIVER).filter((v) => v !== 'CONSENT_GIVER_SELF').map((v) => [v, Mot(GIVER, v)]);
/** @returns {[string, string][]} */
const messages = () => valuesOf(MESSAGE).map((v) => [v, Mot(MESSAGE, v)]);

/** What was read of where they are is so no more. @param {'people.separated' | 'people.returned'} key @param {Person} who */
function told(key, who) {
  forget();
  return t(key, { name: personName(who) });
}

/** Of an adult the year is said. @param {string} text */
const birth = (text) => dayOf(text, now(), true);

/** Others who live at the same place go into the same file. @param {Family} family @param {Person} who @param {Typing} typing */
export function separateForm(family, who, typing) {
  const v = { since: '', given: '', name: '', relation: '', born: '', decides: '', phone: '', message: '', language: '', reason: '' };
  const ticked = { distinct: false, last: false };
  const others = (family.file?.kin?.people ?? []).filter((p) => mayGo(p) && p.personId !== who.personId);
  /** @type {Set<string>} */
  const along = new Set();
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  const check = (/** @type {keyof typeof ticked} */ key) => (/** @type {boolean} */ value) => { ticked[key] = value; typing(); };
  const go = (/** @type {string} */ id) => (/** @type {boolean} */ value) => { if (value) along.add(id); else along.delete(id); typing(); };
  const body = () => ({
    children: [who.personId, ...along], since: past(v.since), relation: v.relation, reason: v.reason, language: { code: v.language },
    holder: { name: { given: v.given, family: v.name }, phone: v.phone, ...(v.born && { birthDate: birth(v.born) }) },
    ...(v.decides && { decides: v.decides }), ...(v.message && { safeToLeaveMessage: v.message }), ...(ticked.distinct && { noneOfKnown: 'YES_NO_YES' }),
    ...(ticked.last && { last: true }),
  });
  const faults = () => {
    /** @type {Record<string, string>} */
    const found = {};
    if (!past(v.since)) found.since = t(v.since ? 'people.dayUnread' : 'people.dayMissing');
    if (!v.given.trim()) found.given = t('people.givenMissing');
    if (!v.name.trim()) found.name = t('people.nameMissing');
    if (!v.relation.trim()) found.relation = t('people.relationMissing');
    if (v.born && !birth(v.born)) found.born = t('people.dayUnread');
    if (!v.language) found.language = t('people.languageMissing');
    if (!v.reason.trim()) found.reason = t('change.reasonMissing');
    return found;
  };
  return kinForm(family, {
    at: who.personId ?? '', state: 'apart', procedure: 'SeparateChild', verb: t('people.separateDo'), first: 'since',
    lead: t('people.separateLead', { name: personName(who) }), body, check: faults, said: () => told('people.separated', who),
    fields: (wrong) => html`
      ${others.map((p) => tick(`kin-with-${p.personId}`, t('people.alsoGoes', { name: personName(p) }), along.has(p.personId ?? ''), go(p.personId ?? '')))}
      ${dayField('kin-since', t('people.livesSince'), v.since, set('since'), { read: past, hint: t('people.dayHint'), fault: wrong.since })}
      <h3>${t('people.whoLooksAfter')}</h3>
      <div class="beside">
        ${field('kin-given', t('people.given'), v.given, set('given'), { fault: wrong.given })}
        ${field('kin-name', t('people.name'), v.name, set('name'), { fault: wrong.name })}
        ${field('kin-relation', t('people.relation'), v.relation, set('relation'), { hint: t('people.relationHint'), fault: wrong.relation })}
      </div>
      <div class="beside">
        ${dayField('kin-born', t('people.born'), v.born, set('born'), { read: birth, hint: t('people.dayHint'), fault: wrong.born })}
        ${field('kin-phone', t('people.phone'), v.phone, set('phone'))}
        ${select('kin-message', t('people.message'), [['', t('people.unasked')], ...messages()], v.message, set('message'))}
      </div>
      <div class="beside">
        ${select('kin-language', t('people.language'), [['', ''], ...languages(v.language)], v.language, set('language'), { fault: wrong.language })}
        ${select('kin-decides', t('people.decides'), [['', t('people.decidesNot')], ...givers()], v.decides, set('decides'))}
      </div>
      ${tick('kin-distinct', t('people.distinct'), ticked.distinct, check('distinct'))}
      ${tick('kin-last', t('people.lastChild'), ticked.last, check('last'))}
      ${field('kin-reason', t('people.reasonStays'), v.reason, set('reason'), { fault: wrong.reason })}`,
  });
}

/** @param {Family} family @param {Person} who @param {Typing} typing */
export function returnForm(family, who, typing) {
  const v = { how: 'back', on: '', reason: '' };
  const set = (/** @type {keyof typeof v} */ key) => (/** @type {string} */ value) => { v[key] = value; typing(); };
  /** @returns {Record<string, string>} */
  const faults = () => ({
    ...(v.how === 'back' && !past(v.on) && { on: t(v.on ? 'people.dayUnread' : 'people.dayMissing') }), ...(!v.reason.trim() && { reason: t('change.reasonMissing') }),
  });
  return kinForm(family, {
    at: who.personId ?? '', state: 'apart', procedure: 'ReturnChild', verb: t('people.returnDo'), first: 'how', lead: t('people.returnLead', { name: personName(who) }),
    body: () => ({ personId: who.personId, reason: v.reason, ...(v.how === 'back' ? { on: past(v.on) } : { inError: true }) }), check: faults,
    said: () => told('people.returned', who),
    fields: (wrong) => html`
      ${choice('kin-how', t('people.returnHow'), [['back', t('people.isBack')], ['error', t('people.neverWent')]], v.how, set('how'))}
      ${v.how === 'back' ? dayField('kin-on', t('people.backSince'), v.on, set('on'), { read: past, hint: t('people.dayHint'), fault: wrong.on }) : nothing}
      ${field('kin-reason', t('change.reason'), v.reason, set('reason'), { fault: wrong.reason })}`,
  });
}
