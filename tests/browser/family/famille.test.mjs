import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { asks, disclosed, enrolled, followed, organized, referred, screened } from '../lib/told_family.mjs';

const INTAKE = '/sippe.intake.Intake/';
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const part = (tab, name) => tab.page.getByRole('navigation', { name: 'Parties du dossier' }).getByRole('link', { name }).click();
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });

async function desk(tab, who = 'martine') {
  tab.expect(401);
  await tab.comesIn(who);
}

/** Another person, at another station. */
async function person(elsewhere, who) {
  const tab = await elsewhere();
  await desk(tab, who);
  return tab;
}

/** What is asked of the daemons from now on, by method. */
function listen(tab) {
  const asked = [];
  tab.page.on('request', (r) => r.method() === 'POST' && asked.push(r.url().split('/').pop()));
  return asked;
}

scene('famille: on one sheet what is urgent, to be done, decided and why', async (tab, _, elsewhere) => {
  await desk(tab);
  const nadia = await person(elsewhere, 'nadia');
  const family = await screened(tab);
  const partner = await organized(nadia, 'Maison des familles');
  await followed(nadia, await enrolled(tab, family));
  await referred(tab, family, partner);
  await tab.open(`/famille/${family.hex}`);
  await tab.shows('famille', 'summary');
  const text = await tab.text();
  for (const said of [/Samira Benali/, /27\u00a0ans · 14\u00a0sem\. 3\u00a0j · SIPPE depuis 24\u00a0nov\./, /Message\u00a0: sans nommer le CLSC/, /9\u00a0h à 11\u00a0h\u00a030 · français · interprète\u00a0: arabe/,
    /Intervenante privilégiée\u00a0: Julie Gagnon/, /Rien à manger aujourd’hui/, /Besoin urgent/, /Décidée\s+SIPPE · P2/, /martine, mar\.\s24\snov\., \d+\u00a0h/, /2026-1, en vigueur le 1er\u00a0janvier\u00a02020/,
    /Faible revenu/, /Yanis \(3\u00a0février\u00a02023\)/, /22\u00a0mai\u00a02027/, /Dépannage Maison des familles/, /envoyée/, /partenaire/])
    assert.match(text, said);
  assert.equal(await tab.page.title(), 'Famille · SIPPE');
  await nadia.open(`/famille/${family.hex}`);
  assert.match(await nadia.text(), /Prochaine visite\u00a0: \p{L}{3}\.\s\d+\s\p{L}+\.?, \d+\u00a0h.* \(proposée\)/u, 'who may ask scheduling is told the next visit');
});

