// @ts-check
// Who saw what, for the person responsible for personal information: of a day, of a family by her number, of a month; never with a family's
// name. What is read here is an entry too, so nothing is asked twice by itself.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { pages } from '../pages.js';
import { ask, hex } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { civil, civilOf, dayStart, moment, monthName, stamp } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { away, ended, isWhole, looksOf, read, sources, tallies } from '../lib/looks.js';
import { Mot, number, said, say, typo } from '../lib/words.js';
import { idHere } from '../lib/router.js';
import { now } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { band, refused, summary } from '../parts/band.js';
import { list, panel, waiting } from '../parts/panel.js';
import { words } from '../words/journal.js';
import { looks as what } from '../words/looks.js';

const t = say(words);

/** @typedef {import('../lib/looks.js').Look} Look */
/** @typedef {import('../lib/looks.js').Source} Source */
/** @typedef {import('../lib/looks.js').Request} Request */

export const needs = ['node.ListAccess'];
export const home = 2;
export const menu = true;
export const states = /** @type {const} */ (['loading', 'day', 'family', 'ask', 'month', 'none', 'part', 'faulty', 'error']);

const STEP = 100;
const MONTH_MAX = 20000; // what is counted of a month at once

/** How it is searched: the second segment of the address. */
const WAYS = /** @type {const} */ ({ jour: 'journal.byDay', famille: 'journal.byFamily', mois: 'journal.byMonth' });
/** @returns {keyof typeof WAYS} */
const way = () => (idHere() === 'famille' ? 'famille' : idHere() === 'mois' ? 'mois' : 'jour');

/** What is in the field of each. @type {Record<keyof typeof WAYS, string>} */
const typed = { jour: '', famille: '', mois: '' };
/** What is shown now, as the heading says it. */
let heading = '';
/** Of one membership alone. @type {{ id: string, name: string } | null} */
let only = null;
/** @type {Source[] | null} null: nothing was asked for yet */
let all = null;
let wanted = STEP;
let loading = false;
let missing = false;
/** @type {import('../lib/status.js').ApiError | null} */
let error = null;
let round = 0;

/** @param {Look} look */
const nameOf = (look) => (look.actor?.name ?? '') || hex(look.actor?.member).slice(0, 8) || '–';
/** @param {Look} look */
const whoText = (look) => (look.actor?.viaName ? t('journal.via', { name: nameOf(look), via: look.actor.viaName }) : nameOf(look));

/** @param {Request[]} asked @param {number} n */
async function look(asked, n) {
  round += 1;
  all = sources(asked);
  wanted = n;
  await more();
}

async function more() {
  const turn = round;
  loading = true;
  draw();
  await read(all ?? [], wanted);
  if (turn !== round) return;
  loading = false;
  draw();
}

/* ---- what is asked for ---- */

/** The days of a month, or one day. @param {number[]} parts @param {boolean} whole @returns {Request} */
function span([year, month, day], whole) {
  const last = new Date(Date.UTC(year, whole ? month : month - 1, whole ? 1 : day + 1));
  const until = { year: last.getUTCFullYear(), month: last.getUTCMonth() + 1, day: last.getUTCDate() };
  return { fromMs: String(dayStart({ year, month, day: whole ? 1 : day })), untilMs: String(dayStart(until)), ...(only ? { member: only.id } : {}) };
}

/** @param {RegExp} form @param {string} text */
const numbers = (form, text) => form.exec(text.trim())?.slice(1).map(Number);

/** The family's ids, by which looks at her are noted. */
async function family() {
  const found = await ask('/sippe.intake.Intake/IdentifyFamily', { number: typed.famille.trim() });
  heading = t('journal.ofFamily', { number: found.number ?? '' });
  await look((found.ids ?? []).map((/** @type {string} */ subject) => ({ subject })), STEP);
}

