import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';

const parked = (n) => ({ daemon: 'scheduling', id: Buffer.alloc(16, n).toString('base64'), type: 'enrolled', reason: 'REASON_CLSC_UNKNOWN',
  sinceMs: String(Date.UTC(2026, 10, 23, 20)), attempts: 3 });

scene('état: home of whoever coordinates, four tasks that work, nobody’s name', async (tab) => {
  tab.expect(401);
  await tab.signIn('nadia');
  await tab.shows('etat', 'good');
  assert.equal(new URL(tab.page.url()).pathname, '/etat');
  const text = await tab.text();
  assert.match(text, /Tout fonctionne/);
  assert.match(text, /40\u00a0Go libres; base pleine à 10\u00a0%/);
  assert.match(text, /21\u00a0nov\., 10\u00a0h\u00a042 \(3\u00a0jours\)/);
  assert.doesNotMatch(text, /nadia|martine/);
  assert.equal(await tab.page.getByRole('link', { name: 'État' }).getAttribute('aria-current'), 'page');
});

scene('état: one that is away is the task that stands still', async (tab) => {
  tab.expect(401, 503);
  await tab.comesIn('nadia', '/etat');
  world.territory.away.add('scheduling');
  await tab.press('Actualiser');
  await tab.shows('etat', 'away');
  assert.match(await tab.text(), /1 tâche ne répond pas\. Les autres fonctionnent/);
  assert.match(await tab.page.locator('.card.away').innerText(), /Visites/);
  world.territory.away.clear();
  await tab.press('Actualiser');
  assert.match(await tab.text(), /Tout fonctionne/);
});

night('état: seen within ten seconds, without a touch, and no longer asked when nobody is there', async (tab) => {
  tab.expect(401, 503);
  await tab.page.clock.install({ time: world.territory.now });
  await tab.comesIn('nadia', '/etat');
  world.territory.away.add('notifications');
  assert.equal(world.territory.asked.find((a) => a.procedure.endsWith('GetStatus')).ms, '4000');
  await tab.page.clock.runFor(6000);
  await tab.page.waitForSelector('main[data-state="away"]');
  await tab.page.clock.fastForward(15 * 60000);
  const asked = world.territory.asked.length;
  await tab.page.clock.runFor(120000);
  const more = world.territory.asked.slice(asked).filter((a) => a.procedure !== '/flux');
  assert.deepEqual(more, []);
});

scene('état: each trouble in words, with what to do', async (tab) => {
  tab.expect(401);
  const t = world.territory;
  t.statuses = {
    intake: { accepting: false, diskFreeBytes: '104857600' },
    scheduling: { usedBytes: '858993459', clock: 'CLOCK_AHEAD', deadlineLateMs: '900000', jobsGivenUp: 2 },
    directory: { unreviewed: true, restoredCut: '2026-11-23', damaged: '1', following: false },
    notifications: { followed: [{ journal: 'intake', n: '10', head: '14', heardMs: '1', stopped: 'other journal' }], waiting: 1, queued: 2 },
  };
  await tab.comesIn('nadia', '/etat');
  await tab.shows('etat', 'trouble');
  const text = await tab.text();
  for (const said of [/lecture seule/, /Moins de 1\u00a0Go libre/, /pleine à 80\u00a0%/, /L’horloge est douteuse/, /Horloge en avance de plus d’un jour/,
    /échéances sont en retard/, /2 travaux abandonnés/, /personne n’a encore revu/, /1 texte scellé ne s’ouvre pas/, /ne suit plus/, /n’entend plus 1 autre/,
    /4 inscriptions en retard/, /La place manque/, /Restauré de/])
    assert.match(text, said);
});

