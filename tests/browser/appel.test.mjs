// The call: what is said, what is proposed, what is decided; nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';
import { agree, at, Desk, found, freshPhone, heldBack, identify, INTAKE, means, pick, route, saved, side, start } from './lib/desk.mjs';
import { asks, screened } from './lib/told_family.mjs';

const MINUTE = 60000;

scene('1 Call, keyboard only: from the telephone to SIPPE, without scrolling', async (tab) => {
  const desk = await start(tab);
  const phone = freshPhone();
  await tab.shows('appel', 'begun');
  await tab.page.locator('#q-identity-phone').focus();
  await agree(desk, phone);
  await identify(desk);
  await tab.shows('appel', 'agreed');
  await tab.page.locator('#q-income-annual').focus();
  await means(desk, 0);
  await desk.press('F9');
  await tab.shows('appel', 'proposed');
  assert.match(await side(tab), /Proposition\s+SIPPE/);
  await tab.page.locator('#d-route').focus();
  await desk.press('Space');
  await tab.page.evaluate(() => scrollTo(0, 0));
  await tab.page.locator('#d-confirm').focus();
  await desk.press('Enter');
  await tab.shows('appel', 'decided');
  assert.match(await side(tab), /Décision enregistrée : SIPPE/);
  assert.ok(desk.keys <= 50, `${desk.keys} keys that are not text`);
  const [family, ...others] = await found(tab, phone);
  assert.deepEqual([family.name.given, others.length], ['Samira', 0]);
  const { screenings } = await asks(tab, INTAKE + 'ListScreenings', {});
  const [own] = screenings.filter((s) => s.familyId === family.familyId);
  assert.deepEqual([own.state, own.decidedRoute], ['SCREENING_STATE_DECIDED', 'ROUTE_SIPPE']);
  const kept = await asks(tab, INTAKE + 'GetScreening', { screeningId: own.screeningId });
  assert.equal(kept.decision.by, 'martine');
  assert.ok(kept.decision.rules.label, 'by which rules');
  assert.equal(kept.decisions.length, 1);
  assert.deepEqual(kept.screening.income.annual, { range: { atMost: kept.proposal.incomeThreshold } });
});

scene('2 Same answers with DES: Olo alone; another choice wants its reason, at the field', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await means(desk, 1);
  await at(tab, 'proposed');
  assert.match(await side(tab), /Proposition\s+Olo seulement/);
  await route(tab, 'SIPPE');
  await tab.page.locator('#d-confirm').click();
  assert.equal(await desk.here(), 'd-reason');
  assert.match(await side(tab), /Écrire le motif/);
  await tab.page.keyboard.type('Isolement');
  await tab.page.locator('#d-confirm').click();
  await at(tab, 'decided');
});

scene('3 Income unknown: never a refusal', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await desk.press('?');
  await desk.at('income.sources');
  await at(tab, 'agreed');
  assert.match(await side(tab), /Encore possibles :/);
  assert.doesNotMatch(await side(tab), /Non admissible/);
});

night('3 Eleven weeks: a call back, due when she is at twelve; and « 31 février » is no day', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk, { due: '11s0' });
  await means(desk, 0);
  await at(tab, 'proposed');
  assert.match(await side(tab), /Préinscrire/);
  const due = tab.page.getByLabel('Date prévue', { exact: false }).first();
  await due.fill('31 février');
  await tab.ready();
  assert.match(await tab.page.locator('[data-q="pregnancy.due_date"]').innerText(), /Ce jour n’existe pas/);
  await route(tab, 'Rappeler');
  await tab.page.locator('#d-confirm').click();
  await tab.shows('appel', 'wrong');
  assert.match(await tab.page.locator('#summary').innerText(), /Ce jour n’existe pas/);
  assert.equal(await due.inputValue(), '31 février');
});

night('7 Enter on a half-filled page and a double click send nothing twice', async (tab) => {
  const desk = await start(tab);
  const phone = freshPhone();
  await agree(desk, phone);
  await desk.press('Enter');
  assert.deepEqual(await found(tab, phone), []);
  await tab.page.locator('#q-identity-name').focus();
  await identify(desk);
  await means(desk, 0);
  await at(tab, 'proposed');
  await route(tab, 'SIPPE');
  await tab.page.locator('#d-confirm').dblclick();
  await at(tab, 'decided');
  assert.equal((await found(tab, phone)).length, 1);
});

