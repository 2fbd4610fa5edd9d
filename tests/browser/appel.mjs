// The call over the real gateway and the real engines, on virtual time: what a desk does with a caller on the line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playAll, servedBy, unseen } from './lib/browser.mjs';
import { checkPage } from './lib/checks.mjs';
import { OWN } from './lib/parts.mjs';
import { gateway } from './lib/territory_told.mjs';
import './appel.test.mjs';
import './appel_whole.test.mjs';

servedBy(gateway, checkPage);
playAll();

test('18 Accessibility, 20 Typography: each state of the call was looked at', { skip: Boolean(process.env.ONLY) }, async () => {
  assert.deepEqual(await unseen(OWN.appel.map((page) => `pages/${page}.js`)), []);
});
