// @ts-check
// What is typed while somebody speaks, as people say it: « 14s3 », « h2m 1b7 », « 514 555-0142 ». Nothing is wrong before it is whole.
import { plain } from '../../lib/days.js';
import { lang } from '../../lib/words.js';

/**
 * What was read: a value; or `none`, the word of what is wrong; or neither, when it is not whole yet.
 * @template T @typedef {{ value?: T, none?: 'day' | 'date' | 'number' | 'phone' | 'postal' | 'weeks' }} Read
 */

const WEEKS_MAX = 42;

/** « 14s3 », « 14 sem. 3 j », « 14 semaines »: weeks and days of a pregnancy today. @param {string} typed @returns {Read<{ weeks: number, days: number }>} */
export function readWeeks(typed) {
  const said = /^(\d{1,2}) ?(?:s|sem\.?|semaines?|w|weeks?)(?: ?(?:et |and )?([0-6]) ?(?:j|jours?|d|days?)?)?$/.exec(plain(typed));
  if (!said) return {};
  const weeks = Number(said[1]);
  return weeks <= WEEKS_MAX ? { value: { weeks, days: Number(said[2] ?? 0) } } : { none: 'weeks' };
}

/** @param {string} typed @param {number} [most] @returns {Read<number>} */
export function readCount(typed, most = 99) {
  const text = plain(typed);
  if (!text) return {};
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? { value: Number(text) } : { none: 'number' };
}

/** Canada Post's letters. « H2M » alone is no fault yet. @param {string} typed @returns {Read<string>} */
export function readPostal(typed) {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (/^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d$/.test(code)) return { value: code };
  return code.length < 6 ? {} : { none: 'postal' };
}

/** Ten digits with any punctuation, or a foreign number as it is told. @param {string} typed @returns {Read<string>} */
export function readPhone(typed) {
  const [number, extension = ''] = plain(typed).split(/(?:poste|ext\.?|x|#)/);
  const digits = number.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  if (number.startsWith('+') && !/^\+1/.test(number)) return digits.length > 6 ? { value: typed.trim() } : {};
  if (digits.length > 10) return { none: 'phone' };
  return digits.length === 10 ? { value: digits + (extension.replace(/\D/g, '') ? ` poste ${extension.replace(/\D/g, '')}` : '') } : {};
}

/** « H2M 1B7 » @param {string} code */
export const postalText = (code) => (code.length === 6 ? `${code.slice(0, 3)}\u00a0${code.slice(3)}` : code);

/** « 40 742 $ » @param {{ cents?: string | number }} money */
export const dollars = (money) => new Intl.NumberFormat(`${lang()}-CA`, { style: 'currency', currency: 'CAD', currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: Number(money.cents ?? 0) % 100 ? 2 : 0, minimumFractionDigits: Number(money.cents ?? 0) % 100 ? 2 : 0 })
  .format(Number(money.cents ?? 0) / 100).replace(/[ \u202f]/g, '\u00a0');