scene('21 Print: a family is one sheet, tagged, without an address; accents and « » survive', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}`);
  await at(tab, 'summary');
  await tab.page.emulateMedia({ media: 'print' });
  assert.equal(await tab.page.getByRole('navigation').filter({ visible: true }).count(), 0);
  assert.match(await tab.text(), /Imprimé le mardi\s24\snovembre\s2026 · CLSC 99001 · Confidentiel/);
  if (process.env.SHOTS) await tab.page.screenshot({ path: `${process.env.SHOTS}/famille-print.png`, fullPage: true });
  const pdf = (await tab.page.pdf({ format: 'Letter', preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1);
  assert.doesNotMatch(pdf, new RegExp(family.hex));
});

scene('famille: its parts have addresses of their own and do not load it anew', async (tab) => {
  await desk(tab);
  const family = await screened(tab, { given: '<script>window.hit = 1</script>' });
  await tab.open(`/famille/${family.hex}`);
  await at(tab, 'summary');
  assert.equal(await tab.page.locator('h1').innerText(), '<script>window.hit = 1</script> Benali');
  await tab.page.evaluate(() => { window.kept = 'here'; });
  await part(tab, 'Fil');
  await tab.shows('famille', 'history');
  assert.equal(new URL(tab.page.url()).pathname, `/famille/${family.hex}/fil`);
  assert.match(await tab.text(), /mardi\s24\snovembre\s2026/);
  assert.match(await tab.text(), /Évaluation/);
  await part(tab, 'Accords');
  await at(tab, 'agreements');
  await tab.page.goBack();
  await at(tab, 'history');
  assert.deepEqual(await tab.page.evaluate(() => [window.kept, window.hit]), ['here', undefined]);
  await tab.page.reload();
  await at(tab, 'history');
});

night('famille: a call is recorded with what follows, corrected, and struck out', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/notes`);
  await at(tab, 'notes');
  await tab.press('Noter l’appel');
  assert.match(await tab.text(), /Choisir le résultat/);
  await label(tab, 'Message laissé').check();
  await label(tab, 'J’ai parlé à quelqu’un d’autre').check();
  await label(tab, 'Rappeler le').fill('31 février');
  await tab.press('Noter l’appel');
  assert.match(await tab.text(), /Cette date n’existe pas/);
  await label(tab, 'Rappeler le').fill('2 déc');
  assert.match(await tab.text(), /2\u00a0décembre\u00a02026/);
  await label(tab, 'À').fill('9 h 30');
  await label(tab, 'Note de l’appel (facultatif)').fill('Sa sœur transmet.');
  await tab.press('Noter l’appel');
  await tab.page.getByText('L’appel est noté.').waitFor();
  assert.match(await tab.text(), /Fait, téléphone\u00a0: message laissé \(à quelqu’un d’autre\) · À rappeler\u00a0: mer\.\s2\u00a0déc\., 9\u00a0h\u00a030/);
  await tab.page.getByRole('button', { name: /^Corriger/ }).click();
  const fix = tab.page.locator('.note form');
  await fix.getByLabel('À rappeler', { exact: true }).check();
  await fix.getByLabel('Motif').fill('J’avais mal noté.');
  await fix.getByRole('button', { name: 'Corriger' }).click();
  await tab.page.getByText('L’appel est corrigé.').waitFor();
  assert.match(await tab.page.locator('.changes').innerText(), /martine\u00a0: J’avais mal noté\.\s+Fait, téléphone\u00a0: message laissé [^→]*→ Fait, téléphone\u00a0: à rappeler/);
  await tab.page.getByRole('button', { name: /^Rayer l’appel/ }).click();
  await tab.press('Rayer l’appel');
  assert.match(await tab.text(), /Écrire le motif/);
  await label(tab, 'Motif').fill('Autre famille.');
  await tab.press('Rayer l’appel');
  await tab.page.getByText('L’appel est rayé.').waitFor();
  assert.match(await tab.page.locator('.changes').innerText(), /Autre famille\.\s+Fait, téléphone\u00a0: à rappeler [^→]*→ noté par erreur/);
});

