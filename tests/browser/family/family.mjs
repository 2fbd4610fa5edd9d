// Families before the gateway itself: looked for, read, written, taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './familles.test.mjs';
import './famille.test.mjs';
import './famille_away.test.mjs';
import './famille_apart.test.mjs';
import './famille_change.test.mjs';
import './famille_follow_up.test.mjs';
import './famille_error.test.mjs';
import { playAll, servedBy, unseen } from '../lib/browser.mjs';
import { OWN } from '../lib/parts.mjs';
import { checkPage } from '../lib/checks.mjs';
import { gateway } from '../lib/territory_told.mjs';

servedBy(gateway, checkPage);
playAll();

test('18 Accessibility, 20 Typography: each state of these pages was looked at', { skip: Boolean(process.env.ONLY) }, async () => {
  assert.deepEqual(await unseen(OWN.family.map((page) => `pages/${page}.js`)), []);
});
