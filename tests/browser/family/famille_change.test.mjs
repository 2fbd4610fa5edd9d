// What a nurse changes of a family's file: how she is reached, who she is, what took place.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { asks, enrolled, followed, screened } from '../lib/told_family.mjs';
import { MINUTE } from '../lib/territory_told.mjs';

const INTAKE = '/sippe.intake.Intake/';
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });

async function signedIn(tab, who = 'martine') {
  tab.expect(401);
  await tab.comesIn(who);
}

/** Another person, at another station. */
async function person(elsewhere, who) {
  const tab = await elsewhere();
  await signedIn(tab, who);
  return tab;
}

const act = (tab, name) => tab.page.getByRole('button', { name: new RegExp(`^${name}`) });

/* ---- how she is reached ---- */

night('famille: how she is reached is changed in its place, and what stood there before stays readable', async (tab) => {
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}`);
  await at(tab, 'summary');
  await act(tab, 'Changer').click();
  await at(tab, 'contact');
  await label(tab, 'Numéro').fill('438 555-0199');
  await tab.press('Ajouter un numéro');
  await tab.press('Changer les coordonnées');
  assert.match(await tab.text(), /Écrire le numéro, ou le retirer/);
  assert.match(await tab.text(), /Écrire pourquoi/);
  await tab.shows('famille', 'contact');
  const second = tab.page.getByRole('group', { name: 'Téléphone 2' });
  await second.getByLabel('Numéro', { exact: true }).fill('514 555-0188');
  await second.getByLabel('Poste').fill('12');
  await second.getByLabel('À qui, si ce n’est pas le sien').fill('sa sœur Rose');
  await second.getByLabel('Message à ce numéro').selectOption('Non');
  await label(tab, 'Texto').check();
  await label(tab, 'Heures sûres').fill('le matin');
  await label(tab, 'Langue de l’interprète').selectOption('Espagnol');
  await label(tab, 'Code postal').fill('H2M 1B8');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Elle a déménagé.');
  await tab.press('Changer les coordonnées');
  await tab.page.getByText('Les coordonnées sont changées.').waitFor();
  const text = await tab.text();
  for (const said of [/438\u00a0555-0199/, /514\u00a0555-0188, poste\s12 \(sa sœur Rose\) · message\u00a0: non/, /téléphone, texto, poste/, /espagnol/, /H2M\u00a01B8|H2M 1B8/]) assert.match(text, said);
  await act(tab, 'Historique').click();
  await tab.shows('famille', 'contactHistory');
  const changes = await tab.page.locator('.notes').innerText();
  assert.match(changes, /martine\u00a0: Elle a déménagé\./);
  assert.match(changes, /Heures sûres 9\u00a0h à 11\u00a0h\u00a030 → le matin/);
  assert.match(changes, /Interprète oui, arabe → oui, espagnol/);
  await tab.press('Fermer l’historique');
  await at(tab, 'summary');
});

scene('famille: two change how she is reached at once: the other’s is shown, hers is kept, and both stand', async (tab, _, elsewhere) => {
  tab.expect(409);
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}`);
  await act(tab, 'Changer').click();
  await at(tab, 'contact');
  await label(tab, 'Numéro').fill('438 555-0123');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Nouveau numéro.');
  const ines = await person(elsewhere, 'ines');
  const { contact, contactVersion } = await asks(ines, INTAKE + 'GetFamily', { familyId: family.familyId });
  await asks(ines, INTAKE + 'ChangeContact', { familyId: family.familyId, version: contactVersion, reason: 'Elle travaille le matin.',
    contact: { ...contact, safeContactHours: 'après 16 h' } });
  await tab.press('Changer les coordonnées');
  await tab.shows('famille', 'conflict');
  const met = await tab.page.locator('#contact-met').innerText();
  assert.match(met, /ines vient de changer les coordonnées[^]*Elle travaille le matin\.[^]*9\u00a0h à 11\u00a0h\u00a030 → après 16\u00a0h[^]*Ce que vous avez écrit est gardé/);
  assert.deepEqual([await label(tab, 'Numéro').inputValue(), await label(tab, 'Heures sûres').inputValue()], ['438 555-0123', 'après 16 h']);
  await tab.press('Changer les coordonnées');
  await tab.page.getByText('Les coordonnées sont changées.').waitFor();
  assert.match(await tab.text(), /438\u00a0555-0123[^]*après 16\u00a0h/);
});

