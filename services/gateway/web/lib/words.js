// @ts-check
// What the pages say. A tree is of one language (build.sh), and which one a station has is a cookie of its own: it says nothing of who
// uses it, and the gateway reads it to choose the shell.
import { lang as spoken, languages as named, words } from '../words/shared.js';

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

// ---- typography ----

// French typography as the Office québécois de la langue française asks for it (Vitrine linguistique, 22039): a no-break space before
// : » % $ and after «, none before ; ! ?, and the curved apostrophe. What a daemon says passes through here too.
export const NB = '\u00a0';

const UNITS = 'h|min|s|sem|j|jours?|semaines?|mois|ans?|caractères|Go|Mo|GB|MB';
const RULES = /** @type {[RegExp, string][]} */ ([
  [/(\p{L})'(?=\p{L})/gu, '$1’'],
  [/[ \u00a0\u202f]+([;!?])/g, '$1'],
  [/[ \u202f]([:»%$])/g, NB + '$1'],
  [/«[ \u202f]/g, '«' + NB],
  [new RegExp(`(\\d) (${UNITS})(?![\\p{L}])`, 'gu'), '$1' + NB + '$2'],
  [/ h (\d)/g, NB + 'h' + NB + '$1'],
  [new RegExp(`${NB}h (\\d)`, 'g'), NB + 'h' + NB + '$1'],
]);

/** @param {string} text */
export const typo = (text) => RULES.reduce((all, [from, to]) => all.replace(from, to), text);

/** « 514 555-0142 », « 514 555-0142 poste 12 »; what is no number of here stays as it is. @param {string} digits */
export const phone = (digits) => digits.replace(/^(\d{3})(\d{3})(\d{4})(?!\d)/, `$1${NB}$2-$3`);

/** « 2 000 » @param {number} n */
export const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, NB);

// ---- languages ----

const LANGUAGES = ['fr', 'en', 'es', 'ar', 'ht', 'pt', 'zh', 'ru', 'uk', 'vi'];

/** @param {string} text */
const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** « arabe »: as all of SIPPE calls it, else as the browser does; a code that nobody knows stays as it is. @param {string} [code] */
export const languageName = (code = '') => (code ? named[code] ?? new Intl.DisplayNames([`${spoken}-CA`], { type: 'language' }).of(code) ?? code : '');
/** Those that are offered, and the one that is there: code and name. @param {string} [there] @returns {[string, string][]} */
export const languages = (there = '') =>
  [...new Set([...LANGUAGES, there])].filter(Boolean).map((code) => [code, capital(languageName(code))]);

// ---- of the contract ----

// The words of the contract's values, from the one table that all of SIPPE has (common/words): of those that a page names, the build
// puts them behind its own words.
/** @type {Record<string, Record<string, string>>} */
const mots = {};

/** @param {typeof mots} more */
export const learn = (more) => Object.assign(mots, more);
/** The values of an enumeration that have a word, in the contract's order. @param {string} type "sippe.WorkKind" */
export const valuesOf = (type) => Object.keys(mots[type] ?? {});
/** Whether an enumeration has a value of this name. @param {string} type @param {string} value */
export const isValue = (type, value) => value in (mots[type] ?? {});

/** A value that is newer than this page shows its name. @param {string} type "sippe.Role" @param {string | number | undefined} value */
export function mot(type, value) {
  const name = String(value ?? '');
  return typo(mots[type]?.[name] ?? name);
}

/** The same where a line begins. @param {string} type @param {string | number | undefined} value */
export const Mot = (type, value) => capital(mot(type, value));