scene('famille: two write in the same note: both texts, and none is lost', async (tab, _, elsewhere) => {
  tab.expect(409);
  await desk(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/notes`);
  await label(tab, 'Note').fill('Elle préfère le matin.');
  await tab.press('Noter');
  await tab.page.getByText('La note est inscrite.').waitFor();
  await tab.shows('famille', 'notes');
  await tab.page.getByRole('button', { name: /^Corriger/ }).click();
  await label(tab, 'Nouveau texte').fill('Elle préfère le soir.');
  await label(tab, 'Motif').fill('Elle a rappelé.');
  const ines = await person(elsewhere, 'ines');
  const { notes: [note] } = await asks(ines, INTAKE + 'ListNotes', { familyId: family.familyId });
  await asks(ines, INTAKE + 'CorrectNote', { familyId: family.familyId, noteId: note.noteId, version: note.version, words: { text: 'Jamais le mardi.' }, reason: 'Précision.' });
  await tab.page.locator('.note form').getByRole('button', { name: 'Corriger' }).click();
  await tab.shows('famille', 'conflict');
  const both = await tab.page.locator('#conflict').innerText();
  assert.match(both, /ines a aussi écrit ici/);
  assert.match(both, /Elle préfère le soir\.[^]*Jamais le mardi\./);
  await tab.press('Garder le mien');
  await tab.page.getByText('La note est corrigée.').waitFor();
  const changes = await tab.page.locator('.changes').innerText();
  assert.match(changes, /Jamais le mardi\. → Elle préfère le soir\.[^]*Elle préfère le matin\. → Jamais le mardi\./);
  await tab.page.getByRole('button', { name: /^Retirer la note/ }).click();
  await label(tab, 'Motif').fill('Une autre famille.');
  await tab.press('Retirer la note');
  await tab.page.getByText('La note est retirée.').waitFor();
  assert.match(await tab.page.locator('.changes').innerText(), /Elle préfère le soir\. → retirée/);
});

night('famille: a call that somebody else corrected meanwhile is left as she left it, when that is chosen', async (tab, _, elsewhere) => {
  tab.expect(409);
  await desk(tab);
  const family = await screened(tab);
  const told = { direction: 'CALL_DIRECTION_OUTGOING', way: 'CALL_WAY_PHONE', outcome: 'CALL_OUTCOME_NO_ANSWER' };
  const call = await asks(tab, INTAKE + 'RecordFamilyCall', { familyId: family.familyId, told });
  await tab.open(`/famille/${family.hex}/notes`);
  await at(tab, 'notes');
  await tab.page.getByRole('button', { name: /^Rayer l’appel/ }).click();
  await label(tab, 'Motif').fill('Double.');
  const ines = await person(elsewhere, 'ines');
  await asks(ines, INTAKE + 'CorrectFamilyCall', { familyId: family.familyId, callId: call.callId, version: call.version, reason: 'Elle a répondu.',
    told: { ...told, outcome: 'CALL_OUTCOME_COMPLETED' } });
  await tab.press('Rayer l’appel');
  await at(tab, 'conflict');
  assert.match(await tab.page.locator('#conflict').innerText(), /Rayer l’appel[^]*Fait, téléphone\u00a0: appel complet/);
  await tab.press('Prendre l’autre');
  await at(tab, 'notes');
  assert.doesNotMatch(await tab.text(), /noté par erreur/);
});

night('famille: what happened comes page by page, with what was written when it is asked for', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  for (let i = 1; i <= 51; i += 1) await asks(tab, INTAKE + 'RecordNote', { familyId: family.familyId, words: { text: `note ${i}` } });
  await tab.open(`/famille/${family.hex}/fil`);
  await at(tab, 'history');
  const lines = tab.page.locator('.timeline li');
  assert.equal(await lines.count(), 50);
  assert.doesNotMatch(await tab.text(), /note 51/);
  await tab.press('Voir la suite');
  assert.equal(await lines.count(), 52);
  assert.match(await lines.last().innerText(), /Évaluation/);
  await tab.press('Montrer ce qui est écrit');
  assert.match(await lines.first().innerText(), /note 51/);
});

scene('famille: what was told of danger is not asked for before its button', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  const asked = listen(tab);
  await tab.open(`/famille/${family.hex}/notes`);
  await at(tab, 'notes');
  await tab.press('Écrire une note de sécurité');
  await label(tab, 'Ce qui a été dit d’un danger').fill('Son frère surveille le téléphone.');
  await tab.page.locator('form', { has: label(tab, 'Ce qui a été dit d’un danger') }).getByRole('button', { name: 'Noter' }).click();
  await tab.page.getByText('Il y en a une, gardée à part du dossier.').waitFor();
  await part(tab, 'Fil');
  await at(tab, 'history');
  await tab.press('Montrer ce qui est écrit');
  await at(tab, 'history');
  await part(tab, 'Résumé');
  await at(tab, 'summary');
  assert.doesNotMatch(await tab.page.content(), /surveille/);
  assert.ok(!asked.includes('GetSafetyNotes'));
  await part(tab, 'Notes et appels');
  await at(tab, 'notes');
  assert.match(await tab.text(), /La lecture est inscrite au journal des accès, à votre nom\./);
  await tab.press('Lire les notes de sécurité');
  await tab.shows('famille', 'safety');
  assert.match(await tab.text(), /surveille/);
  assert.equal(asked.filter((m) => m === 'GetSafetyNotes').length, 1);
  await part(tab, 'Fil');
  await at(tab, 'history');
  await part(tab, 'Notes et appels');
  await at(tab, 'notes');
  assert.doesNotMatch(await tab.page.content(), /surveille/, 'what was read does not stay on a page that was left');
});

scene('famille: a consent is recorded, and taken back once it was shown who is told', async (tab, _, elsewhere) => {
  await desk(tab);
  const nadia = await person(elsewhere, 'nadia');
  const family = await screened(tab);
  const partner = await organized(nadia, 'Entraide du Parc'), interpreter = await organized(nadia, 'Banque d’interprètes');
  await referred(tab, family, partner);
  await disclosed(tab, family, interpreter.organizationId);
  await tab.open(`/famille/${family.hex}/accords`);
  await tab.shows('famille', 'agreements');
  await tab.press('Noter un consentement…');
  await tab.shows('famille', 'agreeing');
  await tab.press('Noter ce consentement');
  assert.match(await tab.text(), /Choisir ce qui peut être dit/);
  await label(tab, 'Établissement').check();
  await label(tab, 'À qui').selectOption('Entraide du Parc');
  await label(tab, 'Prénom').check();
  await label(tab, 'Elle-même').check();
  await label(tab, 'Verbal').check();
  await tab.press('Noter ce consentement');
  await tab.page.getByText('Le consentement est noté.').waitFor();
  assert.equal(await tab.page.getByRole('button', { name: /^Retirer…/ }).count(), 3);
  await tab.press('Tout retirer…');
  await tab.shows('famille', 'withdrawing');
  const before = await tab.page.locator('#withdraw').innerText();
  assert.match(before, /Seront prévenus\u00a0:/);
  assert.match(before, /Entraide du Parc · Dépannage \(envoyée\), référence annulée/);
  assert.match(before, /dit par une personne le 24\u00a0nov\.\u00a0: à prévenir par une personne/);
  await tab.press('Retirer maintenant');
  await tab.page.getByText('C’est retiré.').waitFor();
  const after = await tab.text();
  assert.match(after, /1 référence annulée\. 1 organisme à prévenir par une personne\./);
  assert.match(after, /Prévenus ou à prévenir\u00a0:\s+Entraide du Parc/);
  assert.equal(after.match(/retiré le 24\u00a0nov\./g).length >= 3, true);
  assert.match(await tab.page.getByRole('table', { name: 'Ce qui est parti' }).innerText(), /à prévenir/);
});

scene('famille: Accès shows the looks at her, those of this test, and one’s own', async (tab, _, elsewhere) => {
  await desk(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/fil`);
  await at(tab, 'history');
  await part(tab, 'Accès');
  await tab.shows('famille', 'looksAsked');
  const paule = await person(elsewhere, 'paule');
  paule.expect(404);
  await paule.open(`/famille/${family.hex}/acces`);
  await paule.shows('famille', 'looks');
  await paule.page.reload();
  await at(paule, 'looks');
  const text = await paule.text();
  assert.match(text, /martine\s+accueil, 99001\s+a ouvert son dossier/);
  assert.match(text, /martine[^\n]*\s+a lu ce qui lui est arrivé/);
  assert.match(text, /page «\u00a0Famille\u00a0»/);
  assert.match(text, /paule\s+protection des renseignements\s+a vu qui l’avait vue/);
  assert.match(text, new RegExp(`Qui a vu le dossier ${family.familyNumber}`));
  assert.doesNotMatch(text, /Benali/, 'no answer of hers');
  await paule.open(`/famille/${family.hex}`);
  await at(paule, 'closed');
  await paule.open(`/famille/${'ab'.repeat(16)}/acces`);
  await at(paule, 'closed');
});