night('famille: contact details that are refused say why, and nothing that was typed is lost', async (tab) => {
  tab.expect(400);
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}`);
  await act(tab, 'Changer').click();
  await label(tab, 'Numéro').fill('12');
  await label(tab, 'Adresse de courriel').fill('pas un courriel');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Elle l’a dit.');
  await tab.press('Changer les coordonnées');
  const refused = await tab.page.locator('form .band.error').innerText();
  assert.match(refused, /Les coordonnées ne sont pas changées\.[^]*FIELDS_INVALID/);
  assert.equal(await label(tab, 'Adresse de courriel').inputValue(), 'pas un courriel');
  await tab.press('Laisser');
  await at(tab, 'summary');
});

/* ---- her people and pregnancies ---- */

const group = (tab, name) => tab.page.getByRole('group', { name });
const person1 = (tab, name) => tab.page.locator('.note', { hasText: name });

night('famille: somebody is added, corrected and struck out, each with why', async (tab) => {
  tab.expect(409);
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}`);
  assert.match(await tab.text(), /Enfants\s+Yanis \(3\u00a0février\u00a02023\)/);
  await act(tab, 'Changer des personnes').or(tab.page.getByRole('link', { name: /^Changer/ })).click();
  await tab.shows('famille', 'people');
  assert.match(await tab.text(), /Samira Benali · adulte · 14\u00a0mars\u00a01999 \(27\u00a0ans\)\s+titulaire/);
  await tab.press('Ajouter une personne…');
  await tab.press('Ajouter cette personne');
  assert.match(await tab.text(), /Choisir adulte ou enfant[^]*Écrire le prénom/);
  await label(tab, 'Enfant').check();
  await label(tab, 'Prénom').fill('Inès');
  await label(tab, 'Date de naissance').fill('3 mai');
  assert.match(await tab.text(), /3\u00a0mai\u00a02026/, 'the last one');
  await label(tab, 'Encore à l’hôpital').check();
  await tab.shows('famille', 'person');
  await tab.press('Ajouter cette personne');
  await tab.page.getByText('Inès est au dossier.').waitFor();
  assert.match(await person1(tab, 'Inès').innerText(), /Inès · enfant · 3\u00a0mai\u00a02026\s+encore à l’hôpital/);
  await person1(tab, 'Inès').getByRole('button', { name: /^Corriger/ }).click();
  await label(tab, 'À la maison depuis').check();
  await label(tab, 'À la maison depuis le').fill('20 mai');
  await tab.press('Corriger');
  assert.match(await tab.text(), /Écrire pourquoi/);
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Elle est rentrée.');
  await tab.press('Corriger');
  await tab.page.getByText('Inès\u00a0: c’est corrigé.').waitFor();
  assert.match(await person1(tab, 'Inès').innerText(), /à la maison depuis 20\u00a0mai\u00a02026/);
  await person1(tab, 'Yanis').getByRole('button', { name: /^Rayer/ }).click();
  assert.match(await tab.text(), /Yanis n’a jamais été de cette famille\./);
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('C’est son neveu.');
  await tab.press('Rayer');
  await tab.page.getByText('Yanis n’est plus au dossier.').waitFor();
  assert.equal(await person1(tab, 'Yanis').count(), 0);
});

