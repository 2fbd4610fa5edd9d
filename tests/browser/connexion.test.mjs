import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';

const field = (tab) => tab.page.getByLabel('Code du jour', { exact: true });
const SIGN_IN = '/sippe.gateway.Gateway/SignIn';
const tries = () => world.territory.asked.filter((a) => a.procedure === SIGN_IN);

scene('connexion: a code opens a session, however it was written', async (tab) => {
  tab.expect(401);
  await tab.open('/');
  await tab.shows('connexion', 'empty');
  assert.equal(await tab.page.title(), 'Connexion · SIPPE');
  const code = world.territory.code('martine').toLowerCase();
  await field(tab).fill(` ${code.slice(0, 5)} - ${code.slice(5)} `);
  await tab.press('Ouvrir ma session');
  assert.equal(tries()[0].body.code, code);
  assert.equal(new URL(tab.page.url()).pathname, '/acces');
});

night('connexion: she opens the address and types', async (tab) => {
  tab.expect(401);
  await tab.open('/');
  await tab.page.keyboard.type(world.territory.code('martine'));
  await tab.page.keyboard.press('Enter');
  await tab.ready();
  assert.equal(new URL(tab.page.url()).pathname, '/acces');
});

night('connexion: what is not a whole code is not sent', async (tab) => {
  tab.expect(401);
  await tab.open('/connexion');
  await field(tab).fill('BCD FG');
  await tab.press('Ouvrir ma session');
  await tab.shows('connexion', 'short');
  assert.match(await tab.text(), /celui-ci en a 5/);
  await tab.press('Le code a 10\u00a0caractères; celui-ci en a 5', 'link');
  assert.equal(await field(tab).evaluate((e) => e === document.activeElement), true);
  assert.equal(tries().length, 0);
});

scene('connexion: a wrong code is refused in the daemon’s words, and another may be tried', async (tab) => {
  tab.expect(401);
  await tab.open('/connexion');
  await field(tab).fill('ZZZZZ-ZZZZZ');
  await tab.press('Ouvrir ma session');
  await tab.shows('connexion', 'refused');
  assert.match(await tab.text(), /Ce code n’ouvre rien\u00a0: vérifiez-le/);
  assert.match(await tab.text(), /CODE_REFUSED/);
  await field(tab).fill(world.territory.code('martine'));
  await tab.press('Ouvrir ma session');
  assert.equal(new URL(tab.page.url()).pathname, '/acces');
  assert.notEqual(tries()[0].id, tries()[1].id);
});

night('connexion: after too many tries the wait is counted down', async (tab) => {
  tab.expect(401, 429);
  await tab.page.clock.install();
  world.territory.instead(SIGN_IN, () => ({ refused: 'resource_exhausted', status: { reason: 'REASON_TRIES_OVER',
    messageFr: 'Trop de codes refusés à ce poste : attendez avant de réessayer.', messageEn: 'Too many.', retryAfterMs: 90000 } }));
  await tab.open('/connexion');
  await field(tab).fill('ZZZZZZZZZZ');
  await tab.press('Ouvrir ma session');
  await tab.shows('connexion', 'wait');
  await tab.page.clock.runFor(30000);
  assert.match(await tab.text(), /Réessayer dans (1\u00a0min\u00a000|59|60|58|57|56|55)/);
  await tab.page.keyboard.press('Enter');
  assert.equal(tries().length, 1);
  await tab.page.clock.runFor(61000);
  await tab.ready();
  assert.match(await tab.text(), /Ouvrir ma session/);
});

scene('connexion: without an answer the same try is sent again, with the same id', async (tab) => {
  tab.expect(401);
  let silent = true;
  world.territory.instead(SIGN_IN, () => (silent ? null : undefined));
  await tab.open('/connexion');
  await field(tab).fill(world.territory.code('martine'));
  await tab.press('Ouvrir ma session');
  await tab.shows('connexion', 'away');
  silent = false;
  await tab.press('Ouvrir ma session');
  assert.equal(new URL(tab.page.url()).pathname, '/acces');
  assert.ok(tries().length >= 4);
  assert.equal(new Set(tries().map((a) => a.id)).size, 1);
});

night('connexion: while it is checked the button says so, and a second press does nothing', async (tab) => {
  tab.expect(401);
  let answer;
  const held = new Promise((done) => { answer = done; });
  world.territory.instead(SIGN_IN, () => held.then(() => ({ refused: 'unauthenticated', status: { messageFr: 'Non.', messageEn: 'No.' } })));
  await tab.open('/connexion');
  await field(tab).fill('ZZZZZZZZZZ');
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForSelector('main[data-state="sending"]');
  await tab.looks('connexion', 'sending');
  await tab.page.getByRole('button', { name: 'Vérification…' }).click({ force: true });
  assert.equal(tries().length, 1);
  answer();
  await tab.ready();
});

night('connexion: in English, and the choice stays', async (tab) => {
  tab.expect(401);
  await tab.open('/connexion');
  await tab.press('English');
  assert.equal(await tab.page.evaluate(() => document.documentElement.lang), 'en');
  assert.match(await tab.text(), /Day code/);
  await tab.open('/connexion');
  assert.match(await tab.text(), /Shared station/);
  await tab.press('Français');
});
