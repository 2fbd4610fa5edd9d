// @ts-check
// What a daemon could not take in and keeps aside until a person says what becomes of it: tried again, or dropped with a reason, which is
// for ever and is recorded. What it is about stays an id.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { hex } from '../lib/api.js';
import { Command } from '../lib/command.js';
import { TASKS } from '../lib/daemons.js';
import { moment } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { allows, now } from '../lib/session.js';
import { say } from '../lib/words.js';
import { band, refused, summary } from './band.js';
import { list, panel, waitsHere } from './panel.js';
import { words } from '../words/etat.js';

const t = say(words);

/** @typedef {import('../lib/daemons.js').Daemon} Daemon */
/** @typedef {import('../lib/daemons.js').Parked} Parked */
/** @typedef {{ daemon: string, parked: Parked }} Row */

/** The one that is being dropped. @type {Row | null} */
let chosen = null;
let reason = '';
let missing = false;
const settling = new Command('parked');
/** What was not done, if it was not. */
let title = '';

export const dropping = () => chosen !== null;

/** @param {Row} row @param {string} method @param {object} body @param {(answer: any) => string} say @param {() => Promise<void>} refresh */
const run = (row, method, body, say, refresh) => settling.send(`/${row.daemon}/sippe.node.Node/${method}`, { id: row.parked.id, ...body }, {
  clear: () => { chosen = null; },
  done: async (answer) => {
    await refresh();
    return say(answer);
  },
});

/** @param {Row} row @param {() => Promise<void>} refresh */
function retry(row, refresh) {
  title = t('parked.notTried');
  run(row, 'RetryParked', {}, (answer) => (answer.done ? t('parked.taken') : t('parked.stays')), refresh);
}

/** @param {Row | null} row */
function choose(row) {
  reason = '';
  missing = false;
  if (settling.sending) settling.next();
  chosen = row;
  settling.changed();
  draw();
  if (row) focus('drop-reason');
}

/** @param {Event} event @param {Row} row @param {() => Promise<void>} refresh */
function drop(event, row, refresh) {
  event.preventDefault();
  missing = reason.trim() === '';
  draw();
  if (missing) {
    focus('summary');
    return;
  }
  title = t('parked.notDropped');
  run(row, 'DropParked', { reason }, () => t('parked.dropped'), refresh);
}

/** @param {Row} row */
const name = (row) => `${row.parked.type} ${hex(row.parked.id).slice(0, 8)}`;

/** @param {Row} row @param {() => Promise<void>} refresh */
const form = (row, refresh) => html`
  <form class="drop" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => drop(e, row, refresh)}>
    ${missing ? summary(t('parked.notDropped'), [{ field: 'drop-reason', text: t('parked.reasonMissing') }]) : nothing}
    <label for="drop-reason">${t('parked.reason', { what: name(row) })}</label>
    <p class="hint" id="drop-hint">${t('parked.reasonHint')}</p>
    <textarea class="in" id="drop-reason" rows="3" maxlength="1000" autocomplete="off" spellcheck="false" aria-describedby="drop-hint"
      aria-invalid=${missing ? 'true' : nothing} .value=${reason}
      @input=${(/** @type {InputEvent} */ e) => { reason = /** @type {HTMLTextAreaElement} */ (e.target).value; }}></textarea>
    <p class="acts"><button class="button first" type="submit">${t('parked.drop')}</button>
      <button class="button second" type="button" @click=${() => choose(null)}>${t('parked.keep')}</button></p>
  </form>`;

/** @param {Row} row @param {() => Promise<void>} refresh */
const acts = (row, refresh) => html`
  ${allows(['node.RetryParked']) ? html`<button class="link" type="button" @click=${() => retry(row, refresh)}>${t('act.retry')}<span
    class="hidden"> ${name(row)}</span></button>` : nothing}
  ${allows(['node.DropParked']) ? html`<button class="link" type="button" @click=${() => choose(row)}>${t('parked.choose')}<span
    class="hidden"> ${name(row)}</span></button>` : nothing}`;

/** @param {Row} row @param {() => Promise<void>} refresh */
const cells = (row, refresh) => [
  html`<span translate="no">${name(row)}</span>`, t(TASKS[row.daemon]), moment(Number(row.parked.sinceMs ?? 0), now()),
  html`<small class="word">${String(row.parked.reason ?? '').replace('REASON_', '')}</small>`,
  row.parked.waiting ? t('parked.waits') : acts(row, refresh),
];

/** Nothing when there is none. @param {Daemon[]} all @param {() => Promise<void>} refresh */
export function parkedPanel(all, refresh) {
  const rows = all.flatMap((d) => d.parked.map((parked) => ({ daemon: d.name, parked })));
  const outcome = [settling.error ? refused(title, settling.error) : nothing, settling.waits ? waitsHere(settling) : nothing,
    settling.done ? band('ok', settling.done, '', true) : nothing];
  if (!rows.length) return outcome;
  return panel(t('parked.title'), html`
    <p class="hint">${t('parked.lead')}</p>${outcome}
    ${list(t('parked.title'), [t('parked.what'), t('parked.where'), t('parked.since'), t('parked.why'), null], rows.map((r) => cells(r, refresh)))}
    ${chosen ? form(chosen, refresh) : nothing}`);
}
