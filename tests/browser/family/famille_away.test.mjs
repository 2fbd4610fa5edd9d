// A family's file while SIPPE goes and comes back.
import assert from 'node:assert/strict';
import { night, scene } from '../lib/browser.mjs';
import { back, goneAfter, keptInBar } from '../lib/gone.mjs';
import { asks, organized, referred, screened } from '../lib/told_family.mjs';

const INTAKE = '/sippe.intake.Intake/';
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });

/** She who has the page open, before it. */
async function desk(tab) {
  tab.expect(401);
  await tab.comesIn('martine');
  tab.tolerate(/./); // nobody answers
}

scene('famille: SIPPE goes in mid-command and comes back: what was noted is there once, and what was noted meanwhile behind it', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/notes`);
  await at(tab, 'notes');
  await goneAfter(tab, `${INTAKE}RecordNote`);
  await label(tab, 'Note').fill('Note une.');
  await tab.press('Noter');
  await keptInBar(tab, 1);
  assert.match(await tab.text(), /C’est gardé sur ce poste\. Cela partira dès que SIPPE répondra, une seule fois\./);
  assert.equal(await tab.page.evaluate(() => document.activeElement.innerText), 'Continuer');
  await tab.looks('famille', 'notes');
  await tab.press('Continuer');
  await label(tab, 'Note').fill('Note deux.');
  await tab.press('Noter');
  await label(tab, 'Pas de réponse').check();
  await tab.press('Noter l’appel');
  await keptInBar(tab, 3);
  await back(tab);
  const { notes } = await asks(tab, INTAKE + 'ListNotes', { familyId: family.familyId });
  assert.deepEqual(notes.map((n) => n.said.words.text), ['Note deux.', 'Note une.'], 'in their order, each once');
  const { calls } = await asks(tab, INTAKE + 'ListFamilyCalls', { familyId: family.familyId });
  assert.equal(calls.length, 1);
  await tab.page.getByText('La note est inscrite.').waitFor();
  assert.match(await tab.text(), /Note deux\.[^]*Note une\./);
});

night('famille: a consent taken back while SIPPE is away is taken back once', async (tab, _, elsewhere) => {
  await desk(tab);
  const nadia = await elsewhere();
  nadia.expect(401);
  await nadia.comesIn('nadia');
  const family = await screened(tab);
  const partner = await organized(nadia, 'Entraide du Nord');
  await referred(tab, family, partner);
  await nadia.page.close();
  await tab.open(`/famille/${family.hex}/accords`);
  await at(tab, 'agreements');
  await tab.press('Noter un consentement…');
  await label(tab, 'Établissement').check();
  await label(tab, 'À qui').selectOption('Entraide du Nord');
  await label(tab, 'Prénom').check();
  await label(tab, 'Elle-même').check();
  await label(tab, 'Verbal').check();
  await goneAfter(tab, `${INTAKE}RecordConsent`);
  await tab.press('Noter ce consentement');
  await keptInBar(tab, 1);
  await back(tab);
  await tab.page.getByText('Le consentement est noté.').waitFor();
  await tab.page.getByRole('button', { name: /^Retirer….*Établissement/i }).click();
  await at(tab, 'withdrawing');
  await goneAfter(tab, `${INTAKE}WithdrawConsent`);
  await tab.press('Retirer maintenant');
  await keptInBar(tab, 1);
  await back(tab);
  await tab.page.getByText('C’est retiré.').waitFor();
  const { consents } = await asks(tab, INTAKE + 'GetFamily', { familyId: family.familyId });
  assert.deepEqual(consents.map((c) => [c.purpose, Boolean(c.withdrawnAt)]).sort(),
    [['CONSENT_PURPOSE_INSTITUTION', true], ['CONSENT_PURPOSE_PARTNER_REFERRAL', false]]);
});

night('famille: what is changed of her people while SIPPE is away waits in its place, and is done once', async (tab) => {
  await desk(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/personnes`);
  await at(tab, 'people');
  await tab.press('Ajouter une personne…');
  await label(tab, 'Adulte').check();
  await label(tab, 'Prénom').fill('Karim');
  await goneAfter(tab, `${INTAKE}ChangePerson`);
  await tab.press('Ajouter cette personne');
  await keptInBar(tab, 1);
  assert.match(await tab.text(), /C’est gardé sur ce poste\./);
  await back(tab);
  await tab.page.getByText('Karim est au dossier.').waitFor();
  const { kin } = await asks(tab, INTAKE + 'GetFamily', { familyId: family.familyId });
  assert.equal(kin.people.filter((p) => p.name?.given === 'Karim').length, 1);
});
