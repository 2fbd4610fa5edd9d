// @ts-check
// What an organisation answers to a notice: one choice, who answers, and what goes with it. Nothing is sent before she presses.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { longday } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { mot, say, valuesOf } from '../../lib/words.js';
import { words } from '../../words/r.js';
import { icon, refused, summary } from '../band.js';
import { field, select } from '../fields.js';

const t = say(words);
const REASON = 'sippe.notifications.DeclineReason';

/** @typedef {{ answer: string, toldBy: string, declineReason?: string, note?: string, firstContactOn?: object }} Said */
/** `signed`: who answers is known, and is not asked.
 * @typedef {{ by?: import('../../proto/types_pb').DateJson, received: boolean, correcting: boolean,
 *   late: import('../../lib/status.js').ApiError | null, send: (said: Said) => Promise<void>, back: () => void, signed?: boolean }} How */

const ANSWERS = /** @type {[string, string][]} */ ([
  ['NOTICE_STATE_ACCEPTED', 'accept'], ['NOTICE_STATE_WAITLISTED', 'wait'], ['NOTICE_STATE_DECLINED', 'decline'],
  ['NOTICE_STATE_ACKNOWLEDGED', 'later'], ['NOTICE_STATE_WRONG_PARTNER', 'mistake'],
]);

let answer = '';
let by = '';
let reason = '';
let note = '';
let tried = false;
let sending = false;

/** Who answers is kept for the next one; the answer is not. */
export function answerForget() {
  answer = '';
  reason = '';
  note = '';
  tried = false;
}
export const answerSent = () => { sending = false; };

/** @param {How} how */
function faults(how) {
  if (!tried) return [];
  return [
    ...(answer ? [] : [{ field: 'answers', text: t('r.chooseOne') }]),
    ...(answer === 'NOTICE_STATE_DECLINED' && !reason ? [{ field: 'reason', text: t('r.chooseWhy') }] : []),
    ...(how.signed || by.trim() ? [] : [{ field: 'by', text: t('r.sayWho') }]),
  ];
}
/** @param {How} how @param {string} id */
const faultOf = (how, id) => faults(how).find((f) => f.field === id)?.text;

/** @param {SubmitEvent} event @param {How} how */
async function submit(event, how) {
  event.preventDefault();
  tried = true;
  draw();
  if (faults(how).length) return focus('summary');
  if (sending) return;
  sending = true;
  draw();
  await how.send({ answer, toldBy: by.trim(), note: note.trim(), ...(answer === 'NOTICE_STATE_DECLINED' ? { declineReason: reason } : {}) });
  sending = false;
  draw();
}

/** @param {How} how */
const cards = (how) => html`
  <fieldset class="field cards" id="answers" tabindex="-1" aria-describedby=${faultOf(how, 'answers') ? 'answers-fault' : nothing}>
    <legend class="hidden">${t('r.answer')}</legend>
    ${faultOf(how, 'answers') ? html`<p class="field-fault" id="answers-fault">${faultOf(how, 'answers')}</p>` : nothing}
    ${ANSWERS.filter(([, key]) => key !== 'later' || (!how.received && !how.correcting)).map(([of, key]) => html`
      <label class="card"><input type="radio" name="answers" value=${of} autocomplete="off" spellcheck="false" .checked=${of === answer}
        @change=${() => { answer = of; draw(); }}><span><b>${t(/** @type {any} */ (`r.${key}`))}</b><small>${t(/** @type {any} */ (`r.${key}More`))}</small></span></label>`)}
  </fieldset>`;

/** @param {How} how */
export const answerForm = (how) => html`
  <section class="panel answer" aria-labelledby="answer">
    <h2 tabindex="-1" id="answer">${how.correcting ? t('r.correction') : t('r.answer')}</h2>
    ${how.by && !how.correcting ? html`<p>${icon('clock')} ${t('r.before')} <b>${longday(how.by)}</b></p>` : nothing}
    <form class="form" novalidate autocomplete="off" @submit=${(/** @type {SubmitEvent} */ e) => submit(e, how)}>
      ${faults(how).length ? summary(t('r.notSent'), faults(how)) : nothing}
      ${how.late ? refused(t('r.notTaken'), how.late) : nothing}
      ${cards(how)}
      ${answer === 'NOTICE_STATE_DECLINED' ? select('reason', t('r.why'), [['', t('r.whyNone')], ...valuesOf(REASON).map((v) => /** @type {[string, string]} */ ([v, mot(REASON, v)]))],
        reason, (v) => { reason = v; }, { fault: faultOf(how, 'reason'), hint: t('r.whyHint') }) : nothing}
      ${answer && answer !== 'NOTICE_STATE_ACKNOWLEDGED' && answer !== 'NOTICE_STATE_ACCEPTED' ? field('note', t('r.noteLabel'), note, (v) => { note = v; }, { rows: 2 }) : nothing}
      ${how.signed ? nothing : field('by', t('r.byLabel'), by, (v) => { by = v; }, { fault: faultOf(how, 'by') })}
      <button class="button first wide" type="submit" aria-disabled=${sending ? 'true' : nothing}>${sending ? t('r.sending') : t('r.send')}</button>
      ${how.correcting ? html`<button class="button second" type="button" @click=${how.back}>${t('r.back')}</button>` : nothing}
      <p class="hint">${t(how.signed ? 'r.sendHintSigned' : 'r.sendHint')}</p>
    </form>
  </section>`;
