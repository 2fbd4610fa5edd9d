// @ts-check
// A family is looked for by what is remembered of her, in one field. Each search is an entry of the access journal: it is asked when she
// says so, once, and for nothing that is half typed. Nothing of it stands in the address.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask, hex } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { civil, shortDay } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { brought } from '../lib/carried.js';
import { finds } from '../lib/find.js';
import { INTAKE } from '../lib/family.js';
import { go } from '../lib/router.js';
import { familyOf } from '../lib/said.js';
import { now } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { say } from '../lib/words.js';
import { band, refused } from '../parts/band.js';
import { field } from '../parts/fields.js';
import { list, named, panel, rest, waiting } from '../parts/panel.js';
import { words } from '../words/familles.js';

const t = say(words);

/** @typedef {import('../proto/intake/family_pb').FamilySummaryJson} Found */
/** @typedef {Exclude<ReturnType<typeof familyOf>, null>} Asked */

export const needs = ['intake.FindFamily', 'intake.GetFamily'];
export const home = 0;
export const menu = true;
export const states = /** @type {const} */ (['empty', 'short', 'loading', 'none', 'found', 'many', 'error']);

const PAGE = 25;

let text = '';
let fault = '';
/** What was asked for last. @type {Asked | null} */
let asked = null;
/** @type {Found[] | null} */
let found = null;
let next = '';
let looking = false;
/** @type {import('../lib/status.js').ApiError | null} */
let error = null;

/** A page may hold fewer than it was asked for, or none, and still have one behind it. @param {Asked} what */
async function page(what) {
  looking = true;
  error = null;
  draw();
  try {
    const from = (found ?? []).length;
    do {
      const answer = await ask(INTAKE + 'FindFamily', { ...what, limit: PAGE, ...(next && { after: next }) });
      if (what !== asked) return;
      found = [...(found ?? []), ...(answer.families ?? [])];
      next = answer.next ?? '';
    } while (next && found.length === from);
  } catch (e) {
    if (what === asked) error = errorOf(e);
  }
  looking = false;
  draw();
}

/** What is in the field. */
async function search() {
  const what = familyOf(text, now());
  fault = !what ? t('familles.nothing') : what.short ? t('familles.short') : what.noDay ? t('familles.noDay') : '';
  found = null;
  next = '';
  error = null;
  asked = fault ? null : what;
  if (!asked) focus('who');
  draw();
  if (asked) await page(asked);
}

/** @param {Event} event */
function submit(event) {
  event.preventDefault();
  search();
}

/** From the bar: one that stands alone is opened. @param {string} said */
async function sought(said) {
  text = said;
  focus('who');
  if (!said) return draw();
  await search();
  const [only, ...others] = found ?? [];
  if (only && !others.length && !next && !only.erasedAt) go(`/famille/${hex(only.familyId)}`);
}

/** Whoever comes back begins anew. */
function enter() {
  text = fault = next = '';
  asked = found = error = null;
  looking = false;
  focus('who');
  finds(sought);
  brought().then((said) => (said ? sought(said) : undefined));
}

function state() {
  if (fault) return 'short';
  if (error) return 'error';
  if (looking && !found) return 'loading';
  if (!found) return 'empty';
  return found.length ? next ? 'many' : 'found' : 'none';
}

/** As it was understood. @param {Asked} what */
const echo = (what) => [what.name ? t('familles.byName', { name: what.name }) : '', what.phone ? t('familles.byPhone', { phone: what.phone }) : '',
  what.birthDate ? t('familles.byBirth', { date: civil(what.birthDate) }) : '', what.number ? t('familles.byNumber', { number: what.number }) : '',
  what.reference ? t('familles.byReference', { reference: what.reference }) : ''].filter(Boolean).join(', ');

/** The name that the file has, and the one that she goes by. @param {Found} f */
const name = (f) => `${f.name?.family ?? ''}, ${f.name?.given ?? ''}${f.name?.preferred ? ` (${f.name.preferred})` : ''}`;

/** @param {Found} f */
const row = (f) => [
  f.erasedAt ? html`<span class="chip">${t('familles.erased', { date: shortDay(Number(f.erasedAt.ms), now()) })}</span>`
    : html`<a href="/famille/${hex(f.familyId)}">${name(f)}</a>`,
  named(t('familles.file'), f.number), named(t('familles.birth'), f.birthDate ? civil(f.birthDate) : nothing), named(t('familles.clsc'), f.clscCode || nothing)];

/** @param {Asked} what @param {Found[]} all */
const results = (what, all) => panel(t(next ? 'familles.first' : 'familles.results', { n: all.length }), html`
  <p class="hint">${t('familles.asked', { what: echo(what) })}</p>
  ${next ? band('info', t('familles.many'), t('familles.manyMore')) : nothing}
  ${list(t('familles.table'), [t('familles.name'), t('familles.file'), t('familles.birth'), t('familles.clsc')], all.map(row))}
  ${next ? rest(() => page(what)) : nothing}`);

/** @param {Asked} what */
const none = (what) => panel(t('familles.none'), html`<p>${t('familles.asked', { what: echo(what) })}</p><p>${t('familles.noneMore')}</p>`);

function outcome() {
  if (!asked) return nothing;
  const what = asked;
  if (error) return refused(t('familles.unasked'), error, () => page(what));
  if (!found) return panel(t('familles.looking'), waiting(4, () => page(what)));
  return found.length ? results(what, found) : none(what);
}

/** @param {string} value */
const typed = (value) => { text = value; };

const view = () => html`
  <div class="head"><h1 tabindex="-1">${t('familles.title')}</h1></div>
  <section class="panel">
    <form class="find" role="search" aria-label=${t('familles.title')} novalidate autocomplete="off" @submit=${submit}>
      ${field('who', t('familles.who'), text, typed, { hint: t('familles.hint'), fault })}
      <button class="button first" type="submit">${t('familles.search')}</button>
    </form>
    <p class="hint">${t('familles.logged')}</p>
  </section>
  ${outcome()}`;

begin({ enter, state, view });
