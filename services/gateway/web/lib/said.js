// @ts-check
// What a person says, read: a day as it is said on the telephone, and what she remembers of a family, told by its form as the program
// does (services/cli/cmd/family.c). A day that cannot be is said to be none: nothing is made of it.
import { civilOf } from './dates.js';
import { dateOf, daysOf, monthOf, plain, readDate } from './days.js';

/** @typedef {import('./days.js').Civil} Day */

const DAY_MS = 86400000;

const WITHIN = /(?<!\d)(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d)|\d\d?(?:er)? (?<name>\p{L}{3,})\.? (?:\d{4}|\d\d))(?![\d\p{L}])/u;

/** @param {string} text */
const folded = (text) => plain(text).replace(/[\s,]+/g, ' ');

/** So many days later. @param {Day} from @param {number} days */
const later = (from, days) => dateOf(daysOf(from) + days);

const SOON = /** @type {Record<string, number>} */ ({ 'aujourd\'hui': 0, today: 0, demain: 1, tomorrow: 1, 'apres-demain': 2 });

/**
 * "14 mars 1999", "1999-03-14", "14/03/99", "14031999"; of what is to come also "22 mai", which is the next one, and "demain". null: it is
 * no day. @param {string} text @param {number} at when it is said @param {boolean} [past] a birth @returns {Day | null}
 */
export function dayOf(text, at, past = false) {
  const today = civilOf(at), said = folded(text).replace(/’/g, '\'');
  if (!past && said in SOON) return later(today, SOON[said]);
  return readDate(said, { today, ahead: !past, whole: past }).value ?? null;
}

const AGO = /** @type {Record<string, number>} */ ({ 'aujourd\'hui': 0, today: 0, hier: -1, yesterday: -1, 'avant-hier': -2 });

/** Of what took place: "22 mai" is the last one, and "hier" is a day. null: it is no day. @param {string} text @param {number} at @returns {Day | null} */
export function pastDayOf(text, at) {
  const today = civilOf(at), said = folded(text).replace(/’/g, '\'');
  return said in AGO ? later(today, AGO[said]) : readDate(said, { today }).value ?? null;
}

/** "9 h", "9 h 30", "14:05", "9h": minutes since midnight; null: it is no hour. @param {string} text */
export function minuteOf(text) {
  const found = /^(\d\d?) ?(?:h|:) ?(\d\d)?$/.exec(folded(text));
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return Number(found[1]) * 60 + Number(found[2] ?? 0);
}

/** The instant of a day and minute in the territory's zone, whichever its offset is then. @param {Day} day @param {number} minute */
export function instantOf(day, minute) {
  const wanted = daysOf(day) * DAY_MS + minute * 60000;
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  /** @param {number} at */
  const offset = (at) => Date.parse(local.format(at).replace(', ', 'T') + 'Z') - at;
  const near = wanted - offset(wanted);
  return wanted - offset(near);
}

/** @param {string} text */
const digits = (text) => text.replace(/\D/g, '').length;

/**
 * What is remembered of a family: a telephone, a file number, a birth date, the desk's reference, else a name; a date may stand beside a
 * name. `short`: a telephone that is not whole, `noDay`: a day that does not exist: neither is asked for, since each try is an entry of the
 * access journal. null: nothing.
 * @param {string} text @param {number} at
 * @returns {{ name?: string, phone?: string, birthDate?: Day, number?: string, reference?: string, short?: boolean, noDay?: boolean } | null}
 */
export function familyOf(text, at) {
  const said = text.trim().replace(/\s+/g, ' ');
  if (!said) return null;
  const birth = dayOf(said, at, true);
  if (birth) return { birthDate: birth };
  if (/^\d{4,8} ?- ?\d$/.test(said)) return { number: said.replace(/ /g, '') };
  if (/^[\d ()+.-]+$/.test(said) && digits(said) >= 10) return { phone: said };
  if (/^\+?1?[ .-]?\(?\d{3}(?:\)|[ .-])[\d .-]*$/.test(said)) return { short: true };
  const date = WITHIN.exec(said);
  const birthDate = date ? dayOf(date[0], at, true) : null;
  if (!birthDate && date?.groups?.name && monthOf(folded(date.groups.name))) return { noDay: true };
  const rest = (birthDate && date ? said.replace(date[0], ' ') : said).split(' ').filter(Boolean);
  const reference = rest.filter((word) => /\d/.test(word)).join(' ');
  const name = rest.filter((word) => !/\d/.test(word)).join(' ');
  return { ...(name && { name }), ...(birthDate && { birthDate }), ...(reference && { reference }) };
}
