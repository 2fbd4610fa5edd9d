// What an organisation with a membership does with what is referred to it.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { answerByLink, away, instead, json, refusal, within } from '../lib/partner.mjs';
import { MINUTE } from '../lib/territory_told.mjs';

const SOON_MS = 2000, LIST = '/sippe.notifications.Notifications/ListNotices', ONE = '/sippe.notifications.Notifications/GetNotice';
const open = async (tab) => {
  tab.expect(401);
  await tab.comesIn('nadege');
  await tab.open('/partenaire');
};
const group = (tab, name) => tab.page.locator('section.work').filter({ has: tab.page.getByRole('heading', { name: new RegExp(`^${name} \\(`) }) });
const rows = (within) => within.locator('tbody tr');
/** The newest to be answered. */
const openFirst = async (tab) => {
  await rows(group(tab, 'À vous d’agir')).first().getByRole('link').click();
  await tab.ready();
};
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="partenaire"][data-state="${state}"]`).then(() => tab.ready());
const count = async (tab, name) => Number(/\((\d+)/.exec(await group(tab, name).getByRole('heading').innerText())[1]);

scene('partenaire: what is to be answered, what goes on, what is over; answered by the form of a link', async (tab) => {
  const paper = await world.tell('refer', 1);
  await world.tell('refer', 2); // another organisation's
  await open(tab);
  await tab.shows('partenaire', 'shown');
  assert.equal(new URL(tab.page.url()).pathname, '/partenaire');
  const before = { act: await count(tab, 'À vous d’agir'), way: await count(tab, 'En cours'), over: await count(tab, 'Terminées') };
  assert.match(await rows(group(tab, 'À vous d’agir')).first().innerText(), new RegExp(`${paper.name}.*matériel pour bébé.*\\d\u00a0(nov|déc)\\..*\\d\u00a0(nov|déc)\\..*À répondre`, 's'));
  await openFirst(tab);
  assert.match(new URL(tab.page.url()).pathname, /^\/partenaire\/[0-9a-f]{32}$/);
  await tab.shows('partenaire', 'read');
  assert.match(await tab.text(), new RegExp(`${paper.name} aimerait recevoir.*Son accord vaut jusqu’au`, 's'));
  assert.equal(await tab.page.getByLabel('Votre nom').count(), 0, 'who she is is known');
  assert.doesNotMatch(await tab.page.title(), new RegExp(paper.name));
  await tab.press('Envoyer la réponse');
  assert.match(await tab.text(), /Choisir une réponse/);
  await tab.page.getByRole('radio', { name: /Nous acceptons/ }).check();
  await tab.press('Envoyer la réponse');
  await tab.shows('partenaire', 'answered');
  assert.match(await tab.text(), /C’est noté.*nadege/s);
  await tab.press('Corriger');
  await tab.page.getByRole('radio', { name: /Liste d’attente/ }).check();
  await tab.page.getByLabel('Précision, s’il y a lieu').fill('Trois semaines <script>');
  await tab.press('Envoyer la réponse');
  await at(tab, 'answered');
  assert.match(await tab.text(), /En liste d’attente|en liste d’attente/);
  assert.match(await tab.text(), /Trois semaines <script>/);
  await tab.press('Toutes les demandes', 'link');
  assert.deepEqual([await count(tab, 'À vous d’agir'), await count(tab, 'En cours')], [before.act - 1, before.way + 1]);
  await rows(group(tab, 'En cours')).filter({ hasText: paper.name }).first().getByRole('link').click();
  await at(tab, 'answered');
  await tab.press('Premier contact fait aujourd’hui');
  await tab.page.getByText('premier contact fait').waitFor();
  assert.equal(await tab.page.getByRole('button', { name: 'Corriger' }).count(), 0);
  await tab.press('Toutes les demandes', 'link');
  assert.equal(await count(tab, 'Terminées'), before.over + 1);
});

night('partenaire: by the keyboard alone', async (tab) => {
  await world.tell('refer', 1);
  await open(tab);
  const keys = async (...all) => { for (const key of all) await tab.page.keyboard.press(key); };
  await rows(group(tab, 'À vous d’agir')).first().getByRole('link').focus();
  await keys('Enter');
  await at(tab, 'read');
  await tab.page.getByRole('radio', { name: /Bien reçu/ }).focus();
  await keys('Space', 'Tab', 'Enter');
  await tab.page.waitForFunction(() => !document.querySelector('input[value="NOTICE_STATE_ACKNOWLEDGED"]'));
  await at(tab, 'read');
});

scene('10 Partner: consent withdrawn: what is open says so within two seconds, and what was typed goes nowhere', async (tab) => {
  const paper = await world.tell('refer', 1);
  await open(tab);
  await openFirst(tab);
  await tab.page.getByRole('radio', { name: /Nous acceptons/ }).check();
  const before = await world.tell('counts');
  await world.tell('withdraw', 1);
  const ms = await within(tab.page.getByRole('heading', { name: 'Cette demande est retirée' }));
  assert.ok(ms < SOON_MS, `${ms} ms`);
  await tab.shows('partenaire', 'withdrawn');
  assert.doesNotMatch(await tab.text(), new RegExp(`${paper.name}|${paper.phone.slice(-4)}`));
  assert.equal((await world.tell('counts')).answered, before.answered);
});

scene('partenaire: a colleague was first: told within two seconds, and nothing that is being written moves', async (tab, another, elsewhere) => {
  const paper = await world.tell('refer', 1);
  await open(tab);
  const lists = await another();
  await lists.open('/partenaire');
  await openFirst(tab);
  await tab.page.getByRole('radio', { name: /Nous déclinons/ }).check();
  const partner = await elsewhere();
  await answerByLink(partner, paper, /Nous acceptons/);
  const ms = await within(tab.page.getByText('Cette demande a changé depuis que vous la lisez.'));
  assert.ok(ms < SOON_MS, `${ms} ms`);
  await tab.shows('partenaire', 'changed');
  assert.ok(await tab.page.getByRole('radio', { name: /Nous déclinons/ }).isChecked());
  await lists.page.getByText('Des demandes ont changé').waitFor();
  await lists.ready();
  await lists.shows('partenaire', 'moved');
  tab.expect(409);
  await tab.page.getByLabel('Motif', { exact: true }).selectOption('DECLINE_REASON_FULL');
  await tab.press('Envoyer la réponse');
  await tab.shows('partenaire', 'refused');
  assert.match(await tab.text(), /VERSION_STALE/);
  await tab.press('Actualiser');
  await at(tab, 'answered');
  assert.match(await tab.text(), /accepté/);
});

night('partenaire: free places, said and confirmed', async (tab) => {
  await world.tell('refer', 1);
  await open(tab);
  const line = tab.page.locator('.places li');
  assert.match(await line.innerText(), /Comptoir familial.*jamais dit/s);
  assert.equal(await line.getByRole('button', { name: /^Confirmer/ }).count(), 0);
  const number = tab.page.getByLabel('Places libres : Comptoir familial');
  await number.fill('mille');
  await tab.page.keyboard.press('Enter');
  await tab.shows('partenaire', 'placesWrong');
  await number.fill('2');
  await tab.page.keyboard.press('Enter');
  await tab.page.getByText('Comptoir familial\u00a0: c’est à jour.').waitFor();
  assert.match(await line.innerText(), /2 libres.*mis à jour/s);
  await world.tell('pass', 9 * 24 * 60 * MINUTE);
  await open(tab);
  assert.match(await line.innerText(), /2 libres.*à confirmer/s);
  await line.getByRole('button', { name: /^Confirmer/ }).click();
  await tab.page.getByText('à confirmer').waitFor({ state: 'detached' });
  tab.expect(503);
  await instead(tab, '/sippe.directory.Directory/ReportCapacity', (r) => r.fulfill(json(refusal, 412)));
  tab.expect(412);
  await line.getByRole('button', { name: /^Confirmer/ }).click();
  await tab.page.getByText('SERVICE_UNKNOWN').waitFor();
  await tab.shows('partenaire', 'placesRefused');
  await instead(tab, '/sippe.directory.Directory/ListCapacity', (r) => r.fulfill(json(away, 503)));
  await tab.open('/partenaire');
  await tab.shows('partenaire', 'placesUnread');
});

night('partenaire: another’s, and none: one page', async (tab) => {
  tab.expect(404);
  await world.tell('refer', 2);
  await open(tab);
  await tab.open(`/partenaire/${'0a'.repeat(16)}`);
  await tab.shows('partenaire', 'unknown');
});

night('partenaire: while it is read, nothing, no answer', async (tab) => {
  tab.expect(401, 503);
  await world.tell('refer', 1);
  await tab.comesIn('nadege');
  let answer;
  let held = new Promise((done) => { answer = done; });
  await instead(tab, LIST, (r) => held.then(() => r.continue()));
  await tab.page.goto(`${world.url}/partenaire`);
  await tab.page.waitForSelector('main[data-state="loading"]');
  await tab.looks('partenaire', 'loading');
  answer();
  await tab.ready();
  held = new Promise((done) => { answer = done; });
  await instead(tab, ONE, (r) => held.then(() => r.continue()));
  await rows(group(tab, 'À vous d’agir')).first().getByRole('link').click();
  await tab.page.waitForSelector('main[data-state="opening"]');
  await tab.looks('partenaire', 'opening');
  answer();
  await at(tab, 'read');
  await instead(tab, LIST, (r) => r.fulfill(json({})));
  await tab.open('/partenaire');
  await tab.shows('partenaire', 'empty');
  await instead(tab, LIST, (r) => r.fulfill(json(away, 503)));
  await tab.open('/partenaire');
  await tab.shows('partenaire', 'error');
  await tab.page.unroute(`**${LIST}`);
  await tab.press('Réessayer');
  await at(tab, 'shown');
});

night('partenaire: in English; and nothing of the CLSC’s', async (tab) => {
  await world.tell('refer', 1);
  await open(tab);
  assert.deepEqual(await tab.page.getByRole('navigation').getByRole('link').allInnerTexts(), ['Demandes reçues']);
  await tab.press('English');
  await tab.page.getByRole('heading', { name: /^Yours to act on \(\d+/ }).waitFor();
  await tab.open('/demandes');
  assert.match(await tab.text(), /not open to this role/);
});
