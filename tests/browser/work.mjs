// What is to be done, the rules and who saw what, over the gateway itself: the lists of two daemons as one, what is done in a line, what
// moved meanwhile.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { playAll, servedBy, unseen } from './lib/browser.mjs';
import { checkPage } from './lib/checks.mjs';
import { gateway } from './lib/territory_told.mjs';
import { OWN } from './lib/parts.mjs';
import './afaire.test.mjs';
import './journal.test.mjs';
import './reglages.test.mjs';

servedBy(gateway, checkPage);
playAll();

test('18 Accessibility, 20 Typography: each state of these pages was looked at', async () => {
  assert.deepEqual(await unseen(OWN.work.map((page) => path.join('pages', `${page}.js`))), []);
});
