// A follow-up that rests, goes on, ends, and whose end is taken back.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { asks, enrolled, followed, screened } from '../lib/told_family.mjs';
import { MINUTE } from '../lib/territory_told.mjs';

const INTAKE = '/sippe.intake.Intake/', SCHEDULING = '/sippe.scheduling.Scheduling/';
const DAY = 24 * 60 * MINUTE, HEARD_MS = 3000;
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });
const head = (tab) => tab.page.locator('header.who').innerText();
const sheet = (tab) => tab.page.locator('#suivi');
const buttons = (tab) => sheet(tab).getByRole('button').allInnerTexts();
const said = (tab, text) => tab.page.getByText(text).waitFor();

async function person(tab, who) {
  tab.expect(401, 409);
  await tab.comesIn(who);
  return tab;
}

/** Of whom Julie has the bond: she who coordinates, her key worker, and the family. */
async function followedFamily(tab, elsewhere) {
  const nadia = await person(await elsewhere(), 'nadia'), julie = await person(await elsewhere(), 'julie-equipe');
  await person(tab, 'martine');
  const family = await screened(tab);
  const enrolmentId = await enrolled(tab, family);
  await followed(nadia, enrolmentId);
  return { nadia, julie, family, enrolmentId };
}

/** As a program of hers would: by the version that there is now. */
async function moves(tab, family, act, more) {
  const { enrolment } = await asks(tab, INTAKE + 'GetFamily', { familyId: family.familyId });
  await asks(tab, `${INTAKE}${act}Enrolment`, { enrolmentId: enrolment.enrolmentId, version: enrolment.version, ...more });
  await world.tell('pass', HEARD_MS);
}
const AWAY = { reason: 'SUSPENSION_REASON_AWAY', reviewOn: { year: 2027, month: 1, day: 11 } };

scene('famille: a follow-up rests until a day, which each part of the file says, and goes on', async (tab, _, elsewhere) => {
  const { nadia, julie, family } = await followedFamily(tab, elsewhere);
  await tab.open(`/famille/${family.hex}`);
  assert.deepEqual(await buttons(tab), ['Terminer le suivi…'], 'a desk neither suspends nor resumes');
  await nadia.open(`/famille/${family.hex}`);
  assert.match(await sheet(nadia).innerText(), /En cours depuis le 24\u00a0novembre\u00a02026\./);
  await nadia.press('Suspendre le suivi…');
  assert.equal(await label(nadia, 'À revoir le').inputValue(), '15\u00a0décembre\u00a02026', 'three weeks on');
  assert.match(await sheet(nadia).innerText(), /Aucune visite n’est due pendant la pause[^]*1 visite à venir reste inscrite\u00a0: à garder ou à annuler avec elle\./);
  for (const [day, why] of [['24 nov. 2026', /Choisir un jour à partir de demain/], ['30 février', /Cette date n’existe pas/], ['', /Écrire le jour où lui demander/], ['1 mars 2029', /Choisir un jour d’ici un an/]]) {
    await label(nadia, 'À revoir le').fill(day);
    await nadia.press('Suspendre le suivi');
    assert.match(await sheet(nadia).innerText(), why, day);
  }
  assert.match(await sheet(nadia).innerText(), /Choisir pourquoi/);
  await label(nadia, 'À revoir le').fill('11 janvier');
  await label(nadia, 'Au loin pour un temps').check();
  await label(nadia, 'Note (facultatif)').fill('Chez sa mère, au Liban.');
  await nadia.shows('famille', 'suspending');
  await nadia.press('Suspendre le suivi');
  await said(nadia, 'Le suivi est suspendu. Ce sera à revoir le 11\u00a0janvier\u00a02027.');
  assert.match(await head(nadia), /SIPPE depuis 24\u00a0nov\., suivi suspendu/);
  const band = /Suivi suspendu depuis le 24\u00a0novembre\u00a02026\u00a0: au loin pour un temps; à revoir le 11\u00a0janvier\u00a02027/;
  assert.match(await nadia.text(), band);
  await nadia.looks('famille', 'suspended');
  await julie.open(`/famille/${family.hex}/rencontres`);
  assert.match(await julie.text(), band, 'she who is about to book is told');
  await julie.page.getByRole('link', { name: 'Résumé' }).click();
  await at(julie, 'summary');
  assert.deepEqual(await buttons(julie), ['Reprendre…', 'Terminer le suivi…']);
  await julie.press('Reprendre…');
  assert.match(await sheet(julie).innerText(), /Les visites sont dues de nouveau\. Celles de la pause ne le sont pas\./);
  await julie.shows('famille', 'resuming');
  await julie.press('Reprendre le suivi');
  await said(julie, 'Le suivi reprend.');
  assert.doesNotMatch(await julie.text(), /uspendu/);
  await tab.page.reload();
  await at(tab, 'summary');
  assert.doesNotMatch(await tab.text(), /uspendu/);
});

