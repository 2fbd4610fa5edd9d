// @ts-check
// What is typed while somebody speaks, as people say it: « 22 mai », « 22/05/27 », « 14s3 », « h2m 1b7 ». Nothing here is wrong before
// it is whole; a day that no calendar has is said to be none.
import { lang } from '../../lib/words.js';

/** @typedef {{ year: number, month: number, day: number }} Civil */
/**
 * What was read: a value; or `none`, the word of what is wrong; or neither, when it is not whole yet.
 * @template T @typedef {{ value?: T, none?: 'day' | 'number' | 'phone' | 'postal' | 'weeks' | 'date' }} Read
 */

const DAY_MS = 86400000;
export const TERM_DAYS = 280;
const WEEKS_MAX = 42;
// By their first letters, without accents, French and English; the shortest that no other month begins with.
const MONTHS = ['jan', 'fev|feb', 'mar', 'avr|apr', 'mai|may', 'juin|jun', 'juil|jul', 'aou|aug', 'sep', 'oct', 'nov', 'dec']
  .map((names) => new RegExp(`^(?:${names})[a-z]*$`));

/** @param {number} year @param {number} month @param {number} day @returns {Civil | null} */
function civilOf(year, month, day) {
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? { year, month, day } : null;
}
/** @param {Civil} date */
export const daysOf = (date) => Date.UTC(date.year, date.month - 1, date.day) / DAY_MS;
/** @param {number} days @returns {Civil} */
export function dateOf(days) {
  const at = new Date(days * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** @param {string} text */
const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[\u00a0\u202f]/g, ' ').toLowerCase().trim();

/** Two digits: of this century up to some years from now, else of the one before. @param {string} digits @param {Civil} today */
function yearOf(digits, today) {
  if (digits.length === 4) return Number(digits);
  const year = 2000 + Number(digits);
  return year > today.year + 2 ? year - 100 : year;
}

/** @param {string} name */
const monthOf = (name) => MONTHS.findIndex((month) => name.length > 2 && month.test(name)) + 1;

/** Without a year it is the nearest day that lies where it must. @param {number} month @param {number} day @param {Civil} today @param {boolean} ahead */
function nearest(month, day, today, ahead) {
  const here = civilOf(today.year, month, day);
  if (!here) return civilOf(today.year + (ahead ? 1 : -1), month, day);
  const gone = daysOf(here) < daysOf(today);
  if (ahead && gone) return civilOf(today.year + 1, month, day);
  return !ahead && daysOf(here) > daysOf(today) ? civilOf(today.year - 1, month, day) : here;
}

/** @param {Civil | null} date @returns {Read<Civil>} */
const found = (date) => (date ? { value: date } : { none: 'day' });

/**
 * @param {string} typed @param {{ today: Civil, ahead?: boolean, months?: boolean }} how `ahead`: a day without a year lies before us;
 *   `months`: a month alone is enough, and is its first day
 * @returns {Read<Civil>}
 */
export function readDate(typed, { today, ahead = false, months = false }) {
  const text = plain(typed);
  if (!text) return {};
  const iso = /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})$/.exec(text);
  if (iso && Number(iso[1]) >= 1900 && Number(iso[2]) <= 12) return found(civilOf(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (numbers) return found(civilOf(yearOf(numbers[3], today), Number(numbers[2]), Number(numbers[1])));
  const said = /^(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]+)\.?(?: (\d{4}|\d{2}))?$/.exec(text);
  const month = said ? monthOf(said[2]) : 0;
  if (!said || !month || (!said[1] && !months)) return { none: 'date' };
  const day = Number(said[1] ?? 1);
  return found(said[3] ? civilOf(yearOf(said[3], today), month, day) : nearest(month, day, today, ahead));
}

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

/** « 514 555-0142 » @param {string} value */
export function phoneText(value) {
  const ten = /^(\d{3})(\d{3})(\d{4})(.*)$/.exec(value);
  return ten ? `${ten[1]}\u00a0${ten[2]}-${ten[3]}${ten[4]}` : value;
}
/** « H2M 1B7 » @param {string} code */
export const postalText = (code) => (code.length === 6 ? `${code.slice(0, 3)}\u00a0${code.slice(3)}` : code);

/** Full years from a birth to a day. @param {Civil} birth @param {Civil} today */
export const ageOn = (birth, today) =>
  today.year - birth.year - (today.month * 100 + today.day < birth.month * 100 + birth.day ? 1 : 0);

/** « 40 742 $ » @param {{ cents?: string | number }} money */
export const dollars = (money) => new Intl.NumberFormat(`${lang()}-CA`, { style: 'currency', currency: 'CAD', currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: Number(money.cents ?? 0) % 100 ? 2 : 0, minimumFractionDigits: Number(money.cents ?? 0) % 100 ? 2 : 0 })
  .format(Number(money.cents ?? 0) / 100).replace(/[ \u202f]/g, '\u00a0');
