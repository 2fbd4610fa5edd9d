import assert from 'node:assert/strict';
import { scene } from './lib/browser.mjs';

scene('aide: open to whoever is not signed in, part by part', async (tab) => {
  tab.expect(401);
  await tab.open('/aide');
  await tab.shows('aide', 'shown');
  await tab.press('Confidentialité', 'link');
  assert.equal(await tab.page.evaluate(() => document.activeElement.id), 'confidentialite');
  await tab.press('SIPPE', 'link');
  await tab.page.waitForSelector('main[data-page="connexion"]');
});
