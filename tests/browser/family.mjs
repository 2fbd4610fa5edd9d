// Families before the gateway itself: looked for, read, written, taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './familles.test.mjs';
import './famille.test.mjs';
import { looked, playAll, servedBy, statesOf } from './lib/browser.mjs';
import { checkPage } from './lib/checks.mjs';
import { gateway } from './lib/territory_told.mjs';

servedBy(gateway, checkPage);
playAll();

test('each state of these pages was looked at', { skip: Boolean(process.env.ONLY) }, async () => {
  for (const page of ['familles', 'famille'])
    assert.deepEqual((await statesOf(`pages/${page}.js`)).filter((state) => !looked.has(`${page} ${state}`)), [], page);
});
