// A partner's link, over the gateway itself and four services: what scanners do changes nothing, what is personal waits for a press in a
// browser that is known, and an answer is an answer.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { MINUTE } from '../lib/territory_told.mjs';

const DAY = 24 * 60 * MINUTE;
const HEADERS = { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1' };
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="r"][data-state="${state}"]`).then(() => tab.ready());
const code = (tab) => tab.page.getByLabel('Fin du code de la feuille, ou code reçu par téléphone', { exact: true });

/** All that was sent to this tab, so that it can be searched. */
function heard(tab) {
  const bodies = [];
  tab.page.on('response', (r) => { if (!/\/s\//.test(r.url())) bodies.push(r.text().catch(() => '').then((text) => `${r.url()} ${text}`)); });
  return async () => (await Promise.all(bodies)).join('\n');
}

/** Nobody could learn from it who she is. */
function saysNothingOf(text, paper) {
  for (const told of [paper.name, paper.phone, `${paper.phone.slice(3, 6)}-${paper.phone.slice(6)}`, paper.half])
    assert.ok(!text.includes(told), `${told} was told too early`);
}

async function becomesKnown(tab, paper) {
  tab.expect(403);
  await tab.open(`/r/${paper.token}`);
  await tab.press('Ouvrir la demande');
  await code(tab).fill(paper.half);
  await tab.press('Continuer');
  await at(tab, 'read');
}

async function says(tab, card, more = async () => {}) {
  await tab.page.getByRole('radio', { name: card }).check();
  await more();
  await tab.page.getByLabel('Votre nom', { exact: true }).fill('Nadège <script>');
  await tab.press('Envoyer la réponse');
}

scene('10 Partner: 5 GETs and a visit that runs scripts and presses every button change nothing; then she answers', async (tab, _, elsewhere) => {
  tab.expect(403);
  const paper = await world.tell('refer', 1);
  const before = await world.tell('counts');
  for (let i = 0; i < 5; i += 1) saysNothingOf(await (await fetch(`${world.url}/r/${paper.token}`)).text(), paper);
  const scanner = await elsewhere();
  scanner.expect(400, 403);
  const sent = heard(scanner);
  await scanner.open(`/r/${paper.token}`);
  for (let round = 0; round < 3; round += 1)
    for (const button of await scanner.page.locator('main button').all()) {
      await button.click();
      await scanner.ready();
    }
  saysNothingOf(await sent() + await scanner.page.content() + await scanner.page.title(), paper);
  const after = await world.tell('counts');
  assert.deepEqual(after, before, 'nothing was read, answered or met');

  const own = heard(tab);
  await tab.open(`/r/${paper.token}`);
  await tab.shows('r', 'waits');
  await tab.press('Ouvrir la demande');
  await tab.shows('r', 'code');
  saysNothingOf(await own() + await tab.page.content(), paper);
  tab.expect(400);
  await code(tab).fill('2222');
  await tab.press('Continuer');
  await tab.shows('r', 'wrong');
  await code(tab).fill(paper.half.toLowerCase());
  await tab.press('Continuer');
  await tab.shows('r', 'read');
  assert.match(await tab.text(), new RegExp(`${paper.name} aimerait recevoir`));
  assert.match(await tab.text(), /Son accord vaut jusqu’au/);
  assert.equal(await tab.page.title(), 'SIPPE');
  await tab.press('Envoyer la réponse');
  assert.match(await tab.text(), /Choisir une réponse/);
  await says(tab, /Nous acceptons/);
  await tab.shows('r', 'answered');
  assert.match(await tab.text(), /C’est noté/);
  assert.match(await tab.text(), /Nadège <script>/);
  assert.equal((await world.tell('counts')).answered, before.answered + 1);

  await tab.press('Corriger');
  await says(tab, /Nous déclinons/, () => tab.page.getByLabel('Motif', { exact: true }).selectOption('DECLINE_REASON_FULL'));
  await at(tab, 'answered');
  assert.match(await tab.text(), /décliné/);
  await tab.press('Corriger');
  await says(tab, /Nous acceptons/);
  await at(tab, 'answered');
  await tab.press('Premier contact fait aujourd’hui');
  await at(tab, 'answered');
  assert.match(await tab.text(), /premier contact fait/);
});

night('received is no answer; digits that were read out make a browser known', async (tab) => {
  tab.expect(403);
  const paper = await world.tell('refer', 1);
  const { digits } = await world.tell('digits', 1);
  await tab.open(`/r/${paper.token}`);
  await tab.press('Ouvrir la demande');
  await code(tab).fill(`${digits.slice(0, 3)} ${digits.slice(3)}`);
  await tab.press('Continuer');
  await at(tab, 'read');
  await says(tab, /Bien reçu/);
  await at(tab, 'read');
  assert.equal(await tab.page.getByRole('radio', { name: /Bien reçu/ }).count(), 0);
});

scene('a colleague was first: the second answer is noted, and she is told', async (tab, another) => {
  tab.expect(400, 403);
  const paper = await world.tell('refer', 1);
  await becomesKnown(tab, paper);
  const second = await another();
  second.expect(400, 412);
  await second.open(`/r/${paper.token}`);
  await second.press('Ouvrir la demande');
  await says(tab, /Liste d’attente/);
  await at(tab, 'answered');
  const before = await world.tell('counts');
  await says(second, /Nous acceptons/);
  await at(second, 'answered');
  assert.match(await second.text(), /ANSWERED_ALREADY/);
  const after = await world.tell('counts');
  assert.deepEqual([after.answered, after.noted], [before.answered, before.noted + 1]);
});

scene('10 Partner: consent withdrawn: the page says so at once, whatever was open', async (tab) => {
  tab.expect(400, 403);
  const paper = await world.tell('refer', 1);
  await becomesKnown(tab, paper);
  await world.tell('withdraw', 1);
  const before = await world.tell('counts');
  await says(tab, /Nous acceptons/);
  await tab.shows('r', 'withdrawn');
  saysNothingOf(await tab.text(), paper);
  const after = await world.tell('counts');
  assert.deepEqual([after.answered, after.noted], [before.answered, before.noted + 1]);
  await tab.open(`/r/${paper.token}`);
  await at(tab, 'withdrawn');
});

night('three organisations on one shared computer: each opens its own', async (tab) => {
  tab.expect(403);
  const papers = [];
  for (const organization of [1, 2, 3]) papers.push(await world.tell('refer', organization));
  for (const paper of papers) await becomesKnown(tab, paper);
  for (const paper of papers) {
    await tab.open(`/r/${paper.token}`);
    await tab.press('Ouvrir la demande');
    await at(tab, 'read');
    assert.match(await tab.text(), new RegExp(paper.name));
  }
});

night('30 days of a link, 90 of a browser', async (tab) => {
  tab.expect(403);
  const old = await world.tell('refer', 1);
  await becomesKnown(tab, old);
  for (let i = 0; i < 3; i += 1) await world.tell('pass', 10 * DAY);
  await tab.open(`/r/${old.token}`);
  await tab.shows('r', 'over');
  for (let i = 0; i < 5; i += 1) await world.tell('pass', 10 * DAY);
  const late = await world.tell('refer', 1);
  await tab.open(`/r/${late.token}`);
  await tab.press('Ouvrir la demande');
  await at(tab, 'read');
  await world.tell('pass', 11 * DAY);
  await tab.open(`/r/${late.token}`);
  await tab.press('Ouvrir la demande');
  await at(tab, 'code');
});

scene('guessed, cut off, another’s: one page; the twentieth closes the door for an hour', async (tab) => {
  tab.expect(429);
  await tab.open('/r/23479CDFGHJKMNPQRTWX');
  await at(tab, 'over');
  const guess = (token) => fetch(`${world.url}/sippe.gateway.Gateway/OpenLink`, { method: 'POST', headers: HEADERS, body: JSON.stringify({ token }) });
  const said = new Set();
  for (let i = 0; i < 19; i += 1) said.add(await (await guess(`2347${'9CDFGHJKMNPQRTWXY23'[i]}9CDFGHJKMNPQRTW`)).text());
  assert.equal(said.size, 1, 'one answer, whatever was guessed');
  assert.equal((await guess('none')).status, 429);
  await tab.open('/r/23479CDFGHJKMNPQRTWX');
  await tab.shows('r', 'closed');
  await world.tell('pass', 61 * MINUTE);
  const paper = await world.tell('refer', 1);
  await tab.open(`/r/${paper.token}`);
  await at(tab, 'waits');
});

night('notifications is away: said, with what to do', async (tab) => {
  tab.expect(503);
  const paper = await world.tell('refer', 1);
  await world.tell('stop', 'notifications');
  await tab.open(`/r/${paper.token}`);
  await tab.shows('r', 'away');
  await world.tell('start', 'notifications');
  await tab.press('Réessayer');
  await at(tab, 'waits');
});

scene('10 Partner: answered, it says so to whoever opens it; by the keyboard alone', async (tab) => {
  tab.expect(403);
  const paper = await world.tell('refer', 1);
  const keys = async (...all) => { for (const key of all) await tab.page.keyboard.press(key); };
  await tab.open(`/r/${paper.token}`);
  await tab.page.getByRole('button', { name: 'Ouvrir la demande' }).focus();
  await keys('Enter');
  await at(tab, 'code');
  await tab.page.keyboard.type(paper.half);
  await keys('Enter');
  await at(tab, 'read');
  await tab.page.getByRole('radio', { name: /Nous acceptons/ }).focus();
  await keys('Space', 'Tab');
  await tab.page.keyboard.type('Nadège');
  await keys('Enter');
  await at(tab, 'answered');
  await tab.open(`/r/${paper.token}`);
  await tab.shows('r', 'answers');
});

scene('11 Partner page without JavaScript: the CLSC’s number and nothing else; nothing is told on the way', async () => {
  const paper = await world.tell('refer', 1);
  const got = await fetch(`${world.url}/r/${paper.token}`);
  assert.equal(got.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(got.headers.get('cache-control'), 'no-store');
  const html = await got.text();
  assert.match(html, /<noscript>.*<h1>CLSC<\/h1><p>514 555-0111<\/p>.*<\/noscript>/);
  assert.ok(!html.includes(paper.token));
});
