// The pages over the real gateway and the real daemons: what the stand-in of pages.mjs says they answer, they answer.
import assert from 'node:assert/strict';
import { scene, world } from './lib/browser.mjs';

const FIELD = 'Code du jour';

async function write(tab, code) {
  await tab.page.getByLabel(FIELD, { exact: true }).fill(code);
  await tab.page.keyboard.press('Enter');
}

scene('door: a code opens once, as it was told, at the page of her role', async (tab, another) => {
  tab.expect(401);
  await tab.open('/');
  await tab.shows('connexion', 'empty');
  const code = await world.territory.code('martine');
  await write(tab, ` ${code.slice(0, 5).toLowerCase()} ${code.slice(5)}`);
  await tab.shows('acces', 'shown');
  const text = await tab.text();
  assert.match(text, /martine\.roy/);
  assert.match(text, /recevoir des appels/);
  assert.match(text, /Chrom/);
  const second = await another();
  second.expect(401);
  await second.page.context().clearCookies();
  await second.open('/connexion');
  await write(second, code);
  await second.shows('connexion', 'refused');
});

scene('door: wrong codes are refused in a sentence, and the wait is counted down', async (tab) => {
  tab.expect(401, 429);
  await tab.open('/connexion');
  for (let i = 0; i < 12 && !(await tab.page.locator('main[data-state="wait"]').count()); i += 1) {
    await write(tab, 'ZZZZ' + 'Y'.repeat(6));
    await tab.page.waitForSelector('main[data-state="refused"], main[data-state="wait"]');
    await tab.ready();
  }
  await tab.shows('connexion', 'wait');
});

scene('door: two memberships, two tabs', async (tab, another) => {
  tab.expect(401);
  await tab.open('/connexion');
  await write(tab, await world.territory.code('julie'));
  await tab.shows('acces', 'choose');
  await tab.press('Agir comme julie.gagnon');
  await tab.page.waitForSelector('main[data-state="shown"]');
  const second = await another();
  second.expect(401);
  await second.open('/acces');
  await second.press('Agir comme julie.gagnon.equipe');
  await second.page.waitForSelector('main[data-state="shown"]');
  assert.match(await second.page.locator('.person').innerText(), /equipe/);
  await tab.page.reload();
  await tab.ready();
  assert.doesNotMatch(await tab.page.locator('.person').innerText(), /equipe/);
});

scene('door: a way in that is ended ends the page, and another code brings it back', async (tab) => {
  tab.expect(401);
  await tab.open('/connexion');
  await write(tab, await world.territory.code('martine'));
  await tab.page.waitForSelector('main[data-page="acces"]');
  await world.territory.expire();
  await tab.page.waitForSelector('main[data-page="overlay"]', { timeout: 25000 });
  await tab.shows('overlay', 'over');
  await write(tab, await world.territory.code('martine'));
  await tab.page.waitForSelector('main[data-page="acces"]');
  await tab.page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
  await tab.shows('connexion', 'out');
});

scene('door: whoever coordinates sees how it is, and which task stands still', async (tab) => {
  tab.expect(401, 503, 504);
  await tab.open('/connexion');
  await write(tab, await world.territory.code('nadia'));
  await tab.page.waitForSelector('main[data-page="etat"]');
  await tab.ready();
  assert.equal(await tab.page.locator('.card').count(), 4);
  assert.equal(await tab.page.locator('.card.away').count(), 0);
  await world.territory.stop('scheduling');
  await tab.page.waitForSelector('main[data-state="away"]', { timeout: 30000 });
  await tab.shows('etat', 'away');
  await world.territory.start('scheduling');
});
