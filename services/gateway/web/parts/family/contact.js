// @ts-check
// How she is reached, changed in its place, with what stood there before. A change states the whole value: what somebody else changed
// meanwhile is taken over where she did not touch it, and shown.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { moment } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { languageName, languages, Mot, mot, say, typo, valuesOf } from '../../lib/words.js';
import { now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { refused } from '../band.js';
import { choice, field, select, several, tick } from '../fields.js';
import { panel, waiting } from '../panel.js';
import { phoneOf } from '../person.js';
import { Change, changed } from './change.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/contact.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/contact_pb').ContactDetailsJson} Contact */
/** @typedef {import('../../proto/intake/contact_pb').ContactSaidJson} Said */
/** @typedef {{ number: string, extension: string, whose: string, message: string }} Line */
/** @typedef {{ lines: Line[], ways: Set<string>, message: string, hours: string, language: string, interpreter: string, interpreterLanguage: string,
 *   street: string, municipality: string, postal: string, noAddress: boolean, email: string }} Typed */

const LINES_MAX = 8;
const VOICE = 'sippe.VoiceMail', WAY = 'sippe.intake.ContactChannel', YES_NO = 'sippe.YesNo';

const changing = new Change('contact');
/** Of which she typed: as it was read. @type {Contact} */
let base = {};
let version = '';
/** @type {Typed} */
let typed;
let reason = '';

/** What was said of it, newest first; null: not asked for. @type {Said[] | null} */
let said = null;
let history = false;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;

export function forget() {
  changing.forget();
  history = false;
  said = null;
}

export const isOpen = () => changing.form !== null || history;
export const state = () => (changing.theirs ? 'conflict' : history ? 'contactHistory' : 'contact');

/* ---- a value, typed and in words ---- */

/** @param {string | undefined} code */
const postalOf = (code) => code?.replace(/^(...) ?/, '$1 ') ?? '';

/** @param {Contact} c @returns {Typed} */
const typedOf = (c) => ({
  lines: (c.numbers ?? []).map((n) => ({ number: phoneOf(n.number), extension: n.extension ?? '', whose: n.whose ?? '', message: n.safeToLeaveMessage ?? '' })),
  ways: new Set(c.channels ?? []), message: c.safeToLeaveMessage ?? '', hours: c.safeContactHours ?? '', language: c.language?.code ?? '',
  interpreter: c.interpreterNeeded ?? '', interpreterLanguage: c.interpreterLanguage?.code ?? '', street: c.address?.street ?? '',
  municipality: c.address?.municipality ?? '', postal: postalOf(c.address?.postalCode?.code), noAddress: c.noFixedAddress === 'YES_NO_YES', email: c.email ?? '',
});

/** @param {Typed} v */
const addressOf = (v) => (v.street || v.municipality || v.postal
  ? { address: { street: v.street, municipality: v.municipality, ...(v.postal && { postalCode: { code: v.postal } }) } } : {});

/** What is not said of it stays unsaid. @param {Typed} v @returns {Contact} */
const contactOf = (v) => /** @type {Contact} */ ({
  numbers: v.lines.map((l) => ({ number: l.number, extension: l.extension, whose: l.whose, ...(l.message && { safeToLeaveMessage: l.message }) })),
  channels: valuesOf(WAY).filter((way) => v.ways.has(way)), ...(v.message && { safeToLeaveMessage: v.message }), safeContactHours: v.hours,
  ...(v.language && { language: { code: v.language } }), ...(v.interpreter && { interpreterNeeded: v.interpreter }),
  ...(v.interpreter === 'YES_NO_YES' && v.interpreterLanguage && { interpreterLanguage: { code: v.interpreterLanguage } }), ...addressOf(v), email: v.email,
  ...(v.noAddress ? { noFixedAddress: 'YES_NO_YES' } : base.noFixedAddress === 'YES_NO_YES' ? { noFixedAddress: 'YES_NO_NO' }
    : base.noFixedAddress && { noFixedAddress: base.noFixedAddress }),
});

/** « 514 555-0142, poste 12 (sa sœur Rose) » @param {NonNullable<Contact['numbers']>[number]} n */
const numberText = (n) => [phoneOf(n.number, n.extension), n.whose ? `(${n.whose})` : '',
  n.safeToLeaveMessage ? `[${t('famille.messageIs', { answer: mot(VOICE, n.safeToLeaveMessage) })}]` : ''].filter(Boolean).join(' ');

/** @param {Contact} c */
const interpreterText = (c) => [c.interpreterNeeded ? mot(YES_NO, c.interpreterNeeded) : '', languageName(c.interpreterLanguage?.code)].filter(Boolean).join(', ');