night('famille: the list of work leads to where a suspended follow-up is acted on', async (tab, _, elsewhere) => {
  const { julie, family } = await followedFamily(tab, elsewhere);
  await moves(julie, family, 'Suspend', AWAY);
  await julie.open('/afaire');
  await label(julie, 'Nom ou téléphone').fill(family.phone);
  await julie.press('Chercher');
  const row = julie.page.locator('.work tbody tr', { hasText: family.familyNumber }).filter({ hasText: 'Suivi suspendu' });
  assert.match(await row.innerText(), /Suivi suspendu\u00a0: lui demander s’il reprend/);
  await row.getByRole('link', { name: /^Suivi suspendu/ }).click();
  await at(julie, 'summary');
  assert.equal(new URL(julie.page.url()).hash, '#suivi');
  assert.equal(await julie.page.evaluate(() => document.activeElement.id), 'suivi', 'what she came for has the focus');
  await julie.press('Reprendre…');
  await julie.press('Reprendre le suivi');
  await said(julie, 'Le suivi reprend.');
  assert.doesNotMatch(await julie.page.locator('.panel').first().innerText(), /Suivi suspendu/);
});

night('famille: before a follow-up ends it is told what that cancels; who was quicker is shown, and the next press ends it', async (tab, _, elsewhere) => {
  const { nadia, julie, family, enrolmentId } = await followedFamily(tab, elsewhere);
  const { now } = await world.tell('state');
  const start = now + 8 * DAY - (now % (60 * MINUTE));
  const { workers } = await asks(nadia, SCHEDULING + 'ListWorkers', {});
  const { worker } = workers.find((w) => w.worker.code === 'inf-01');
  await asks(nadia, SCHEDULING + 'PutWorker', { worker: { ...worker, hours: worker.hours.map((h) => ({ ...h, fromMinute: 0, toMinute: 1440 })) } }); // whichever hour it is here
  await asks(nadia, SCHEDULING + 'BookVisit', { familyId: family.familyId, start: { ms: String(start) }, minutes: 30 });
  await tab.open(`/famille/${family.hex}`);
  await tab.press('Terminer le suivi…');
  assert.match(await sheet(tab).innerText(), /Les visites à venir seront annulées\. Prévenez la famille/, 'a desk asks scheduling for no visits');
  await nadia.open(`/famille/${family.hex}`);
  await nadia.press('Terminer le suivi…');
  assert.match(await sheet(nadia).innerText(), /2 visites à venir seront annulées, dont 1 confirmée\. Prévenez la famille\u00a0: personne d’autre ne le fait\./);
  await nadia.press('Terminer le suivi');
  assert.match(await sheet(nadia).innerText(), /Choisir pourquoi/);
  await label(nadia, 'Déménagement').check();
  await label(nadia, 'Note (facultatif)').fill('À Gatineau.');
  await nadia.shows('famille', 'ending');
  await moves(julie, family, 'Suspend', AWAY);
  await nadia.press('Terminer le suivi');
  await nadia.shows('famille', 'conflict');
  assert.match(await nadia.page.locator('#suivi-met').innerText(), /Quelqu’un d’autre vient de changer le suivi\u00a0:\s+SIPPE depuis 24\u00a0nov\. → SIPPE depuis 24\u00a0nov\., suivi suspendu · au loin pour un temps; à revoir le 11\u00a0janvier\u00a02027\s+Ce que vous avez écrit est gardé/);
  assert.equal(await label(nadia, 'Note (facultatif)').inputValue(), 'À Gatineau.');
  await nadia.press('Terminer le suivi');
  await said(nadia, 'Le suivi est terminé. Prévenez la famille, si ce n’est pas fait.');
  assert.match(await head(nadia), /suivi terminé le 24\u00a0nov\.\u00a0: déménagement/);
  assert.match(await sheet(nadia).innerText(), /Peut être rouvert jusqu’au 24\u00a0décembre\u00a02026\./);
  await world.tell('pass', HEARD_MS);
  const { visits } = await asks(nadia, SCHEDULING + 'FamilyVisits', { familyId: family.familyId });
  assert.deepEqual(visits.map((v) => v.state), ['VISIT_STATE_CANCELLED', 'VISIT_STATE_CANCELLED'], 'as many as were told');
  await nadia.press('Rouvrir…');
  assert.match(await sheet(nadia).innerText(), /Le même suivi continue, avec son intervenante privilégiée\. Les visites annulées ne reviennent pas\./);
  await nadia.press('Rouvrir le suivi');
  assert.match(await sheet(nadia).innerText(), /Écrire pourquoi/);
  await label(nadia, 'Pourquoi, ou qui l’a dit').fill('Elle reste, finalement.');
  await nadia.shows('famille', 'reopening');
  await nadia.press('Rouvrir le suivi');
  await said(nadia, 'Le suivi est rouvert. Les visites annulées sont à convenir de nouveau.');
  assert.match(await head(nadia), /SIPPE depuis 24\u00a0nov\.[^,]*Intervenante privilégiée\u00a0: Julie Gagnon/);
  const { enrolment } = await asks(nadia, INTAKE + 'GetFamily', { familyId: family.familyId });
  assert.deepEqual([enrolment.enrolmentId, enrolment.state], [enrolmentId, 'ENROLMENT_STATE_ACTIVE'], 'the same one goes on');
});

