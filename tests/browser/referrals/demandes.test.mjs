// Referrals to partners, by who must act next; what is done about each.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { answerByLink, instead, json, away, within } from '../lib/partner.mjs';
import { MINUTE } from '../lib/territory_told.mjs';

const DAY = 24 * 60 * MINUTE, SOON_MS = 2000;
const LIST = '/sippe.intake.Intake/ListWork', NOTICES = '/sippe.notifications.Notifications/ListNotices';
const open = async (tab, who = 'nadia') => {
  tab.expect(401);
  await tab.comesIn(who);
  await tab.open('/demandes');
};
const group = (tab, name) => tab.page.locator('section.work').filter({ has: tab.page.getByRole('heading', { name: new RegExp(`^${name}`) }) });
const ours = (tab) => group(tab, 'À nous');
const theirs = (tab) => group(tab, 'À l’organisme');
const rows = (within) => within.locator('tbody tr:not(.row-form)');
/** The line of this one: others are there of the scenes before. */
const of = (within, paper) => rows(within).filter({ hasText: paper.number });
const openOne = async (tab, paper) => {
  await tab.page.getByRole('button', { name: new RegExp(`^Ouvrir .*${paper.number}`) }).click();
  await tab.ready();
};

scene('demandes: whose turn it is, how it was told, and whether it arrived', async (tab, _, elsewhere) => {
  const paper = await world.tell('refer', 1);
  const silent = await world.tell('refer', 2);
  await open(tab);
  await tab.shows('demandes', 'shown');
  assert.equal(await of(ours(tab), paper).count(), 0);
  const line = of(theirs(tab), paper);
  assert.match(await line.innerText(), /À répondre.*matériel pour bébé.*\d+-\d.*Maison des familles 1.*Appeler 514\u00a0555-0100.*rien ne dit qu’elle est reçue.*feuille imprimée.*lien \(feuille\) ouvert/s);
  assert.match(await line.getByRole('link', { name: /Appeler/ }).getAttribute('href'), /^tel:\+15145550100$/);
  assert.match(await line.getByRole('link').first().getAttribute('href'), /^\/famille\/[0-9a-f]{32}$/);
  const partner = await elsewhere();
  await answerByLink(partner, paper, /Liste d’attente/);
  await tab.open('/demandes');
  assert.match(await of(theirs(tab), paper).innerText(), /Liste d’attente.*lue par le lien/s);
  await answerByLink(partner, paper, /Nous déclinons/, true);
  await tab.open('/demandes');
  assert.match(await of(ours(tab), paper).innerText(), /Trouver une autre porte.*Décliné\u00a0: complet/s);
  await world.tell('pass', 8 * DAY);
  await tab.comesIn('nadia');
  await tab.open('/demandes');
  assert.match(await of(ours(tab), silent).innerText(), /en retard.*Relancer le partenaire/s);
  assert.equal(await of(theirs(tab), silent).count(), 0);
});

scene('demandes: a link made anew, ended; digits to be read out; a browser that is forgotten', async (tab, _, elsewhere) => {
  const paper = await world.tell('refer', 1);
  const partner = await elsewhere();
  await answerByLink(partner, paper, /Bien reçu/);
  await open(tab);
  await openOne(tab, paper);
  await tab.shows('demandes', 'open');
  assert.match(await tab.text(), /Navigateurs connus de l’organisme.*L’oublier/s);
  await tab.press('Refaire le lien (courriel)');
  await tab.shows('demandes', 'made');
  const address = await tab.page.getByLabel('Adresse à copier').inputValue();
  assert.match(address, /\/r\/\w{20}$/);
  assert.equal(await tab.page.getByText('Des demandes ont changé').count(), 0, 'what she did herself is no news');
  await tab.page.getByRole('button', { name: /^Terminer ce lien courriel/ }).click();
  await tab.page.getByText('Le lien n’ouvre plus rien.').waitFor();
  await partner.open(new URL(address).pathname);
  await partner.page.waitForSelector('main[data-state="over"]');
  await tab.press('Code à lire');
  await tab.shows('demandes', 'digits');
  const digits = await tab.page.locator('.digits').innerText();
  assert.match(digits, /^\d{6}$/);
  await tab.page.getByRole('button', { name: /^L’oublier/ }).click();
  await tab.page.getByText('Ce navigateur n’est plus connu.').waitFor();
  await partner.open(`/r/${paper.token}`);
  await partner.press('Ouvrir la demande');
  await partner.page.getByLabel('Fin du code de la feuille, ou code reçu par téléphone').fill(digits);
  await partner.press('Continuer');
  await partner.page.waitForSelector('main[data-state="read"]');
  const kept = await tab.page.evaluate(() => JSON.stringify([location.href, document.title, history.state]));
  assert.doesNotMatch(kept, /\/r\/|\d{6}/);
});

