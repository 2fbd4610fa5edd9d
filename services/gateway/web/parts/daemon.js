// @ts-check
// One daemon's card: the task by name, what is wrong with what to do about it, and the few figures that are asked for on the telephone.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { lag, share, TASKS, troubles } from '../lib/daemons.js';
import { hour, moment, roughly } from '../lib/dates.js';
import { Mot, say } from '../lib/words.js';
import { now } from '../lib/session.js';
import { icon } from './band.js';
import { facts } from './panel.js';
import { words } from '../words/etat.js';

const t = say(words);

/** @typedef {import('../lib/daemons.js').Daemon} Daemon */
/** @typedef {import('../lib/daemons.js').Report} Report */

const GIB = 1024 ** 3;

/** @param {Report} r */
const room = (r) => t('etat.free', { free: Math.floor(Number(r.diskFreeBytes ?? 0) / GIB), n: Math.round(share(r) * 100) });

/** @param {Report} r */
function clock(r) {
  return r.clock && r.clock !== 'CLOCK_BELIEVED' ? Mot('sippe.node.Clock', r.clock) : nothing;
}

/** @param {Report} r */
const figures = (r) => facts([
  [t('etat.since'), html`${moment(Number(r.startedMs ?? 0), now())} <span class="hint">(${roughly(now() - Number(r.startedMs ?? 0))})</span>`],
  [t('etat.release'), r.release],
  [t('etat.lag'), lag(r) ? t('etat.behind', { n: lag(r) }) : t('etat.upToDate')],
  [t('etat.waiting'), r.waiting || r.queued ? t('etat.waitingN', { n: (r.waiting ?? 0) + (r.queued ?? 0) }) : nothing],
  [t('etat.room'), room(r)],
  [t('etat.clock'), clock(r)],
  [t('etat.restored'), r.restoredCut],
]);

/** @param {Daemon} d */
function chip(d) {
  if (!d.report) return html`<span class="chip error">${icon('alert')}${t('etat.chipAway')}</span>`;
  const n = troubles(d).length;
  return n ? html`<span class="chip wait">${icon('alert')}${t('etat.chipTrouble')}</span>` : html`<span class="chip ok">${icon('check')}${t('etat.chipGood')}</span>`;
}

/** @param {Daemon} d */
const list = (d) => html`<ul class="troubles">${troubles(d).map(({ key, values }) => html`<li>${t(key, values)}</li>`)}</ul>`;

/** @param {Daemon} d */
export const card = (d) => html`
  <section class="panel card ${d.report ? '' : 'away'}">
    <h2>${t(TASKS[d.name])}</h2>
    <p class="line"><span class="hint" translate="no">${d.name}</span>${chip(d)}</p>
    ${troubles(d).length ? list(d) : nothing}
    ${d.report ? figures(d.report) : facts([[t('etat.silentSince'), hour(d.since)], [t('etat.word'), html`<small class="word">${d.error?.word}</small>`]])}
  </section>`;
