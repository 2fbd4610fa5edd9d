// @ts-check
// What a desk has before her now and then: the notice, to be read aloud as it stands; the line broke, and what is kept, what may be said to a machine that answers, what happens
// next; or she has decided, and what follows, with the words to hang up on.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { hex } from '../../lib/api.js';
import { moment } from '../../lib/dates.js';
import { draw } from '../../lib/draw.js';
import { phone as phoneText, said, say } from '../../lib/words.js';
import { acting, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { band, icon, refused } from '../band.js';
import { words as ofPage } from '../../words/appel.js';
import { words } from '../../words/call/after.js';
import { counted, firstGap } from './answers.js';
import { agreed, call, notice, today } from './call.js';
import { deciding } from './deciding.js';
import { BLOCKS } from './questions.js';
import { labelOf } from './rows.js';
import { discard, saveNow, saving } from './saving.js';
import { readPhone } from './typed.js';

const t = say({ ...ofPage, ...words });

// ---- the notice ----

/** @param {() => void} close */
export const noticePanel = (close) => html`
  <section class="panel notice"><h2 tabindex="-1" id="notice-title">${t('appel.noticeTitle')}</h2><p>${said(notice()?.fr, notice()?.en) || t('appel.noNotice')}</p>
    <p><button class="button second" type="button" @click=${close}>${t('appel.noticeClose')}</button></p></section>`;

// ---- the line broke ----

/** What may be said to a machine that answers. */
function voiceMail() {
  const may = call.answers.get('consent.safe_to_leave_message')?.chosen?.[0];
  if (may === 'VOICE_MAIL_YES') return t('appel.vm.yes');
  if (may === 'VOICE_MAIL_WITHOUT_NAMING_US') return t('appel.vm.quiet', { who: acting()?.name ?? '' });
  return t('appel.vm.no');
}

const ENDS = /** @type {const} */ (['CALL_OUTCOME_CALL_BACK_AT', 'CALL_OUTCOME_NO_ANSWER', 'CALL_OUTCOME_WRONG_NUMBER', 'CALL_OUTCOME_REFUSED']);

let cutWhat = '';
/** @type {import('../../lib/status.js').ApiError | null} */
let cutError = null;

/** The line has just broken. */
export function cutBegin() {
  cutWhat = '';
  cutError = null;
  draw();
}

/** What is kept of it stands on the list; or nothing is. @param {() => void} anew */
async function end(anew) {
  cutError = null;
  try {
    if (cutWhat === 'CALL_OUTCOME_REFUSED') await discard();
    else await saveNow();
    if (saving.error && cutWhat !== 'CALL_OUTCOME_REFUSED') throw saving.error;
    anew();
  } catch (fault) {
    cutError = errorOf(fault);
    draw();
  }
}

/** @param {{ back: () => void, anew: () => void }} hands */
export function cutPanel({ back, anew }) {
  const gap = firstGap(call.answers, today());
  const phone = readPhone(call.answers.get('identity.phone')?.text ?? '').value;
  const done = BLOCKS.filter((b) => b.column < 3).map((b) => counted(b, call.answers, today()));
  const sum = (/** @type {'asked' | 'answered'} */ key) => done.reduce((n, d) => n + d[key], 0);
  return html`
    <section class="pan cut">
      <h2 tabindex="-1" id="cut-title">${t('appel.cut')}</h2>
      <p class="sub">${agreed() ? html`<b>${t('appel.allKept')}</b> ${t('appel.keptCount', { n: sum('answered'), of: sum('asked') })} ${
        gap ? html`${t('appel.resumesAt')} <b>${labelOf(gap.id)}</b>.` : nothing}` : t('appel.nothingKept')}</p>
      ${band('wait', t('appel.voiceMail'), voiceMail())}
      ${phone ? html`<p class="call-back">${icon('phone')} ${phoneText(phone)}</p>` : nothing}
      <p><button class="button first wide" type="button" @click=${back}>${t('appel.resume')}</button></p>
    </section>
    <section class="pan">
      ${cutError ? refused(t('appel.notEnded'), cutError) : nothing}
      <h2 id="cut-what">${t('appel.whatHappened')}</h2>
      <div class="suites" role="radiogroup" aria-labelledby="cut-what">${ENDS.filter((o) => agreed() || o === 'CALL_OUTCOME_REFUSED').map((outcome) => html`
        <label class="vo"><input type="radio" name="cut" value=${outcome} .checked=${cutWhat === outcome} autocomplete="off" spellcheck="false"
          @change=${() => { cutWhat = outcome; draw(); }}><span>${t(/** @type {any} */ (`appel.end.${outcome}`), { n: call.attempt })}</span></label>`)}</div>
      ${cutWhat ? html`<p class="sub">${t(/** @type {any} */ (`appel.then.${cutWhat}`))}</p>` : nothing}
      <button class="button second wide" type="button" aria-disabled=${cutWhat ? nothing : 'true'} @click=${() => cutWhat && end(anew)}>${
        cutWhat === 'CALL_OUTCOME_REFUSED' ? t('appel.discard') : t('appel.toWork')}</button>
    </section>`;
}

// ---- decided ----

/** What she says then, and where the rest is. */
export const thanks = () => [t('appel.thanks'), t('appel.thanksWhy')];

/** @param {{ next: () => void }} hands */
export function donePanel({ next }) {
  const done = /** @type {import('./deciding.js').Done} */ (deciding.done);
  const back = done.route === 'ROUTE_CALL_BACK';
  return html`
    <section class="pan fin">
      <h2 tabindex="-1" id="done-title">${icon('check')} ${back ? t('appel.recorded') : t('appel.decided', { route: t(/** @type {any} */ (`appel.route.${done.route}`)) })}</h2>
      <p class="sub">${t('appel.by', { who: acting()?.name ?? '', when: moment(now(), now()), number: done.familyNumber })}</p>
      <dl class="next">
        ${done.accessDueMs ? html`<dt>${t('appel.firstMeeting')}</dt><dd>${t('appel.before', { when: moment(done.accessDueMs, now()) })}</dd>` : nothing}
        ${done.matches ? html`<dt>${t('appel.maybeKnown')}</dt><dd>${t('appel.settleKnown', { n: done.matches })}</dd>` : nothing}
        <dt>${t('appel.then')}</dt><dd>${t(/** @type {any} */ (`appel.next.${done.route}`))}</dd>
      </dl>
    </section>
    <section class="pan">
      <h2>${t('appel.beforeHangUp')}</h2>
      <p class="say-short">${t(/** @type {any} */ (`appel.closing.${done.route}`))}</p>
      <p class="pile"><button class="button first wide" type="button" id="done-next" @click=${next}>${t('appel.nextCall')}</button></p>
      <p class="pile"><button class="button second wide" type="button" @click=${() => print()}>${t('appel.print')}</button></p>
      <p><a href="/appel/${hex(done.screeningId)}">${t('appel.correct')}</a></p>
    </section>`;
}
