// @ts-check
// What is kept at this station, wherever it is told of: the save state of a page's bar, the number in the top bar, and what she is asked
// before she closes her session on it.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { hour } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { flush, kept, onKept, tellNow } from '../lib/envois.js';
import { isOver, signedIn, signOut } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { t } from '../lib/words.js';
import { icon, refused } from './band.js';

const WHERE = '/acces#gardes';

/** In words, and where to see more; a dot while it is on its way, so that nothing is said that is over before it is read. */
export function saveState() {
  const { waiting, refused: no, held, stalled, persisted, savedAt } = kept();
  const n = waiting + no + held;
  if (n && (stalled || no || held)) {
    return html`<a class="save wait" href=${WHERE}>${icon('station')}<span>${persisted ? t('kept.here', { n }) : t('kept.closing')}</span></a>`;
  }
  if (waiting) return html`<span class="save"><span class="dot"></span><span class="hidden">${t('kept.saving')}</span></span>`;
  return savedAt ? html`<span class="save ok">${icon('check')}<span>${t('kept.saved', { hour: hour(savedAt) })}</span></span>` : nothing;
}

/** In the top bar, as long as there is any. */
export function keptMark() {
  const n = kept().shown;
  return n ? html`<a class="kept-mark" href=${WHERE}>${icon('station')}<span>${t('kept.mark', { n })}<span class="hidden"> ${t('kept.where')}</span></span></a>` : nothing;
}

/** Where it is not known who is signed in: how many, of whomever. */
export function keptCount() {
  const n = kept().total;
  return n ? html`<p class="quiet">${icon('station')}<span>${t('kept.total', { n })}</span></p>` : nothing;
}

// ---- before she leaves ----

/** @type {'' | 'asked' | 'waits' | 'closing'} */
let leaving = '';
/** @type {import('../lib/status.js').ApiError | null} */
let unclosed = null;

/** What would go by itself if she stayed. */
const pending = () => kept().waiting;
const staying = () => kept().waiting + kept().refused + kept().held + kept().unopenable;

async function close() {
  leaving = 'closing';
  unclosed = null;
  draw();
  await tellNow();
  try {
    await signOut();
  } catch (fault) {
    unclosed = errorOf(fault);
    leaving = '';
    draw();
  }
}

function wait() {
  leaving = 'waits';
  flush();
  draw();
}
function stay() {
  leaving = '';
  unclosed = null;
  draw();
}

/** Her session is closed; first she is asked, if something waits that she may not know of. */
export function leave() {
  if (!staying()) return close();
  if (pending() && !kept().stalled && staying() === pending()) return wait();
  leaving = 'asked';
  draw();
  focus('leaving');
}

onKept(() => { if (leaving === 'waits' && !pending()) close(); });

const buttons = () => html`<p class="acts">
  ${pending() && leaving === 'asked' ? html`<button class="button second" type="button" @click=${wait}>${t('kept.wait')}</button>` : nothing}
  <button class="button second" type="button" @click=${close}>${t('kept.leave')}</button>
  ${pending() && leaving === 'asked' ? nothing : html`<button class="button second" type="button" @click=${stay}>${t('kept.stay')}</button>`}</p>`;

const question = () => html`
  <div class="band wait" role="alert" tabindex="-1" id="leaving">
    ${icon('station')}
    <div><p><b>${t('kept.leaving', { n: staying() })}</b> ${leaving === 'waits' ? t('kept.closes') : t('kept.sealed')}</p>${buttons()}</div>
  </div>`;

/** Above any page. */
export function leavingBand() {
  if (isOver() || !signedIn()) return nothing;
  if (unclosed) return refused(t('kept.unclosed'), unclosed, close);
  return leaving === 'asked' || leaving === 'waits' ? question() : nothing;
}