/** @type {Record<keyof typeof WAYS, () => Promise<void> | null>} null: it cannot be asked so */
const SEARCH = {
  jour: () => {
    const day = numbers(/^(\d{4})-(\d\d)-(\d\d)$/, typed.jour);
    if (!day) return null;
    heading = t('journal.ofDay', { date: civil({ year: day[0], month: day[1], day: day[2] }) });
    return look([span(day, false)], STEP);
  },
  famille: () => (typed.famille.trim() ? family() : null),
  mois: () => {
    const month = numbers(/^(\d{4})-(\d\d)$/, typed.mois);
    if (!month) return null;
    heading = t('journal.ofMonth', { month: monthName(month[0], month[1]) });
    return look([span(month, true)], MONTH_MAX);
  },
};

async function search() {
  error = null;
  all = null;
  const asked = SEARCH[way()];
  try {
    const found = asked();
    missing = found === null;
    draw();
    await found;
  } catch (fault) {
    error = errorOf(fault);
    draw();
  }
  if (missing) focus('summary');
}

function enter() {
  const { year, month, day } = civilOf(now());
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  typed.jour ||= `${year}-${two(month)}-${two(day)}`;
  typed.mois ||= `${year}-${two(month)}`;
  all = null;
  only = null;
  missing = false;
  error = null;
  if (way() === 'jour') search();
}
function leave() {
  round += 1;
}

const shown = () => looksOf(all ?? []);

function state() {
  if (missing) return 'faulty';
  if (error || (all && away(all) === new Set(all.map((s) => s.daemon)).size && all.length)) return 'error';
  if (loading && !shown().length) return 'loading';
  if (!all) return 'ask';
  if (away(all)) return 'part';
  if (!shown().length) return 'none';
  return way() === 'jour' ? 'day' : way() === 'mois' ? 'month' : 'family';
}

/* ---- what is seen ---- */

/** @param {string} method */
const whatText = (method) => typo(what[method] ?? method);

/** @param {Look} look */
const isRefused = (look) => look.outcome !== undefined && look.outcome !== 'REASON_UNSPECIFIED';

/** From which page, where a page asked; else as she said. @param {string} text */
const purpose = (text) => (pages[text] ? t('journal.page', { page: pages[text].title }) : t('journal.purpose', { purpose: said(text, text) }));

/** @param {Look} look */
const whatCell = (look) => html`${whatText(look.method ?? '')}${isRefused(look)
    ? html` <span class="chip error">${t('journal.refused')}</span> <small class="word" translate="no">${String(look.outcome).replace('REASON_', '')}</small>` : nothing}${
    look.purpose ? html`<span class="line">${purpose(look.purpose)}</span>` : nothing}`;

/** @param {Look} look */
function whoCell(look) {
  const id = look.actor?.member;
  if (way() !== 'jour' || !id || only) return html`<b>${whoText(look)}</b>`;
  return html`<button class="link" type="button" @click=${() => { only = { id, name: nameOf(look) }; search(); }}>${whoText(look)}<span class="hidden"> ${
    t('journal.only', { name: nameOf(look) })}</span></button>`;
}

/** @param {Look} look */
const cells = (look) => [moment(Number(look.atMs ?? 0), now()), whatCell(look), whoCell(look), html`${Mot('sippe.Role', look.role)} ${look.organization ?? ''}`,
  (look.times ?? 1) > 1 ? html`<span class="narrow-name">${t('journal.times')}</span> ${number(look.times ?? 1)}` : nothing];

const entries = () => html`
  ${way() === 'famille' ? html`<p class="hint">${t('journal.familyNote')}</p>` : nothing}
  ${list(heading, [t('journal.when'), t('journal.what'), t('journal.who'), t('journal.role'), t('journal.times')], shown().slice(0, wanted).map(cells))}
  ${isWhole(all ?? []) && shown().length <= wanted ? nothing : html`<p class="acts"><button class="button second" type="button"
    aria-disabled=${loading ? 'true' : nothing} @click=${() => { if (!loading) { wanted += STEP; more(); } }}>${t('act.more')}</button></p>`}`;