night('famille: two change who she is at once: what the other did is shown, and hers is done when she sends it again', async (tab, _, elsewhere) => {
  tab.expect(409);
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/personnes`);
  await at(tab, 'people');
  await person1(tab, 'Yanis').getByRole('button', { name: /^Corriger/ }).click();
  await label(tab, 'Lien').fill('fils');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Précision.');
  const ines = await person(elsewhere, 'ines');
  const { kinVersion } = await asks(ines, INTAKE + 'GetFamily', { familyId: family.familyId });
  await asks(ines, INTAKE + 'ChangePerson', { familyId: family.familyId, version: kinVersion, who: { kind: 'PERSON_KIND_ADULT', name: { given: 'Karim' }, relation: 'père' } });
  await tab.press('Corriger');
  await at(tab, 'conflict');
  assert.match(await tab.page.locator('#kin-met').innerText(), /Quelqu’un d’autre vient de changer ceci\u00a0:\s+– → Karim, père\s+Ce que vous avez écrit est gardé/);
  assert.equal(await label(tab, 'Lien').inputValue(), 'fils');
  await tab.press('Corriger');
  await tab.page.getByText('Yanis\u00a0: c’est corrigé.').waitFor();
  assert.match(await tab.text(), /Yanis · enfant · fils[^]*Karim · adulte · père/);
});

night('famille: a birth names each child and where it is; far from its date it asks whether it is so', async (tab) => {
  tab.expect(400);
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/personnes`);
  await at(tab, 'people');
  await act(tab, 'Autre date…').click();
  await label(tab, 'Date prévue').fill('2026-12-01');
  await group(tab, 'D’où vient cette date?').getByLabel('Échographie').check();
  await label(tab, 'Enfants attendus').selectOption('2');
  await tab.press('Changer la date');
  assert.match(await tab.text(), /Écrire pourquoi/);
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Échographie de 20 semaines.');
  await tab.shows('famille', 'pregnancy');
  await tab.press('Changer la date');
  await tab.page.getByText('La grossesse est datée.').waitFor();
  assert.match(await tab.text(), /En cours, prévue le 1er\u00a0décembre\u00a02026 \(échographie\), 2 enfants/);
  await act(tab, 'Naissance…').click();
  await label(tab, 'Né le').fill('2026-06-01');
  await group(tab, 'Enfant 1').getByLabel('Prénom').fill('Rose');
  await group(tab, 'Enfant 2').getByLabel('Prénom').fill('Lou');
  await tab.press('Noter la naissance');
  assert.match(await tab.page.locator('form .band.error').innerText(), /Rien n’est changé\./);
  assert.equal(await label(tab, 'C’est loin de la date prévue, et c’est bien cette date').count(), 1);
  await label(tab, 'Né le').fill('hier');
  await label(tab, 'Encore à l’hôpital').check();
  await tab.shows('famille', 'birth');
  await tab.press('Noter la naissance');
  await tab.page.getByText('La naissance est notée.').waitFor();
  const text = await tab.text();
  assert.match(text, /Rose · enfant · 23\u00a0novembre\u00a02026\s+encore à l’hôpital[^]*Lou · enfant/);
  assert.match(text, /Naissance, 2 enfants, 23\u00a0novembre\u00a02026/);
  assert.match(text, /27\u00a0ans · enfant de 1\u00a0jour/);
  await act(tab, 'Corriger la fin…').click();
  assert.match(await tab.text(), /les enfants inscrits avec elle seront rayés/);
  await label(tab, 'Est en cours').check();
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Une autre famille.');
  await tab.shows('famille', 'reopen');
  await tab.press('Corriger');
  await tab.page.getByText('C’est corrigé.').waitFor();
  assert.doesNotMatch(await tab.text(), /Rose/);
});

