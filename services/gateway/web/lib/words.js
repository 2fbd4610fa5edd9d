// @ts-check
// What the pages say. A tree is of one language (build.sh), and which one a station has is a cookie of its own: it says nothing of who
// uses it, and the gateway reads it to choose the shell.
import { lang as spoken, words } from '../words/shared.js';
import { typo } from './typo.js';

/** @typedef {'fr' | 'en'} Lang */
/** @typedef {Record<string, string | number>} Values */
/** @typedef {string | { one: string, many: string }} Word of which a number decides, or not */

const YEAR_S = 31536000;

/** @returns {Lang} */
export const lang = () => spoken;

/** From the next load on, which is now. @param {Lang} next */
export function speak(next) {
  document.cookie = `langue=${next}; Path=/; Max-Age=${next === 'fr' ? 0 : YEAR_S}; SameSite=Lax; Secure`;
  location.reload();
}

/** @param {string} text @param {Values} values */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * Says the sentences of this catalogue, and those that all pages have. Of one that has a singular and a plural, `n` decides: in French 0 is
 * singular.
 * @template {Record<string, Word>} Own @param {Own} own
 */
export function say(own) {
  const all = /** @type {Record<string, Word>} */ ({ ...words, ...own });
  /** @param {(keyof typeof words) | (keyof Own & string)} key @param {Values} [values] */
  return (key, values = {}) => {
    const word = all[key];
    if (typeof word === 'string') return typo(filled(word, values));
    const form = new Intl.PluralRules(spoken + '-CA').select(Number(values.n)) === 'one' ? word.one : word.many;
    return typo(filled(form, values));
  };
}

export const t = say({});

/** @param {string | undefined} french @param {string | undefined} english */
export const said = (french, english) => typo((spoken === 'en' ? english : french) || french || english || '');
