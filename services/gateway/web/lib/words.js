// @ts-check
// What the pages say, in the language that was chosen. The choice is this browser's: it says nothing of who uses it.
import { en } from '../words/en.js';
import { fr } from '../words/fr.js';
import { typo } from './typo.js';

/** @typedef {keyof typeof fr} Key */
/** @typedef {'fr' | 'en'} Lang */
/** @typedef {Record<string, string | number>} Values */

const KEPT = 'sippe.lang';
const CATALOGUES = { fr, en };
/** @type {Lang} */
let chosen = localStorage.getItem(KEPT) === 'en' ? 'en' : 'fr';

export const lang = () => chosen;

/** @param {Lang} next */
export function speak(next) {
  chosen = next;
  localStorage.setItem(KEPT, next);
  document.documentElement.lang = next;
}

/** @param {string} text @param {Values} values */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * The sentence of this key. Of one that has a singular and a plural, `n` decides: in French 0 is singular.
 * @param {Key} key @param {Values} [values]
 */
export function t(key, values = {}) {
  const word = CATALOGUES[chosen][key];
  if (typeof word === 'string') return typo(filled(word, values));
  const form = new Intl.PluralRules(chosen + '-CA').select(Number(values.n)) === 'one' ? word.one : word.many;
  return typo(filled(form, values));
}

/** @param {string | undefined} french @param {string | undefined} english */
export const said = (french, english) => typo((chosen === 'en' ? english : french) || french || english || '');
