// @ts-check
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { pages } from '../pages.js';
import { pending } from '../lib/draw.js';
import { FIELD, find } from '../lib/find.js';
import { may, menu, nameHere } from '../lib/router.js';
import { acting, isOver, signedIn } from '../lib/session.js';
import { lang, speak, t } from '../lib/words.js';
import { keptMark, leave } from './kept.js';

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
      <span>${m?.name ?? pages.acces.title}</span>${m?.organization ? html`<small>${m.organization}</small>` : nothing}
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