/** @param {string} head @param {number} n */
const figure = (head, n) => html`<span class="narrow-name">${head}</span> ${number(n)}`;

const month = () => html`
  ${isWhole(all ?? []) ? nothing : band('wait', t('journal.partOfMonth', { n: number(MONTH_MAX) }))}
  ${list(heading, [t('journal.who'), t('journal.what'), t('journal.looks'), t('journal.things'), t('journal.refusals')], tallies(shown(), whoText).map((k) => [
    html`<b>${k.who}</b>`, whatText(k.method), figure(t('journal.looks'), k.looks), figure(t('journal.things'), k.things),
    k.refused ? html`<span class="chip error">${t('journal.refusals')}</span> ${number(k.refused)}` : figure(t('journal.refusals'), 0)]))}`;

function content() {
  if (error) return refused(t('journal.unread'), error, search);
  if (!all) return nothing;
  const silent = all.find((s) => s.error)?.error;
  if (state() === 'error' && silent) return refused(t('journal.unread'), silent, search);
  if (loading && !shown().length) return panel(heading, waiting(6, search));
  return html`
    ${away(all) ? band('wait', t('journal.away', { n: away(all) }), '', true) : nothing}
    ${ended(all) ? band('info', t('journal.ended', { n: ended(all) })) : nothing}
    ${shown().length ? panel(heading, way() === 'mois' ? month() : entries(), chosen()) : band('ok', t('journal.none'), t('journal.noneMore'))}`;
}

const chosen = () => (only ? html`<span class="chip ok">${t('journal.only', { name: only.name })}</span>
  <button class="link" type="button" @click=${() => { only = null; search(); }}>${t('journal.everybody')}</button>` : nothing);

const FIELDS = /** @type {const} */ ({
  jour: ['journal.day', 'journal.dayMissing'], famille: ['journal.number', 'journal.numberMissing'], mois: ['journal.month', 'journal.monthMissing'],
});

function form() {
  const [label, fault] = FIELDS[way()];
  const id = `journal-${way()}`;
  return html`
    <form class="panel asked" novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => { e.preventDefault(); search(); }}>
      ${missing ? summary(t('journal.notSent'), [{ field: id, text: t(fault) }]) : nothing}
      <label for=${id}>${t(label)}</label>
      <input class="in" id=${id} type="text" maxlength="40" autocomplete="off" spellcheck="false" aria-invalid=${missing ? 'true' : nothing}
        aria-describedby=${way() === 'famille' ? 'journal-hint' : nothing} .value=${typed[way()]}
        @input=${(/** @type {Event} */ e) => { typed[way()] = /** @type {HTMLInputElement} */ (e.target).value; }}>
      <button class="button first" type="submit">${t('journal.show')}</button>
      ${way() === 'famille' ? html`<p class="hint" id="journal-hint">${t('journal.numberHint')}</p>` : nothing}
      ${missing ? html`<p class="field-fault">${t(fault)}</p>` : nothing}
    </form>`;
}

const tabs = () => html`
  <nav class="parts" aria-label=${t('journal.parts')}><ul>${Object.entries(WAYS).map(([name, key]) => html`
    <li><a href="/journal/${name}" aria-current=${way() === name ? 'page' : nothing}>${t(key)}</a></li>`)}</ul></nav>`;

const view = () => html`
  <div class="head">
    <h1 tabindex="-1">${t('journal.title')}</h1>${tabs()}
    <p class="hint head-end"><button class="link" type="button" @click=${() => print()}>${t('act.print')}</button></p>
  </div>
  <p class="on-paper">${stamp(now())}</p>
  <p class="hint lead-line">${t('journal.lead')}</p>
  ${form()}${content()}`;

begin({ enter, leave, state, view });
