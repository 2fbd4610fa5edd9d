// @ts-check
// The field for a day code, on the door and over a page whose session is over. The code is written as it was told: case, dashes and
// blanks are nobody's fault. One act until it is answered, so that a repeat is not another try.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { leave, signIn, signInAct } from '../../lib/session.js';
import { say } from '../../lib/words.js';
import { words } from '../../words/door/code.js';
import { icon, refused, summary } from '../band.js';
import { draw, focus } from '../../lib/draw.js';
import { lapse } from '../../lib/dates.js';
import { ApiError, errorOf } from '../../lib/status.js';

const t = say(words);
const LENGTH = 10;
const SECOND_MS = 1000;

let text = '';
let missing = false;
let sending = false;
/** @type {ApiError | null} */
let error = null;
/** @type {import('../../lib/api.js').Act | null} */
let act = null;
let until = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

const plain = () => text.replace(/[^\p{L}\p{N}]/gu, '');
const left = () => until - Date.now();

/** "empty", "short", "sending", "refused", "wait", "away" */
export function codeState() {
  if (sending) return 'sending';
  if (left() > 0) return 'wait';
  if (error) return error.unanswered ? 'away' : 'refused';
  return missing ? 'short' : 'empty';
}

/** Nothing of a code stays in the field of whoever comes next. */
export function codeForget() {
  text = '';
  missing = false;
  error = null;
  act = null;
}

/** @param {InputEvent} event */
function typed(event) {
  text = /** @type {HTMLInputElement} */ (event.target).value;
  act = null;
  draw(); // what is drawn is what stands there: emptied, it is emptied there too
}

function tick() {
  if (left() <= 0) {
    clearInterval(ticking);
    error = null;
  }
  draw();
}
/** @param {number} ms */
function wait(ms) {
  until = Date.now() + ms;
  clearInterval(ticking);
  ticking = setInterval(tick, SECOND_MS);
}

async function send() {
  sending = true;
  error = null;
  draw();
  try {
    act ??= signInAct(plain());
    await signIn(act);
    codeForget();
  } catch (fault) {
    error = errorOf(fault);
    if (error.retryMs) wait(error.retryMs);
    if (!error.unanswered) act = null;
    focus('code');
  } finally {
    sending = false;
    draw();
  }
}

/** @param {Event} event */
function submit(event) {
  event.preventDefault();
  if (sending || left() > 0) return;
  missing = plain().length !== LENGTH;
  error = null;
  draw();
  if (missing) focus('summary');
  else send();
}

const wrong = () => (plain() ? t('code.short', { n: plain().length }) : t('code.none'));

function trouble() {
  if (missing) return summary(t('code.notSent'), [{ field: 'code', text: wrong() }]);
  if (error) return refused(t(error.unanswered ? 'code.unanswered' : 'code.refused'), error);
  return nothing;
}

const field = () => html`
  <label for="code">${t('code.label')}</label>
  <p class="hint" id="code-hint">${t('code.hint')}</p>
  ${missing ? html`<p class="field-fault" id="code-fault">${wrong()}</p>` : nothing}
  <input class="in code" id="code" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false"
    maxlength="40" aria-describedby=${missing ? 'code-hint code-fault' : 'code-hint'}
    aria-invalid=${missing ? 'true' : nothing} .value=${text} @input=${typed}>`;

export function codeForm() {
  const waits = left() > 0;
  const label = sending ? t('code.sending') : waits ? t('code.wait', { lapse: lapse(left()) }) : t('code.send');
  return html`
    <form class="code-form" novalidate autocomplete="off" @submit=${submit}>
      ${trouble()}
      ${field()}
      <button class="button first wide" type="submit" aria-disabled=${sending || waits ? 'true' : nothing}>${label}</button>
    </form>`;
}

// ---- over a page ----

// The session is over while a page was open. The page stays, hidden, with what was typed in it: the same person goes on where she was;
// for anybody else it is gone.
export const overlay = () => html`
  <main class="page narrow" data-page="overlay" data-state="over" id="over">
    <section class="panel door">
      <h1 tabindex="-1">${t('over.title')}</h1>
      <p class="lead">${t('over.lead')}</p>
      ${codeForm()}
      <p class="quiet">${icon('lock')}<span>${t('over.other')}
        <button class="link" type="button" @click=${() => leave('/connexion')}>${t('over.leave')}</button></span></p>
    </section>
  </main>`;
