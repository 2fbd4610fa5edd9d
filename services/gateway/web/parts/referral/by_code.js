// @ts-check
// The partner called and gave the code of its sheet: its answer is noted as it says it.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { Command } from '../../lib/command.js';
import { draw, focus } from '../../lib/draw.js';
import { pastDayOf } from '../../lib/said.js';
import { now } from '../../lib/session.js';
import { mot, Mot, say, valuesOf } from '../../lib/words.js';
import { words } from '../../words/referral/by_code.js';
import { band, refused, summary } from '../band.js';
import { choice, dayField, field, select } from '../fields.js';
import { waitsHere } from '../panel.js';

const t = say(words);
const STATE = 'sippe.notifications.NoticeState', REASON = 'sippe.notifications.DeclineReason';
const NOT_ANSWERS = ['NOTICE_STATE_ISSUED', 'NOTICE_STATE_WITHDRAWN'];
const CONTACT = 'NOTICE_STATE_FIRST_CONTACT', DECLINED = 'NOTICE_STATE_DECLINED';

const EMPTY = { code: '', answer: '', reason: '', by: '', note: '', day: '' };
let is = { ...EMPTY };
let tried = false;
const noting = new Command('by-code');

export function byCodeForget() {
  is = { ...EMPTY };
  tried = false;
  noting.changed();
}

const contactDay = () => pastDayOf(is.day, now());

function faults() {
  if (!tried) return [];
  return [
    ...(is.code.trim() ? [] : [{ field: 'code', text: t('byCode.noCode') }]),
    ...(is.answer ? [] : [{ field: 'said', text: t('byCode.noAnswer') }]),
    ...(is.answer === DECLINED && !is.reason ? [{ field: 'reason', text: t('byCode.noReason') }] : []),
    ...(is.answer === CONTACT && !contactDay() ? [{ field: 'day', text: t('byCode.noDay') }] : []),
    ...(is.by.trim() ? [] : [{ field: 'by', text: t('byCode.noName') }]),
  ];
}
/** @param {string} id */
const faultOf = (id) => faults().find((f) => f.field === id)?.text;

/** @returns {'phone' | 'missing' | 'refused'} */
export function byCodeState() {
  if (noting.error) return 'refused';
  return faults().length ? 'missing' : 'phone';
}

/** @param {SubmitEvent} event */
function submit(event) {
  event.preventDefault();
  tried = true;
  draw();
  if (faults().length) return focus('summary');
  const body = { code: is.code, answer: is.answer, toldBy: is.by.trim(), note: is.note.trim(),
    ...(is.answer === DECLINED && { declineReason: is.reason }), ...(is.answer === CONTACT && { firstContactOn: contactDay() }) };
  noting.send('/sippe.notifications.Notifications/AnswerByCode', body, {
    clear: () => { is = { ...EMPTY }; tried = false; },
    done: (reply) => t('byCode.done', { state: mot(STATE, reply.state) }),
  });
}

/** @param {keyof typeof EMPTY} name */
const set = (name) => (/** @type {string} */ value) => { is[name] = value; };

const fields = () => html`
  ${field('code', t('byCode.code'), is.code, set('code'), { hint: t('byCode.codeHint'), fault: faultOf('code') })}
  ${choice('said', t('byCode.said'), valuesOf(STATE).filter((v) => !NOT_ANSWERS.includes(v)).map((v) => /** @type {[string, string]} */ ([v, Mot(STATE, v)])), is.answer, set('answer'), { fault: faultOf('said') })}
  ${is.answer === DECLINED ? select('reason', t('byCode.reason'), [['', t('byCode.choose')], ...valuesOf(REASON).map((v) => /** @type {[string, string]} */ ([v, mot(REASON, v)]))],
    is.reason, set('reason'), { fault: faultOf('reason') }) : nothing}
  ${is.answer === CONTACT ? dayField('day', t('byCode.day'), is.day, set('day'), { read: (text) => pastDayOf(text, now()), hint: t('byCode.dayHint'), fault: faultOf('day') }) : nothing}
  <div class="beside">${field('by', t('byCode.by'), is.by, set('by'), { fault: faultOf('by') })}${field('note', t('byCode.note'), is.note, set('note'))}</div>`;

/** @param {() => void} close */
export const byCode = (close) => html`
  <section class="panel" aria-labelledby="by-code"><header><h2 id="by-code">${t('byCode.title')}</h2></header>
    ${noting.waits ? waitsHere(noting) : html`
    <form class="form" novalidate autocomplete="off" @submit=${submit}>
      ${faults().length ? summary(t('byCode.notNoted'), faults()) : nothing}
      ${noting.error ? refused(t('byCode.notNoted'), noting.error) : nothing}
      ${noting.done ? band('ok', noting.done, nothing, true) : nothing}
      ${fields()}
      <p class="acts"><button class="button first" type="submit" aria-disabled=${noting.sending ? 'true' : nothing}>${t('byCode.do')}</button>
        <button class="button second" type="button" @click=${close}>${t('byCode.close')}</button></p>
    </form>`}
  </section>`;