night('famille: what somebody else has done already is shown, and is not asked for twice', async (tab, _, elsewhere) => {
  const { nadia, julie, family } = await followedFamily(tab, elsewhere);
  await nadia.open(`/famille/${family.hex}`);
  await nadia.press('Suspendre le suivi…');
  await label(nadia, 'Souhait de la famille').check();
  await moves(julie, family, 'Suspend', AWAY);
  await nadia.press('Suspendre le suivi');
  await at(nadia, 'summary');
  assert.match(await nadia.page.locator('#suivi-overtaken').innerText(), /Quelqu’un d’autre vient de changer le suivi[^]*suivi suspendu · au loin/);
  assert.equal(await nadia.page.evaluate(() => document.activeElement.id), 'suivi-overtaken');
  assert.deepEqual(await buttons(nadia), ['Reprendre…', 'Terminer le suivi…']);
});

night('famille: an end is taken back within thirty days of it, by who may', async (tab, _, elsewhere) => {
  const { nadia, family } = await followedFamily(tab, elsewhere);
  await moves(nadia, family, 'End', { reason: 'END_REASON_FAMILY_WISH' });
  await tab.open(`/famille/${family.hex}`);
  assert.match(await head(tab), /suivi terminé le 24\u00a0nov\.\u00a0: souhait de la famille/);
  assert.deepEqual(await buttons(tab), [], 'not a desk');
  for (const [days, may] of [[30, ['Rouvrir…']], [31, []]]) {
    await nadia.page.route(`**${INTAKE}GetFamily`, async (route) => {
      const answer = await route.fetch(), file = await answer.json();
      file.enrolment.endedAt.ms = String(Number(file.enrolment.endedAt.ms) - days * DAY);
      await route.fulfill({ response: answer, json: file });
    });
    await nadia.open(`/famille/${family.hex}`);
    await at(nadia, 'summary');
    assert.deepEqual(await buttons(nadia), may, `${days} days ago`);
    await nadia.page.unroute(`**${INTAKE}GetFamily`);
  }
  assert.match(await sheet(nadia).innerText(), /Terminé depuis plus de 30\u00a0jours\u00a0: le suivi ne peut plus être rouvert\./);
});
