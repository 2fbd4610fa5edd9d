// The rules of the territory, to be read.
import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';

const GET = '**/sippe.intake.Intake/GetTerritory';

night('réglages: a desk reads those in force, and no others', async (tab) => {
  tab.expect(401);
  await tab.comesIn('martine');
  await tab.open('/acces');
  await tab.press('Lire les règles du territoire', 'link');
  await tab.shows('reglages', 'shown');
  const text = await tab.text();
  assert.match(text, /Semaine de début des SIPPE\s+12/);
  assert.match(text, /40\u00a0742\u00a0\$/);
  assert.match(text, /CLSC du Parc/);
  assert.equal(await tab.page.getByText('Règles adoptées').count(), 0);
});

scene('réglages: who coordinates sees those that come, and what they change', async (tab) => {
  tab.expect(401);
  await world.tell('task', 'rules');
  await tab.comesIn('nadia');
  await tab.open('/reglages');
  await tab.page.waitForSelector('main[data-state="shown"]');
  const versions = await tab.page.locator('.panel').first().locator('tbody tr').allInnerTexts();
  assert.match(versions.join('\n'), /en vigueur/);
  assert.match(versions.join('\n'), /2027-04\s+à venir/);
  await tab.press('Voir 2027-04', 'link');
  await tab.shows('reglages', 'compared');
  assert.equal(new URL(tab.page.url()).pathname, '/reglages/2027-04-01');
  const changed = await tab.page.locator('.diff tbody tr').allInnerTexts();
  assert.equal(changed.length, 3, changed.join('\n'));
  assert.match(changed.join('\n'), /Admission\u00a0: Semaine de début des SIPPE\s+12\s+14/);
  assert.match(changed.join('\n'), /CLSC, 99001\u00a0: Téléphone\s+514\u00a0555-0101\s+514\u00a0555-0199/);
  await tab.page.getByLabel('Comparer avec').selectOption({ index: 0 });
  await tab.page.waitForSelector('main[data-state="shown"]');
});

night('réglages: while they are read, and no answer', async (tab) => {
  tab.expect(401, 503);
  await tab.comesIn('martine');
  let answer;
  const held = new Promise((done) => { answer = done; });
  await tab.page.route(GET, (r) => held.then(() => r.fulfill({ status: 503, contentType: 'application/json',
    body: JSON.stringify({ code: 'unavailable', details: [] }) })));
  await tab.page.goto(`${world.url}/reglages`);
  await tab.page.waitForSelector('main[data-page="reglages"][data-state="loading"]');
  await tab.looks('reglages', 'loading');
  answer();
  await tab.open('/reglages');
  await tab.shows('reglages', 'error');
});
