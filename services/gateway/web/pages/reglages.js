// @ts-check
// The rules of the territory, to be read: those in force and, for whoever keeps them, those that were and that come, and what changes from
// one to the next. The address names the first day of those that are shown.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { civil, daysTo, moment } from '../lib/dates.js';
import { draw } from '../lib/draw.js';
import { idHere } from '../lib/router.js';
import { differenceName, differences, fieldName, isPart, isParts, valueText } from '../lib/rules.js';
import { allows, now } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { said, say } from '../lib/words.js';
import { refused } from '../parts/band.js';
import { diff } from '../parts/diff.js';
import { facts, list, panel, waiting } from '../parts/panel.js';
import { words } from '../words/reglages.js';

const t = say(words);

/** @typedef {import('../proto/intake/rules_pb').AdoptedJson} Adopted */
/** @typedef {import('../proto/intake/rules_pb').GetTerritoryReplyJson} Reply */
/** @typedef {import('../proto/types_pb').DateJson} Day */
/** @typedef {import('../lib/rules.js').Part} Part */

export const needs = ['intake.GetTerritory'];
export const home = 0;
export const menu = false;
export const states = /** @type {const} */ (['loading', 'shown', 'compared', 'error']);

const INTAKE = '/sippe.intake.Intake/';

/** @type {Reply | null} */
let shown = null;
/** @type {Reply | null} */
let other = null;
/** All that were ever adopted, in the order of their first days; of whoever may not ask, none. @type {Adopted[]} */
let adopted = [];
/** @type {import('../lib/status.js').ApiError | null} */
let error = null;

/** "2026-01-01" @param {Day} [d] */
const iso = (d) => [d?.year ?? 0, d?.month ?? 1, d?.day ?? 1].map((n) => String(n).padStart(2, '0')).join('-');
/** @param {string} text @returns {Day | undefined} */
function dayOf(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year ? { year: Number(year), month: Number(month), day: Number(day) } : undefined;
}

/** Those that stand: of one first day the last that were adopted. */
const standing = () => adopted.filter((a) => !a.replaced && !a.withdrawnAt);
/** Those of the day before theirs. */
function before() {
  const at = standing().findIndex((a) => iso(a.validFrom) === iso(shown?.territory?.validFrom));
  return at > 0 ? standing()[at - 1] : undefined;
}

/** @param {Day | undefined} on @returns {Promise<Reply>} */
const rules = (on) => ask(`${INTAKE}GetTerritory`, on ? { on } : {});

