// @ts-check
// Days as people say and write them: « 22 mai », « 22/05/27 », « 22052027 ». Nothing is wrong before it is whole; a day that no calendar
// has is said to be none. A civil day has no zone.

/** @typedef {{ year: number, month: number, day: number }} Civil */
/** @typedef {{ value?: Civil, none?: 'day' | 'date' }} Read a day; or what is wrong; or neither, when nothing was said */

const DAY_MS = 86400000;
/** Of a pregnancy, from the last period to the due date. */
export const TERM_DAYS = 280;
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

/** Without case, accents and blanks that do not break. @param {string} text */
export const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[\u00a0\u202f]/g, ' ').toLowerCase().trim();

/** Two digits are of this century, unless what has been would lie before us. @param {string} digits @param {Civil} today @param {boolean} ahead */
function yearOf(digits, today, ahead) {
  if (digits.length === 4) return Number(digits);
  const year = 2000 + Number(digits);
  return !ahead && year > today.year ? year - 100 : year;
}

/** 1 to 12; 0: none. @param {string} name without case and accents */
export const monthOf = (name) => MONTHS.findIndex((month) => name.length > 2 && month.test(name)) + 1;

/** Without a year it is the nearest day that lies where it must. @param {number} month @param {number} day @param {Civil} today @param {boolean} ahead */
function nearest(month, day, today, ahead) {
  const here = civilOf(today.year, month, day);
  if (!here) return civilOf(today.year + (ahead ? 1 : -1), month, day);
  const gone = daysOf(here) < daysOf(today);
  if (ahead && gone) return civilOf(today.year + 1, month, day);
  return !ahead && daysOf(here) > daysOf(today) ? civilOf(today.year - 1, month, day) : here;
}

/** @param {Civil | null} date @returns {Read} */
const found = (date) => (date ? { value: date } : { none: 'day' });

/**
 * @param {string} typed @param {{ today: Civil, ahead?: boolean, months?: boolean, whole?: boolean }} how `ahead`: a day without a year lies before us;
 *   `months`: a month alone is enough, and is its first day; `whole`: of a birth the year is said
 * @returns {Read}
 */
export function readDate(typed, { today, ahead = false, months = false, whole = false }) {
  const text = plain(typed);
  if (!text) return {};
  const iso = /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})$/.exec(text);
  if (iso && Number(iso[1]) >= 1900 && Number(iso[2]) <= 12) return found(civilOf(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (numbers) return found(civilOf(yearOf(numbers[3], today, ahead), Number(numbers[2]), Number(numbers[1])));
  const said = /^(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]+)\.?(?: (\d{4}|\d{2}))?$/.exec(text.replace(/^([a-z]+)\.? (\d{1,2}),? (\d{4})$/, '$2 $1 $3'));
  const month = said ? monthOf(said[2]) : 0;
  if (!said || !month || (!said[1] && !months) || (!said[3] && whole)) return { none: 'date' };
  const day = Number(said[1] ?? 1);
  return found(said[3] ? civilOf(yearOf(said[3], today, ahead), month, day) : nearest(month, day, today, ahead));
}

/** Full years from a birth to a day. @param {Civil} birth @param {Civil} today */
export const ageOn = (birth, today) =>
  today.year - birth.year - (today.month * 100 + today.day < birth.month * 100 + birth.day ? 1 : 0);
