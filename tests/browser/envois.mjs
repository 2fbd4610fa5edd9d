// Never lost, never twice, over the real gateway: what is done at a station while something between it and the daemons does not work.
import assert from 'node:assert/strict';
import { night, playAll, scene, servedBy, world } from './lib/browser.mjs';
import { checkWords } from './lib/checks.mjs';
import { gateway, MINUTE } from './lib/territory_told.mjs';
import { draft, drafts, gone, keptAt, outcome, put, SAVE, steps, until } from './lib/waiting.mjs';

servedBy(gateway, checkWords);

const HOUR = 60 * MINUTE;
const AWAY = [401, 403, 502, 503, 504];
const banner = (tab) => tab.page.getByRole('banner');
const at = (tab, page, state) => tab.page.waitForSelector(`main[data-page="${page}"]${state ? `[data-state="${state}"]` : ''}`).then(() => tab.ready());
/** Of SaveDraft, in the order in which they left, of all tabs of this station: { id, reference }. */
function sentBy(tab) {
  const sent = [];
  tab.page.context().on('request', (r) => {
    if (new URL(r.url()).pathname === SAVE) sent.push({ id: r.headers()['sippe-request-id'], reference: r.postDataJSON().screening.localReference, again: r.headers()['sippe-again'] });
  });
  return sent;
}
async function begun(tab, person) {
  tab.expect(...AWAY);
  await tab.page.context().addInitScript(steps);
  await tab.comesIn(person, '/');
}
async function open(tab) {
  tab.expect(...AWAY);
  await tab.open('/acces');
}

scene('two tabs at once: one sends, in order, and each thing is done once', async (tab, another) => {
  await begun(tab, 'martine');
  const second = await another();
  await open(second);
  const sent = sentBy(tab);
  const before = (await drafts(tab.page)).length;
  const refs = [0, 1, 2, 3, 4];
  await Promise.all([tab, second].map((t, i) => Promise.all(refs.map((n) => put(t.page, draft(`${i}-${n}`))))));
  await gone(tab.page);
  await gone(second.page);
  assert.equal((await drafts(tab.page)).length - before, 10);
  assert.equal(sent.length, 10);
  assert.equal(new Set(sent.map((s) => s.id)).size, 10);
  for (const i of ['0', '1']) assert.deepEqual(sent.map((s) => s.reference).filter((r) => r.startsWith(i)), refs.map((n) => `${i}-${n}`));
});

scene('the reply is lost: the same id again, and one draft', async (tab) => {
  await begun(tab, 'martine');
  const sent = sentBy(tab);
  const before = (await drafts(tab.page)).length;
  let lost = 2;
  await tab.page.route(`**${SAVE}`, async (route) => {
    if (lost === 0) return route.continue();
    lost -= 1;
    await route.fetch(); // it was done
    return route.abort();
  });
  const id = await put(tab.page, draft('lost'));
  await gone(tab.page);
  const { reply } = await outcome(tab.page, id);
  assert.equal(sent.length, 3);
  assert.equal(new Set(sent.map((s) => s.id)).size, 1);
  const all = await drafts(tab.page);
  assert.equal(all.length - before, 1);
  assert.ok(all.some((d) => d.draftId === reply.draftId));
});

scene('5 Drop: five minutes without a network, while she types: she goes on, and at the end one version is there', async (tab) => {
  await begun(tab, 'martine');
  await tab.page.clock.install();
  const first = await put(tab.page, draft('typed'));
  await gone(tab.page);
  const { reply: { draftId, version } } = await outcome(tab.page, first);
  const sent = sentBy(tab);
  let tries = 0; // since it was away its store is asked which it is, before anything is sent
  tab.page.on('request', (r) => { if (/SaveDraft$|Node\/WhoAmI$/.test(r.url())) tries += 1; });
  await tab.page.context().setOffline(true);
  let last = '';
  for (let s = 0; s < 300; s += 10) {
    const fill = last ? { version: [last, 'version'] } : {};
    last = await put(tab.page, draft(`typed ${s}`, { slot: draftId, fill, body: { draftId, version } }));
    await tab.page.clock.runFor(10000);
  }
  assert.ok(tries > 5 && tries < 25, `${tries} tries in five minutes`);
  const k = await keptAt(tab.page);
  assert.ok(k.stalled && k.waiting <= 2, JSON.stringify(k));
  await tab.ready();
  assert.match(await banner(tab).innerText(), /[12] gardés?/);
  await tab.page.context().setOffline(false);
  await gone(tab.page);
  assert.equal(sent.at(-1).reference, 'typed 290');
  const mine = (await drafts(tab.page)).filter((d) => d.draftId === draftId);
  assert.equal(mine.length, 1);
  assert.notEqual(mine[0].version, version);
  await tab.ready();
  assert.doesNotMatch(await banner(tab).innerText(), /gardé/);
});

