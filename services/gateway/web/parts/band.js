// @ts-check
import { html, nothing, svg } from '../vendor/lit-html/lit-html.js';
import { said, t } from '../lib/words.js';

/** @typedef {import('../lib/types.js').Markup} Markup */

const TONES = /** @type {const} */ ({ info: 'info', ok: 'check', wait: 'clock', error: 'alert' });

/**
 * A strip that says something of the whole page. `spoken`: it came by itself, and is read out.
 * @param {keyof typeof TONES} tone @param {string} title @param {Markup | string} [more] @param {boolean} [spoken]
 */
export const band = (tone, title, more = nothing, spoken = false) => html`
  <div class="band ${tone}" role=${spoken ? 'status' : nothing}>
    ${icon(TONES[tone])}<p><b>${title}</b> ${more}</p>
  </div>`;

/** What is wrong with each field that was sent. @param {import('../lib/status.js').ApiError} error */
const violations = (error) => [...new Set((error.status.violations ?? []).map((v) => said(v.messageFr, v.messageEn)))].map((text) => html`<p>${text}</p>`);

/**
 * What was not done, as the daemon said it, with its word small for whoever helps.
 * @param {string} title @param {import('../lib/status.js').ApiError} error @param {() => void} [retry]
 */
export const refused = (title, error, retry) => html`
  <div class="band error" role="alert">
    ${icon('alert')}
    <div>
      <p><b>${title}</b> ${error.sentence} <small class="word" translate="no">${error.word}</small></p>
      ${violations(error)}
      ${retry ? html`<p><button class="button second" type="button" @click=${retry}>${t('act.retry')}</button></p>` : nothing}
    </div>
  </div>`;

/** In the place of something that is opened later (lib/later.js) and did not come. @param {() => unknown} again */
export const notCome = (again) => html`
  <div class="band error" role="alert">${icon('alert')}
    <p><b>${t('later.failed')}</b> <button class="button second" type="button" @click=${() => again()}>${t('act.retry')}</button></p></div>`;

// ---- signs ----

const SHAPES = {
  alert: svg`<path d="M8 2.2 14.6 13.6H1.4z"/><path d="M8 6.5v3.2M8 11.6v.1"/>`,
  check: svg`<path d="m2.5 8.5 3.6 3.6 7.4-8"/>`,
  cross: svg`<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>`,
  clock: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.4 1.6"/>`,
  info: svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.9M8 4.8v.1"/>`,
  lock: svg`<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>`,
  mute: svg`<path d="M2 6v4h2.5L8 13V3L4.5 6z"/><path d="m10.5 6 4 4m0-4-4 4"/>`,
  person: svg`<circle cx="8" cy="5" r="2.8"/><path d="M2.5 14c.5-3 2.6-4.5 5.5-4.5s5 1.5 5.5 4.5"/>`,
  phone: svg`<path d="M3 2.5h2.5l1.2 3-1.6 1.3a8.5 8.5 0 0 0 4.1 4.1l1.3-1.6 3 1.2V13c0 .8-.7 1.5-1.5 1.4C6.8 13.9 2.1 9.2 1.6 4c0-.8.6-1.5 1.4-1.5z"/>`,
  print: svg`<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2"/><path d="M4.5 9.5h7v4h-7z"/>`,
  station: svg`<rect x="1.5" y="2.5" width="13" height="8.5" rx="1"/><path d="M5 14h6M8 11v3"/>`,
};

/** Beside words that say the same: a reader of screens passes over it. @param {keyof typeof SHAPES} name @param {string} [tone] */
export const icon = (name, tone = '') =>
  html`<svg class="icon ${tone}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;

// ---- of a form ----

/** @typedef {{ field: string, text: string }} Fault a field's id, and what is wrong with it, in the words beside it */

/** @param {Event} event */
function toField(event) {
  event.preventDefault();
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  document.getElementById(link.hash.slice(1))?.focus();
}

/** What is missing, above all fields, each a link to its own. It takes the focus when it appears. @param {string} title @param {Fault[]} faults */
export const summary = (title, faults) => html`
  <div class="band error" role="alert" tabindex="-1" id="summary">
    ${icon('alert')}
    <div>
      <h2>${title}</h2>
      <ul>${faults.map((f) => html`<li><a href="#${f.field}" @click=${toField}>${f.text}</a></li>`)}</ul>
    </div>
  </div>`;
