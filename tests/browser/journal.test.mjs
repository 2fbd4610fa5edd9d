// Who saw what, for the person responsible for personal information.
import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';

const rows = (tab) => tab.page.locator('.list tbody tr');
const ACCESS = '**/sippe.node.Node/ListAccess';
const away = (r) => r.fulfill({ status: 503, contentType: 'application/json', body: JSON.stringify({ code: 'unavailable', details: [] }) });

/** A desk looks at her list, by which the families on it are seen. */
async function looked(another) {
  const desk = await another();
  desk.expect(401);
  for (let n = 0; n < 3; n += 1) await world.tell('screening');
  await world.tell('task', 'follow');
  await desk.comesIn('martine');
  await desk.open('/afaire');
  await world.tell('pass', 1000);
  return desk;
}

scene('journal: of a day, of one person; and no family’s name', async (tab, _, elsewhere) => {
  tab.expect(401);
  const desk = await looked(elsewhere);
  const names = await desk.page.locator('.work tbody td:nth-child(3) b').allInnerTexts();
  await tab.signIn('paule');
  await tab.shows('journal', 'day');
  assert.equal(new URL(tab.page.url()).pathname, '/journal');
  const text = await tab.text();
  assert.match(text, /l’a vue dans la liste de travail\s+Page «\u00a0À faire\u00a0»\s+martine/);
  for (const name of names) assert.ok(!text.includes(name), 'no family is named');
  const before = await rows(tab).count();
  await rows(tab).filter({ hasText: 'martine' }).first().getByRole('button').click();
  await tab.ready();
  assert.ok(await rows(tab).count() <= before);
  for (const row of await rows(tab).allInnerTexts()) assert.match(row, /martine/);
  await tab.press('Tout le monde');
  await tab.page.getByLabel('Jour').fill('2020-01-06');
  await tab.press('Afficher');
  await tab.shows('journal', 'none');
  await tab.page.getByLabel('Jour').fill('hier');
  await tab.press('Afficher');
  await tab.page.waitForSelector('main[data-state="faulty"]');
});

scene('journal: who saw a family, by her number', async (tab, _, elsewhere) => {
  tab.expect(401, 404, 400);
  const desk = await looked(elsewhere);
  const number = await desk.page.locator('.work tbody a[href^="/famille/"]').filter({ hasText: /^\d{4}-\d$/ }).first().innerText();
  await tab.comesIn('paule', '/journal');
  await tab.press('Par famille', 'link');
  await tab.shows('journal', 'ask');
  await tab.press('Afficher');
  await tab.shows('journal', 'faulty');
  await tab.page.getByLabel('Numéro de famille').fill(number);
  await tab.press('Afficher');
  assert.equal(await tab.page.locator('main').getAttribute('data-state'), 'family', await tab.text());
  await tab.shows('journal', 'family');
  assert.match(await tab.text(), new RegExp(`Qui a vu les données de la famille ${number}`));
  assert.match(await tab.text(), /martine/);
  assert.equal(new URL(tab.page.url()).pathname, '/journal/famille');
});

night('journal: how much was looked at in a month', async (tab, _, elsewhere) => {
  tab.expect(401);
  await looked(elsewhere);
  await tab.comesIn('paule', '/journal');
  await tab.press('Par mois', 'link');
  await tab.press('Afficher');
  await tab.shows('journal', 'month');
  assert.match(await tab.text(), /martine.*\s+l’a vue dans la liste de travail\s+\d+\s+\d+\s+0/);
});

night('journal: by pages, in order; while it is read; a part away, and none', async (tab) => {
  tab.expect(401, 503);
  await tab.comesIn('paule');
  const { now } = await world.tell('state');
  const entry = (n) => ({ n: String(n), atMs: String(now - 3600000 + n * 1000), actor: { member: Buffer.alloc(16, 7).toString('base64'), name: 'martine' },
    role: 'ROLE_DESK', method: 'intake.GetFamily', times: 1, shown: 1 });
  await tab.page.route(ACCESS, (r) => {
    if (!r.request().url().includes('/intake/')) return r.fulfill({ status: 200, contentType: 'application/json', body: '{}' });
    const from = Number(r.request().postDataJSON().after ?? 0);
    const entries = Array.from({ length: Math.min(100, 230 - from) }, (_, i) => entry(from + i + 1));
    return r.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ entries, next: from + 100 < 230 ? String(from + 100) : '0' }) });
  });
  await tab.open('/journal/jour');
  for (const n of [100, 200, 230]) {
    assert.equal(await rows(tab).count(), n);
    if (n < 230) await tab.press('Afficher la suite');
  }
  await tab.page.unroute(ACCESS);
  await tab.page.route('**/directory/sippe.node.Node/ListAccess', away);
  await tab.open('/journal/jour');
  await tab.shows('journal', 'part');
  assert.match(await tab.text(), /1 journal ne répond pas/);
  await tab.page.route(ACCESS, away);
  await tab.open('/journal/jour');
  await tab.shows('journal', 'error');
  await tab.page.unroute(ACCESS);
  let answer;
  const held = new Promise((done) => { answer = done; });
  await tab.page.route(ACCESS, (r) => held.then(() => r.continue()));
  await tab.page.goto(`${world.url}/journal/jour`);
  await tab.page.waitForSelector('main[data-page="journal"][data-state="loading"]');
  await tab.looks('journal', 'loading');
  answer();
  await tab.ready();
});

night('journal: not for whoever coordinates', async (tab) => {
  tab.expect(401);
  await tab.comesIn('nadia');
  await tab.open('/journal');
  await tab.page.waitForSelector('main[data-page="frame"][data-state="closed"]');
});