scene('état: what is parked is tried again, or dropped with a reason', async (tab) => {
  tab.expect(401);
  world.territory.parked = [parked(7), parked(8)];
  await tab.comesIn('nadia', '/etat');
  assert.match(await tab.text(), /2 inscriptions retenues\u00a0: voyez plus bas/);
  await tab.page.getByRole('button', { name: 'Réessayer enrolled 07070707' }).click();
  await tab.ready();
  assert.match(await tab.text(), /Elle a été prise/);
  await tab.page.getByRole('button', { name: 'Écarter… enrolled 08080808' }).click();
  await tab.shows('etat', 'drop');
  await tab.press('Écarter pour toujours');
  assert.match(await tab.text(), /Rien n’est écarté/);
  await tab.page.getByLabel('Pourquoi écarter enrolled 08080808?').fill('Double, convenu avec l’exploitation.');
  await tab.press('Écarter pour toujours');
  const drop = world.territory.asked.find((a) => a.procedure.endsWith('DropParked'));
  assert.equal(drop.procedure, '/scheduling/sippe.node.Node/DropParked');
  assert.equal(drop.as, '04'.repeat(16));
  assert.equal(drop.page, 'etat');
  assert.match(await tab.text(), /Elle est écartée/);
  assert.match(await tab.text(), /Tout fonctionne/);
});

night('état: SIPPE goes in mid-command and comes back: what was dropped is dropped once', async (tab) => {
  tab.expect(401);
  tab.tolerate(/./); // nobody answers
  const { territory } = world;
  territory.parked = [parked(7)];
  await tab.comesIn('nadia', '/etat');
  await tab.page.getByRole('button', { name: /^Écarter…/ }).click();
  await tab.page.getByLabel(/^Pourquoi/).fill('Double, convenu avec l’exploitation.');
  await tab.page.route('**/DropParked', async (route) => {
    await route.fetch();
    territory.allAway = true;
    await route.abort();
  }, { times: 1 });
  await tab.press('Écarter pour toujours');
  await tab.page.getByRole('banner').getByText(/^1 gardé/).waitFor();
  assert.match(await tab.text(), /C’est gardé sur ce poste/);
  territory.allAway = false;
  await tab.page.waitForSelector('.kept-mark', { state: 'detached' });
  await tab.page.getByText('Elle est écartée.').waitFor();
  const drops = territory.asked.filter((a) => a.procedure.endsWith('DropParked'));
  assert.ok(drops.length > 1);
  assert.equal(new Set(drops.map((a) => a.id)).size, 1);
});

night('état: what waits at stations is listed, and after four hours is somebody’s work', async (tab) => {
  tab.expect(401);
  const at = (hours) => String(world.territory.now - hours * 3600000);
  world.territory.kept = [{ memberId: Buffer.alloc(16, 1).toString('base64'), station: 'Edge 130, Windows', count: 2, sinceMs: at(5), late: true },
    { memberId: Buffer.alloc(16, 77).toString('base64'), station: 'Firefox 131, Linux', count: 1, sinceMs: at(1) }];
  await tab.comesIn('nadia', '/etat');
  await tab.shows('etat', 'trouble');
  assert.match(await tab.text(), /2 envois de martine\.roy attendent\s+Edge 130, Windows\s+5\u00a0h\u00a042\s+plus de 4 heures/);
  assert.match(await tab.text(), /1 envoi de 4d4d4d4d attend/);
  assert.match(await tab.text(), /1 chose demande quelqu’un/);
});

night('état: none answers', async (tab) => {
  tab.expect(401, 503);
  await tab.comesIn('nadia', '/etat');
  world.territory.allAway = true;
  await tab.press('Actualiser');
  await tab.shows('etat', 'error');
});

night('état: while it is read', async (tab) => {
  tab.expect(401);
  let answer;
  const held = new Promise((done) => { answer = done; });
  await tab.comesIn('nadia');
  world.territory.instead('/directory/sippe.node.Node/GetStatus', () => held.then(() => undefined));
  await tab.page.goto(`${world.url}/etat`);
  await tab.page.waitForSelector('main[data-state="loading"]');
  await tab.looks('etat', 'loading');
  answer();
  await tab.ready();
});
