// @ts-check
// Calls to her and from her, and letters: recorded with what follows them, corrected, struck out. What stood there stays readable.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { civil, dayAndHour, hour, isoDay, moment } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { Mot, mot, say } from '../../lib/words.js';
import { dayOf, instantOf, minuteOf } from '../../lib/said.js';
import { now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { band, refused } from '../band.js';
import { conflict } from './conflict.js';
import { choice, field, several } from '../fields.js';
import { panel, rest, waiting, waitsHere } from '../panel.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/notes.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/calls_pb').FamilyCallJson} Call */
/** @typedef {import('../../proto/intake/calls_pb').CallToldJson} Told */
/** @typedef {{ direction: string, way: string, outcome: string, other: Set<string>, day: string, hour: string, note: string,
 *   faults: Record<string, string>, rest: { at?: Told['at'], minutes?: number } }} Form `faults`: what is missing, by field */
/** @typedef {{ call: Call, strike: boolean, form: Form, reason: string, missing: boolean, now: Call | null }} Editing */

const OUTCOMES = ['COMPLETED', 'PARTIAL', 'NO_ANSWER', 'LEFT_MESSAGE', 'CALL_BACK_AT', 'WRONG_NUMBER', 'REFUSED', 'RETURNED'];
const OURS_ALONE = ['NO_ANSWER', 'WRONG_NUMBER', 'RETURNED']; // whoever calls us was there
const DIRECTIONS = ['OUTGOING', 'INCOMING'], WAYS = ['PHONE', 'SMS', 'EMAIL', 'MAIL', 'IN_PERSON'];
const OTHER = 'CALL_WHOM_OTHER';

/** @returns {Form} */
const blank = () => ({ direction: 'CALL_DIRECTION_OUTGOING', way: 'CALL_WAY_PHONE', outcome: '', other: new Set(), day: '', hour: '', note: '',
  faults: {}, rest: {} });

/** @type {Call[] | null} */
let calls = null;
let next = '';
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;
let form = blank();
const recording = new Command('call');
const changing = new Command('fix');
/** The one that is corrected, or struck out, and as somebody else left it meanwhile. @type {Editing | null} */
let editing = null;

export const conflicting = () => Boolean(editing?.now);

