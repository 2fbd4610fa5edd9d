// @ts-check
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { t } from '../lib/words.js';

/** @typedef {import('../lib/types.js').Markup} Markup */

/** A white sheet with a heading. @param {string} title @param {unknown} content @param {unknown} [aside] beside the heading */
export const panel = (title, content, aside = nothing) => html`
  <section class="panel"><header><h2>${title}</h2>${aside}</header>${content}</section>`;

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
