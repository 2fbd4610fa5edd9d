// @ts-check
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { t } from '../lib/words.js';
import { band, icon } from './band.js';

/** @typedef {import('../lib/types.js').Markup} Markup */

/** A white sheet with a heading. @param {string} title @param {unknown} content @param {unknown} [aside] beside the heading @param {string} [id] of one that an address names */
export const panel = (title, content, aside = nothing, id = undefined) => html`
  <section class="panel" id=${id ?? nothing} tabindex=${id ? '-1' : nothing}><header><h2>${title}</h2>${aside}</header>${content}</section>`;

/** Names and what they are. What is empty is left out. @param {[string, unknown][]} rows */
export const facts = (rows) => html`
  <dl class="facts">${rows.filter(([, value]) => value !== undefined && value !== '' && value !== nothing)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** The grey shape of what is coming; after eight seconds it says so and offers to ask again. @param {number} rows @param {() => void} retry */
export const waiting = (rows, retry) => html`
  <div class="waiting" aria-busy="true">
    <p class="hidden" role="status">${t('state.loading')}</p>
    ${Array.from({ length: rows }, () => html`<span class="bone"></span>`)}
    <p class="late">${t('state.late')} <button class="button second" type="button" @click=${retry}>${t('act.retry')}</button></p>
  </div>`;

// ---- what is loaded when it is opened (lib/later.js) ----

/** Where the network is there and it does not come, another release has taken its place: the page itself is loaded anew. */
const failed = (/** @type {() => void} */ again) => html`
  <div class="band error" role="alert">
    ${icon('alert')}
    <div>
      <p><b>${t('later.failed')}</b> ${t('later.failedMore')}</p>
      <p class="acts"><button class="button second" type="button" @click=${again}>${t('act.retry')}</button>
        <button class="button second" type="button" @click=${() => location.reload()}>${t('later.reload')}</button></p>
    </div>
  </div>`;

/** In its place: that it is coming, or that it did not come. @param {import('../lib/later.js').Later<any>} later @param {() => void} again */
export const opening = (later, again) => (later.failed ? failed(again) : waiting(4, again));

// ---- lists ----

/**
 * A table of what there is; a heading that only a reader of screens needs is hidden. On a phone each row is a block.
 * @param {string} caption @param {(string | null)[]} heads null: of the acts @param {unknown[][]} rows
 */
export const list = (caption, heads, rows) => html`
  <table class="list">
    <caption class="hidden">${caption}</caption>
    <thead><tr>${heads.map((head) => (head === null ? html`<td></td>` : html`<th scope="col">${head}</th>`))}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell ?? nothing}</td>`)}</tr>`)}</tbody>
  </table>`;

/** The next page of what is shown. @param {() => void} more */
export const rest = (more) => html`<p class="acts"><button class="button second" type="button" @click=${more}>${t('act.rest')}</button></p>`;

/** A cell with its heading, on a phone, where none stands above it. @param {string} name @param {unknown} value */
export const named = (name, value) => (value === nothing ? nothing : html`<span class="narrow-name">${name}</span> ${value}`);

// ---- what waits (lib/command.js) ----

/** In the place of the form whose command waits at this station. @param {import('../lib/command.js').Command} command */
export const waitsHere = (command) => band('wait', t('kept.waits'), html`${t('kept.waitsMore')}
  <button class="link" type="button" id="waits-${command.key}" @click=${() => command.next()}>${t('kept.next')}</button>`, true);
