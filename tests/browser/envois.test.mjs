// What waits, before the stand-in: the answers that a queue must bear, and how it is shown.
import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';
import { draft, drop, gone, keptAt, outcome, put, resend, SAVE, steps, until } from './lib/waiting.mjs';

const SUBMIT = '/sippe.intake.Intake/SubmitScreening';
const DECIDE = '/sippe.intake.Intake/DecideRoute';
const refusal = (reason, messageFr, code = 'invalid_argument') => ({ refused: code, status: { reason: `REASON_${reason}`, messageFr, messageEn: messageFr } });
const REFUSED = refusal('CLSC_UNKNOWN', 'Ce CLSC n’est pas de ce territoire.');
const sent = (procedure) => world.territory.asked.filter((a) => a.procedure === procedure);
const gardes = (tab) => tab.page.locator('#gardes').innerText();

async function begun(tab) {
  tab.expect(401, 400, 409, 429, 503);
  await tab.page.context().addInitScript(steps);
  await tab.comesIn('martine', '/acces');
}
/** The network is away, as far as this station knows. */
const offline = (tab, is) => tab.page.context().setOffline(is);

/** A call and the decision about it, both while nothing is answered. */
async function callAndDecision(tab) {
  await offline(tab, true);
  const call = await put(tab.page, { procedure: SUBMIT, body: { screening: { localReference: 'a' } }, page: 'appel', slot: 'call' });
  const decision = await put(tab.page, { procedure: DECIDE, body: { route: 'ROUTE_SIPPE' }, page: 'appel', fill: { screeningId: [call, 'screeningId'], version: [call, 'version'] } });
  return { call, decision };
}

scene('envois: a decision waits behind the call that it is about, and takes its id and version', async (tab) => {
  await begun(tab);
  world.territory.instead(SUBMIT, () => ({ screeningId: 'c2NyZWVuaW5n', version: 'djE=' }));
  world.territory.instead(DECIDE, () => ({ version: 'djI=' }));
  const { call, decision } = await callAndDecision(tab);
  assert.equal(await outcome(tab.page, decision), 'waits');
  await offline(tab, false);
  await gone(tab.page);
  assert.deepEqual(sent(DECIDE).map((a) => a.body), [{ route: 'ROUTE_SIPPE', screeningId: 'c2NyZWVuaW5n', version: 'djE=' }]);
  assert.equal(sent(DECIDE)[0].page, 'appel');
  assert.deepEqual(await outcome(tab.page, call), { reply: { screeningId: 'c2NyZWVuaW5n', version: 'djE=' } });
  assert.equal((await keptAt(tab.page)).total, 0, 'its reply is forgotten with it');
  const late = await put(tab.page, { procedure: DECIDE, body: {}, fill: { version: [call, 'version'] } });
  await gone(tab.page);
  assert.equal(sent(DECIDE)[1].body.version, 'djE=', 'of one that is gone, what this document heard');
  assert.notEqual(late, decision);
});

scene('envois: the call is refused: the decision is held, and goes when the call was mended', async (tab) => {
  await begun(tab);
  world.territory.instead(SUBMIT, () => REFUSED);
  world.territory.instead(DECIDE, () => ({ version: 'djI=' }));
  const { call, decision } = await callAndDecision(tab);
  await offline(tab, false);
  await until(tab.page, (k) => k.refused === 1 && k.held === 1, 'one refused, one held');
  assert.deepEqual(await outcome(tab.page, call), { error: 'invalid_argument' });
  assert.equal(sent(DECIDE).length, 0);
  await tab.ready();
  assert.match(await gardes(tab), /Appel\s.*refusé\. Ce CLSC n’est pas de ce territoire\. CLSC_UNKNOWN/s);
  assert.match(await gardes(tab), /Décision\s.*retenu\u00a0: ce qui le précède a été refusé/s);
  assert.match(await tab.page.getByRole('banner').innerText(), /2 gardés/);
  await tab.looks('acces', 'shown');
  world.territory.instead(SUBMIT, () => ({ screeningId: 'bWVuZGVk', version: 'djE=' }));
  assert.equal(await put(tab.page, { procedure: SUBMIT, body: { screening: { localReference: 'b' } }, slot: 'call' }), call, 'it has the place of the refused one');
  await gone(tab.page);
  assert.equal(sent(DECIDE)[0].body.screeningId, 'bWVuZGVk');
  const ids = sent(SUBMIT).map((a) => a.id);
  assert.equal(new Set(ids).size, 2, 'nothing of the first was done: it is another request');
  assert.deepEqual(await outcome(tab.page, decision), { reply: { version: 'djI=' } });
  await tab.ready();
  assert.equal(await tab.page.locator('#gardes').count(), 0);
});

