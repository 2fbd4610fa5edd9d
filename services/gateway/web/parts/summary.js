// @ts-check
import { html } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';

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
