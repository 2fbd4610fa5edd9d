import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';

scene('accès: who she is, what she may do in words, where her session is open', async (tab) => {
  tab.expect(401);
  await tab.signIn('martine');
  await tab.shows('acces', 'shown');
  const text = await tab.text();
  assert.match(text, /martine\.roy/);
  assert.match(text, /Accueil/);
  assert.match(text, /recevoir des appels/);
  assert.match(text, /jusqu’au 1er\u00a0mars\u00a02027/);
  assert.match(text, /Edge 130, Windows/);
  assert.equal(await tab.page.title(), 'Mon accès · SIPPE');
  assert.deepEqual(await tab.page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts(), ['Familles'], 'what a desk may open');
});

scene('accès: two memberships, two tabs, each acts as its own', async (tab, another) => {
  tab.expect(401);
  await tab.signIn('julie');
  await tab.shows('acces', 'choose');
  await tab.press('Agir comme julie.gagnon');
  await tab.page.waitForSelector('main[data-state="shown"]');
  const second = await another();
  second.expect(401);
  await second.open('/acces');
  await second.press('Agir comme julie.gagnon.equipe');
  await second.page.waitForSelector('main[data-state="shown"]');
  await second.ready();
  world.territory.asked = [];
  await tab.page.reload();
  await tab.ready();
  await second.page.reload();
  await second.ready();
  const as = world.territory.asked.filter((a) => a.procedure.endsWith('ListSessions')).map((a) => a.as);
  assert.deepEqual(as, ['02'.repeat(16), '03'.repeat(16)]);
  assert.match(await second.text(), /noter une visite/);
});

night('accès: one session is ended, then all', async (tab) => {
  tab.expect(401);
  await tab.signIn('martine');
  const [first] = world.territory.sessions.values();
  world.territory.sessions.set('other', { ...first, id: 'b3RoZXI=', station: 'Firefox, Linux' });
  await tab.open('/acces');
  await tab.page.getByRole('button', { name: /^Fermer Firefox, Linux/ }).click();
  await tab.ready();
  assert.doesNotMatch(await tab.text(), /Firefox/);
  assert.equal(world.territory.sessions.size, 1);
  await tab.page.getByRole('button', { name: 'Fermer partout' }).click();
  await tab.shows('connexion', 'ended');
  assert.equal(world.territory.sessions.size, 0);
});

night('accès: what could not be read or ended says so, and may be tried again', async (tab) => {
  tab.expect(401, 503);
  const LIST = '/sippe.gateway.Gateway/ListSessions', END = '/sippe.gateway.Gateway/EndSession';
  world.territory.instead(LIST, () => ({ refused: 'unavailable', status: {} }));
  await tab.signIn('martine');
  await tab.shows('acces', 'error');
  world.territory.script.delete(LIST);
  await tab.press('Réessayer');
  await tab.page.waitForSelector('main[data-state="shown"]');
  world.territory.instead(END, () => ({ refused: 'unavailable', status: {} }));
  await tab.press('Fermer partout');
  await tab.shows('acces', 'unended');
  world.territory.script.delete(END);
  await tab.press('Réessayer');
  await tab.page.waitForSelector('main[data-page="connexion"]');
  const ids = world.territory.asked.filter((a) => a.procedure === END).map((a) => a.id);
  assert.equal(new Set(ids).size, 1, 'the repeat has the id of the first');
});

night('accès: while it is read the shape of it stands there', async (tab) => {
  tab.expect(401);
  let answer;
  const held = new Promise((done) => { answer = done; });
  world.territory.instead('/sippe.gateway.Gateway/ListSessions', () => held.then(() => ({ sessions: [] })));
  await tab.open('/connexion');
  await tab.page.getByLabel('Code du jour', { exact: true }).fill(world.territory.code('martine'));
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForSelector('main[data-page="acces"][data-state="loading"]');
  await tab.looks('acces', 'loading');
  answer();
  await tab.ready();
});

night('accès: a training that is over or near is said', async (tab) => {
  tab.expect(401);
  world.territory.now = Date.UTC(2027, 1, 20, 15);
  await tab.signIn('martine');
  assert.match(await tab.text(), /à refaire dans 9\u00a0jours/);
  world.territory.now = Date.UTC(2027, 2, 3, 15);
  await tab.open('/acces');
  assert.match(await tab.text(), /à refaire\u00a0: des actions vous sont refusées/);
});