night('envois: what was refused is sent again, or given up in words', async (tab) => {
  await begun(tab);
  world.territory.instead(SAVE, () => REFUSED);
  await put(tab.page, draft('one'));
  await put(tab.page, draft('two'));
  await until(tab.page, (k) => k.refused === 2, 'both refused');
  world.territory.instead(SAVE, () => ({ draftId: 'ZA==' }));
  await tab.ready();
  await tab.page.getByRole('button', { name: /^Renvoyer/ }).first().click();
  await until(tab.page, (k) => k.refused === 1 && k.waiting === 0, 'one has gone');
  assert.equal(new Set(sent(SAVE).map((a) => a.id)).size, 3);
  await tab.ready();
  await tab.page.getByRole('button', { name: /^Abandonner…/ }).click();
  await tab.ready();
  assert.match(await gardes(tab), /Abandonner\u00a0: Brouillon d’appel, 10\u00a0h\u00a042\?.*perdu pour toujours/s);
  await tab.looks('acces', 'shown');
  await tab.press('Garder');
  assert.equal((await keptAt(tab.page)).refused, 1);
  await tab.page.getByRole('button', { name: /^Abandonner…/ }).click();
  await tab.press('Abandonner pour toujours');
  await until(tab.page, (k) => k.total === 0, 'nothing is there');
});

scene('envois: given up with what depends on it; what is on its way is not', async (tab) => {
  await begun(tab);
  let answer;
  world.territory.instead(SUBMIT, () => REFUSED);
  const { call, decision } = await callAndDecision(tab);
  await offline(tab, false);
  await until(tab.page, (k) => k.held === 1, 'one is held');
  assert.equal(await drop(tab.page, call), true);
  assert.deepEqual(await outcome(tab.page, decision), { error: 'aborted' });
  world.territory.instead(SAVE, () => new Promise((done) => { answer = () => done({ draftId: 'ZA==' }); }));
  const going = tab.page.evaluate(() => window.steps !== undefined).then(() => put(tab.page, draft('going')));
  await until(tab.page, (k) => k.items.some((i) => i.state === 'sent') && sent(SAVE).length === 1, 'it is on its way');
  const [item] = (await keptAt(tab.page)).items;
  assert.equal(await drop(tab.page, item.id), false);
  await resend(tab.page, item.id);
  answer();
  await going;
  await gone(tab.page);
  assert.equal(sent(SAVE).length, 1);
});

scene('envois: a newer one of the same slot takes the place of what has not left, and follows what has', async (tab) => {
  await begun(tab);
  let answer = () => {};
  world.territory.instead(SAVE, ({ screening }) => (screening.localReference === 'first' ? new Promise((done) => { answer = () => done({ version: 'djE=' }); }) : { version: 'djI=' }));
  const first = put(tab.page, draft('first', { slot: 's' }));
  await until(tab.page, (k) => k.items.some((i) => i.state === 'sent') && sent(SAVE).length === 1, 'the first has left');
  const second = await put(tab.page, draft('second', { slot: 's', fill: { version: [await first, 'version'] } }));
  const third = await put(tab.page, draft('third', { slot: 's', fill: { version: [second, 'version'] } }));
  assert.equal(third, second);
  answer();
  await gone(tab.page);
  assert.deepEqual(sent(SAVE).map((a) => a.body.screening.localReference), ['first', 'third']);
  assert.equal(sent(SAVE)[1].body.version, 'djE=', 'it takes what the one before it was to take');
  assert.deepEqual(await outcome(tab.page, second), { reply: { version: 'djI=' } });
});