/** @param {Contact} c @returns {[string, string][]} */
const textsOf = (c) => [
  [t('contact.numbers'), (c.numbers ?? []).map(numberText).join('; ')], [t('famille.voice'), c.safeToLeaveMessage ? mot(VOICE, c.safeToLeaveMessage) : ''],
  [t('famille.hours'), typo(c.safeContactHours ?? '')], [t('famille.ways'), (c.channels ?? []).map((way) => mot(WAY, way)).join(', ')],
  [t('famille.language'), languageName(c.language?.code)], [t('contact.interpreter'), interpreterText(c)],
  [t('famille.address'), [c.address?.street, c.address?.municipality, postalOf(c.address?.postalCode?.code)].filter(Boolean).join(', ')],
  [t('contact.noAddress'), c.noFixedAddress ? mot(YES_NO, c.noFixedAddress) : ''], [t('famille.email'), c.email ?? ''],
];

/** @param {Contact} from @param {Contact} to */
function differing(from, to) {
  const after = textsOf(to);
  return textsOf(from).map(([name, before], i) => ({ name, before, after: after[i][1] })).filter((row) => row.before !== row.after);
}

/* ---- two at once ---- */

/** @param {unknown} value */
const plainOf = (value) => JSON.stringify(value instanceof Set ? [...value].sort() : value);

/** What she did not touch is as the other left it. @param {Typed} was @param {Typed} mine @param {Typed} theirs @returns {Typed} */
const joined = (was, mine, theirs) => /** @type {Typed} */ (Object.fromEntries(Object.entries(mine).map(([key, value]) => {
  const k = /** @type {keyof Typed} */ (key);
  return [k, plainOf(was[k]) === plainOf(value) ? theirs[k] : value];
})));

/** @param {Family} family */
async function meet(family) {
  const was = base;
  await family.read();
  const answer = await ask(INTAKE + 'ListContactDetails', { familyId: family.id });
  const last = /** @type {Said} */ (answer.said?.[0] ?? {});
  base = last.contact ?? {};
  version = answer.version ?? '';
  typed = joined(typedOf(was), typed, typedOf(base));
  return html`<p><b>${t('contact.theyChanged', { who: last.by ?? '', when: moment(Number(last.writtenAt?.ms ?? 0), now()) })}</b> ${last.reason ?? ''}</p>
    ${changed(differing(was, base))}`;
}

/* ---- the form ---- */

/** @returns {[string, string][]} */
const voices = () => valuesOf(VOICE).map((v) => [v, Mot(VOICE, v)]);
const typing = () => changing.typed();
/** @template {keyof Typed} K @param {K} key */
const set = (key) => (/** @type {Typed[K]} */ value) => { typed[key] = value; typing(); };

/** @param {(lines: Line[]) => Line[]} how @param {string} then what has the focus */
function relined(how, then) {
  typed.lines = how(typed.lines);
  typing();
  focus(then);
}

/** @param {Line} l @param {number} i */
const numberActs = (l, i) => html`<p class="acts">
  ${i ? html`<button class="link" type="button" @click=${() => relined((all) => [l, ...all.filter((one) => one !== l)], 'contact-number-0')}>${
    t('contact.first')}<span class="hidden"> ${l.number}</span></button>` : nothing}
  <button class="link" type="button" @click=${() => relined((all) => all.filter((one) => one !== l), 'contact-add')}>${
    t('contact.remove')}<span class="hidden"> ${l.number}</span></button></p>`;

/** @param {Line} l @param {number} i @param {Record<string, string>} faults */
function number(l, i, faults) {
  const of = (/** @type {keyof Line} */ key) => (/** @type {string} */ value) => { l[key] = value; typing(); };
  return html`<fieldset class="field"><legend>${t('contact.nth', { n: i + 1 })}</legend>
    <div class="beside">
      ${field(`contact-number-${i}`, t('contact.number'), l.number, of('number'), { fault: faults[`number-${i}`] })}
      ${field(`contact-extension-${i}`, t('contact.extension'), l.extension, of('extension'))}
      ${field(`contact-whose-${i}`, t('contact.whose'), l.whose, of('whose'))}
      ${select(`contact-message-${i}`, t('contact.message'), [['', t('contact.asFamily')], ...voices()], l.message, of('message'))}
    </div>${numberActs(l, i)}</fieldset>`;
}

const blank = () => ({ number: '', extension: '', whose: '', message: '' });

/** @param {Record<string, string>} faults */
const numbers = (faults) => html`
  ${typed.lines.map((l, i) => number(l, i, faults))}
  ${typed.lines.length < LINES_MAX ? html`<p class="acts"><button class="button second" type="button" id="contact-add"
    @click=${() => relined((all) => [...all, blank()], `contact-number-${typed.lines.length}`)}>${t('contact.add')}</button></p>` : nothing}`;