scene('famille: a loss is told in few words, how is kept apart, and until somebody has spoken with her it stands first', async (tab, _, elsewhere) => {
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/personnes`);
  await at(tab, 'people');
  await act(tab, 'Terminée sans naissance…').click();
  assert.equal(await tab.page.getByText('Comment (facultatif)').count(), 0, 'a desk does not read it, and is not asked');
  await tab.press('Laisser');
  const nadia = await person(elsewhere, 'nadia');
  await nadia.open(`/famille/${family.hex}/personnes`);
  await act(nadia, 'Terminée sans naissance…').click();
  assert.match(await nadia.text(), /Notez ce que vous savez\. Le reste peut attendre\./);
  await nadia.press('Noter');
  assert.match(await nadia.text(), /Écrire la date[^]*Écrire qui l’a dit[^]*Choisir si quelqu’un lui a parlé/);
  await label(nadia, 'Elle s’est terminée le').fill('hier');
  await label(nadia, 'Qui l’a dit').fill('l’hôpital');
  await label(nadia, 'Pas encore').check();
  await label(nadia, 'Fausse couche').check();
  await label(nadia, 'Note (facultatif)').fill('Son mari a appelé.');
  await nadia.shows('famille', 'loss');
  assert.doesNotMatch(await nadia.text(), /!/);
  await nadia.press('Noter');
  await nadia.page.getByText('À faire aujourd’hui\u00a0: lui parler, avant toute autre chose.').waitFor();
  assert.match(await nadia.text(), /Terminée, 23\u00a0novembre\u00a02026, personne ne lui a encore parlé/);
  assert.doesNotMatch(await nadia.page.content(), /ausse couche|Son mari/);
  await nadia.press('Lire ce qui a été dit');
  await nadia.shows('famille', 'losses');
  assert.match(await nadia.text(), /Fausse couche · selon l’hôpital\s+Son mari a appelé\./);
  await tab.page.getByRole('link', { name: 'Résumé' }).click();
  await at(tab, 'summary');
  assert.match(await tab.text(), /Grossesse\s+terminée, 23\u00a0novembre\u00a02026, personne ne lui a encore parlé/);
  assert.doesNotMatch(await tab.text(), /sem\./);
  await act(nadia, 'Nous lui avons parlé…').click();
  await label(nadia, 'Qui lui a parlé').fill('Julie');
  await label(nadia, 'Un appel').check();
  await nadia.press('Noter');
  await nadia.page.getByText('C’est noté.', { exact: true }).waitFor();
  assert.match(await nadia.text(), /Terminée, 23\u00a0novembre\u00a02026, elle souhaite\u00a0: un appel/);
});

scene('famille: a child who has died is told as a loss is: until somebody has spoken with the family it is said so', async (tab) => {
  await signedIn(tab);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/personnes`);
  await at(tab, 'people');
  await person1(tab, 'Yanis').getByRole('button', { name: /^Corriger/ }).click();
  assert.equal(await tab.page.getByText('En avons-nous parlé à la famille?').count(), 0);
  await label(tab, 'Présence').selectOption('Décédé');
  await label(tab, 'Depuis le').fill('hier');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Son père a appelé.');
  await tab.press('Corriger');
  assert.match(await tab.text(), /Choisir si quelqu’un lui a parlé/);
  await label(tab, 'Pas encore').check();
  await tab.press('Corriger');
  await tab.page.getByText('À faire aujourd’hui\u00a0: en parler à la famille, avant toute autre chose.').waitFor();
  assert.match(await person1(tab, 'Yanis').innerText(), /personne n’en a encore parlé à la famille/);
  await person1(tab, 'Yanis').getByRole('button', { name: /^Corriger/ }).click();
  await label(tab, 'Oui').check();
  await label(tab, 'Un appel').check();
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Nadia les a appelés.');
  await tab.press('Corriger');
  await tab.page.getByText('C’est noté.', { exact: true }).waitFor();
  assert.match(await person1(tab, 'Yanis').innerText(), /la famille souhaite\u00a0: un appel/);
});

/* ---- what took place ---- */

