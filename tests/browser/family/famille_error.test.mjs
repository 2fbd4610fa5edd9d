// What is said of a family again because it was wrong: whether she takes part, what was attested, two files that were one, who keeps the bond.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { back, goneAfter, keptInBar } from '../lib/gone.mjs';
import { asks, enrolled, followed, screened } from '../lib/told_family.mjs';

const INTAKE = '/sippe.intake.Intake/', SCHEDULING = '/sippe.scheduling.Scheduling/';
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });
const said = (tab, text) => tab.page.getByText(text).waitFor();

/** Another person, at another station. */
async function person(elsewhere, who) {
  const tab = await elsewhere();
  await tab.comesIn(who);
  return tab;
}

const taking = (tab) => tab.page.locator('#participation').innerText();
const AGREED = { answer: 'AGREEMENT_ANSWER_AGREED', mode: 'CONSENT_MODE_VERBAL', givenBy: 'CONSENT_GIVER_SELF', textVersion: '2026-1' };

/** As a program of hers would: by the version that there is now. */
async function agrees(tab, family, more = {}) {
  const { enrolment } = await asks(tab, INTAKE + 'GetFamily', { familyId: family.familyId });
  await asks(tab, INTAKE + 'RecordAgreement', { enrolmentId: enrolment.enrolmentId, version: enrolment.version,
    agreement: { ...AGREED, on: { year: 2026, month: 11, day: 24 }, ...more } });
}

scene('famille: whether she takes part is noted with the words that were read; who was quicker is shown, and the next press stands', async (tab, _, elsewhere) => {
  tab.expect(409);
  await tab.comesIn('martine');
  const family = await screened(tab);
  await enrolled(tab, family);
  await tab.open(`/famille/${family.hex}/accords`);
  await at(tab, 'agreements');
  assert.match(await taking(tab), /Personne n’a encore noté si elle participe\./);
  await tab.press('Noter sa réponse…');
  await tab.press('Noter sa réponse');
  assert.match(await taking(tab), /Choisir ce qu’elle répond[^]*Choisir qui l’a dit[^]*Choisir comment/);
  await label(tab, 'Refuse').check();
  await label(tab, 'Elle-même').check();
  await label(tab, 'Verbal').check();
  await tab.shows('famille', 'agreement');
  assert.match(await taking(tab), /Le programme vous offre des visites\. Y participer est libre\./, 'the words that are read to her');
  const ines = await person(elsewhere, 'ines');
  await agrees(ines, family);
  await tab.press('Noter sa réponse');
  await tab.shows('famille', 'conflict');
  assert.match(await tab.page.locator('#part-met').innerText(), /Quelqu’un d’autre vient de changer ceci\u00a0:\s+– → Accepte, 24\u00a0novembre\u00a02026, verbal, elle-même/);
  await tab.press('Noter sa réponse');
  assert.match(await taking(tab), /Écrire pourquoi/, 'one stands there now');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Elle a changé d’idée.');
  await tab.press('Noter sa réponse');
  await said(tab, 'Sa réponse est notée.');
  assert.match(await taking(tab), /Refuse, 24\u00a0novembre\u00a02026, verbal, elle-même, Elle a changé d’idée\.\s+Avant\s+Accepte, 24/);
});

night('famille: what she answers while SIPPE is away waits in its place, and is noted once', async (tab) => {
  await tab.comesIn('martine');
  tab.tolerate(/./); // nobody answers
  const family = await screened(tab);
  await enrolled(tab, family);
  await tab.open(`/famille/${family.hex}/accords`);
  await at(tab, 'agreements');
  await tab.press('Noter sa réponse…');
  await label(tab, 'Accepte').check();
  await label(tab, 'Elle-même').check();
  await label(tab, 'Verbal').check();
  await goneAfter(tab, `${INTAKE}RecordAgreement`);
  await tab.press('Noter sa réponse');
  await keptInBar(tab, 1);
  assert.match(await taking(tab), /C’est gardé sur ce poste\./);
  await back(tab);
  await said(tab, 'Sa réponse est notée.');
  const { enrolment } = await asks(tab, INTAKE + 'GetFamily', { familyId: family.familyId });
  assert.equal(enrolment.agreements.length, 1);
});

scene('famille: a pregnant minor’s attestation is printed to be signed, noted, and put right', async (tab) => {
  await tab.comesIn('martine');
  const family = await screened(tab, { born: { year: 2010, month: 3, day: 14 }, due: { year: 2027, month: 2, day: 20 } });
  await enrolled(tab, family);
  await tab.open(`/famille/${family.hex}/accords#aide`);
  await at(tab, 'agreements');
  const aid = tab.page.locator('#aide');
  assert.match(await aid.innerText(), /Elle y a droit à partir du \d+\s\S+\s20\d\d\.\s+Rien n’est encore attesté\./);
  assert.equal(await tab.page.evaluate(() => document.activeElement.id), 'aide', 'what she came for has the focus');
  await tab.page.emulateMedia({ media: 'print' });
  await tab.page.evaluate(() => { window.print = () => { window.printed = document.body.innerText; }; });
  await aid.getByRole('button', { name: 'Imprimer l’attestation à signer', includeHidden: true }).evaluate((button) => button.click());
  const sheet = await tab.page.waitForFunction(() => window.printed).then((printed) => printed.jsonValue());
  assert.match(sheet, /^Attestation\s+Nom\s+Samira Benali\s+Naissance\s+14\u00a0mars\u00a02010\s+Suivie par\s+CLSC du Parc, 514\u00a0555-0101\s+Nous attestons qu’elle est suivie\.\s+Nom et titre\s+Signature\s+Date\s*$/);
  await tab.page.emulateMedia({ media: null });
  await tab.page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await tab.page.locator('.attestation').count(), 0, 'it is there for the printer alone');
  await tab.press('Noter ce qu’il en est…');
  await label(tab, 'Attestée').check();
  await tab.press('Noter');
  assert.match(await aid.innerText(), /Écrire qui a signé[^]*Écrire à qui elle est remise/);
  await label(tab, 'Qui a signé').fill('Julie Gagnon, infirmière');
  await label(tab, 'À qui elle est remise').fill('à elle-même');
  await tab.shows('famille', 'aid');
  await tab.press('Noter');
  await said(tab, 'C’est noté.');
  assert.match(await aid.innerText(), /Attestée, 24\u00a0novembre\u00a02026, Julie Gagnon, infirmière, remise\u00a0: à elle-même/);
  await tab.press('Corriger ce qui est noté…');
  await label(tab, 'Sans droit').check();
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Elle vit chez ses parents.');
  await tab.press('Noter');
  await said(tab, 'C’est noté.');
  assert.match(await aid.innerText(), /Sans droit, 24\u00a0novembre\u00a02026, Elle vit chez ses parents\.\s+Avant\s+Attestée/);
});