scene('4 Notice unread: nothing of who she is can be written, nor is it kept by whoever sends it', async (tab) => {
  await start(tab);
  assert.equal(await tab.page.locator('#q-identity-name').isDisabled(), true);
  await tab.press('texte');
  await tab.shows('appel', 'notice');
  await tab.press('Fermer le texte');
  const forged = await asks(tab, INTAKE + 'SaveDraft', { screening: { call: { clscCode: '99001' }, identity: { name: { given: 'Zélie', family: 'Inventée' } } }, notes: 'Zélie' });
  assert.deepEqual(forged.leftOut.sort(), ['identity.name', 'notes']);
});

night('5 Drop: the line breaks, and she is called back from another station where it stopped', async (tab, _, elsewhere) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await tab.page.locator('#notes').fill('Préfère le matin.');
  await saved(tab);
  await desk.press('F4');
  await tab.shows('appel', 'cut');
  assert.match(await side(tab), /Tout est gardé/);
  assert.match(await side(tab), /ne pas nommer le CLSC/);
  const path = new URL(tab.page.url()).pathname;
  assert.match(path, /^\/appel\/[0-9a-f]{32}$/);
  await pick(tab, 'Sinon, que s’est-il passé?', 'Rappeler plus tard');
  await tab.press('Mettre dans les rappels');
  await at(tab, 'begun');
  const other = await elsewhere();
  other.expect(401);
  await other.comesIn('ines');
  await other.open(path);
  await at(other, 'agreed');
  assert.equal(await new Desk(other).here(), 'income.annual');
  assert.equal(await other.page.locator('#notes').inputValue(), 'Préfère le matin.');
  assert.match(await other.text(), /On reprend où l’appel s’était arrêté/);
});

scene('7 Two agents on one screening: what each changed alone is joined, of what both changed a person chooses', async (tab, _, elsewhere) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await saved(tab);
  const path = new URL(tab.page.url()).pathname;
  const other = await elsewhere();
  other.expect(401, 409);
  tab.expect(409);
  await other.comesIn('ines');
  await other.open(path);
  await at(other, 'agreed');
  await other.page.locator('#q-consent-safe_contact_hours').fill('le soir');
  await other.page.locator('#q-identity-nam').fill('BENS99531499');
  await other.page.locator('#notes').fill('Rappeler le soir.');
  await other.page.locator('#notes').blur();
  const draftId = Buffer.from(path.split('/')[2], 'hex').toString('base64');
  for (let looks = 0; looks < 100 && (await asks(other, INTAKE + 'GetDraft', { draftId })).notes !== 'Rappeler le soir.'; looks += 1) await other.page.waitForTimeout(50);
  const release = await heldBack(tab, INTAKE + 'SaveDraft'); // she has written both before she hears of the other
  await tab.page.locator('#notes').fill('Sa sœur l’aide.');
  await tab.page.locator('#q-consent-safe_contact_hours').fill('le midi');
  await release();
  await at(tab, 'both');
  await tab.shows('appel', 'both');
  assert.match(await tab.text(), /le soir/);
  assert.equal(await tab.page.locator('#q-identity-nam').inputValue(), 'BENS99531499');
  const notes = tab.page.locator('.both li').filter({ hasText: 'Notes' });
  assert.match(await notes.innerText(), /Sa sœur l’aide\.[^]*Rappeler le soir\./, 'both texts, and none is lost');
  await notes.getByRole('button', { name: /^Prendre/ }).click();
  await tab.page.getByRole('button', { name: /^Prendre/ }).click();
  await tab.ready();
  assert.equal(await tab.page.locator('#q-consent-safe_contact_hours').inputValue(), 'le soir');
  assert.equal(await tab.page.locator('#notes').inputValue(), 'Rappeler le soir.');
});

night('appel: a second tab of the station does not write on the same call', async (tab, another) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await saved(tab);
  const second = await another();
  second.expect(401);
  await second.open(new URL(tab.page.url()).pathname);
  await second.shows('appel', 'elsewhere');
  await second.press('Le prendre ici');
  await at(second, 'agreed');
  await at(tab, 'elsewhere');
});

