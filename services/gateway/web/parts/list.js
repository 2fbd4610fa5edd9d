// @ts-check
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { t } from '../lib/words.js';

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
