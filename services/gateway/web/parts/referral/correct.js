// @ts-check
// What was noted of an organisation's answer is wrong: it was another one, another day, or none at all. What is said here stands in its
// place, and intake is told. Where the answer has changed since it was read what it is now is shown, and the next press goes over that.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { civil } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { pastDayOf } from '../../lib/said.js';
import { now } from '../../lib/session.js';
import { mot, Mot, say, valuesOf } from '../../lib/words.js';
import { words } from '../../words/referral/correct.js';
import { band, icon, refused, summary } from '../band.js';
import { choice, dayField, field, select } from '../fields.js';
import { waitsHere } from '../panel.js';

const t = say(words);
const NOTICES = '/sippe.notifications.Notifications/';
const STATE = 'sippe.notifications.NoticeState', REASON = 'sippe.notifications.DeclineReason';
const NONE = 'NOTICE_STATE_ISSUED', WITHDRAWN = 'NOTICE_STATE_WITHDRAWN', CONTACT = 'NOTICE_STATE_FIRST_CONTACT', DECLINED = 'NOTICE_STATE_DECLINED';

/** @typedef {import('../../lib/referrals.js').Referral} Referral */
/** @typedef {import('../../lib/referrals.js').Notice} Notice */

const EMPTY = { answer: '', decline: '', by: '', note: '', day: '', reason: '' };
let is = { ...EMPTY };
let tried = false;
/** @type {Referral | null} the one whose answer is put right */
let of = null;
/** As it was read last. @type {Notice} */
let seen = {};
/** What it was before, where somebody else was quicker. @type {Notice | null} */
let was = null;
let done = () => {};
const correcting = new Command('correct');

/** Something was answered, and it stands. @param {Referral} r */
export const correctable = ({ notice }) => Boolean(notice?.state) && notice?.state !== NONE && notice?.state !== WITHDRAWN;

export function correctForget() {
  is = { ...EMPTY };
  tried = false;
  of = null;
  was = null;
  correcting.forget();
}

/** @returns {'correcting' | 'conflict' | ''} */
export const correctState = () => (was ? 'conflict' : of ? 'correcting' : '');

/** @param {Referral} r @param {() => void} then when it is put right */
export function correctBegin(r, then) {
  correctForget();
  of = r;
  seen = r.notice ?? {};
  done = then;
  draw();
  focus('right');
}

function leave() {
  correctForget();
  draw();
}

const contactDay = () => pastDayOf(is.day, now());

function faults() {
  if (!tried) return [];
  return [
    ...(is.answer ? [] : [{ field: 'right', text: t('correct.noAnswer') }]),
    ...(is.answer === DECLINED && !is.decline ? [{ field: 'right-decline', text: t('correct.noDecline') }] : []),
    ...(is.answer === CONTACT && !contactDay() ? [{ field: 'right-day', text: t('correct.noDay') }] : []),
    ...(is.reason.trim() ? [] : [{ field: 'right-reason', text: t('correct.noReason') }]),
  ];
}
/** @param {string} id */
const faultOf = (id) => faults().find((f) => f.field === id)?.text;

/** @param {Notice} n */
const textOf = (n) => [Mot(STATE, n.state), n.declineReason ? mot(REASON, n.declineReason) : '', n.firstContactOn ? civil(n.firstContactOn) : '', n.answeredBy].filter(Boolean).join(', ');

/** What it is now is read before she presses again. @param {Referral} r */
async function meet(r) {
  const { notices: [notice] = [] } = await ask(`${NOTICES}ListNotices`, { referralIds: [r.thing] });
  if (of !== r || !notice) return;
  was = seen;
  seen = notice;
  draw();
  focus('right-met');
}

/** @param {SubmitEvent} event @param {Referral} r */
async function submit(event, r) {
  event.preventDefault();
  tried = true;
  was = null;
  draw();
  if (faults().length) return focus('summary');
  const body = { referralId: r.thing, version: seen.version, answer: is.answer, toldBy: is.by.trim(), note: is.note.trim(), reason: is.reason.trim(),
    ...(is.answer === DECLINED && { declineReason: is.decline }), ...(is.answer === CONTACT && { firstContactOn: contactDay() }) };
  const sent = await correcting.send(`${NOTICES}CorrectAnswer`, body, { done: (reply) => {
    done();
    return t('correct.done', { state: mot(STATE, reply.state) });
  } });
  if (sent && of === r) of = null;
  else if (correcting.stale) await meet(r).catch(() => {});
  draw();
}

/** @param {keyof typeof EMPTY} name */
const set = (name) => (/** @type {string} */ value) => { is[name] = value; };

/** @returns {[string, string][]} */
const answers = () => [[NONE, t('correct.none')], ...valuesOf(STATE).filter((v) => v !== NONE && v !== WITHDRAWN).map((v) => /** @type {[string, string]} */ ([v, Mot(STATE, v)]))];

const fields = () => html`
  ${choice('right', t('correct.answer'), answers(), is.answer, set('answer'), { fault: faultOf('right') })}
  ${is.answer === DECLINED ? select('right-decline', t('correct.decline'), [['', t('correct.choose')], ...valuesOf(REASON).map((v) => /** @type {[string, string]} */ ([v, mot(REASON, v)]))],
    is.decline, set('decline'), { fault: faultOf('right-decline') }) : nothing}
  ${is.answer === CONTACT ? dayField('right-day', t('correct.day'), is.day, set('day'), { read: (text) => pastDayOf(text, now()), fault: faultOf('right-day') }) : nothing}
  ${field('right-by', t('correct.by'), is.by, set('by'), { hint: t('correct.byHint') })}
  ${field('right-note', t('correct.note'), is.note, set('note'))}
  ${field('right-reason', t('correct.reason'), is.reason, set('reason'), { rows: 2, fault: faultOf('right-reason') })}`;

/** @param {Notice} before */
const met = (before) => html`
  <div class="band wait" role="alert" tabindex="-1" id="right-met">${icon('alert')}
    <div><p><b>${t('correct.theyChanged')}</b> <del>${textOf(before)}</del> → <ins>${textOf(seen)}</ins></p><p>${t('correct.again')}</p></div></div>`;

/** @param {Referral} r */
const form = (r) => html`
  <form class="form" novalidate autocomplete="off" @submit=${(/** @type {SubmitEvent} */ e) => submit(e, r)}>
    ${faults().length ? summary(t('correct.notDone'), faults()) : nothing}
    ${was ? met(was) : correcting.error ? refused(t('correct.notDone'), correcting.error) : nothing}
    ${fields()}
    <p class="acts"><button class="button first" type="submit" aria-disabled=${correcting.sending ? 'true' : nothing}>${t('correct.do')}</button>
      <button class="button second" type="button" @click=${leave}>${t('correct.leave')}</button></p>
  </form>`;

/** null: nothing is put right here now. */
export function correct() {
  if (correcting.waits) return waitsHere(correcting);
  if (of) return form(of);
  return correcting.done ? band('ok', correcting.done, nothing, true) : null;
}