/** What the printer gets is kept here: { text, pdf }. */
async function printed(tab, press) {
  await tab.page.evaluate(() => { window.print = () => { window.printing = true; }; });
  await press();
  await tab.page.waitForFunction(() => window.printing);
  await tab.page.emulateMedia({ media: 'print' });
  const text = await tab.page.evaluate(() => document.body.innerText);
  assert.equal(await tab.page.locator('.leaf').count(), 1);
  if (process.env.SHOTS) await tab.page.screenshot({ path: `${process.env.SHOTS}/demandes-sheet.png`, fullPage: true, caret: 'initial' });
  const pdf = (await tab.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  await tab.page.emulateMedia({ media: null });
  await tab.page.evaluate(() => { window.printing = false; dispatchEvent(new Event('afterprint')); });
  await tab.ready();
  return { text, pdf };
}

scene('21 Print: the sheet of a notice is one leaf, with its code and its link; a link that is made anew goes with a new sheet', async (tab, _, elsewhere) => {
  const paper = await world.tell('refer', 1);
  await open(tab, 'nadia');
  await openOne(tab, paper);
  const first = await printed(tab, () => tab.page.getByRole('button', { name: 'Imprimer la feuille', exact: true }).click());
  for (const said of [/^Avis de référence/, /À\s+Maison des familles 1, 514\u00a0555-0100/, new RegExp(`Qui\\s+${paper.name}`), /Besoin\s+matériel pour bébé/, new RegExp(paper.code),
    new RegExp(paper.token.match(/.{4}/g).join('\\s*')), /Premier contact fait/, /Votre nom\u00a0:/]) assert.match(first.text, said);
  assert.doesNotMatch(first.text, /Demandes|Imprimer/, 'the sheet alone');
  assert.equal(first.pdf.match(/\/Type \/Page\b/g).length, 1);
  assert.equal(await tab.page.locator('.sheet').count(), 0, 'it is gone with the print');
  await tab.shows('demandes', 'printed');
  await tab.press('Refaire le lien (feuille)');
  assert.match(await tab.text(), /La feuille imprimée avant porte l’ancien lien\u00a0: remplacez-la\./);
  const address = await tab.page.getByLabel('Adresse à copier').inputValue();
  const second = await printed(tab, () => tab.page.getByRole('button', { name: 'Imprimer la nouvelle feuille' }).click());
  assert.match(second.text, new RegExp(new URL(address).pathname.split('/').at(-1).match(/.{4}/g).join('\\s*')));
  const partner = await elsewhere();
  await partner.open(`/r/${paper.token}`);
  await partner.page.waitForSelector('main[data-state="over"]');
});

scene('demandes: what was noted of an answer is put right beside it; who was quicker is shown, and the next press stands', async (tab, _, elsewhere) => {
  const paper = await world.tell('refer', 1);
  const partner = await elsewhere();
  await answerByLink(partner, paper, /Nous acceptons/);
  await open(tab);
  tab.expect(409);
  await openOne(tab, paper);
  await tab.press('Cette réponse est fausse…');
  await tab.press('Corriger la réponse');
  assert.match(await tab.text(), /Choisir ce que l’organisme a répondu[^]*Écrire pourquoi ce qui est noté est faux/);
  await tab.page.getByRole('radio', { name: 'Rien encore' }).check();
  await tab.page.getByLabel('Pourquoi ce qui est noté est faux', { exact: true }).fill('Une autre famille.');
  await tab.shows('demandes', 'correcting');
  await answerByLink(partner, paper, /Liste d’attente/, true);
  await tab.press('Corriger la réponse');
  await tab.shows('demandes', 'conflict');
  assert.match(await tab.page.locator('#right-met').innerText(), /Cette réponse vient de changer\u00a0: Accepté[^]*→ (En l|L)iste d’attente/i);
  await tab.press('Corriger la réponse');
  await tab.page.getByText(/^Réponse corrigée\u00a0: /).waitFor();
  await tab.press('Actualiser');
  assert.match(await of(theirs(tab), paper).innerText(), /À répondre/);
});

night('demandes: what a daemon refuses is said where it was asked', async (tab) => {
  const paper = await world.tell('refer', 1);
  await open(tab);
  await openOne(tab, paper);
  await instead(tab, '/sippe.notifications.Notifications/MakeBrowserCode', (r) => r.fulfill(json(away, 503)));
  tab.expect(503);
  await tab.page.getByRole('button', { name: 'Code à lire' }).click();
  await tab.page.getByText('DAEMON_AWAY').waitFor();
  await tab.ready();
  await tab.shows('demandes', 'refused');
});

scene('10 Partner: accepted, the list says so within two seconds; nothing moves', async (tab, _, elsewhere) => {
  const paper = await world.tell('refer', 1);
  await world.tell('refer', 2);
  await open(tab);
  const before = await rows(theirs(tab)).locator('td:nth-child(3)').allInnerTexts();
  const partner = await elsewhere();
  await answerByLink(partner, paper, /Nous acceptons/);
  const ms = await within(tab.page.getByText('Premier contact à faire'));
  assert.ok(ms < SOON_MS, `${ms} ms`);
  await tab.shows('demandes', 'moved');
  assert.match(await rows(theirs(tab)).filter({ hasText: 'Premier contact à faire' }).innerText(), /changée/);
  assert.deepEqual(await rows(theirs(tab)).locator('td:nth-child(3)').allInnerTexts(), before);
  await tab.press('Actualiser');
  assert.equal(await tab.page.getByText('changée').count(), 0);
});

scene('10 Partner: consent withdrawn: what is open says so within two seconds', async (tab) => {
  const paper = await world.tell('refer', 1);
  await open(tab);
  await openOne(tab, paper);
  assert.match(await tab.text(), new RegExp(paper.name));
  await world.tell('withdraw', 1);
  const ms = await within(tab.page.getByText('Cette demande est retirée.'));
  assert.ok(ms < SOON_MS, `${ms} ms`);
  assert.equal(await tab.page.getByRole('button', { name: 'Code à lire' }).count(), 0);
});

scene('demandes: an answer by telephone, with the code of the sheet; by the keyboard alone', async (tab) => {
  const paper = await world.tell('refer', 1);
  await open(tab);
  const keys = async (...all) => { for (const key of all) await tab.page.keyboard.press(key); };
  await tab.page.getByRole('button', { name: 'Réponse par téléphone' }).focus();
  await keys('Enter');
  await tab.page.waitForFunction(() => document.activeElement?.id === 'code');
  await tab.shows('demandes', 'phone');
  await keys('Enter');
  await tab.shows('demandes', 'missing');
  assert.match(await tab.text(), /Écrire le code de la feuille.*Choisir la réponse.*Écrire qui a appelé/s);
  await tab.page.getByLabel('Code de la feuille', { exact: true }).focus();
  await tab.page.keyboard.type('K7M-4TXQ');
  await tab.page.getByRole('radio', { name: 'Décliné' }).focus();
  await keys('Space');
  await tab.page.getByLabel('Motif', { exact: true }).selectOption('DECLINE_REASON_FULL');
  await tab.page.getByLabel('Qui a appelé', { exact: true }).fill('Nadège <script>');
  tab.expect(400, 404);
  await tab.press('Noter la réponse');
  await tab.page.waitForSelector('main[data-state="refused"]');
  assert.match(await tab.text(), /CODE_UNKNOWN/);
  await tab.page.getByLabel('Code de la feuille', { exact: true }).fill(paper.code.toLowerCase());
  await tab.press('Noter la réponse');
  await tab.page.getByText('Réponse notée : décliné.').waitFor();
  await tab.press('Fermer');
  await tab.press('Actualiser');
  assert.match(await of(ours(tab), paper).innerText(), /Trouver une autre porte/);
  await openOne(tab, paper);
  assert.match(await tab.text(), /Nadège <script>/);
});

night('demandes: without what notifications knows, and none at all', async (tab) => {
  const paper = await world.tell('refer', 1);
  tab.expect(401, 503);
  await tab.comesIn('nadia');
  await instead(tab, NOTICES, (r) => r.fulfill(json(away, 503)));
  await tab.open('/demandes');
  await tab.shows('demandes', 'part');
  assert.match(await tab.text(), /Ce que les organismes ont reçu et répondu n’y paraît pas/);
  assert.equal(await of(theirs(tab), paper).count(), 1);
  await instead(tab, LIST, (r) => r.fulfill(json(away, 503)));
  await tab.open('/demandes');
  await tab.shows('demandes', 'error');
  await tab.page.unroute(`**${LIST}`);
  await tab.page.unroute(`**${NOTICES}`);
  await tab.press('Réessayer');
  await tab.page.waitForSelector('main[data-state="shown"]');
  await instead(tab, LIST, (r) => r.fulfill(json({})));
  await tab.open('/demandes');
  await tab.shows('demandes', 'empty');
});

night('demandes: while it is read; a desk has its own CLSC’s alone; whoever has no business with them has no page', async (tab, _, elsewhere) => {
  for (let n = 1; n <= 6; n += 1) await world.tell('refer', n);
  tab.expect(401);
  await tab.comesIn('martine');
  let answer;
  const held = new Promise((done) => { answer = done; });
  await instead(tab, LIST, (r) => held.then(() => r.continue()));
  await tab.page.goto(`${world.url}/demandes`);
  await tab.page.waitForSelector('main[data-state="loading"]');
  await tab.looks('demandes', 'loading');
  answer();
  await tab.ready();
  const hers = await rows(theirs(tab)).count();
  const coordinator = await elsewhere();
  await open(coordinator);
  assert.ok(hers < await rows(theirs(coordinator)).count());
  const privacy = await elsewhere();
  privacy.expect(401);
  await privacy.comesIn('paule');
  await privacy.open('/demandes');
  assert.match(await privacy.text(), /n’est pas ouverte à ce rôle/);
});

night('demandes: in English', async (tab) => {
  const paper = await world.tell('refer', 1);
  await open(tab);
  await tab.press('English');
  await tab.page.getByRole('heading', { name: /^The organisation’s to act on \(\d+/ }).waitFor();
  await tab.page.getByRole('button', { name: new RegExp(`^Open .*${paper.number}`) }).click();
  await tab.ready();
  assert.match(await tab.text(), /What the organisation knows.*Sheet: link open until/s);
});