night('famille: another CLSC’s id answers like an unknown one', async (tab, _, elsewhere) => {
  tab.expect(404, 400);
  await desk(tab);
  const odile = await person(elsewhere, 'odile');
  const family = await screened(odile, { clsc: '99002' });
  await tab.open(`/famille/${family.hex}`);
  await tab.shows('famille', 'closed');
  const theirs = await tab.text();
  assert.match(theirs, /Ce dossier n’est pas accessible[^]*Demandez à votre coordination/);
  for (const path of ['ab'.repeat(16), `${'ab'.repeat(16)}/notes`]) {
    await tab.open(`/famille/${path}`);
    await at(tab, 'closed');
    assert.equal(await tab.text(), theirs);
  }
  await label(tab, 'Pourquoi').fill('Pour voir.');
  await tab.press('Ouvrir avec ce motif');
  assert.match(await tab.text(), /Le dossier n’est pas ouvert\./);
  for (const path of ['n-importe', `${family.hex}/autre`]) {
    await tab.open(`/famille/${path}`);
    await at(tab, 'closed');
  }
});

scene('famille: who does not follow her sees who she is, and opens the file with a reason', async (tab, _, elsewhere) => {
  await desk(tab);
  const nadia = await person(elsewhere, 'nadia');
  const family = await screened(tab);
  await followed(nadia, await enrolled(tab, family));
  const rose = await person(elsewhere, 'rose');
  await rose.open(`/famille/${family.hex}`);
  await rose.shows('famille', 'kept');
  assert.match(await rose.text(), /Samira Benali[^]*Gardé\u00a0: coordonnées, réponses/);
  assert.doesNotMatch(await rose.page.content(), new RegExp(family.phone.slice(-4)));
  await rose.press('Ouvrir avec ce motif');
  assert.match(await rose.text(), /Écrire pourquoi/);
  await label(rose, 'Pourquoi').fill('Je remplace Julie cette semaine.');
  await rose.press('Ouvrir avec ce motif');
  await at(rose, 'summary');
  assert.match(await rose.text(), /514\u00a0555-/);
});

