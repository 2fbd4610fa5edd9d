// @ts-check
// What a person asks when nobody is beside her. It is open to whoever is not signed in: that is when it is read.
import { html } from '../vendor/lit-html/lit-html.js';
import { begin } from '../lib/app.js';
import { say } from '../lib/words.js';
import { words } from '../words/aide.js';

const t = say(words);

/** @typedef {keyof typeof words} Key */

export const needs = /** @type {string[]} */ ([]);
export const home = 0;
export const menu = false;
export const open = true;
export const states = /** @type {const} */ (['shown']);
const enter = () => {};
const state = () => 'shown';

/** Each part with its address, its heading and its sentences. @type {[string, Key, Key[]][]} */
const PARTS = [
  ['session', 'aide.signIn', ['aide.signIn1', 'aide.signIn2', 'aide.signIn3']],
  ['clavier', 'aide.keys', ['aide.keys1', 'aide.keys2', 'aide.keys3']],
  ['confidentialite', 'aide.privacy', ['aide.privacy1', 'aide.privacy2', 'aide.privacy3', 'aide.privacy4']],
  ['appeler', 'aide.call', ['aide.call1', 'aide.call2', 'aide.call3']],
  ['accessibilite', 'aide.accessibility', ['aide.access1', 'aide.access2', 'aide.access3', 'aide.access4']],
];

const view = () => html`
  <div class="help">
    <nav class="panel soft" aria-label=${t('aide.contents')}><ul>${PARTS.map(([id, heading]) => html`
      <li><a href="/aide#${id}">${t(heading)}</a></li>`)}</ul></nav>
    <article class="panel">
      <h1 tabindex="-1">${t('aide.title')}</h1>
      <div class="help-parts">${PARTS.map(([id, heading, sentences]) => html`
        <section><h2 id=${id} tabindex="-1">${t(heading)}</h2>
        <ul class="said">${sentences.map((key) => html`<li>${t(key)}</li>`)}</ul></section>`)}</div>
    </article>
  </div>`;

begin({ enter, state, view });
