// What is no page's own: who comes after whom, what is not shown, and how one is told.
import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';

const WHO = '/sippe.gateway.Gateway/WhoAmI';

scene('frame: a page that is not hers is in no menu and says so when its address is opened', async (tab) => {
  tab.expect(401);
  await tab.signIn('martine');
  assert.equal(await tab.page.getByRole('link', { name: 'État' }).count(), 0);
  await tab.open('/etat');
  await tab.shows('frame', 'closed');
  assert.equal(world.territory.asked.filter((a) => a.procedure.endsWith('GetStatus')).length, 0);
});

night('frame: an address that is none', async (tab) => {
  tab.expect(401, 404);
  await tab.open('/nulle-part');
  await tab.shows('frame', 'unknown');
});

night('frame: while a daemon is away nobody is told that a page is not hers', async (tab) => {
  tab.expect(401);
  world.territory.away.add('node');
  await tab.signIn('nadia');
  assert.match(await tab.page.locator('.whole').innerText(), /Une partie de SIPPE ne répond pas/);
  await tab.open('/etat');
  await tab.shows('frame', 'away');
  world.territory.away.clear();
  await tab.press('Réessayer');
  await tab.page.waitForSelector('main[data-page="etat"]');
});

night('frame: a gateway that does not answer', async (tab) => {
  tab.expect(401, 503);
  world.territory.instead(WHO, () => ({ refused: 'unavailable', status: {} }));
  await tab.open('/');
  await tab.shows('frame', 'lost');
  world.territory.script.delete(WHO);
  await tab.press('Réessayer');
  await tab.page.waitForSelector('main[data-page="connexion"]');
});

scene('frame: when the session is over the page hides, and the same person goes on where she was', async (tab) => {
  tab.expect(401);
  world.territory.parked = [{ daemon: 'intake', id: 'BwcHBwcHBwcHBwcHBwcHBw==', type: 'enrolled', reason: 'REASON_LOOP', sinceMs: '1795530600000' }];
  await tab.signIn('nadia');
  await tab.page.getByRole('button', { name: /^Écarter…/ }).click();
  await tab.page.getByLabel(/^Pourquoi/).fill('Convenu le 24.');
  world.territory.expire();
  await tab.page.getByRole('button', { name: 'Écarter pour toujours' }).click();
  await tab.shows('overlay', 'over');
  assert.equal(await tab.page.getByText('Convenu le 24.').isVisible(), false);
  assert.doesNotMatch(await tab.page.locator('body').innerText(), /nadia|enrolled/);
  await tab.page.getByLabel('Code du jour', { exact: true }).fill(world.territory.code('nadia', { logins: 2 }));
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForSelector('main[data-page="etat"]');
  await tab.page.getByText('Elle est écartée.').waitFor(); // what was kept leaves by itself: the page is ready before
  const drops = world.territory.asked.filter((a) => a.procedure.endsWith('DropParked'));
  assert.deepEqual(drops.map((a) => a.body.reason), ['Convenu le 24.', 'Convenu le 24.']);
  assert.equal(drops[0].id, drops[1].id);
});

scene('frame: another person who signs in there finds nothing of the one before', async (tab) => {
  tab.expect(401);
  await tab.signIn('nadia');
  await tab.press('nadia.cloutier AHU', 'link');
  await tab.press('État', 'link');
  world.territory.expire();
  await tab.press('Actualiser');
  await tab.page.waitForSelector('main[data-page="overlay"]');
  await tab.page.getByLabel('Code du jour', { exact: true }).fill(world.territory.code('martine'));
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForSelector('main[data-page="acces"][data-state="shown"]');
  assert.equal(new URL(tab.page.url()).pathname, '/acces');
  assert.doesNotMatch(await tab.page.content(), /nadia/);
  await tab.page.goBack();
  await tab.page.waitForSelector('main');
  await tab.ready();
  assert.doesNotMatch(await tab.page.content(), /nadia/);
});

scene('frame: signing out in one tab empties the other; nothing is kept at the station', async (tab, another) => {
  tab.expect(401);
  await tab.signIn('martine');
  const second = await another();
  second.expect(401);
  await second.open('/acces');
  assert.match(await second.text(), /martine/);
  await tab.page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
  await tab.shows('connexion', 'out');
  await second.shows('connexion', 'elsewhere');
  assert.doesNotMatch(await second.page.content(), /martine/);
  const kept = await tab.page.evaluate(async () => [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
    JSON.stringify(await indexedDB.databases()), document.cookie]);
  assert.deepEqual(kept, ['{}', '{}', '[]', '']);
});

night('frame: two minutes before the end it is said, and she may stay', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install({ time: world.territory.now });
  await tab.signIn('martine');
  await tab.page.clock.runFor(28 * 60000 + 16000);
  assert.match(await tab.page.locator('.whole').innerText(), /Votre session se ferme dans 1\u00a0min/);
  world.territory.now += 28 * 60000 + 16000;
  await tab.press('Rester');
  assert.doesNotMatch(await tab.page.locator('.whole').innerText(), /se ferme dans/);
});

night('frame: what she does keeps the session open, and no warning comes', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install({ time: world.territory.now });
  await tab.signIn('nadia');
  await tab.page.clock.runFor(20 * 60000);
  await tab.press('Actualiser');
  await tab.page.clock.runFor(9 * 60000);
  assert.doesNotMatch(await tab.page.locator('.whole').innerText(), /se ferme dans/);
  await tab.page.clock.fastForward(31 * 60000);
  await tab.page.clock.runFor(16000);
  assert.match(await tab.page.locator('.whole').innerText(), /se ferme dans/);
});

night('frame: a page that nobody touches learns that its session is over', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install({ time: world.territory.now });
  await tab.signIn('martine');
  world.territory.expire();
  await tab.page.clock.runFor(11000);
  await tab.page.waitForSelector('main[data-page="overlay"]');
  await tab.press('Laisser cette page');
  await tab.page.waitForSelector('main[data-page="connexion"]');
});

night('frame: what she may do moved, and the menu with it', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install({ time: world.territory.now });
  await tab.signIn('nadia');
  await tab.page.clock.runFor(10500);
  await tab.ready();
  world.territory.away.add('node');
  world.territory.instead('/flux', () => ({ now: '2', moved: [{ list: 'intake.members', scope: '04'.repeat(16) }] }));
  await tab.page.clock.runFor(10500);
  await tab.page.waitForSelector('main[data-page="frame"][data-state="away"]');
});

scene('frame: markup made of a text is refused by the browser', async (tab) => {
  tab.expect(401);
  await tab.open('/connexion');
  const refused = await tab.page.evaluate(() => ['innerHTML', 'script', 'policy'].map((what) => {
    try {
      if (what === 'innerHTML') document.createElement('p').innerHTML = '<b>x</b>';
      if (what === 'script') document.createElement('script').src = 'x.js';
      if (what === 'policy') window.trustedTypes.createPolicy('sippe', { createHTML: (s) => s });
      return 'done';
    } catch (e) {
      return e.name;
    }
  }));
  tab.tolerate(/Trusted(HTML|ScriptURL|TypePolicy)|trusted-types/);
  assert.deepEqual(refused, ['TypeError', 'TypeError', 'TypeError']);
});
