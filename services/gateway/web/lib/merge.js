// @ts-check
// Lists that stand in one order each and are read page by page, as one list in that order. Nothing is asked here: the page asks for
// the source that `behind` names, until enough may be shown.

/**
 * What was read of one list.
 * @template T @typedef {{ rows: T[], more: boolean }} Source `more`: it goes on behind the last row, or has not been asked yet
 */
/** @template T @typedef {(a: T, b: T) => number} Compare */

/** @template T @param {Source<T>} source */
const last = (source) => source.rows[source.rows.length - 1];

/** @template T @param {Source<T>[]} sources @param {Compare<T>} compare the one whose rows end first */
const first = (sources, compare) => sources.reduce((a, b) => (compare(last(b), last(a)) < 0 ? b : a));

/**
 * What may be shown: where a list goes on, a row of another one that stands behind its last may have others before it.
 * @template T @param {Source<T>[]} sources @param {Compare<T>} compare @returns {T[]}
 */
export function merged(sources, compare) {
  const open = sources.filter((s) => s.more);
  const all = sources.flatMap((s) => s.rows).sort(compare);
  if (!open.length) return all;
  if (open.some((s) => !s.rows.length)) return [];
  const end = last(first(open, compare));
  return all.filter((row) => compare(row, end) <= 0);
}

/**
 * The list to be read on, so that more may be shown; undefined: all were read to their ends.
 * @template {Source<any>} S @param {S[]} sources @param {Compare<S['rows'][number]>} compare @returns {S | undefined}
 */
export function behind(sources, compare) {
  const open = sources.filter((s) => s.more);
  const unread = open.find((s) => !s.rows.length);
  if (unread || !open.length) return unread;
  return /** @type {S} */ (first(open, compare));
}
