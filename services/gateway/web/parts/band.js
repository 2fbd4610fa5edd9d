// @ts-check
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { said, t } from '../lib/words.js';
import { icon } from './icon.js';

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