scene('envois: too busy is no refusal; a wait grows, and the network coming back ends it', async (tab) => {
  await begun(tab);
  await tab.page.clock.install({ time: world.territory.now });
  world.territory.instead(SAVE, () => ({ ...refusal('TOO_BUSY', 'Trop de demandes.', 'resource_exhausted') }));
  await put(tab.page, draft('busy'));
  await until(tab.page, (k) => k.stalled, 'it waits');
  for (let s = 0; s < 120; s += 1) await tab.page.clock.runFor(1000);
  const tries = sent(SAVE).length;
  assert.ok(tries >= 5 && tries <= 12, `${tries} tries in two minutes`);
  assert.equal(new Set(sent(SAVE).map((a) => a.id)).size, 1);
  world.territory.instead(SAVE, () => ({ draftId: 'ZA==' }));
  await tab.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await gone(tab.page);
  assert.equal(sent(SAVE).length, tries + 1);
});

night('envois: what waits for half a minute the gateway is told of, and that it has gone', async (tab) => {
  await begun(tab);
  await tab.page.clock.install({ time: world.territory.now });
  await tab.open('/acces');
  world.territory.away.add('sippe.intake.Intake');
  await put(tab.page, draft('noted'));
  await until(tab.page, (k) => k.stalled, 'it waits');
  await tab.page.clock.runFor(20000);
  assert.deepEqual(world.territory.noted, []);
  await tab.page.clock.runFor(31000);
  await until(tab.page, () => world.territory.noted.length === 1, 'the gateway is told');
  assert.equal(world.territory.noted[0].count, 1);
  assert.equal(world.territory.noted[0].as, '01'.repeat(16));
  world.territory.away.clear();
  world.territory.instead(SAVE, () => ({ draftId: 'ZA==' }));
  await tab.page.clock.runFor(31000);
  await gone(tab.page);
  await tab.page.clock.runFor(31000);
  await until(tab.page, () => world.territory.noted.length === 2, 'it is told again');
  assert.equal(world.territory.noted[1].count, 0);
});

night('envois: the session is not closed when the gateway does not hear it', async (tab) => {
  await begun(tab);
  await offline(tab, true);
  await put(tab.page, draft('left'));
  await until(tab.page, (k) => k.stalled, 'it waits');
  await tab.page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
  await tab.ready();
  await tab.press('Fermer quand même');
  assert.match(await tab.text().then(() => tab.page.locator('.above').innerText()), /Votre session n’est pas fermée\./);
  await tab.looks('acces', 'shown');
  world.territory.instead(SAVE, () => ({ draftId: 'ZA==' }));
  await offline(tab, false);
  await gone(tab.page);
  await tab.press('Réessayer');
  await tab.page.waitForSelector('main[data-page="connexion"]');
});

night('envois: the save state says what is true', async (tab) => {
  await begun(tab);
  const said = () => tab.page.evaluate(async () => {
    const root = document.querySelector('script[type=module]').getAttribute('src').replace(/[^/]+\/[^/]+$/, '');
    const [{ saveState }, { render }] = await Promise.all([import(`${root}parts/kept.js`), import(`${root}vendor/lit-html/lit-html.js`)]);
    const place = document.createElement('div');
    document.body.append(place);
    render(saveState(), place);
    const text = place.innerText;
    place.remove();
    return text;
  });
  assert.equal(await said(), '');
  world.territory.instead(SAVE, () => ({ draftId: 'ZA==' }));
  await put(tab.page, draft('saved'));
  await gone(tab.page);
  assert.match(await said(), /^Enregistré 10\u00a0h\u00a042$/);
  await offline(tab, true);
  await put(tab.page, draft('kept'));
  await until(tab.page, (k) => k.stalled, 'it waits');
  assert.match(await said(), /^Gardé (sur ce poste \(1\)|jusqu’à la fermeture)$/);
  const { persisted } = await keptAt(tab.page);
  assert.equal(/fermeture/.test(await said()), !persisted);
});
