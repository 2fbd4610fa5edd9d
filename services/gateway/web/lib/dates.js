// @ts-check
// Instants and dates as they are written here. The browser's own zone is not asked: a station may be set to any, and the territory
// has one. Intl writes « 10 h 42 » with spaces that break, and « 9 h 00 » for 9 h: both are mended.
import { lang, NB, t } from './words.js';

const ZONE = 'America/Toronto';
/** @type {Map<string, Intl.DateTimeFormat>} */
const made = new Map();

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  const key = lang() + JSON.stringify(options);
  const found = made.get(key) ?? new Intl.DateTimeFormat(lang() + '-CA', options);
  made.set(key, found);
  return found;
}
/** @param {string} text */
const bound = (text) => text.replace(/[ \u202f]/g, NB);
/** @param {string} text */
const first = (text) => (lang() === 'fr' ? text.replace(/(^|\u00a0)1\u00a0/, `$11er${NB}`) : text);

/** « 9 h », « 10 h 42 » @param {number} ms */
export function hour(ms) {
  const text = bound(format({ timeZone: ZONE, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(ms));
  return lang() === 'fr' ? text.replace(/\u00a0h\u00a000$/, NB + 'h') : text;
}
/** @param {number} ms */
const dayOf = (ms) => format({ timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
/** « 2026-11-24 »: as it may be typed again. @param {number} ms */
export const isoDay = (ms) => new Intl.DateTimeFormat('fr-CA', { timeZone: ZONE }).format(ms);
/** « 10 h 42 » of today, else « 24 nov., 10 h 42 » @param {number} ms @param {number} now */
export function moment(ms, now) {
  if (dayOf(ms) === dayOf(now)) return hour(ms);
  return `${first(bound(format({ timeZone: ZONE, day: 'numeric', month: 'short' }).format(ms)))}, ${hour(ms)}`;
}
/** « 24 nov. », of another year « 24 nov. 2025 » @param {number} ms @param {number} now */
export function shortDay(ms, now) {
  const year = dayOf(ms).slice(0, 4) === dayOf(now).slice(0, 4) ? {} : { year: /** @type {const} */ ('numeric') };
  return first(bound(format({ timeZone: ZONE, day: 'numeric', month: 'short', ...year }).format(ms)));
}
/** « mar. 1er déc., 9 h 30 » @param {number} ms */
export function dayAndHour(ms) {
  return `${first(bound(format({ timeZone: ZONE, weekday: 'short', day: 'numeric', month: 'short' }).format(ms)))}, ${hour(ms)}`;
}
/** « mardi 24 novembre 2026 » @param {number} ms */
export const longDay = (ms) => first(bound(format({ timeZone: ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(ms)));
/** « 24 novembre 2026 »; a civil date has no zone. @param {{ year?: number, month?: number, day?: number }} date */
export function civil(date) {
  const ms = Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1);
  return first(bound(format({ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(ms)));
}
/** « jeu. 26 nov. » @param {{ year?: number, month?: number, day?: number }} date */
export function weekday(date) {
  const ms = Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1);
  return first(bound(format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(ms)));
}
/** « jeudi 26 novembre » @param {{ year?: number, month?: number, day?: number }} date */
export function longday(date) {
  const ms = Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1);
  return first(bound(format({ timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(ms)));
}
/** « 24 novembre 2026, 10 h 42 » @param {number} ms */
export const stamp = (ms) => `${first(bound(format({ timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric' }).format(ms)))}, ${hour(ms)}`;
/** « novembre 2026 » @param {number} year @param {number} month */
export const monthName = (year, month) => bound(format({ timeZone: 'UTC', month: 'long', year: 'numeric' }).format(Date.UTC(year, month - 1, 1)));
/** The instant at which a civil date begins in the territory: its clock may be changed in the night before or after. @param {{ year?: number, month?: number, day?: number }} date */
export function dayStart(date) {
  const civilMs = Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1);
  const shown = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, hour: 'numeric', hourCycle: 'h23', day: 'numeric' });
  for (let h = 3; h <= 6; h += 1) {
    const parts = Object.fromEntries(shown.formatToParts(civilMs + h * 3600000).map((x) => [x.type, Number(x.value)]));
    if (parts.hour === 0 && parts.day === new Date(civilMs).getUTCDate()) return civilMs + h * 3600000;
  }
  return civilMs;
}
/** « 14 sem. 3 j » @param {number} days */
export function weeks(days) {
  const [week, day] = lang() === 'fr' ? ['sem.', 'j'] : ['wk', 'd'];
  return `${Math.floor(days / 7)}${NB}${week} ${days % 7}${NB}${day}`;
}
/** The territory's civil date then. @param {number} ms */
export function civilOf(ms) {
  const [year, month, day] = new Intl.DateTimeFormat('fr-CA', { timeZone: ZONE }).format(ms).split('-').map(Number);
  return { year, month, day };
}
/** Days from the day of `now` to a civil date; below 0: it is past. @param {{ year?: number, month?: number, day?: number }} date @param {number} now */
export function daysTo(date, now) {
  const { year, month, day } = civilOf(now);
  return (Date.UTC(date.year ?? 0, (date.month ?? 1) - 1, date.day ?? 1) - Date.UTC(year, month - 1, day)) / 86400000;
}
/** « 4 min 12 s » @param {number} ms */
export function lapse(ms) {
  const s = Math.max(0, Math.ceil(ms / 1000));
  return s < 60 ? `${s}${NB}s` : `${Math.floor(s / 60)}${NB}min${NB}${String(s % 60).padStart(2, '0')}${NB}s`;
}
/** « 3 jours », « 4 heures », « 12 minutes »: what has gone by, roughly. @param {number} ms */
export function roughly(ms) {
  const minutes = Math.max(0, Math.floor(ms / 60000));
  if (minutes < 60) return t('time.minutes', { n: minutes });
  if (minutes < 48 * 60) return t('time.hours', { n: Math.floor(minutes / 60) });
  return t('time.days', { n: Math.floor(minutes / 1440) });
}