night('the gateway is away: what she does is kept, another document finds it, and it goes when it is back', async (tab) => {
  await begun(tab, 'martine');
  const before = (await drafts(tab.page)).length;
  await world.tell('away');
  for (const n of [1, 2, 3]) await put(tab.page, draft(`away ${n}`));
  await until(tab.page, (k) => k.stalled, 'it is known that nothing answers');
  await tab.ready();
  assert.match(await banner(tab).innerText(), /3 gardés/);
  await world.tell('back');
  await tab.open('/acces');
  await gone(tab.page);
  assert.equal((await drafts(tab.page)).length - before, 3);
});

scene('a session that ends under it: it waits for her, and goes with the id that it had', async (tab) => {
  await begun(tab, 'martine');
  const before = (await drafts(tab.page)).length;
  const sent = sentBy(tab);
  await world.tell('pass', 31 * MINUTE);
  await put(tab.page, draft('over'));
  await at(tab, 'overlay', 'over');
  assert.equal((await keptAt(tab.page)).waiting, 1);
  await tab.page.getByLabel('Code du jour', { exact: true }).fill(await world.territory.code('martine'));
  await tab.page.keyboard.press('Enter');
  await gone(tab.page);
  assert.equal(new Set(sent.map((s) => s.id)).size, 1);
  assert.equal((await drafts(tab.page)).length - before, 1);
});

/** Martine puts so many while intake does not answer, and closes her session on them. */
async function leavesBehind(tab, n) {
  await world.tell('stop', 'intake');
  for (let i = 0; i < n; i += 1) await put(tab.page, draft(`left ${i}`));
  await until(tab.page, (k) => k.stalled, 'intake does not answer');
  await banner(tab).getByRole('button', { name: 'Fermer ma session' }).click();
  await tab.page.waitForSelector('#leaving');
}

scene('6 Station shared: signing out while something waits: she is told, it stays sealed, others see that it is there, her coordinator whose it is', async (tab, _, elsewhere) => {
  await begun(tab, 'martine');
  await tab.open('/acces');
  const before = (await drafts(tab.page)).length;
  await leavesBehind(tab, 2);
  assert.match(await tab.page.locator('#leaving').innerText(), /2 envois attendent à ce poste/);
  await tab.looks('acces', 'shown');
  await tab.press('Attendre');
  assert.match(await tab.page.locator('#leaving').innerText(), /se fermera dès que tout sera parti/);
  await tab.press('Fermer quand même');
  await at(tab, 'connexion', 'out');
  await world.tell('start', 'intake');

  await tab.comesIn('ines');
  await tab.open('/acces');
  await at(tab, 'acces', 'shown');
  assert.match(await tab.text(), /2 envois d’une autre personne attendent ici/);
  assert.doesNotMatch(await tab.page.content(), /martine|Rosalinde|Brûlotte/);
  assert.equal((await drafts(tab.page)).length, before, 'nothing of hers was sent by another');
  await tab.looks('acces', 'shown');

  const coordinator = await elsewhere();
  coordinator.expect(...AWAY);
  await world.tell('pass', 5 * HOUR);
  await coordinator.comesIn('nadia');
  await coordinator.open('/etat');
  await at(coordinator, 'etat', 'trouble');
  assert.match(await coordinator.text(), /2 envois de martine attendent/);
  assert.match(await coordinator.text(), /plus de 4 heures/);

  await tab.open('/connexion');
  await tab.signIn('martine');
  // A document that begins has not read yet what is kept here: what came of it is asked of intake.
  for (let looks = 0; looks < 100 && (await drafts(tab.page)).length - before < 2; looks += 1) await tab.page.waitForTimeout(100);
  await gone(tab.page);
  assert.equal((await drafts(tab.page)).length - before, 2);
});