/** Two files of which one became the other: { first, again }. */
async function merged(tab) {
  const first = await screened(tab);
  const { screening } = await asks(tab, INTAKE + 'GetScreening', { screeningId: first.screeningId });
  const { now } = await world.tell('state');
  screening.call.startedAt = { ms: String(now - 600000) };
  const again = await asks(tab, INTAKE + 'SubmitScreening', { screening });
  await asks(tab, INTAKE + 'SettleMatch', { screeningId: again.screeningId, version: again.version, sameAsFamilyId: first.familyId });
  return { first, again };
}

scene('famille: two files that were one are two again; what was noted in between is listed, and passed on by who coordinates', async (tab, _, elsewhere) => {
  await tab.comesIn('martine');
  const { first, again } = await merged(tab);
  await asks(tab, INTAKE + 'RecordNote', { familyId: first.familyId, words: { text: 'Elle préfère le matin.' } });
  await tab.open(`/famille/${first.hex}/personnes`);
  await at(tab, 'people');
  await tab.press('Voir les dossiers réunis à celui-ci');
  await tab.shows('famille', 'merges');
  assert.match(await tab.text(), new RegExp(`Dossier ${again.familyNumber} réuni à celui-ci le 24\u00a0nov\\. par martine\\.`));
  await tab.page.getByRole('button', { name: /^Ce sont deux familles/ }).click();
  await tab.press('Annuler la réunion');
  assert.match(await tab.text(), /Écrire comment on le sait/);
  await label(tab, 'Comment on le sait').fill('Deux sœurs au même numéro.');
  await tab.shows('famille', 'unmerging');
  await tab.press('Annuler la réunion');
  await said(tab, 'Les deux familles ont de nouveau chacune son dossier.');
  assert.match(await tab.text(), /annulée le 24\u00a0nov\. par martine[^]*à voir par la coordination[^]*Deux sœurs au même numéro\.[^]*Note\s+\d+\u00a0h[^]*martine\s+reste ici/);
  const nadia = await person(elsewhere, 'nadia');
  await nadia.open(`/famille/${first.hex}/personnes#reunions`);
  await at(nadia, 'merges');
  await nadia.page.getByRole('button', { name: new RegExp(`^C’est à ${again.familyNumber}`) }).click();
  await label(nadia, 'Comment on le sait').fill('C’est sa sœur qui l’a dit.');
  await nadia.press('Le passer à l’autre famille');
  await said(nadia, new RegExp(`Note\u00a0: noté pour ${again.familyNumber}, et rayé ici\\.`));
  assert.match(await nadia.text(), new RegExp(`passé à ${again.familyNumber}`));
  const { notes } = await asks(nadia, INTAKE + 'ListNotes', { familyId: again.familyId });
  assert.deepEqual(notes.map((n) => n.said.words.text), ['Elle préfère le matin.']);
});

scene('famille: a key worker confirmed in error is struck out with a reason, and somebody is to be confirmed', async (tab, _, elsewhere) => {
  await tab.comesIn('martine');
  const family = await screened(tab);
  const nadia = await person(elsewhere, 'nadia');
  await followed(nadia, await enrolled(tab, family));
  const julie = await person(elsewhere, 'julie-equipe');
  await julie.open(`/famille/${family.hex}/rencontres`);
  await at(julie, 'encounters');
  assert.equal(await julie.page.getByRole('button', { name: 'Confirmée par erreur…' }).count(), 0, 'who coordinates says so');
  await nadia.open(`/famille/${family.hex}/rencontres`);
  await at(nadia, 'encounters');
  await nadia.press('Confirmée par erreur…');
  assert.match(await nadia.text(), /Julie Gagnon n’aurait pas dû être confirmée/);
  await nadia.press('Rayer cette confirmation');
  assert.match(await nadia.text(), /Écrire pourquoi/);
  await label(nadia, 'Pourquoi, ou qui l’a dit').fill('Une autre famille.');
  await nadia.shows('famille', 'striking');
  await nadia.press('Rayer cette confirmation');
  await said(nadia, 'La confirmation est rayée. Une intervenante privilégiée est à confirmer.');
  const { keyWorker = '' } = await asks(nadia, SCHEDULING + 'FamilyVisits', { familyId: family.familyId });
  assert.equal(keyWorker, '');
});