scene('famille: an encounter is recorded without an appointment, corrected, and struck out', async (tab, _, elsewhere) => {
  tab.expect(409);
  await signedIn(tab);
  const nadia = await person(elsewhere, 'nadia');
  nadia.expect(409);
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}`);
  assert.equal(await tab.page.getByRole('link', { name: 'Rencontres' }).count(), 0, 'a desk asks scheduling for no visits');
  await followed(nadia, await enrolled(tab, family));
  await nadia.open(`/famille/${family.hex}/rencontres`);
  await nadia.shows('famille', 'encounters');
  assert.match(await nadia.text(), /Aucune rencontre\.[^]*Rendez-vous\s+\p{L}{3}\.\s\d+\s\p{L}+\.?, \d+\u00a0h.* · proposée · Julie Gagnon, Marie Tremblay/u);
  await nadia.press('Noter une rencontre…');
  assert.ok(await label(nadia, 'Julie Gagnon').isChecked(), 'her key worker went, unless somebody says otherwise');
  await nadia.press('Noter la rencontre');
  assert.match(await nadia.text(), /Choisir le résultat[^]*Écrire le jour[^]*Écrire l’heure/);
  await label(nadia, 'A eu lieu').check();
  await label(nadia, 'Le').fill('hier');
  await label(nadia, 'À').fill('9 h 30');
  await label(nadia, 'Durée en minutes').fill('75');
  await label(nadia, 'À la maison').check();
  await label(nadia, 'La mère').check();
  await label(nadia, 'L’enfant').check();
  await label(nadia, 'Ce qu’il faut savoir (facultatif)').fill('Le bain reste difficile.');
  await nadia.shows('famille', 'encounter');
  await nadia.press('Noter la rencontre');
  await nadia.page.getByText('La rencontre est notée.').waitFor();
  assert.match(await nadia.text(), /lun\.\s23\u00a0nov\., 9\u00a0h\u00a030 · a eu lieu\s+En personne · à la maison · 75\u00a0min · Julie Gagnon · la mère, l’enfant\s+Le bain reste difficile\./);
  await act(nadia, 'Corriger').click();
  await label(nadia, 'Téléphone').check();
  await label(nadia, 'Pourquoi, ou qui l’a dit').fill('C’était au téléphone.');
  const julie = await person(elsewhere, 'julie-equipe');
  const { encounters: [was] } = await asks(julie, '/sippe.scheduling.Scheduling/FamilyVisits', { familyId: family.familyId });
  await asks(julie, '/sippe.scheduling.Scheduling/CorrectEncounter', { encounterId: was.encounterId, version: was.version, reason: 'Plus courte.', facts: { ...was.facts, minutes: 60 } });
  await nadia.press('Corriger');
  await at(nadia, 'conflict');
  assert.match(await nadia.page.locator('#met-met').innerText(), /Quelqu’un d’autre vient de changer ceci\u00a0: Plus courte\.[^]*75\u00a0min[^]*→[^]*60\u00a0min/);
  await label(nadia, 'Durée en minutes').fill('60');
  await nadia.press('Corriger');
  await nadia.page.getByText('La rencontre est corrigée.').waitFor();
  assert.match(await nadia.text(), /Téléphone · 60\u00a0min · Julie Gagnon[^]*Corrigée \([^)]*\)\u00a0: C’était au téléphone\./);
  await act(nadia, 'Rayer').click();
  await nadia.press('Rayer');
  assert.match(await nadia.text(), /Écrire pourquoi/);
  await label(nadia, 'Pourquoi, ou qui l’a dit').fill('Une autre famille.');
  await nadia.press('Rayer');
  await nadia.page.getByText('La rencontre est rayée.').waitFor();
  assert.match(await nadia.text(), /noté par erreur/);
});

night('famille: what came of an appointment is recorded with it, and a struck one is to be recorded again', async (tab, _, elsewhere) => {
  await signedIn(tab);
  const family = await screened(tab);
  const nadia = await person(elsewhere, 'nadia');
  await followed(nadia, await enrolled(tab, family));
  const { workers } = await asks(nadia, '/sippe.scheduling.Scheduling/ListWorkers', {});
  const { worker } = workers.find((w) => w.worker.code === 'inf-01');
  await asks(nadia, '/sippe.scheduling.Scheduling/PutWorker', { worker: { ...worker, hours: worker.hours.map((h) => ({ ...h, toMinute: 1440 })) } }); // whichever hour it is here
  const { now } = await world.tell('state');
  const start = now + 2 * MINUTE - (now % MINUTE);
  await asks(nadia, '/sippe.scheduling.Scheduling/BookVisit', { familyId: family.familyId, start: { ms: String(start) }, minutes: 30 });
  await world.tell('pass', 5 * MINUTE);
  await nadia.open(`/famille/${family.hex}/rencontres`);
  await at(nadia, 'encounters');
  await act(nadia, 'Noter ce qui a eu lieu…').click();
  assert.match(await nadia.text(), /Rendez-vous\u00a0: mar\.\s24\u00a0nov\./);
  await label(nadia, 'Personne à la maison').check();
  await nadia.press('Noter la rencontre');
  await nadia.page.getByText('La rencontre est notée.').waitFor();
  assert.match(await nadia.text(), /n’a pas eu lieu\u00a0: personne à la maison/);
  assert.equal(await act(nadia, 'Noter ce qui a eu lieu…').count(), 0);
  await act(nadia, 'Rayer').click();
  assert.match(await nadia.text(), /Son rendez-vous sera de nouveau à noter\./);
  await label(nadia, 'Pourquoi, ou qui l’a dit').fill('Elle était là.');
  await nadia.press('Rayer');
  await nadia.page.getByText('La rencontre est rayée.').waitFor();
  assert.equal(await act(nadia, 'Noter ce qui a eu lieu…').count(), 1);
});