const language = () => html`
  <div class="beside">
    ${select('contact-language', t('famille.language'), [['', t('contact.unasked')], ...languages(typed.language)], typed.language, set('language'))}
    ${select('contact-interpreter', t('contact.interpreter'), [['', t('contact.unasked')], ...valuesOf(YES_NO).map((v) => /** @type {[string, string]} */ ([v, Mot(YES_NO, v)]))],
    typed.interpreter, set('interpreter'))}
    ${typed.interpreter === 'YES_NO_YES' ? select('contact-interpreterLanguage', t('contact.interpreterLanguage'),
    [['', t('contact.unasked')], ...languages(typed.interpreterLanguage)], typed.interpreterLanguage, set('interpreterLanguage')) : nothing}
  </div>`;

const address = () => html`
  <div class="beside">
    ${field('contact-street', t('contact.street'), typed.street, set('street'))}
    ${field('contact-municipality', t('contact.municipality'), typed.municipality, set('municipality'))}
    ${field('contact-postal', t('contact.postal'), typed.postal, set('postal'))}
    ${field('contact-email', t('contact.email'), typed.email, set('email'))}
  </div>
  ${tick('contact-noAddress', t('contact.noAddress'), typed.noAddress, set('noAddress'))}`;

/** @param {Record<string, string>} faults */
const fields = (faults) => html`
  ${numbers(faults)}
  ${choice('contact-voice', t('contact.anyMessage'), voices(), typed.message, set('message'))}
  <div class="beside">
    ${several('contact-ways', t('famille.ways'), valuesOf(WAY).map((v) => [v, Mot(WAY, v)]), typed.ways, typing)}
    ${field('contact-hours', t('famille.hours'), typed.hours, set('hours'), { hint: t('contact.hoursHint') })}
  </div>
  ${language()}${address()}
  ${field('contact-reason', t('change.reason'), reason, (value) => { reason = value; typing(); }, { fault: faults.reason })}`;

function check() {
  /** @type {Record<string, string>} */
  const faults = {};
  typed.lines.forEach((l, i) => { if (!l.number.trim()) faults[`number-${i}`] = t('contact.numberMissing'); });
  if (!reason.trim()) faults.reason = t('change.reasonMissing');
  return faults;
}

/** @param {Family} family */
export function begin(family) {
  base = family.file?.contact ?? {};
  version = family.file?.contactVersion ?? '';
  typed = typedOf(base);
  reason = '';
  history = false;
  changing.open({
    at: 'contact', procedure: INTAKE + 'ChangeContact', verb: t('contact.change'), undone: t('contact.undone'), check, fields,
    first: typed.lines.length ? 'number-0' : 'add',
    body: () => ({ familyId: family.id, version, contact: contactOf(typed), reason }), meet: () => meet(family),
    done: async () => {
      await family.read();
      return t('contact.changed');
    },
  });
  draw();
}

/* ---- what stood there ---- */

/** @param {Family} family */
export async function showHistory(family) {
  changing.leave();
  history = true;
  said = null;
  error = null;
  draw();
  try {
    said = (await ask(INTAKE + 'ListContactDetails', { familyId: family.id })).said ?? [];
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

function closeHistory() {
  history = false;
  draw();
}

/** The last of them is what a call told before anybody changed it. @param {Said} s @param {Said} before */
const changeOf = (s, before) => html`<li class="note">
  <p class="hint">${t('contact.changedBy', { when: moment(Number(s.writtenAt?.ms), now()), who: s.by ?? '', reason: s.reason || t('contact.byCall') })}</p>
  ${changed(differing(before.contact ?? {}, s.contact ?? {}))}</li>`;

/** @param {Said[]} all */
const changes = (all) => (all.length < 2 ? html`<p class="hint">${t('contact.neverChanged')}</p>`
  : html`<ul class="notes">${all.slice(0, -1).map((s, i) => changeOf(s, all[i + 1]))}</ul>`);

/** @param {Family} family */
const shownHistory = (family) => html`
  ${error ? refused(t('contact.historyUnread'), error, () => showHistory(family)) : said ? changes(said) : waiting(3, () => showHistory(family))}
  <p class="acts"><button class="button second" type="button" @click=${closeHistory}>${t('contact.close')}</button></p>`;

export const outcome = () => changing.outcome();

/** @param {Family} family */
export const view = (family) => panel(t(history ? 'contact.history' : 'contact.title'), history ? shownHistory(family) : changing.view());
