// Lists in one order, read page by page, as one: without a browser.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

const { merged, behind } = await import(path.resolve('check/fr/lib/merge.js'));
const byNumber = (a, b) => a - b;
const source = (rows, more = false) => ({ rows, more });

test('what was read whole is shown whole, in order', () => {
  assert.deepEqual(merged([source([1, 4, 9]), source([2, 3, 10]), source([])], byNumber), [1, 2, 3, 4, 9, 10]);
  assert.equal(behind([source([1]), source([2])], byNumber), undefined);
});

test('where a list goes on, nothing behind its last row is shown: others may come before it', () => {
  const one = source([1, 4], true), two = source([2, 3, 10]);
  assert.deepEqual(merged([one, two], byNumber), [1, 2, 3, 4]);
  assert.equal(behind([one, two], byNumber), one);
});

test('of two that go on, the one that ends first is read on', () => {
  const one = source([1, 4], true), two = source([2, 3], true);
  assert.deepEqual(merged([one, two], byNumber), [1, 2, 3]);
  assert.equal(behind([one, two], byNumber), two);
});

test('a page without rows, with more behind it, keeps all back until it was read', () => {
  const empty = source([], true), two = source([2, 3], true);
  assert.deepEqual(merged([empty, two], byNumber), []);
  assert.equal(behind([two, empty], byNumber), empty);
});

/** Whatever the pages' size, it comes out as if both had been read at once. */
test('page by page, each row once and in order', () => {
  for (let size = 1; size < 9; size += 1) {
    const whole = [[1, 2, 2.5, 7, 8, 20], [0, 3, 3.5, 9], [], [5]];
    const all = whole.map(() => source([], true));
    const seen = [];
    for (let next = behind(all, byNumber); next; next = behind(all, byNumber)) {
      const from = whole[all.indexOf(next)];
      next.rows.push(...from.slice(next.rows.length, next.rows.length + size));
      next.more = next.rows.length < from.length;
      const now = merged(all, byNumber);
      assert.deepEqual(now.slice(0, seen.length), seen, 'nothing that was shown moves');
      seen.splice(0, seen.length, ...now);
    }
    assert.deepEqual(seen, whole.flat().sort(byNumber));
  }
});