/** @param {Family} family */
async function more(family) {
  error = null;
  try {
    const answer = await ask(INTAKE + 'ListFamilyCalls', { familyId: family.id, ...(next && { after: next }) });
    calls = [...(calls ?? []), ...(answer.calls ?? [])];
    next = answer.next ?? '';
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {Family} family */
export async function enter(family) {
  calls = null;
  next = '';
  await more(family);
}

/** Of another family nothing stays in the form. */
export function forget() {
  form = blank();
  editing = null;
  recording.forget();
  changing.forget();
}

/* ---- what is said of one ---- */

/** What is wrong with it, by field; the first one. @param {Form} f */
function check(f) {
  f.faults = {};
  if (!f.outcome) f.faults.outcome = t('calls.outcomeMissing');
  if (f.day && !dayOf(f.day, now())) f.faults.day = t('calls.dayUnknown');
  if (f.hour && minuteOf(f.hour) === null) f.faults.hour = t('calls.hourUnknown');
  if (f.hour && !f.day) f.faults.day = t('calls.dayMissing');
  return Object.keys(f.faults)[0];
}

/** @param {Form} f @returns {Told} */
function told(f) {
  const day = f.day ? dayOf(f.day, now()) : null, minute = f.hour ? minuteOf(f.hour) : null;
  const again = !day ? {} : minute === null ? { callBackOn: day } : { callBackAt: { ms: String(instantOf(day, minute)) } };
  return /** @type {Told} */ ({ direction: f.direction, way: f.way, outcome: f.outcome, note: f.note, ...again, ...f.rest,
    ...(f.other.size && { whom: OTHER }) });
}

/** As it stands, to be corrected. @param {Told} said @returns {Form} */
function formOf(said) {
  const at = said.callBackAt ? Number(said.callBackAt.ms) : 0;
  return { ...blank(), direction: said.direction ?? '', way: said.way ?? '', outcome: said.outcome ?? '', note: said.note ?? '',
    day: at ? isoDay(at) : said.callBackOn ? civil(said.callBackOn) : '', hour: at ? hour(at) : '', other: new Set(said.whom === OTHER ? [OTHER] : []),
    rest: { at: said.at, minutes: said.minutes } };
}

/** @param {string} type @param {string} prefix @param {string[]} names @returns {[string, string][]} */
const options = (type, prefix, names) => names.map((name) => [prefix + name, Mot(type, prefix + name)]);

/** @param {Form} f */
function outcomes(f) {
  const theirs = f.direction === 'CALL_DIRECTION_INCOMING';
  return options('sippe.intake.CallOutcome', 'CALL_OUTCOME_', OUTCOMES.filter((name) => !theirs || !OURS_ALONE.includes(name)));
}

/** What was read of the day, so that she sees that it was understood. @param {Form} f */
const echo = (f) => { const day = f.day ? dayOf(f.day, now()) : null; return day ? civil(day) : t('calls.dayHint'); };

/** @param {string} key of the fields @param {Form} f @param {Command} command */
function fields(key, f, command) {
  const changed = () => { command.changed(); draw(); };
  const set = (/** @type {'direction' | 'way' | 'outcome' | 'day' | 'hour' | 'note'} */ of) => (/** @type {string} */ value) => { f[of] = value; changed(); };
  return html`
    <div class="beside">
      ${choice(`${key}-direction`, t('calls.direction'), options('sippe.intake.CallDirection', 'CALL_DIRECTION_', DIRECTIONS), f.direction, set('direction'))}
      ${choice(`${key}-way`, t('calls.way'), options('sippe.intake.CallWay', 'CALL_WAY_', WAYS), f.way, set('way'))}
    </div>
    ${choice(`${key}-outcome`, t('calls.outcome'), outcomes(f), f.outcome, set('outcome'), { fault: f.faults.outcome })}
    ${several(`${key}-whom`, t('calls.whom'), [[OTHER, t('calls.other')]], f.other, changed)}
    <div class="beside">
      ${field(`${key}-day`, t('calls.day'), f.day, set('day'), { hint: echo(f), fault: f.faults.day })}
      ${field(`${key}-hour`, t('calls.hour'), f.hour, set('hour'), { hint: t('calls.hourHint'), fault: f.faults.hour })}
    </div>
    ${field(`${key}-note`, t('calls.note'), f.note, set('note'), { rows: 2 })}`;
}

/* ---- one more ---- */

/** @typedef {import('../../proto/intake/calls_pb').RecordFamilyCallReplyJson} Recorded */

/** "3 appels et 1 lettre" @param {Recorded} answer */
function tried({ unanswered = 0, unansweredLetters = 0 }) {
  const ours = unanswered - unansweredLetters;
  return [ours ? t('calls.nCalls', { n: ours }) : '', unansweredLetters ? t('calls.nLetters', { n: unansweredLetters }) : ''].filter(Boolean).join(t('calls.and'));
}

/** @param {Recorded} answer */
function followed(answer) {
  const again = answer.callBackOn ? t('calls.callBack', { date: civil(answer.callBackOn) }) : t('calls.noCallBack');
  if (!answer.proposeUnreachable) return again;
  return `${again} ${t(answer.byLetter ? 'calls.unreachableLetter' : 'calls.unreachable', { tried: tried(answer) })}`;
}

/** @param {Family} family */
const record = (family) => recording.send(INTAKE + 'RecordFamilyCall', { familyId: family.id, told: told(form) }, {
  clear: () => { form = blank(); },
  done: async (answer) => {
    await Promise.all([enter(family), family.read()]);
    return followed(answer);
  },
});

/** @param {Event} event @param {Family} family */
function submit(event, family) {
  event.preventDefault();
  const wrong = check(form);
  draw();
  if (wrong) focus(`call-${wrong}`);
  else record(family);
}

/** @param {Family} family */
const recorder = (family) => (recording.waits ? waitsHere(recording) : html`
  <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => submit(e, family)}>
    ${recording.error ? refused(t('calls.notKept'), recording.error) : nothing}
    ${recording.done ? band('ok', t('calls.kept'), recording.done, true) : nothing}
    ${fields('call', form, recording)}
    <p class="acts"><button class="button first" type="submit">${t(recording.sending ? 'famille.sending' : 'calls.record')}</button></p>
  </form>`);

/* ---- other words in its place, or none ---- */

/** @param {Call} call @param {boolean} strike */
function open(call, strike) {
  if (changing.sending) changing.next();
  editing = { call, strike, form: formOf(call.said?.told ?? {}), reason: '', missing: false, now: null };
  changing.changed();
  draw();
  focus('fix-reason');
}

function close() {
  editing = null;
  changing.changed();
  draw();
}

/** @param {Family} family @param {Editing} e */
async function change(family, e) {
  const body = { familyId: family.id, callId: e.call.callId, version: e.call.version, reason: e.reason,
    ...(e.strike ? { inError: true } : { told: told(e.form) }) };
  const done = await changing.send(INTAKE + 'CorrectFamilyCall', body, {
    clear: () => { editing = null; },
    done: async () => {
      await Promise.all([enter(family), family.read()]);
      return t(e.strike ? 'calls.struck' : 'calls.corrected');
    },
  });
  if (done || !changing.stale) return;
  await enter(family);
  e.now = calls?.find((c) => c.callId === e.call.callId) ?? null;
  draw();
  focus('conflict');
}

/** @param {Event} event @param {Family} family @param {Editing} e */
function send(event, family, e) {
  event.preventDefault();
  const wrong = e.strike ? '' : check(e.form);
  e.missing = !e.reason.trim();
  draw();
  if (wrong || e.missing) focus(`fix-${wrong || 'reason'}`);
  else change(family, e);
}

/** @param {Family} family @param {Editing} e */
function met(family, e) {
  const theirs = e.now?.said ?? {};
  const keep = () => { e.call = e.now ?? e.call; e.now = null; changing.changed(); change(family, e); };
  return conflict({ mine: e.strike ? t('calls.strike') : wording({ told: told(e.form) }), theirs: wording(theirs), by: theirs.by ?? '',
    at: Number(theirs.writtenAt?.ms ?? 0), keep, take: close });
}

/** @param {Family} family @param {Editing} e */
const fixing = (family, e) => (changing.waits ? waitsHere(changing) : e.now ? met(family, e) : html`
  <form class="form" novalidate autocomplete="off" @submit=${(/** @type {Event} */ event) => send(event, family, e)}>
    ${changing.error ? refused(t('calls.notChanged'), changing.error) : nothing}
    ${e.strike ? html`<p>${t('calls.strikeLead')}</p>` : fields('fix', e.form, changing)}
    ${field('fix-reason', t('notes.reason'), e.reason, (value) => { e.reason = value; changing.changed(); },
    { fault: e.missing ? t('notes.reasonMissing') : '' })}
    <p class="acts"><button class="button first" type="submit">${t(e.strike ? 'calls.strike' : 'notes.correct')}</button>
      <button class="button second" type="button" @click=${close}>${t('notes.leave')}</button></p>
  </form>`);

/* ---- shown ---- */

/** "fait, téléphone : message laissé (à quelqu’un d’autre)" @param {Told} c */
function line(c) {
  const whom = c.whom === OTHER ? ` (${t('famille.other')})` : '';
  return t('calls.line', { direction: Mot('sippe.intake.CallDirection', c.direction), way: mot('sippe.intake.CallWay', c.way),
    outcome: mot('sippe.intake.CallOutcome', c.outcome) + whom });
}

/** @param {Told} c */
function back(c) {
  if (c.callBackAt) return t('calls.callBackAt', { when: dayAndHour(Number(c.callBackAt.ms)) });
  return c.callBackOn ? t('calls.callBack', { date: civil(c.callBackOn) }) : '';
}

/** @param {import('../../proto/intake/calls_pb').FamilyCallSaidJson} said */
const wording = (said) => (said.told ? [line(said.told), said.told.note].filter(Boolean).join(' · ') : t('famille.struck'));

/** @param {Call} c */
function changes(c) {
  const all = [c.said ?? {}, ...(c.before ?? [])];
  if (all.length < 2) return nothing;
  return html`<ul class="changes">${all.slice(0, -1).map((said, i) => html`<li>
    <span class="hint">${t('notes.change', { when: moment(Number(said.writtenAt?.ms), now()), who: said.by ?? '', reason: said.reason ?? '' })}</span>
    <del>${wording(all[i + 1])}</del> → <ins>${wording(said)}</ins></li>`)}</ul>`;
}

/** @param {Family} family @param {Call} c */
function one(family, c) {
  const said = c.said?.told, at = Number((said?.at ?? c.said?.writtenAt)?.ms), when = html`<span class="hidden"> ${moment(at, now())}</span>`;
  const letter = c.letter ? t('calls.letter', { kind: c.letter.kind ?? '', date: civil(c.letter.replyBy ?? {}) }) : '';
  return html`<li class="note">
    <p class="hint">${moment(at, now())} · ${c.said?.by}${c.inError ? html` <span class="chip">${t('famille.struck')}</span>` : nothing}</p>
    ${said ? html`<p>${letter || line(said)}${back(said) ? html` · <b>${back(said)}</b>` : nothing}</p>` : nothing}
    ${said?.note ? html`<p class="words">${said.note}</p>` : nothing}
    ${changes(c)}
    ${editing && editing.call.callId === c.callId ? fixing(family, editing) : c.inError || c.letter ? nothing : html`<p class="acts">
      <button class="link" type="button" @click=${() => open(c, false)}>${t('notes.correct')}${when}</button>
      <button class="link" type="button" @click=${() => open(c, true)}>${t('calls.strike')}${when}</button></p>`}
  </li>`;
}

/** @param {Family} family */
function shown(family) {
  if (error) return refused(t('calls.unread'), error, () => more(family));
  if (!calls) return waiting(3, () => enter(family));
  return html`${changing.done ? band('ok', changing.done, '', true) : nothing}
    ${calls.length ? html`<ul class="notes">${calls.map((c) => one(family, c))}</ul>` : html`<p class="hint">${t('calls.none')}</p>`}
    ${next ? rest(() => more(family)) : nothing}`;
}

/** @param {Family} family */
export const view = (family) => html`${panel(t('calls.new'), recorder(family))}${panel(t('calls.title'), shown(family))}`;
