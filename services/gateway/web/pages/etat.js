// @ts-check
// How SIPPE is, for who coordinates: which task stands still, since when, and who mends it. No name of anybody, of no family.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask, askQuietly } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { daemons, troubles } from '../lib/daemons.js';
import { hour } from '../lib/dates.js';
import { draw } from '../lib/draw.js';
import { ended, isOver, now } from '../lib/session.js';
import { say } from '../lib/words.js';
import { band, refused } from '../parts/band.js';
import { card } from '../parts/daemon.js';
import { keptElsewhere, lateKept, readKept } from '../parts/kept_elsewhere.js';
import { panel, waiting } from '../parts/panel.js';
import { dropping, parkedPanel } from '../parts/parked.js';
import { words } from '../words/etat.js';

const t = say(words);

/** @typedef {import('../lib/daemons.js').Daemon} Daemon */

export const needs = ['node.GetStatus', 'node.ListParked'];
export const home = 2;
export const menu = true;
export const states = /** @type {const} */ (['loading', 'good', 'trouble', 'away', 'error', 'drop']);

const EACH_MS = 5000;
const TOUCHED_MS = 10 * 60000; // a page that nobody touches stops asking, so that it keeps no session open

/** @type {Daemon[]} */
let all = [];
let read = 0;
let touched = 0;
let looking = false;
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

/** @param {typeof ask} how */
async function look(how) {
  looking = true;
  [all] = await Promise.all([daemons(all, how, now()), readKept(how)]);
  looking = false;
  read = now();
  if (all.some((d) => d.error?.code === 'unauthenticated')) ended();
  draw();
}
const refresh = () => look(ask);

function again() {
  const looked = !document.hidden && Date.now() - touched < TOUCHED_MS;
  if (looked && !looking && !isOver() && !dropping()) look(askQuietly);
}
const touch = () => { touched = Date.now(); };

function enter() {
  all = [];
  read = 0;
  touch();
  addEventListener('pointerdown', touch);
  addEventListener('keydown', touch);
  timer = setInterval(again, EACH_MS);
  refresh();
}
function leave() {
  clearInterval(timer);
  removeEventListener('pointerdown', touch);
  removeEventListener('keydown', touch);
}

const silent = () => all.filter((d) => !d.report);
const wrong = () => all.reduce((n, d) => n + troubles(d).length, 0) + lateKept();

function state() {
  if (!read) return 'loading';
  if (silent().length === all.length) return 'error';
  if (dropping()) return 'drop';
  if (silent().length) return 'away';
  return wrong() ? 'trouble' : 'good';
}

function whole() {
  if (silent().length) return band('error', t('etat.away', { n: silent().length }), t('etat.awayMore'), true);
  return wrong() ? band('wait', t('etat.trouble', { n: wrong() }), t('etat.troubleMore'), true) : band('ok', t('etat.good'), t('etat.goodMore'));
}

const shown = () => html`
  ${whole()}
  <div class="cards">${all.map((d) => card(d))}</div>
  ${keptElsewhere()}
  ${parkedPanel(all, refresh)}
  ${panel(t('etat.call'), html`<p>${t('etat.callMore')}</p><p class="hint">${t('etat.backups')}</p>`)}`;

function content() {
  if (!read) return html`<div class="cards">${[1, 2, 3, 4].map(() => panel(t('state.loading'), waiting(4, refresh)))}</div>`;
  const first = all[0]?.error;
  return silent().length === all.length && first ? refused(t('etat.none'), first, refresh) : shown();
}

const view = () => html`
  <div class="head">
    <h1 tabindex="-1">${t('etat.title')}</h1>
    ${read ? html`<p class="hint">${t('etat.read', { hour: hour(read) })}
      <button class="link" type="button" @click=${refresh}>${t('act.refresh')}</button></p>` : nothing}
  </div>
  ${content()}`;

begin({ enter, leave, state, view });
