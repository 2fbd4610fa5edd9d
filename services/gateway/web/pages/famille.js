// @ts-check
// A family's file. Its parts have addresses of their own; her id stands in them and nothing else of her.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { hex } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { civil } from '../lib/dates.js';
import { draw } from '../lib/draw.js';
import { Family, mayLook } from '../lib/family.js';
import { Later } from '../lib/later.js';
import { Mot, say } from '../lib/words.js';
import { idHere, partHere } from '../lib/router.js';
import { allows } from '../lib/session.js';
import { band, refused } from '../parts/band.js';
import { isSuspended, suspensionText } from '../parts/family/follow_up.js';
import * as overview from '../parts/family/overview.js';
import { opening, panel, waiting } from '../parts/panel.js';
import { person } from '../parts/person.js';
import { words } from '../words/famille.js';

const t = say(words);

// Desks and teams read the file; whoever is responsible for personal information, who looked at it.
export const needs = /** @type {string[]} */ ([]);
export const home = 0;
export const menu = false;
export const states = /** @type {const} */ (['loading', 'closed', 'error', 'merged', 'kept', 'summary', 'contact', 'contactHistory', 'people', 'person', 'birth', 'pregnancy',
  'loss', 'reopen', 'losses', 'encounters', 'encounter', 'history', 'notes', 'safety', 'conflict', 'suspending', 'resuming', 'ending', 'reopening', 'agreements',
  'agreeing', 'withdrawing', 'agreement', 'aid', 'merges', 'unmerging', 'striking', 'looks', 'looksAsked']);

/** @typedef {{ enter: (family: Family) => void, leave?: () => void, state: (family: Family) => string, view: (family: Family) => unknown }} Part */
/** @typedef {{ path: string, key: keyof typeof words, later: Later<Part>, needs?: string[], of?: Family }} Tab `of`: whose it was opened for */

const summary = new Later(async () => overview);
summary.module = overview;
const looks = new Later(() => import('../parts/family/looks.js'));
const gate = new Later(() => import('../parts/family/closed.js'));

const PARTS = /** @type {Tab[]} */ ([
  { path: '', key: 'famille.summary', later: summary },
  { path: 'personnes', key: 'famille.people', later: new Later(() => import('../parts/family/people.js')) },
  { path: 'rencontres', key: 'famille.encounters', later: new Later(() => import('../parts/family/encounters.js')), needs: ['scheduling.FamilyVisits'] },
  { path: 'fil', key: 'famille.fil', later: new Later(() => import('../parts/family/history.js')) },
  { path: 'notes', key: 'famille.notes', later: new Later(() => import('../parts/family/notes.js')) },
  { path: 'accords', key: 'famille.agreements', later: new Later(() => import('../parts/family/agreements.js')) },
  { path: 'acces', key: 'famille.looks', later: looks },
]);

let family = new Family('');

const reads = () => allows(['intake.GetFamily']);
/** Those that are for her. */
const tabsHere = () => PARTS.filter(({ needs: of }) => allows(of ?? []));
const tabHere = () => tabsHere().find(({ path }) => path === partHere());

/** A part is entered once both are there, unless she has gone on to another one. */
async function open() {
  const mine = family, tab = tabHere();
  await Promise.all([mine.read(), tab?.later.open()]);
  if (mine === family && tab === tabHere() && mine.file && !mine.partly) begun(tab);
}

/** @param {Tab | undefined} tab */
function begun(tab) {
  if (!tab?.later.module) return;
  tab.of = family;
  tab.later.module.enter(family);
  draw();
}

/** What a part holds of another family is not shown under this one's name. @param {Tab} tab */
const partOf = (tab) => (tab.of === family ? tab.later.module : null);

/** Who follows nobody: of her file it is only read who looked at it. */
async function openLooks() {
  const mine = family, tab = tabHere();
  if (tab?.later === looks && await looks.open() && mine === family) begun(tab);
}

/** Another part of the same file asks for what it shows; the file itself is read again, as somebody may have written in it. */
function enter() {
  if (family.hex !== idHere()) {
    family = new Family(idHere());
    gate.module?.forget();
  }
  if (reads()) open();
  else if (mayLook()) openLooks();
}

function leave() {
  PARTS.forEach(({ later }) => later.module?.leave?.());
}

/** There is no such file, no such part of one, or none for her. */
const isClosed = () => !tabHere() || (reads() ? family.hidden : !mayLook() || tabHere()?.later !== looks || !family.id || looks.module?.hidden());

/** @param {Tab} tab */
const stateOf = (tab) => (tab.later.failed ? 'error' : partOf(tab)?.state(family) ?? 'loading');

function state() {
  const tab = tabHere();
  if (!tab || isClosed()) return 'closed';
  if (!reads()) return stateOf(tab);
  if (family.error) return 'error';
  if (!family.file) return 'loading';
  if (family.file.mergedInto) return 'merged';
  return family.partly ? 'kept' : stateOf(tab);
}

const tabs = () => html`
  <nav class="tabs" aria-label=${t('famille.parts')}><ul>${tabsHere().map(({ path, key }) => html`
    <li><a href="/famille/${family.hex}${path ? `/${path}` : ''}" aria-current=${path === partHere() ? 'page' : nothing}>${t(key)}</a></li>`)}</ul></nav>`;

function merged() {
  const to = hex(family.file?.mergedInto);
  return html`<h1 tabindex="-1">${t('famille.mergedTitle')}</h1>
    ${band('info', t('famille.merged', { number: family.file?.mergedNumber ?? '' }), html`<a href="/famille/${to}">${t('famille.mergedOpen')}</a>`)}`;
}

/** Proposed, or done: then all else is gone, and whoever coordinates is told that it was. */
function erasure() {
  const e = family.file?.erasure;
  return e?.state && e.state !== 'ERASURE_STATE_WITHDRAWN' ? band('wait', t('famille.erasure'), Mot('sippe.intake.ErasureState', e.state)) : nothing;
}

/** Whoever is about to book, in whichever part, is told that nobody is to visit her now. */
function suspended() {
  const e = family.file?.enrolment;
  return e && isSuspended(e) ? band('wait', t('famille.suspended', { date: civil(e.suspendedOn ?? {}) }), suspensionText(e)) : nothing;
}

function shown() {
  const tab = tabHere();
  if (family.file?.mergedInto) return merged();
  return html`${person(family)}${erasure()}${suspended()}${family.partly || !tab ? gate.wanted()?.kept(family, open) ?? opening(gate, again)
    : html`${tabs()}<div class="part">${partOf(tab)?.view(family) ?? opening(tab.later, open)}</div>`}`;
}

/** Of whom only the looks may be read. */
const seen = () => { const tab = tabHere(); return tab ? partOf(tab) : null; };

/** Few who open a file come to one that is closed: what says so is asked for then. */
const again = () => gate.open();
const closed = () => gate.wanted()?.closed(family, open) ?? html`<h1 class="hidden" tabindex="-1">${t('famille.title')}</h1>${opening(gate, again)}`;

function view() {
  if (isClosed()) return closed();
  if (!reads()) return html`<div class="head"><h1 tabindex="-1">${t('famille.looks')}</h1></div>${seen()?.view(family) ?? opening(looks, openLooks)}`;
  if (family.file) return shown();
  return html`<h1 class="hidden" tabindex="-1">${t('famille.title')}</h1>
    ${family.error ? refused(t('famille.unread'), family.error, open) : panel(t('famille.title'), waiting(6, open))}`;
}

begin({ enter, leave, state, view });
