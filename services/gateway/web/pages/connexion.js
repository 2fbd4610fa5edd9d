// @ts-check
// The door: a day code, told by a coordinator, opens a session at this station.
import { html } from '../vendor/lit-html/lit-html.js';
import { begin } from '../lib/app.js';
import { noteHere } from '../lib/session.js';
import { say } from '../lib/words.js';
import { band, icon } from '../parts/band.js';
import { codeForget, codeForm, codeState } from '../parts/door/code.js';
import { words } from '../words/connexion.js';

const t = say(words);

export const needs = /** @type {string[]} */ ([]);
export const home = 0;
export const menu = false;
export const open = true;
export const states = /** @type {const} */ (['empty', 'short', 'sending', 'refused', 'wait', 'away', 'out', 'elsewhere', 'ended']);

const NOTES = /** @type {Record<string, keyof typeof words>} */ ({
  out: 'connexion.out', elsewhere: 'connexion.elsewhere', ended: 'connexion.ended',
});

const enter = codeForget;
const leave = codeForget;

function state() {
  const note = noteHere();
  return codeState() === 'empty' && note in NOTES ? note : codeState();
}

const aside = () => html`
  <aside class="panel soft">
    <h2>${t('connexion.noCode')}</h2>
    <p>${t('connexion.noCodeWho')}</p>
    <p>${t('connexion.noCodeHow')}</p>
    <h2>${icon('station')} ${t('connexion.shared')}</h2>
    <p>${t('connexion.sharedHow')}</p>
    <p><a href="/aide">${t('connexion.help')}</a></p>
  </aside>`;

const view = () => html`
  <div class="door-page">
    <section class="panel door">
      <h1 tabindex="-1">${t('connexion.heading')}</h1>
      ${noteHere() in NOTES ? band('ok', t(NOTES[noteHere()]), '', true) : ''}
      ${codeForm()}
    </section>
    ${aside()}
  </div>`;

begin({ enter, leave, state, view });