night('famille: one that was merged leads to the one that is left', async (tab) => {
  await desk(tab);
  const first = await screened(tab);
  const { now } = await world.tell('state');
  const at1 = { ms: String(now - 600000) };
  const { screening } = await asks(tab, INTAKE + 'GetScreening', { screeningId: first.screeningId });
  screening.call.startedAt = at1;
  const again = await asks(tab, INTAKE + 'SubmitScreening', { screening });
  assert.ok(again.nMatches > 0);
  await asks(tab, INTAKE + 'SettleMatch', { screeningId: again.screeningId, version: again.version, sameAsFamilyId: first.familyId });
  await tab.open(`/famille/${Buffer.from(again.familyId, 'base64').toString('hex')}`);
  await tab.shows('famille', 'merged');
  await tab.press('Ouvrir ce dossier', 'link');
  await at(tab, 'summary');
  assert.equal(new URL(tab.page.url()).pathname, `/famille/${first.hex}`);
});

night('famille: while it is read, when nobody answers, and when visits alone do not', async (tab, _, elsewhere) => {
  tab.expect(503);
  await desk(tab);
  const nadia = await person(elsewhere, 'nadia');
  nadia.expect(503);
  const family = await screened(tab);
  let answer;
  const held = new Promise((done) => { answer = done; });
  await tab.page.route(`**${INTAKE}GetFamily`, async (route) => { await held; await route.continue(); }, { times: 1 });
  await tab.page.goto(`${world.url}/famille/${family.hex}`);
  await tab.page.waitForSelector('main[data-state="loading"]');
  await tab.looks('famille', 'loading');
  answer();
  await at(tab, 'summary');
  await tab.page.route(`**${INTAKE}GetFamily`, (route) => route.fulfill({ status: 503, body: '' }), { times: 1 });
  await tab.open(`/famille/${family.hex}`);
  await tab.shows('famille', 'error');
  await tab.press('Réessayer');
  await at(tab, 'summary');
  await followed(nadia, await enrolled(tab, family));
  await nadia.page.route('**/FamilyVisits', (route) => route.fulfill({ status: 503, body: '' }));
  await nadia.open(`/famille/${family.hex}`);
  await at(nadia, 'summary');
  assert.match(await nadia.text(), /Les visites ne répondent pas; le dossier fonctionne/);
});

night('famille: a part that does not come when it is opened says so, and comes when it is asked for again', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  tab.tolerate(/./); // what fails to load
  await tab.page.route('**/parts/family/history.js', (route) => route.abort());
  await tab.open(`/famille/${family.hex}`);
  await at(tab, 'summary');
  await part(tab, 'Fil');
  await tab.shows('famille', 'error');
  assert.match(await tab.text(), /Cette partie n’a pas pu être chargée\./);
  await tab.page.unroute('**/parts/family/history.js');
  await tab.press('Réessayer');
  await at(tab, 'history');
  await tab.page.route('**/parts/family/closed.js', (route) => route.abort());
  tab.expect(404);
  await tab.open(`/famille/${'ab'.repeat(16)}`);
  assert.match(await tab.text(), /Cette partie n’a pas pu être chargée\./);
  await tab.page.unroute('**/parts/family/closed.js');
  await tab.press('Réessayer');
  assert.match(await tab.text(), /Ce dossier n’est pas accessible/);
  const later = await tab.page.evaluate(() => document.querySelectorAll('link[rel="later"]').length);
  assert.equal(later, 0, 'what is opened later is fetched ahead once the page is there');
});

night('famille: what was shown of one family does not stand under the name of the next one', async (tab, _, elsewhere) => {
  await desk(tab);
  const nadia = await person(elsewhere, 'nadia');
  const first = await screened(tab), next = await screened(tab, { given: 'Rose' });
  await followed(nadia, await enrolled(tab, next));
  await asks(tab, INTAKE + 'RecordNote', { familyId: first.familyId, words: { text: 'Note de la première.' } });
  await nadia.open(`/famille/${first.hex}/notes`);
  await at(nadia, 'notes');
  assert.match(await nadia.text(), /Note de la première\./);
  let answer;
  const held = new Promise((done) => { answer = done; });
  await nadia.page.route('**/FamilyVisits', async (route) => { await held; await route.continue(); }, { times: 1 });
  await nadia.page.evaluate((path) => {
    const link = Object.assign(document.createElement('a'), { href: path });
    document.body.append(link);
    link.click();
    link.remove();
  }, `/famille/${next.hex}/notes`);
  await nadia.page.getByRole('heading', { name: 'Rose Benali' }).waitFor();
  assert.doesNotMatch(await nadia.text(), /Note de la première\./);
  answer();
  await at(nadia, 'notes');
  assert.match(await nadia.text(), /Aucune note\./);
});
