// @ts-check
// What is chosen of the list. It is kept with the entry of the browser's history, so that who comes back from a file finds it again; a
// text that was typed is not: it may be a name.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { draw } from '../lib/draw.js';
import { Mot, say } from '../lib/words.js';
import { acting, allows } from '../lib/session.js';
import { allKinds, daemonOf } from '../lib/work.js';
import { words } from '../words/afaire.js';

const t = say(words);

/** @typedef {import('../lib/work.js').Request} Request */
/** @typedef {{ mine: boolean, overdueOnly: boolean, role: string, clscCode: string, kinds: string[], text: string }} Chosen */

const ROLES = ['ROLE_DESK', 'ROLE_TEAM', 'ROLE_COORDINATOR'];
/** @type {Chosen} */
const NOTHING = { mine: false, overdueOnly: false, role: '', clscCode: '', kinds: [], text: '' };

/** @returns {Chosen} */
const kept = () => ({ ...NOTHING, ...history.state?.chosen });
let is = kept();
let typed = '';

/** @param {Partial<Chosen>} what */
function choose(what) {
  is = { ...is, ...what };
  const { text, ...rest } = is;
  history.replaceState({ chosen: rest }, '');
}

export function chosenForget() {
  typed = '';
  choose(NOTHING);
}
export const isChosen = () => is.mine || is.overdueOnly || is.role !== '' || is.clscCode !== '' || is.kinds.length > 0 || is.text !== '';

/** As the daemons are asked. @returns {Request & { kinds: string[] }} */
export function chosen() {
  const { role, ...rest } = is;
  return /** @type {any} */ (role ? { ...rest, role } : rest);
}

/** @param {string} name @param {boolean} on @param {() => void} press */
const chip = (name, on, press) => html`<button class="pick" type="button" aria-pressed=${on ? 'true' : 'false'} @click=${press}>${name}</button>`;

/** @param {string} kind @param {(what: Partial<Chosen>) => void} pick */
const kindBox = (kind, pick) => html`
  <label class="tick"><input type="checkbox" autocomplete="off" spellcheck="false" .checked=${is.kinds.includes(kind)}
    @change=${() => pick({ kinds: is.kinds.includes(kind) ? is.kinds.filter((k) => k !== kind) : [...is.kinds, kind] })}>${Mot('sippe.WorkKind', kind)}</label>`;

/** A desk has no business with visits. */
const kindsOfHers = () => (allows(['scheduling.ListWork']) ? allKinds() : allKinds().filter((kind) => daemonOf(kind) === 'intake'));

/** @param {(what: Partial<Chosen>) => void} pick */
const kinds = (pick) => html`
  <details class="kinds"><summary>${is.kinds.length ? t('filter.kindsN', { n: is.kinds.length }) : t('filter.kinds')}</summary>
    <fieldset class="ticks"><legend class="hidden">${t('filter.kinds')}</legend>${kindsOfHers().map((kind) => kindBox(kind, pick))}</fieldset>
  </details>`;

/** Whoever is of one CLSC sees that one's alone. @param {import('../proto/territory_pb').ClscJson[]} clscs @param {(what: Partial<Chosen>) => void} pick */
const clsc = (clscs, pick) => (acting()?.role !== 'ROLE_COORDINATOR' || clscs.length < 2 ? nothing : html`
  <label class="pick-one">${t('filter.clsc')}
    <select class="in" autocomplete="off" @change=${(/** @type {Event} */ e) => pick({ clscCode: /** @type {HTMLSelectElement} */ (e.target).value })}>
      <option value="" ?selected=${is.clscCode === ''}>${t('filter.all')}</option>
      ${clscs.map((c) => html`<option value=${c.code ?? ''} ?selected=${is.clscCode === c.code}>${c.name}</option>`)}
    </select></label>`);

/** @param {Event} event @param {(what: Partial<Chosen>) => void} pick */
function search(event, pick) {
  event.preventDefault();
  pick({ text: typed.trim() });
}

/** @param {(what: Partial<Chosen>) => void} pick */
const textForm = (pick) => html`
  <form class="find" role="search" aria-label=${t('afaire.title')} novalidate autocomplete="off" @submit=${(/** @type {Event} */ e) => search(e, pick)}>
    <label class="hidden" for="work-text">${t('filter.text')}</label>
    <input class="in" id="work-text" type="text" maxlength="100" autocomplete="off" spellcheck="false" placeholder=${t('filter.text')} .value=${typed}
      @input=${(/** @type {Event} */ e) => { typed = /** @type {HTMLInputElement} */ (e.target).value; }}>
    <button class="button second" type="submit">${t('filter.search')}</button>
  </form>`;

/** @param {import('../proto/territory_pb').ClscJson[]} clscs @param {() => void} reload */
export function filters(clscs, reload) {
  /** @param {Partial<Chosen>} what */
  const pick = (what) => { choose(what); reload(); draw(); };
  return html`
    <div class="filters" role="group" aria-label=${t('filter.title')}>
      ${chip(t('filter.mine'), is.mine, () => pick({ mine: !is.mine }))}
      ${chip(t('filter.overdue'), is.overdueOnly, () => pick({ overdueOnly: !is.overdueOnly }))}
      ${ROLES.map((role) => chip(Mot('sippe.Role', role), is.role === role, () => pick({ role: is.role === role ? '' : role })))}
      ${clsc(clscs, pick)}${kinds(pick)}${textForm(pick)}
    </div>`;
}
