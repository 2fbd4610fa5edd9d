// All tests of the pages in one process, with one browser; at the end, that no state of any page was left out.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import './connexion.test.mjs';
import './acces.test.mjs';
import './etat.test.mjs';
import './aide.test.mjs';
import './frame.test.mjs';
import { looked, playAll, statesOf } from './lib/browser.mjs';

// Looked at before the gateway itself (family.mjs).
const ELSEWHERE = ['familles.js', 'famille.js'];

playAll();

test('each state of each page was looked at', async () => {
  const pages = (await readdir(`${process.env.SIPPE_WEB}/s/fr/pages`)).filter((n) => n.endsWith('.js') && !ELSEWHERE.includes(n)).map((n) => n.slice(0, -3));
  const states = (await Promise.all(pages.map(async (page) => (await statesOf(`pages/${page}.js`)).map((s) => `${page} ${s}`)))).flat();
  states.push(...(await statesOf('parts/frame.js')).map((s) => `frame ${s}`), 'overlay over');
  assert.ok(states.length > 20);
  assert.deepEqual(states.filter((s) => !looked.has(s)), []);
});
