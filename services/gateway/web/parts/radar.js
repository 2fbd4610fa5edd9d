// @ts-check
// Pregnancies that must not pass by, by the days that are left. The picture says nothing that the table does not.
import { html, nothing, svg } from '../vendor/lit-html/lit-html.js';
import { ask, hex } from '../lib/api.js';
import { weeks } from '../lib/dates.js';
import { draw } from '../lib/draw.js';
import { Mot, phone as phoneText, say } from '../lib/words.js';
import { errorOf } from '../lib/status.js';
import { dialled, personName } from '../lib/work.js';
import { band, refused } from './band.js';
import { panel, waiting } from './panel.js';
import { words } from '../words/afaire.js';

const t = say(words);

/** @typedef {import('../proto/intake/worklist_pb').RadarItemJson} Item */
/** @typedef {import('../proto/intake/worklist_pb').ListRadarReplyJson} Reply */

const LEAST = 1; // a page may hold fewer than asked for, or none

/** @type {Item[]} */
let items = [];
/** @type {Reply | null} */
let last = null;
/** @type {import('../lib/status.js').ApiError | null} */
let error = null;

async function more() {
  const before = items.length;
  error = null;
  draw();
  try {
    do {
      last = /** @type {Reply} */ (await ask('/sippe.intake.Intake/ListRadar', { after: last?.next ?? '', limit: 50 }));
      items = items.concat(last.items ?? []);
    } while (last.next && items.length < before + LEAST);
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

export function enter() {
  items = [];
  last = null;
  more();
}

export function state() {
  if (error) return 'radarError';
  if (!last) return 'loading';
  return items.length ? 'radar' : 'radarEmpty';
}

/* ---- the picture ---- */

const WEEK = 44, DOT = 5, STEP = 14, HIGH = 118, BASE = 92, BEFORE = 9, AFTER = 5;

/** @param {Item} r */
function mark(r) {
  if ((r.daysLeft ?? 0) < 0) return 'past';
  if (r.state === 'SCREENING_STATE_DECIDED') return 'decided';
  return r.state === 'SCREENING_STATE_PRE_REGISTERED' ? 'early' : 'open';
}

/** Each by another shape too. @param {string} kind @param {number} x @param {number} y */
function shape(kind, x, y) {
  if (kind === 'past') return svg`<rect class="past" x=${x - DOT} y=${y - DOT} width=${2 * DOT} height=${2 * DOT}/>`;
  if (kind === 'decided') return svg`<path class="decided" d=${`M${x} ${y - DOT - 1}L${x + DOT + 1} ${y + DOT}H${x - DOT - 1}Z`}/>`;
  return svg`<circle class=${kind} cx=${x} cy=${y} r=${DOT}/>`;
}

/** Those of one week stand above each other. @param {number} from the first week that is drawn */
function dots(from) {
  const heights = new Map();
  return items.map((r) => {
    const week = Math.floor((r.gestationalAgeDays ?? 0) / 7);
    const column = Math.floor(((r.gestationalAgeDays ?? 0) % 7) / 2.4);
    const key = `${week}.${column}`;
    const height = heights.get(key) ?? 0;
    heights.set(key, height + 1);
    return height < 6 ? shape(mark(r), (week - from) * WEEK + 8 + column * STEP, BASE - 10 - height * STEP) : nothing;
  });
}

/** @param {number} start @param {number} reach */
function picture(start, reach) {
  const from = reach - BEFORE, n = BEFORE + AFTER;
  const at = (/** @type {number} */ week) => (week - from) * WEEK;
  return svg`
    <svg class="radar" viewBox="0 0 ${n * WEEK} ${HIGH}" aria-hidden="true" focusable="false">
      <rect class="span" x=${at(Math.max(start, from))} y="4" width=${at(reach + 1) - at(Math.max(start, from))} height=${BASE - 4}/>
      <path class="axis" d="M0 ${BASE}H${n * WEEK}"/>
      ${Array.from({ length: n }, (_, i) => svg`<path class="axis" d="M${i * WEEK} ${BASE}v5"/>
        <text x=${i * WEEK + WEEK / 2} y=${BASE + 18} text-anchor="middle">${from + i}</text>`)}
      ${dots(from)}
    </svg>`;
}

const LEGEND = /** @type {const} */ ([['early', 'radar.legendEarly'], ['open', 'radar.legendOpen'], ['decided', 'radar.legendDecided'], ['past', 'radar.legendPast']]);

const legend = () => html`<ul class="legend" aria-hidden="true">${LEGEND.map(([kind, key]) => html`
  <li><svg class="radar-mark" viewBox="0 0 14 14" aria-hidden="true" focusable="false">${shape(kind, 7, 7)}</svg>${t(key)}</li>`)}</ul>`;

/* ---- the table ---- */

/** @param {Item} r */
const left = (r) => ((r.daysLeft ?? 0) < 0 ? html`<span class="chip error">${t('radar.past', { n: -(r.daysLeft ?? 0) })}</span>`
  : html`<b>${t('radar.days', { n: r.daysLeft ?? 0 })}</b>`);

/** @param {Item} r */
const stateText = (r) => (r.state === 'SCREENING_STATE_DECIDED' ? t('radar.notEnrolled', { route: Mot('sippe.intake.Route', r.decidedRoute) })
  : Mot('sippe.intake.ScreeningState', r.state));

/** @param {Item} r */
const voiceMail = (r) => (!r.safeToLeaveMessage || r.safeToLeaveMessage === 'VOICE_MAIL_YES' ? nothing
  : html`<span class="line">${t(r.safeToLeaveMessage === 'VOICE_MAIL_WITHOUT_NAMING_US' ? 'work.withoutUs' : 'work.noMessage')}</span>`);

/** @param {Item} r */
const who = (r) => html`
  ${personName(r.name) ? html`<b>${personName(r.name)}</b> ` : nothing}<a class="bound" href="/famille/${hex(r.familyId)}">${r.familyNumber}</a>
  ${r.phone ? html`<span class="line"><a class="bound" href=${dialled(r.phone)}>${phoneText(r.phone)}</a></span>${voiceMail(r)}` : nothing}`;

/** @param {Item} r */
const open = (r) => html`<a href="/appel/${hex(r.screeningId)}">${
  t(r.state === 'SCREENING_STATE_TO_DECIDE' ? 'radar.decide' : 'radar.open')}<span class="hidden"> ${personName(r.name)}, ${r.familyNumber}</span></a>`;

/** @param {Item} r */
const row = (r) => html`
  <tr><td>${left(r)}</td><td><span class="narrow-name">${t('radar.pregnant')}</span> ${weeks(r.gestationalAgeDays ?? 0)}</td>
    <td>${who(r)}</td><td>${stateText(r)}</td><td>${open(r)}</td></tr>`;

const table = () => html`
  <table class="list">
    <caption class="hidden">${t('radar.caption')}</caption>
    <thead><tr><th scope="col">${t('radar.left')}</th><th scope="col">${t('radar.pregnant')}</th><th scope="col">${t('work.who')}</th>
      <th scope="col">${t('radar.state')}</th><td></td></tr></thead>
    <tbody>${items.map(row)}</tbody>
  </table>`;

function whole() {
  const { startWeek = 0, reachByWeek = 0 } = last ?? {};
  return html`
    <section class="panel work">
      <p class="hint">${t('radar.lead', { start: startWeek, reach: reachByWeek })}</p>
      <div class="picture">${picture(startWeek, reachByWeek)}${legend()}</div>
      ${table()}
      ${last?.next ? html`<p class="acts"><button class="button second" type="button" @click=${more}>${t('act.more')}</button></p>` : nothing}
    </section>`;
}

export function view() {
  if (error) return refused(t('radar.unread'), error, more);
  if (!last) return panel(t('afaire.radar'), waiting(5, enter));
  return items.length ? whole() : band('ok', t('radar.none', { reach: last.reachByWeek ?? 0 }), t('radar.noneMore'));
}
