// @ts-check
// A family's file. Its parts have addresses of their own; her id stands in them and nothing else of her.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { hex } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { Family } from '../lib/family.js';
import { Mot, say } from '../lib/words.js';
import { idHere, partHere } from '../lib/router.js';
import { allows } from '../lib/session.js';
import { band, refused } from '../parts/band.js';
import * as agreements from '../parts/family/agreements.js';
import { closed, forget, kept } from '../parts/family/closed.js';
import * as history from '../parts/family/history.js';
import * as looks from '../parts/family/looks.js';
import * as notes from '../parts/family/notes.js';
import * as overview from '../parts/family/overview.js';
import { panel, waiting } from '../parts/panel.js';
import { person } from '../parts/person.js';
import { words } from '../words/famille.js';

const t = say(words);

// Desks and teams read the file; whoever is responsible for personal information, who looked at it.
export const needs = /** @type {string[]} */ ([]);
export const home = 0;
export const menu = false;
export const states = /** @type {const} */ (['loading', 'closed', 'error', 'merged', 'kept', 'summary', 'history', 'notes', 'safety', 'conflict', 'agreements',
  'agreeing', 'withdrawing', 'looks', 'looksAsked']);

/** @typedef {{ enter: (family: Family) => void, leave?: () => void, state: (family: Family) => string, view: (family: Family) => unknown }} Part */
/** @typedef {{ path: string, key: keyof typeof words, part: Part }} Tab */

const PARTS = /** @type {Tab[]} */ ([
  { path: '', key: 'famille.summary', part: overview },
  { path: 'fil', key: 'famille.fil', part: history },
  { path: 'notes', key: 'famille.notes', part: notes },
  { path: 'accords', key: 'famille.agreements', part: agreements },
  { path: 'acces', key: 'famille.looks', part: looks },
]);

let family = new Family('');

const reads = () => allows(['intake.GetFamily']);
const tabHere = () => PARTS.find(({ path }) => path === partHere());

async function open() {
  const mine = family;
  await mine.read();
  if (mine === family && mine.file && !mine.partly) tabHere()?.part.enter(mine);
}

/** Another part of the same file asks for what it shows; the file itself is read again, as somebody may have written in it. */
function enter() {
  if (family.hex !== idHere()) {
    family = new Family(idHere());
    forget();
  }
  if (reads()) open();
  else looks.enter(family);
}

function leave() {
  PARTS.forEach(({ part }) => part.leave?.());
}

/** There is no such file, no such part of one, or none for her. */
const isClosed = () => !tabHere() || (reads() ? family.hidden : !looks.may() || tabHere()?.part !== looks || !family.id || looks.hidden());

function state() {
  if (isClosed()) return 'closed';
  if (!reads()) return looks.state();
  if (family.error) return 'error';
  if (!family.file) return 'loading';
  if (family.file.mergedInto) return 'merged';
  return family.partly ? 'kept' : tabHere()?.part.state(family) ?? 'closed';
}

const tabs = () => html`
  <nav class="tabs" aria-label=${t('famille.parts')}><ul>${PARTS.map(({ path, key }) => html`
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

function shown() {
  const part = tabHere()?.part;
  if (family.file?.mergedInto) return merged();
  return html`${person(family)}${erasure()}${family.partly ? kept(family, open) : html`${tabs()}<div class="part">${part?.view(family)}</div>`}`;
}

function view() {
  if (isClosed()) return closed(family, open);
  if (!reads()) return html`<div class="head"><h1 tabindex="-1">${t('famille.looks')}</h1></div>${looks.view(family)}`;
  if (family.file) return shown();
  return html`<h1 class="hidden" tabindex="-1">${t('famille.title')}</h1>
    ${family.error ? refused(t('famille.unread'), family.error, open) : panel(t('famille.title'), waiting(6, open))}`;
}

begin({ enter, leave, state, view });
