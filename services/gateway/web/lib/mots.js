// @ts-check
// The words of the contract's values, from the one table that all of SIPPE has (common/words): of those that a page names, the build
// puts them behind its own words.
import { typo } from './typo.js';

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
export function Mot(type, value) {
  const text = mot(type, value);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
