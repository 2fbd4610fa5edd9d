// @ts-check
// The rules of a territory, told field by field: what each is called, what its value says, and in what two of them differ. A path is that
// of the contract's JSON, without the places in lists; a field that is newer than this page shows its path.
import { fields, words } from '../words/reglages.js';
import { civil } from './dates.js';
import { isValue, mot, NB, number, phone as phoneText, say, typo } from './words.js';

const t = say(words);

/** @typedef {Record<string, unknown>} Part */

/** Values of an enumeration that the file writes without their prefix. @type {Record<string, [string, string]>} */
const SHORT = {
  'sources.referralSource': ['sippe.intake.ReferralSource', 'REFERRAL_SOURCE_'],
  'admission.diplomas': ['sippe.intake.Diploma', 'DIPLOMA_'],
  'admission.lowIncomeSources.words': ['sippe.intake.IncomeSource', 'INCOME_SOURCE_'],
  'visits.jointDisciplines': ['sippe.scheduling.Discipline', 'DISCIPLINE_'],
  'visits.keyWorkerDisciplines': ['sippe.scheduling.Discipline', 'DISCIPLINE_'],
};
/** What is a number of dollars. */
const MONEY = ['admission.income.dollars', 'admission.income.eachMore'];
const PHONES = ['clscs.phone', 'doors.phone'];

/** @param {unknown} value @returns {value is Part} */
export const isPart = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !('year' in value && 'month' in value);
/** @param {unknown} value @returns {value is Part[]} */
export const isParts = (value) => Array.isArray(value) && value.length > 0 && value.every(isPart);

/** @param {string} path */
export const fieldName = (path) => typo(fields[path] ?? path);

/** Those whose values the file writes whole: "ROLE_DESK". */
const WHOLE = ['sippe.Role', 'sippe.ProgrammeEnd', 'sippe.CadenceAnchor', 'sippe.CareTeam', 'sippe.Urgency', 'sippe.DaysCounted', 'sippe.PriorityReason'];
/** @param {string} value */
const enumWord = (value) => {
  const type = WHOLE.find((one) => isValue(one, value));
  return type ? mot(type, value) : undefined;
};

/** @param {string} path @param {string} value */
function textOf(path, value) {
  const [type, prefix] = SHORT[path] ?? [];
  if (type) return isValue(type, prefix + value) ? mot(type, prefix + value) : value;
  if (MONEY.includes(path)) return `${number(Number(value))}${NB}$`;
  if (PHONES.includes(path)) return phoneText(value);
  if (path === 'holidays.easter') return t(value === 'EASTER_MONDAY' ? 'reglages.easterMonday' : 'reglages.goodFriday');
  return enumWord(value) ?? value;
}

/** What a person reads. @param {string} path @param {unknown} value @returns {string} */
export function valueText(path, value) {
  if (value === undefined || value === '') return t('reglages.nothing');
  if (Array.isArray(value)) return value.length ? value.map((one) => valueText(path, one)).join(', ') : t('reglages.nothing');
  if (typeof value === 'boolean') return t(value ? 'reglages.yes' : 'reglages.no');
  if (typeof value === 'object') return civil(/** @type {any} */ (value));
  return typo(textOf(path, String(value)));
}

/* ---- in what two differ ---- */

/** By what an element of a list is known: a code rather than its place. */
const NAMES = ['code', 'prefix', 'referralSource', 'version', 'kind', 'need', 'priority', 'name'];

/** @param {Part} part @param {number} at */
const nameOf = (part, at) => String(part[NAMES.find((name) => part[name] !== undefined) ?? ''] ?? at + 1);

/** @typedef {{ path: string, which: string[], before: unknown, after: unknown }} Difference `which`: the elements of lists on the way */

/** @param {unknown} value */
const parts = (value) => new Map(/** @type {Part[]} */ (value ?? []).map((part, at) => [nameOf(part, at), part]));

/** What is absent is the zero of what the other one is. @param {unknown} value @param {unknown} other */
const orZero = (value, other) => value ?? (typeof other === 'boolean' ? false : typeof other === 'number' ? 0 : value);

/** @param {unknown} before @param {unknown} after @param {string} path @param {string[]} which @returns {Difference[]} */
function between(before, after, path, which) {
  if (isParts(before) || isParts(after)) {
    const [x, y] = [parts(before), parts(after)];
    return [...new Set([...x.keys(), ...y.keys()])].flatMap((name) => differences(x.get(name), y.get(name), path, [...which, name]));
  }
  if (isPart(before) || isPart(after)) return differences(/** @type {Part} */ (before), /** @type {Part} */ (after), path, which);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, which, before: orZero(before, after), after: orZero(after, before) }];
}

/**
 * What stands in one and not in the other, or otherwise.
 * @param {Part | undefined} before @param {Part | undefined} after @param {string} [path] @param {string[]} [which] @returns {Difference[]}
 */
export function differences(before = {}, after = {}, path = '', which = []) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => between(before[name], after[name], path ? `${path}.${name}` : name, which));
}

/** « CLSC, 99001 : Téléphone » @param {Difference} d */
export function differenceName(d) {
  const steps = d.path.split('.');
  const names = steps.map((_, i) => fieldName(steps.slice(0, i + 1).join('.')));
  return [names.slice(0, -1).concat(d.which).join(', '), names[names.length - 1]].filter(Boolean).join(NB + ': ');
}
