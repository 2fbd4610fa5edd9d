// @ts-check
// What every page stands in: the bar, what must be said of the whole, the page or why it is not shown, the foot.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { pages } from '../pages.js';
import { focus, pending } from '../lib/draw.js';
import { FIELD, find } from '../lib/find.js';
import { Later } from '../lib/later.js';
import { home, knownHere, may, menu, nameHere, pageHere } from '../lib/router.js';
import { acting, endsIn, isOver, load, mayStay, signedIn, stay, whoFault } from '../lib/session.js';
import { lang, speak, t } from '../lib/words.js';
import { keptCount, keptMark, leave, leavingBand } from './kept.js';
import { lapse } from '../lib/dates.js';
import { band, notCome, refused } from './band.js';

/** @typedef {import('../lib/types.js').Page} Page */

/** A page that is none, or not for her, or of a daemon that does not answer. */
export const states = /** @type {const} */ (['lost', 'unknown', 'closed', 'away']);

/** @param {typeof states[number]} state @param {string} title @param {unknown} content */
const instead = (state, title, content) => html`
  <main class="page narrow" id="main" data-page="frame" data-state=${state}>
    <section class="panel door"><h1 tabindex="-1">${title}</h1>${content}</section>
  </main>`;

const homeward = () => html`<p><a class="button second" href=${signedIn() ? home() : '/'}>${t('frame.home')}</a></p>`;
const lost = (/** @type {import('../lib/status.js').ApiError} */ fault) =>
  instead('lost', t('frame.lost'), html`<p class="lead">${t('frame.lostLead')}</p>${keptCount()}${refused('', fault, () => load())}`);
const unknown = () => instead('unknown', t('frame.unknown'), html`<p class="lead">${t('frame.unknownLead')}</p>${homeward()}`);
const closed = () => instead('closed', t('frame.closed'), html`<p class="lead">${t('frame.closedLead')}</p>${homeward()}`);
const away = () => instead('away', t('frame.away'),
  html`<p class="lead">${t('frame.awayLead')}</p><p><button class="button second" type="button" @click=${() => load()}>${
    t('act.retry')}</button></p>`);

/** @param {Page} page @param {import('../lib/types.js').Known} known */
const shown = (page, known) => html`
  <main class="page ${known.menu ? '' : 'reading'}" id="main" data-page=${nameHere()} data-state=${page.state()}>${page.view()}</main>`;

/** Her rights are not known whole while a daemon is away: then nobody is told that a page is not hers. */
const barred = () => ((signedIn()?.away ?? []).length ? away() : closed());

function body() {
  const fault = whoFault();
  const page = pageHere();
  const known = knownHere();
  if (fault) return lost(fault);
  if (!page || !known) return unknown();
  return may(known) ? shown(page, known) : barred();
}

/** The session ends soon. */
function soon() {
  const ms = endsIn();
  if (ms === null || isOver()) return nothing;
  const act = mayStay()
    ? html`<button class="button second" type="button" @click=${() => stay()}>${t('idle.stay')}</button>` : t('idle.end');
  return band('wait', t('idle.soon', { lapse: lapse(ms) }), act, true);
}

function apart() {
  const away = signedIn()?.away ?? [];
  return away.length && !isOver() ? band('wait', t('frame.someAway', { n: away.length }), t('frame.someAwayMore')) : nothing;
}

/** What must be said of the whole, above any page. */
function above() {
  const bands = [leavingBand(), soon(), apart()].filter((b) => b !== nothing);
  return bands.length ? html`<div class="above" role="region" aria-label=${t('frame.above')}>${bands}</div>` : nothing;
}

const foot = () => html`
  <footer class="foot"><p>
    <a href="/aide">${pages.aide.title}</a> · <a href="/aide#accessibilite">${t('frame.accessibility')}</a>${
      acting() && !isOver() ? html` · ${signedIn()?.territory} · ${t('frame.release', { release: signedIn()?.release ?? '' })}` : nothing}
  </p></footer>`;

const door = new Later(() => import('./door/code.js'));
let asked = false;
async function openDoor() {
  asked = true;
  if (await door.open()) focus('code');
}

/** Over a page whose session is over: a code again. The page is hidden, whether that has come or not. */
function over() {
  if (!asked) openDoor();
  return door.module?.overlay() ?? html`<main class="page narrow" id="over">${door.failed ? notCome(openDoor) : nothing}</main>`;
}

export function frame() {
  return html`
    <a class="skip" href=${isOver() ? '#over' : '#main'}>${t('frame.skip')}</a>
    ${bar()}
    <div class="whole" ?hidden=${isOver()}>${above()}${body()}</div>
    ${isOver() ? over() : nothing}
    ${foot()}`;
}

// ---- the bar ----

function other() {
  pending();
  speak(lang() === 'fr' ? 'en' : 'fr');
}

/** In its own words, so that whoever looks for it can read it. */
const language = () => html`
  <button class="top-act" type="button" lang=${lang() === 'fr' ? 'en' : 'fr'} @click=${other}>${
    lang() === 'fr' ? 'English' : 'Français'}</button>`;

const items = () => html`
  <nav aria-label=${t('bar.menu')}><ul>${menu().map(([name, known]) => html`
    <li><a href="/${name}" aria-current=${name === nameHere() ? 'page' : nothing}>${known.title}</a></li>`)}</ul></nav>`;

/** @param {SubmitEvent} event */
function seek(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(FIELD));
  find(field.value.trim());
  form.reset();
}

/** A family, from any page; for whoever may look for one. */
const search = () => html`
  <form class="seek" role="search" novalidate autocomplete="off" aria-label=${t('bar.find')} @submit=${seek}>
    <input class="in" id=${FIELD} name=${FIELD} type="text" maxlength="160" autocomplete="off" spellcheck="false" enterkeyhint="search"
      aria-label=${t('bar.find')} aria-keyshortcuts="F2" placeholder=${t('bar.findExample')}><kbd aria-hidden="true">F2</kbd>
  </form>`;

function person() {
  const m = acting();
  return html`
    <a class="person" href="/acces" aria-current=${nameHere() === 'acces' ? 'page' : nothing}>
      <span>${m?.name ?? pages.acces.title}</span>${m?.organization && m.role !== 'ROLE_PARTNER' ? html`<small>${m.organization}</small>` : nothing}
    </a>
    <button class="top-act" type="button" @click=${() => leave()}>${t('act.signOut')}</button>`;
}

/** Nothing of her while the session is over: somebody else may stand there. */
export function bar() {
  const shown = signedIn() && !isOver();
  return html`
    <header class="top">
      <a class="brand" href="/">SIPPE</a>
      ${shown ? items() : html`<span class="fill"></span>`}
      ${shown && acting() && may(pages.familles) ? search() : nothing}${shown ? keptMark() : nothing}
      <div class="top-end">${shown ? person() : nothing}${language()}</div>
    </header>`;
}
