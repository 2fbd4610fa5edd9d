// What a partner's link opens, over the gateway itself.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { playAll, servedBy, unseen } from '../lib/browser.mjs';
import { checkPage } from '../lib/checks.mjs';
import { gateway } from '../lib/territory_told.mjs';
import { OWN } from '../lib/parts.mjs';
import './scenes.test.mjs';
import './slow.test.mjs';

servedBy(gateway, checkPage);
playAll();

test('18 Accessibility, 20 Typography: each state of these pages was looked at', async () => {
  const passing = ['r loading']; // until the first answer, a third of a second at most
  assert.deepEqual((await unseen(OWN.lien.map((page) => path.join('pages', `${page}.js`)))).filter((s) => !passing.includes(s)), []);
});
