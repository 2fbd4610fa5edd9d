// @ts-check
// Two versions beside each other, field by field: what was, and what is.
import { html } from '../vendor/lit-html/lit-html.js';

/** @typedef {{ name: string, before: string, after: string }} Row */

/** @param {string} caption @param {[string, string, string]} heads @param {Row[]} rows */
export const diff = (caption, heads, rows) => html`
  <table class="list diff">
    <caption class="hidden">${caption}</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr><th scope="row">${row.name}</th>
      <td><span class="narrow-name">${heads[1]}</span> <del>${row.before}</del></td>
      <td><span class="narrow-name">${heads[2]}</span> <ins>${row.after}</ins></td></tr>`)}</tbody>
  </table>`;
