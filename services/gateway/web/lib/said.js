// @ts-check
// What a person says, read: a day as it is said on the telephone, and what she remembers of a family, told by its form as the program
// does (services/cli/cmd/family.c). A day that cannot be is said to be none: nothing is made of it.
/** @typedef {{ year: number, month: number, day: number }} Day */

const MONTHS = ['jan', 'fev|feb', 'mar', 'avr|apr', 'mai|may', 'juin|jun', 'juil|jul', 'aou|aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_MS = 86400000;
const WHOLE = [/^(?<y>\d{4})[-/. ](?<m>\d\d?)[-/. ](?<d>\d\d?)$/, /^(?<d>\d\d?)[-/. ](?<m>\d\d?)[-/. ](?<y>\d{4}|\d\d)$/, /^(?<d>\d\d)(?<m>\d\d)(?<y>\d{4})$/,
  /^(?<d>\d\d?)(?:er)? (?<name>[a-z]+)\.? ?(?<y>\d{4}|\d\d)?$/, /^(?<name>[a-z]+)\.? (?<d>\d\d?),? ?(?<y>\d{4}|\d\d)?$/];
const WITHIN = /(?<!\d)(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d)|\d\d?(?:er)? (?<name>\p{L}{3,})\.? (?:\d{4}|\d\d))(?![\d\p{L}])/u;

/** @param {string} text */
const folded = (text) => text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[\s,]+/g, ' ');

/** The territory's day. @param {number} at @returns {Day} */
function dayAt(at) {
  const [year, month, day] = new Intl.DateTimeFormat('fr-CA', { timeZone: 'America/Toronto' }).format(at).split('-').map(Number);
  return { year, month, day };
}

/** @param {string | undefined} number @param {string | undefined} name */
function monthOf(number, name) {
  if (number) return Number(number);
  return MONTHS.findIndex((begin) => begin.split('|').some((b) => name?.startsWith(b))) + 1;
}

/** Two digits are of the last hundred years of a birth, and of this century of what is to come. @param {string} text @param {Day} today @param {boolean} past */
function yearOf(text, today, past) {
  const year = text.length === 4 ? Number(text) : 2000 + Number(text);
  return text.length === 2 && past && year > today.year ? year - 100 : year;
}

/** @param {Day} d */
const ms = (d) => Date.UTC(d.year, d.month - 1, d.day);

/** @param {Day} d */
function exists(d) {
  const at = new Date(ms(d));
  return d.month > 0 && at.getUTCMonth() === d.month - 1 && at.getUTCDate() === d.day;
}

/** So many days later. @param {Day} from @param {number} days @returns {Day} */
function later(from, days) {
  const at = new Date(ms(from) + days * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

const SOON = /** @type {Record<string, number>} */ ({ 'aujourd\'hui': 0, today: 0, demain: 1, tomorrow: 1, 'apres-demain': 2 });

/**
 * "14 mars 1999", "1999-03-14", "14/03/99", "14031999"; of what is to come also "22 mai", which is the next one, and "demain". null: it is
 * no day. @param {string} text @param {number} at when it is said @param {boolean} [past] a birth @returns {Day | null}
 */
export function dayOf(text, at, past = false) {
  const today = dayAt(at), said = folded(text).replace(/’/g, '\'');
  if (!past && said in SOON) return later(today, SOON[said]);
  const found = WHOLE.map((form) => form.exec(said)?.groups).find(Boolean);
  if (!found || (past && !found.y)) return null;
  const day = { year: found.y ? yearOf(found.y, today, past) : today.year, month: monthOf(found.m, found.name), day: Number(found.d) };
  if (!found.y && ms(day) < ms(today)) day.year += 1;
  return exists(day) ? day : null;
}

/** "9 h", "9 h 30", "14:05", "9h": minutes since midnight; null: it is no hour. @param {string} text */
export function minuteOf(text) {
  const found = /^(\d\d?) ?(?:h|:) ?(\d\d)?$/.exec(folded(text));
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return Number(found[1]) * 60 + Number(found[2] ?? 0);
}

/** The instant of a day and minute in the territory's zone, whichever its offset is then. @param {Day} day @param {number} minute */
export function instantOf(day, minute) {
  const wanted = ms(day) + minute * 60000;
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
  if (!birthDate && date?.groups?.name && monthOf('', folded(date.groups.name))) return { noDay: true };
  const rest = (birthDate && date ? said.replace(date[0], ' ') : said).split(' ').filter(Boolean);
  const reference = rest.filter((word) => /\d/.test(word)).join(' ');
  const name = rest.filter((word) => !/\d/.test(word)).join(' ');
  return { ...(name && { name }), ...(birthDate && { birthDate }), ...(reference && { reference }) };
}
