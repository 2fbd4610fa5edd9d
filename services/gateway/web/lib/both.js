// @ts-check
// What a sheet says: in French, and beside it in English, whichever language the station has. The words of the contract's values come from
// the one table (common/words), of those that a sheet names.
import { en, enLanguages, fr, frLanguages } from '../words/both.js';
import { NB, typo } from './words.js';

/** @typedef {{ fr: string, en: string }} Both the same thing; `en` empty: as the French */
/** @typedef {{ year?: number, month?: number, day?: number }} Civil */

/** @param {Both['fr']} french @param {Both['en']} [english] @returns {Both} */
export const both = (french, english = '') => ({ fr: typo(french), en: english });

/** @param {string} type @param {string | undefined} value @returns {Both} */
export const wordIn = (type, value = '') => {
  const of = (/** @type {Record<string, Record<string, string>>} */ table) => table[type]?.[value] ?? '';
  return { fr: of(fr), en: of(en) };
};

/** @param {string} locale @param {number} ms @param {string} timeZone */
const day = (locale, ms, timeZone) => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(ms).replaceAll(' ', NB);

/** @param {number} ms @param {string} [zone] @returns {Both} */
export const dayOf = (ms, zone = 'America/Toronto') => ({ fr: day('fr-CA', ms, zone).replace(/^1(?=\D)/, '1er'), en: day('en-CA', ms, zone) });
/** @param {Civil | undefined} date @returns {Both} */
export const civilOf = (date) => (date ? dayOf(Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1), 'UTC') : both(''));

/** @param {string} code @returns {Both} */
export const languageOf = (code) => {
  const name = (/** @type {string} */ locale) => new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  return code ? { fr: frLanguages[code] ?? name('fr-CA'), en: enLanguages[code] ?? name('en-CA') } : both('');
};
