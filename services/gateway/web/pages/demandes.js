// @ts-check
// Families referred to partners, by who must act next: what we owe, what a partner owes us, by which way it was told and whether it
// arrived. One line is open at a time; what is done about it is done there.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { begin } from '../lib/app.js';
import { draw, focus } from '../lib/draw.js';
import { isPresent, onMoved } from '../lib/flux.js';
import { Later } from '../lib/later.js';
import { readAgain, readReferrals } from '../lib/referrals.js';
import { errorOf } from '../lib/status.js';
import { say } from '../lib/words.js';
import { band, refused } from '../parts/band.js';
import { opening, panel, waiting } from '../parts/panel.js';
import { table } from '../parts/referral/rows.js';
import { words } from '../words/demandes.js';

const t = say(words);

/** @typedef {import('../lib/referrals.js').Referral} Referral */

export const needs = ['notifications.AnswerByCode', 'intake.ListWork'];
export const home = 2;
export const menu = true;
export const states = /** @type {const} */ (['loading', 'shown', 'empty', 'part', 'error', 'moved', 'open', 'made', 'printed', 'digits', 'correcting', 'conflict', 'refused', 'phone', 'missing']);

/** What moves when a partner answers, reads or is late, and when a family takes something back. */
const LISTS = ['work_in_order', 'notices_in_order'];

const details = new Later(() => import('../parts/referral/detail.js'));
const telephones = new Later(() => import('../parts/referral/by_code.js'));

/** @type {Referral[]} */
let rows = [];
let next = '';
let loading = false;
let moved = false;
let telephone = false;
/** The one that is open. */
let open = '';
/** @type {import('../lib/status.js').ApiError | null} */
let error = null;
/** @type {import('../lib/status.js').ApiError | null} what is known of the notices is not there */
let away = null;
let round = 0;

async function more() {
  const turn = round;
  loading = true;
  draw();
  try {
    const read = await readReferrals(next);
    if (turn !== round) return;
    rows = [...rows, ...read.rows];
    next = read.next;
    away = read.away;
  } catch (fault) {
    if (turn !== round) return;
    error = errorOf(fault);
  }
  loading = false;
  draw();
}

function reload() {
  round += 1;
  rows = [];
  next = '';
  moved = false;
  error = null;
  more();
}

/** What is shown is told anew where it stands; what came or went is seen when she asks. */
async function tell() {
  const turn = round;
  if (!isPresent() || !rows.length) return;
  const again = await readAgain(rows);
  if (turn === round) rows = again;
  draw();
}

/** What she does herself moves the list too: when that is heard it is no news to her. */
let own = 0;
/** @param {number} moves */
function acted(moves) {
  own += moves;
  tell();
}

let soon = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
/** Both daemons tell of one answer, one behind the other. @param {number} times 0: nobody knows */
function heard(times) {
  const hers = Math.min(own, times);
  own -= hers;
  moved ||= times === 0 || times > hers;
  draw();
  clearTimeout(soon);
  soon = setTimeout(tell, 100);
}

/** One thing at a time. */
function close() {
  open = '';
  telephone = false;
  details.module?.detailEnd();
  telephones.module?.byCodeForget();
}

async function toTelephone() {
  const was = telephone;
  close();
  telephone = !was;
  draw();
  if (telephone && await telephones.open()) focus('code');
}

/** @param {Referral} r */
async function toggle(r) {
  const was = open;
  close();
  open = was === r.thing ? '' : r.thing;
  draw();
  const part = open ? await details.open() : null;
  if (open === r.thing) part?.detailOpen(r, acted);
  draw();
}

// ---- the page ----

/** @returns {typeof states[number]} */
function state() {
  if (loading && !rows.length) return 'loading';
  if (error) return 'error';
  if (telephone) return telephones.module?.byCodeState() ?? 'phone';
  if (open) return details.module?.detailState() ?? 'open';
  if (moved) return 'moved';
  if (away) return 'part';
  return rows.length ? 'shown' : 'empty';
}

const told = () => (moved ? band('info', t('demandes.moved'), html`<button class="link" type="button" @click=${reload}>${t('act.refresh')}</button>`, true) : nothing);
const part = () => (away ? band('wait', t('demandes.part'), html`${away.sentence} <button class="link" type="button" @click=${reload}>${t('act.retry')}</button>`) : nothing);

/** @param {Referral} r */
const detail = (r) => details.module?.detail(r) ?? opening(details, () => details.open());
const byTelephone = () => telephones.module?.byCode(toTelephone) ?? opening(telephones, () => telephones.open());

/** @param {string} id @param {string} title @param {Referral[]} list */
const group = (id, title, list) => html`
  <section class="panel work" aria-labelledby=${id}><header><h2 id=${id}>${title} (${list.length}${next ? '+' : ''})</h2></header>
    ${list.length ? table(title, list, { open, toggle, detail }) : html`<p class="hint">${t('demandes.none')}</p>`}</section>`;

function content() {
  if (loading && !rows.length) return panel(t('demandes.title'), waiting(6, reload));
  if (error) return refused(t('demandes.unread'), error, reload);
  if (!rows.length) return band('ok', t('demandes.empty'), t('demandes.emptyMore'));
  return html`
    ${group('ours', t('demandes.ours'), rows.filter((r) => r.ours))}
    ${group('theirs', t('demandes.theirs'), rows.filter((r) => !r.ours))}
    ${next ? html`<p class="acts"><button class="button second" type="button" aria-disabled=${loading ? 'true' : nothing}
      @click=${() => { if (!loading) more(); }}>${t('act.more')}</button></p>` : nothing}`;
}

const view = () => html`
  <div class="head"><h1 tabindex="-1">${t('demandes.title')}</h1>
    <p class="head-end"><button class="button second" type="button" aria-expanded=${telephone ? 'true' : 'false'} @click=${toTelephone}>${t('demandes.telephone')}</button></p>
  </div>
  <div class="bands">${told()}${part()}</div>
  ${telephone ? byTelephone() : nothing}${content()}`;

/** @type {(() => void)[]} */
let unwatch = [];

function enter() {
  unwatch = LISTS.map((name) => onMoved(name, heard, true));
  reload();
}
function leave() {
  unwatch.forEach((end) => end());
  clearTimeout(soon);
  round += 1;
}

begin({ enter, leave, state, view });
