// @ts-check
// How many places the services of an organisation have free: as it said last, and whether that is to be confirmed. One press confirms it.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { shortDay } from '../../lib/dates.js';
import { draw } from '../../lib/draw.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { say, typo } from '../../lib/words.js';
import { words } from '../../words/partenaire.js';
import { band, icon, refused } from '../band.js';
import { waitsHere } from '../panel.js';

const t = say(words);
const DIRECTORY = '/sippe.directory.Directory/';
const MOST = 999;

/** @typedef {import('../../proto/directory_pb').CapacityJson} Capacity */

/** @type {Capacity[] | null} */
let all = null;
/** @type {import('../../lib/status.js').ApiError | null} */
let unread = null;
/** What is typed, by service. @type {Map<string, string>} */
const typed = new Map();
/** The service whose number cannot be one. */
let wrong = '';
const telling = new Command('places');

/** @returns {'read' | 'unread' | 'wrong' | 'refused'} */
export function placesState() {
  if (unread) return 'unread';
  if (wrong) return 'wrong';
  return telling.error ? 'refused' : 'read';
}

export async function placesRead() {
  if (!allows(['directory.ListCapacity'])) return;
  try {
    unread = null;
    all = (await ask(`${DIRECTORY}ListCapacity`)).services ?? [];
  } catch (fault) {
    unread = errorOf(fault);
  }
  draw();
}

/** @param {Capacity} c @param {number} available */
const report = (c, available) => telling.send(`${DIRECTORY}ReportCapacity`, { serviceId: c.serviceId, available }, {
  done: ({ capacity }) => {
    all = (all ?? []).map((x) => (x.serviceId === c.serviceId ? capacity : x));
    typed.delete(String(c.serviceId));
    return t('places.done', { name: typo(c.serviceName ?? '') });
  },
});

/** @param {SubmitEvent} event @param {Capacity} c */
function submit(event, c) {
  event.preventDefault();
  const text = (typed.get(String(c.serviceId)) ?? '').trim();
  wrong = /^\d{1,3}$/.test(text) && Number(text) <= MOST ? '' : String(c.serviceId);
  draw();
  if (wrong) document.getElementById(idOf(c))?.focus();
  else report(c, Number(text));
}

/** @param {Capacity} c */
const idOf = (c) => `places-${(all ?? []).indexOf(c)}`;

/** @param {Capacity} c */
function said(c) {
  if (!c.known) return html`<span class="chip">${t('places.unknown')}</span>`;
  const date = shortDay(Number(c.updatedAt?.ms ?? 0), now());
  return html`<b>${t('places.free', { n: c.available ?? 0 })}</b> <small>${t('places.since', { date })}</small>
    ${c.stale ? html`<span class="chip wait">${icon('clock')}${t('places.stale')}</span>` : nothing}`;
}

/** @param {Capacity} c */
const number = (c) => html`
  <form class="places-form" novalidate autocomplete="off" @submit=${(/** @type {SubmitEvent} */ e) => submit(e, c)}>
    ${wrong === c.serviceId ? html`<p class="field-fault" id="${idOf(c)}-fault">${t('places.wrong')}</p>` : nothing}
    <label class="hidden" for=${idOf(c)}>${t('places.number', { name: typo(c.serviceName ?? '') })}</label>
    <input class="in" id=${idOf(c)} type="text" inputmode="numeric" maxlength="3" autocomplete="off" spellcheck="false"
      aria-invalid=${wrong === c.serviceId ? 'true' : nothing} aria-describedby=${wrong === c.serviceId ? `${idOf(c)}-fault` : nothing}
      .value=${typed.get(String(c.serviceId)) ?? ''} @input=${(/** @type {InputEvent} */ e) => typed.set(String(c.serviceId), /** @type {HTMLInputElement} */ (e.target).value)}>
    <button class="button second" type="submit">${t('places.set')}<span class="hidden"> ${typo(c.serviceName ?? '')}</span></button>
    ${c.known ? html`<button class="button second" type="button" @click=${() => report(c, c.available ?? 0)}>${t('places.confirm')}<span class="hidden"> ${typo(c.serviceName ?? '')}</span></button>` : nothing}
  </form>`;

/** Nothing while nothing is known, and for whoever may not ask. */
export function places() {
  if (unread) return refused(t('places.unread'), unread, placesRead);
  if (!all?.length) return nothing;
  return html`
    <section class="panel places" aria-labelledby="places"><header><h2 id="places">${t('places.title')}</h2></header>
      ${telling.waits ? waitsHere(telling) : telling.error ? refused(t('places.notDone'), telling.error) : telling.done ? band('ok', telling.done, nothing, true) : nothing}
      <ul>${all.map((c) => html`<li><span class="places-name">${typo(c.serviceName ?? '')}</span><span class="places-said">${said(c)}</span>${allows(['directory.ReportCapacity']) ? number(c) : nothing}</li>`)}</ul>
    </section>`;
}