scene('8 Same phone: told before anything is typed, what is the same alone, and « Autre personne » once', async (tab) => {
  const desk = await start(tab);
  const known = await screened(tab, { given: 'Rosalie', family: 'Exemple' });
  await desk.at('identity.phone');
  await desk.say(known.phone);
  await tab.shows('appel', 'known');
  assert.match(await tab.text(), /Un dossier a le même téléphone\.\s*Rosalie E\./);
  await tab.press('Autre personne');
  await at(tab, 'begun');
  await tab.page.locator('#q-identity-phone').fill(known.phone + ' ');
  await tab.ready();
  await at(tab, 'begun');
});

scene('9 Voice mail « Non »: said where the line broke', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await pick(tab, /Boîte vocale/, 'Non');
  await desk.press('F4');
  await at(tab, 'cut');
  assert.match(await side(tab), /ne laissez pas de message/);
  assert.match(await tab.text(), /Aucun message/);
});

night('appel: one that is not there, and while it is looked for', async (tab) => {
  tab.expect(404);
  await start(tab);
  await tab.open('/appel/' + '0'.repeat(32));
  await tab.shows('appel', 'unopened');
  await tab.page.route('**/sippe.intake.Intake/GetDraft', () => {});
  await tab.page.goto(world.url + '/appel/' + '1'.repeat(32));
  await tab.page.waitForSelector('main[data-state="opening"]');
  await tab.looks('appel', 'opening');
});

night('appel: a name that is a script is a text', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk, { name: ['<script>window.ran=1</script>', '<b>Benali</b>'] });
  await saved(tab);
  assert.match(await tab.page.locator('.who').innerText(), /<script>/);
  assert.equal(await tab.page.evaluate(() => window.ran), undefined);
});

night('appel: a session that ends in mid-call waits for her, with what she typed', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await tab.page.locator('#q-household-size').fill('4');
  await world.tell('pass', 31 * MINUTE);
  await tab.page.waitForSelector('main[data-page="overlay"]');
  await tab.page.getByLabel('Code du jour', { exact: true }).fill(await world.territory.code('martine'));
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForSelector('main[data-page="appel"]');
  await tab.ready();
  assert.equal(await tab.page.locator('#q-household-size').inputValue(), '4');
  await saved(tab);
});

scene('5 Drop: the gateway is away: the call goes on, the decision is kept here and leaves by itself, once', async (tab) => {
  const desk = await start(tab);
  const phone = freshPhone();
  await agree(desk, phone);
  await identify(desk);
  await means(desk, 0);
  await at(tab, 'proposed');
  await saved(tab);
  tab.tolerate(/./); // nobody answers
  await tab.page.context().setOffline(true);
  await tab.page.locator('#q-consent-safe_contact_hours').fill('le soir');
  await route(tab, 'SIPPE');
  await tab.page.locator('#d-confirm').click();
  await tab.page.waitForFunction(() => /gardée sur ce poste/.test(document.querySelector('main').innerText));
  assert.match(await tab.text(), /Gardé (sur ce poste|jusqu’à la fermeture)/);
  await tab.page.getByRole('main').getByRole('button', { name: 'Nouvel appel' }).click();
  await tab.page.waitForSelector('main[data-state="begun"]');
  await tab.page.locator('#q-identity-phone').fill('514 555');
  await tab.page.context().setOffline(false);
  const recorded = async () => (await asks(tab, INTAKE + 'ListScreenings', {})).screenings?.filter((s) => s.familyId === families[0]?.familyId) ?? [];
  let families = [];
  for (let looks = 0; looks < 200 && !(await recorded()).some((s) => s.decidedRoute); looks += 1) {
    await tab.page.waitForTimeout(50);
    families = await found(tab, phone);
  }
  await tab.page.waitForSelector('.kept-mark', { state: 'detached' });
  await tab.page.waitForTimeout(200); // what is answered for the call before would have ended this one by now
  await at(tab, 'begun');
  assert.equal(await tab.page.locator('#q-identity-phone').inputValue(), '514 555', 'the call after it is another one');
  assert.equal(families.length, 1);
  const [own, ...more] = await recorded();
  assert.deepEqual([own.decidedRoute, more.length], ['ROUTE_SIPPE', 0]);
  const kept = await asks(tab, INTAKE + 'GetScreening', { screeningId: own.screeningId });
  assert.equal(kept.screening.consent.safeContactHours, 'le soir');
});

