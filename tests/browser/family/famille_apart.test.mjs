// A child who lives with somebody else gets a file of her own, and comes back.
import assert from 'node:assert/strict';
import { scene } from '../lib/browser.mjs';
import { asks, screened } from '../lib/told_family.mjs';

const INTAKE = '/sippe.intake.Intake/';
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="famille"][data-state="${state}"]`).then(() => tab.ready());
const label = (tab, name) => tab.page.getByLabel(name, { exact: true });
const person = (tab, name) => tab.page.locator('.note', { hasText: name });
const act = (tab, who, name) => person(tab, who).getByRole('button', { name: new RegExp(`^${name}`) });

scene('famille: a child goes to her grandmother, in a file that says nothing of this one; and is back', async (tab) => {
  tab.expect(401);
  await tab.comesIn('martine');
  const family = await screened(tab);
  await tab.open(`/famille/${family.hex}/personnes`);
  await at(tab, 'people');
  await act(tab, 'Yanis', 'Dossier à part').click();
  await at(tab, 'apart');
  await tab.press('Ouvrir son dossier');
  assert.match(await tab.text(), /Écrire la date[^]*Écrire le prénom[^]*Écrire le nom de famille[^]*Écrire le lien[^]*Choisir la langue[^]*Écrire pourquoi/);
  await label(tab, 'Y vit depuis le').fill('hier');
  await label(tab, 'Prénom').fill('Ginette');
  await label(tab, 'Nom de famille').fill('Lavoie');
  await label(tab, 'Lien').fill('grand-mère');
  await label(tab, 'Téléphone').fill('438 555-0177');
  await label(tab, 'Langue').selectOption('Français');
  await label(tab, 'Décide pour l’enfant à titre de').selectOption('Tuteur ou tutrice');
  await label(tab, 'Pourquoi (reste dans ce dossier-ci)').fill('Sa mère est hospitalisée.');
  await tab.shows('famille', 'apart');
  await tab.press('Ouvrir son dossier');
  await tab.page.getByText('Yanis a son propre dossier.').waitFor();
  assert.match(await person(tab, 'Yanis').innerText(), /a son propre dossier le \d/);
  assert.equal(await act(tab, 'Yanis', 'Rayer').count(), 0);
  const { families } = await asks(tab, INTAKE + 'FindFamily', { phone: '438 555-0177' });
  const own = await asks(tab, INTAKE + 'GetFamily', { familyId: families[0].familyId });
  assert.equal(own.next[0].kind, 'WORK_KIND_CHILD_FILE');
  assert.doesNotMatch(JSON.stringify(own), /Benali|hospitalisée/);
  await tab.press('Voir où ils sont');
  await tab.shows('famille', 'files');
  assert.match(await tab.text(), new RegExp(`Yanis[^]*depuis le[^]*dossier ${own.number}[^]*Sa mère est hospitalisée`));
  await act(tab, 'Yanis', 'Retour').click();
  await label(tab, 'De retour depuis le').fill('aujourd’hui');
  await label(tab, 'Pourquoi, ou qui l’a dit').fill('Sa mère est rentrée.');
  await tab.press('Noter le retour');
  await tab.page.getByText('Yanis est de nouveau dans cette famille.').waitFor();
  assert.equal(await act(tab, 'Yanis', 'Dossier à part').count(), 1);
});
