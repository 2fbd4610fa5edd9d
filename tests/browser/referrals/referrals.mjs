// Families referred to partners, over the gateway itself: what whoever refers sees of them, and what an organisation with a membership does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './demandes.test.mjs';
import './partenaire.test.mjs';
import { playAll, servedBy, unseen } from '../lib/browser.mjs';
import { checkPage } from '../lib/checks.mjs';
import { OWN } from '../lib/parts.mjs';
import { gateway } from '../lib/territory_told.mjs';

servedBy(gateway, checkPage);
playAll();

test('18 Accessibility, 20 Typography: each state of these pages was looked at', { skip: Boolean(process.env.ONLY) }, async () => {
  assert.deepEqual(await unseen(OWN.referrals.map((page) => `pages/${page}.js`)), []);
});