/** @param {Adopted | undefined} with_ */
async function compare(with_) {
  try {
    other = with_?.validFrom ? await rules(with_.validFrom) : null;
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

async function enter() {
  shown = null;
  other = null;
  error = null;
  draw();
  try {
    if (allows(['intake.ListTerritories'])) adopted = (await ask(`${INTAKE}ListTerritories`)).adopted ?? [];
    shown = await rules(dayOf(idHere()));
    await compare(before());
  } catch (fault) {
    error = errorOf(fault);
    draw();
  }
}

function state() {
  if (error) return 'error';
  if (!shown) return 'loading';
  return other ? 'compared' : 'shown';
}

/* ---- the rules ---- */

/** @param {string} path @param {Part[]} rows each with the fields that one of them has */
function tableOf(path, rows) {
  const names = [...new Set(rows.flatMap(Object.keys))].filter((name) => name !== 'source');
  return list(fieldName(path), names.map((name) => fieldName(`${path}.${name}`)),
    rows.map((row) => names.map((name, i) => (i ? html`<span class="narrow-name">${fieldName(`${path}.${name}`)}</span> ${valueText(`${path}.${name}`, row[name])}`
      : html`<b>${valueText(`${path}.${name}`, row[name])}</b>`))));
}

/** @param {string} path @param {Part} part @returns {unknown} its values, then its parts, and from where they come */
function content(path, part) {
  const all = Object.entries(part).filter(([name]) => name !== 'source');
  const plain = all.filter(([, value]) => !isPart(value) && !isParts(value));
  const nested = all.filter(([, value]) => isPart(value) || isParts(value));
  const at = (/** @type {string} */ name) => `${path}.${name}`;
  return html`
    ${plain.length ? facts(plain.map(([name, value]) => [fieldName(at(name)), valueText(at(name), value)])) : nothing}
    ${nested.map(([name, value]) => html`<h3>${fieldName(at(name))}</h3>${isParts(value) ? tableOf(at(name), value) : content(at(name), /** @type {Part} */ (value))}`)}
    ${part.source ? html`<p class="hint from">${said(String(part.source), String(part.source))}</p>` : nothing}`;
}

const GENERAL = ['territory', 'name', 'label', 'validFrom', 'source'];

/** @param {Part} territory */
const sections = (territory) => Object.entries(territory).filter(([name]) => !GENERAL.includes(name));

/** @param {string} name @param {unknown} value */
const section = (name, value) => html`<section class="panel" id=${name} tabindex="-1"><h2>${fieldName(name)}</h2>${
  isParts(value) ? tableOf(name, value) : content(name, /** @type {Part} */ (value))}</section>`;

/** @param {Reply} reply @param {Part} territory */
const general = (reply, territory) => panel(t('reglages.title2', { label: reply.territory?.label ?? '', date: civil(reply.territory?.validFrom ?? {}) }), html`
  ${facts([[fieldName('territory'), valueText('territory', territory.territory)], [fieldName('name'), valueText('name', territory.name)],
    [t('reglages.when'), whenBy(reply.adoptedAt, reply.adoptedBy)]])}
  ${territory.source ? html`<p class="hint from">${said(String(territory.source), String(territory.source))}</p>` : nothing}`);

/** @param {import('../proto/types_pb').InstantJson | undefined} at @param {string | undefined} by */
const whenBy = (at, by) => (at?.ms ? t('reglages.whenBy', { moment: moment(Number(at.ms), now()), by: by ?? '–' }) : nothing);

/* ---- the versions ---- */

/** @param {Adopted} a */
function stateOf(a) {
  if (a.inForce) return html`<span class="chip ok">${t('reglages.inForce')}</span>`;
  if (a.withdrawnAt) return t('reglages.withdrawn', { reason: a.withdrawnReason ?? '' });
  if (a.replaced) return t('reglages.replaced');
  return t(daysTo(a.validFrom ?? {}, now()) > 0 ? 'reglages.toCome' : 'reglages.over');
}

/** @param {Adopted} a */
function open(a) {
  if (a.replaced || a.withdrawnAt) return nothing;
  if (iso(a.validFrom) === iso(shown?.territory?.validFrom)) return html`<span class="word">${t('reglages.here')}</span>`;
  return html`<a href="/reglages/${iso(a.validFrom)}">${t('reglages.show')}<span class="hidden"> ${a.label}</span></a>`;
}

const versions = () => (adopted.length ? panel(t('reglages.adopted'),
  list(t('reglages.adopted'), [t('reglages.from'), t('reglages.label'), t('reglages.state'), t('reglages.when'), null],
    adopted.map((a) => [civil(a.validFrom ?? {}), html`<b>${a.label}</b>`, stateOf(a), whenBy(a.adoptedAt, a.adoptedBy), open(a)]))) : nothing);

/** @param {Event} event */
const choose = (event) => compare(standing().find((a) => iso(a.validFrom) === /** @type {HTMLSelectElement} */ (event.target).value));

/** @param {Part} territory */
function changes(territory) {
  const others = standing().filter((a) => iso(a.validFrom) !== iso(shown?.territory?.validFrom));
  if (!others.length) return nothing;
  const rows = other ? differences(/** @type {Part} */ (other.territory), territory).filter((d) => d.path !== 'label' && d.path !== 'validFrom') : [];
  const chosen = iso(other?.territory?.validFrom);
  return panel(other ? t('reglages.changes', { label: other.territory?.label ?? '' }) : t('reglages.compare'), html`
    <p><label class="with">${t('reglages.compare')} <select class="in" autocomplete="off" @change=${choose}>
      <option value="" ?selected=${!other}>${t('reglages.withNone')}</option>
      ${others.map((a) => html`<option value=${iso(a.validFrom)} ?selected=${chosen === iso(a.validFrom)}>${
        t('reglages.other', { label: a.label ?? '', date: civil(a.validFrom ?? {}) })}</option>`)}</select></label></p>
    ${!other ? nothing : rows.length ? diff(t('reglages.compare'), [t('reglages.field'), t('reglages.before'), t('reglages.after')],
      rows.map((d) => ({ name: differenceName(d), before: valueText(d.path, d.before), after: valueText(d.path, d.after) })))
      : html`<p class="hint">${t('reglages.same')}</p>`}`);
}

function whole() {
  const territory = /** @type {Part} */ (shown?.territory ?? {});
  return html`
    ${versions()}${changes(territory)}
    <div class="rules">
      <nav class="panel soft" aria-label=${t('reglages.contents')}><ul>${sections(territory).map(([name]) => html`
        <li><a href="#${name}" @click=${(/** @type {Event} */ e) => { e.preventDefault(); document.getElementById(name)?.focus(); }}>${fieldName(name)}</a></li>`)}</ul></nav>
      <div>${general(/** @type {Reply} */ (shown), territory)}${sections(territory).map(([name, value]) => section(name, value))}</div>
    </div>`;
}

const view = () => html`
  <div class="head"><h1 tabindex="-1">${t('reglages.title')}</h1><p class="hint">${t('reglages.lead')}</p></div>
  ${error ? refused(t('reglages.unread'), error, enter) : shown ? whole() : panel(t('reglages.title'), waiting(6, enter))}`;

begin({ enter, state, view });
