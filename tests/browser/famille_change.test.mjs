// What a nurse changes of a family's file: how she is reached, who she is, what took place.
import assert from 'node:assert/strict';
import { scene } from './lib/browser.mjs';
import { asks, screened } from './lib/told_family.mjs';

const INTAKE = '/sippe.intake.Intake/';
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });

async function signedIn(tab, who = 'martine') {
  tab.expect(401);
  await tab.signIn(who);
}

/** Another person, at another station. */
async function person(elsewhere, who) {
  const tab = await elsewhere();
  await signedIn(tab, who);
  return tab;
}

const act = (tab, name) => tab.page.getByRole('button', { name: new RegExp(`^${name}`) });

/* ---- how she is reached ---- */

scene('famille: how she is reached is changed in its place, and what stood there before stays readable', async (tab) => {
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

scene('famille: contact details that are refused say why, and nothing that was typed is lost', async (tab) => {
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
