// How soon a call can be begun at a slow station. It is measured by night, with nothing beside it: on a busy machine it says how busy it is.
import assert from 'node:assert/strict';
import { playAll, scene, servedBy, withWorkers, world } from './lib/browser.mjs';
import { checkWords } from './lib/checks.mjs';
import { gateway } from './lib/territory_told.mjs';

servedBy(gateway, checkWords);
withWorkers(); // as at a station: the pages are there once they were opened

const SLOWER = 4; // ux.md 8: a station's processor, against one of a developer's
const TRIES = 5, MOST_MS = 1000;

scene('19 Budgets: a call can be begun a second after it was asked for, at a station four times as slow', async (tab) => {
  tab.expect(401);
  await tab.signIn('martine');
  await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const cdp = await tab.page.context().newCDPSession(tab.page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const took = [];
  for (let n = 0; n < TRIES; n += 1) {
    await tab.page.goto(`${world.url}/aide`);
    await tab.ready();
    await tab.page.goto(`${world.url}/appel`, { waitUntil: 'commit' });
    await tab.page.waitForFunction(() => document.activeElement?.id === 'q-identity-phone');
    took.push(Math.round(await tab.page.evaluate(() => performance.now())));
  }
  console.log(`until the first question has the focus, in ms: ${took.join(', ')}`);
  assert.ok(Math.min(...took) <= MOST_MS, took.join(', '));
});

playAll();