night('appel: a recorded call is corrected, and its decision taken anew with a reason', async (tab) => {
  tab.expect(404); // it is no draft
  await start(tab);
  const family = await screened(tab, { given: 'Rosalie', family: 'Corrigée' });
  await asks(tab, INTAKE + 'DecideRoute', { screeningId: family.screeningId, version: family.version, route: 'ROUTE_SIPPE', priority: 2 });
  await tab.open(`/appel/${Buffer.from(family.screeningId, 'base64').toString('hex')}`);
  assert.match(await tab.text(), /Appel enregistré/);
  await route(tab, 'Liste d’attente');
  await tab.page.locator('#d-confirm').click();
  assert.match(await side(tab), /Écrire le motif/);
  await tab.page.locator('#d-reason').fill('Plus de place cette semaine');
  await tab.page.locator('#d-confirm').click();
  await at(tab, 'decided');
  const kept = await asks(tab, INTAKE + 'GetScreening', { screeningId: family.screeningId });
  assert.deepEqual(kept.decisions.map((d) => d.route), ['ROUTE_SIPPE', 'ROUTE_WAITLIST']);
});

scene('21 Print: a call is two pages at most, tagged, without an address', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  const pdf = (await tab.page.pdf({ format: 'Letter', tagged: true })).toString('latin1');
  assert.match(pdf, /\/MarkInfo\s*<<[^>]*\/Marked true/);
  const pages = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
  assert.ok(pages <= 2, `${pages} pages`);
});

scene('appel: begun from a referral that came in: what was told stands there, and the call that is recorded names it', async (tab) => {
  tab.expect(400);
  const inboundId = Buffer.alloc(16, 7), sent = [], phone = freshPhone();
  await tab.comesIn('martine');
  await tab.page.route('**/GetInboundReferral', (r) => r.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ summary: { number: 'K7M-4TX' },
    referral: { givenName: 'Rosalie', phone, safeContactHours: 'le matin', safeToLeaveMessage: 'VOICE_MAIL_NO', language: { code: 'es' }, need: 'NEED_FOOD_AID' } }) }));
  await tab.page.route('**/SubmitScreening', (r) => { sent.push(r.request().postDataJSON()); return r.fulfill({ status: 200, contentType: 'application/json', body: '{}' }); });
  await tab.open(`/appel#recue-${inboundId.toString('hex')}`);
  await tab.page.waitForFunction(() => document.querySelector('#q-identity-name').value === 'Rosalie');
  assert.match(await tab.text(), /Aucun message/);
  assert.equal(await tab.page.locator('#q-consent-safe_contact_hours').inputValue(), 'le matin');
  assert.equal(await tab.page.locator('.lg select').inputValue(), 'es');
  assert.equal(await tab.page.locator('#q-identity-name').isDisabled(), true, 'nothing is noted before she agrees');
  const desk = new Desk(tab);
  await tab.page.locator('#q-consent-notice_read_at').click();
  await tab.page.locator('#q-consent-consent_store').check();
  await tab.page.locator('#q-identity-name-2').fill('Reçue');
  await tab.page.locator('#q-identity-birth_date').focus();
  await desk.say('14 mars 1999');
  await desk.say('H2M 1B7');
  await tab.page.locator('#q-pregnancy-due_date').fill('22 mai');
  await tab.page.locator('#q-household-size').fill('3');
  await tab.page.locator('#q-income-annual').focus();
  await means(desk, 0);
  await at(tab, 'proposed');
  await route(tab, 'Rappeler');
  await tab.page.locator('#d-confirm').click();
  for (let looks = 0; looks < 100 && !sent.length; looks += 1) await tab.page.waitForTimeout(50);
  assert.equal(sent[0].inboundId, inboundId.toString('base64'));
  assert.match(JSON.stringify(sent[0].screening.call), /K7M-4TX/);
});
