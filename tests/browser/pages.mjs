// All tests of the pages in one process, with one browser; at the end, that no state of any page was left out.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import './connexion.test.mjs';
import './acces.test.mjs';
import './etat.test.mjs';
import './aide.test.mjs';
import './frame.test.mjs';
import './envois.test.mjs';
import { looked, playAll, unseen } from './lib/browser.mjs';
import { LOOKED_AT_THERE } from './lib/parts.mjs';

playAll();

test('18 Accessibility, 20 Typography: each state of each page was looked at', async () => {
  const names = (await readdir(`${process.env.SIPPE_WEB}/s/fr/pages`)).filter((n) => n.endsWith('.js') && !LOOKED_AT_THERE.includes(n.slice(0, -3)));
  assert.ok(names.length > 3);
  assert.deepEqual(await unseen([...names.map((n) => `pages/${n}`), 'parts/frame.js']), []);
  assert.ok(looked.has('overlay over'));
});