night('she waits until it is gone: then her session closes by itself', async (tab) => {
  await begun(tab, 'martine');
  await tab.open('/acces');
  await leavesBehind(tab, 1);
  await tab.press('Attendre');
  await world.tell('start', 'intake');
  await at(tab, 'connexion', 'out');
});

night('another secret before the one in use: what waits opens, is sealed anew, and goes', async (tab) => {
  await begun(tab, 'martine');
  const before = (await drafts(tab.page)).length;
  await world.tell('away');
  await put(tab.page, draft('rotated'));
  await world.tell('stop', 'intake');
  await world.tell('stations', 'renew');
  await world.tell('back');
  await tab.open('/acces');
  assert.equal((await until(tab.page, (k) => k.stalled, 'sealed anew, and tried')).waiting, 1);
  await world.tell('away');
  await world.tell('stations', 'renew'); // the first one is dropped: it was sealed by the second when she came back
  await world.tell('back');
  await tab.open('/acces');
  assert.equal((await keptAt(tab.page)).unopenable, 0);
  await world.tell('start', 'intake');
  await gone(tab.page);
  assert.equal((await drafts(tab.page)).length - before, 1);
});

night('the secret is lost: how many do not open, and since when; put back, they go', async (tab) => {
  await begun(tab, 'martine');
  const before = (await drafts(tab.page)).length;
  await world.tell('away');
  await put(tab.page, draft('closed 1'));
  await put(tab.page, draft('closed 2'));
  await world.tell('stations', 'lose');
  await world.tell('back');
  await tab.open('/acces');
  await until(tab.page, (k) => k.unopenable === 2, 'two that do not open');
  await tab.ready();
  assert.match(await tab.text(), /2 envois ne peuvent pas être ouverts, depuis \d+\u00a0h/);
  await tab.looks('acces', 'shown');
  await put(tab.page, draft('after'));
  await until(tab.page, (k) => k.waiting === 0);
  assert.equal((await drafts(tab.page)).length - before, 1, 'what comes after goes by the new one');
  await world.tell('away');
  await world.tell('stations', 'find');
  await world.tell('back');
  await tab.open('/acces');
  await gone(tab.page);
  assert.equal((await drafts(tab.page)).length - before, 3);
});

night('a membership that ended meanwhile: refused, kept sealed, and sent under no other', async (tab) => {
  await begun(tab, 'julie julie-equipe');
  await tab.press('Agir comme julie');
  await at(tab, 'appel');
  await tab.open('/acces');
  await at(tab, 'acces', 'shown');
  await world.tell('away');
  const id = await put(tab.page, draft('ended'));
  await until(tab.page, (k) => k.stalled, 'the gateway does not answer');
  await world.tell('end-member', 'julie');
  await world.tell('back');
  await until(tab.page, (k) => k.refused === 1 || k.others === 1, 'it was refused');
  await tab.open('/acces');
  await at(tab, 'acces', 'shown');
  assert.match(await tab.text(), /Un envoi d’une autre personne attend ici/);
  assert.equal((await keptAt(tab.page)).others, 1);
  assert.notEqual(id, '');
});

scene('restored meanwhile: what was done before goes as again', async (tab) => {
  await begun(tab, 'martine');
  await world.tell('cut');
  await put(tab.page, draft('known'));
  await gone(tab.page);
  const sent = sentBy(tab);
  await world.tell('away');
  await put(tab.page, draft('before'));
  await until(tab.page, (k) => k.stalled, 'the gateway does not answer');
  await world.tell('restore');
  await tab.page.goto('about:blank'); // or the page before it tries once more by itself, as soon as it can
  await world.tell('back');
  await tab.open('/acces');
  await gone(tab.page);
  assert.equal(sent.at(-1).again, '1');
  await put(tab.page, draft('behind'));
  await gone(tab.page);
  assert.equal(sent.at(-1).again, undefined);
});

playAll();
