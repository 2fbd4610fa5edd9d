// The call as a whole: five of them by keys, what becomes of it later, what a release in the middle of it does.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { night, scene, world } from './lib/browser.mjs';
import { agree, at, Desk, found, freshPhone, identify, INTAKE, means, route, saved, side, start } from './lib/desk.mjs';
import { asks, screened } from './lib/told_family.mjs';

const DAY = 24 * 60 * 60000;
const KEYS_MOST = 50;

const unmoved = async (tab, where) => assert.equal(await tab.page.evaluate(() => scrollY), 0, `${where}: nothing was scrolled`);

/** From the proposal to what is recorded: the nth route, its reason if it wants one, and the button. */
async function decide(desk, nth, reason = '') {
  await desk.press('F9');
  await desk.at('d-route');
  await desk.press('Space', ...Array(nth).fill('ArrowRight'));
  for (let tabs = 0; tabs < 8 && (await desk.here()) !== 'd-confirm'; tabs += 1) {
    await desk.press('Tab');
    if ((await desk.here()) === 'd-reason') await desk.tab.page.keyboard.type(reason);
  }
  await unmoved(desk.tab, 'before it is confirmed');
  await desk.press('Enter');
  await at(desk.tab, 'decided');
}

const [SIPPE, OLO, CALL_BACK] = [0, 1, 4];
const SAMPLES = [
  { name: 'SIPPE', diploma: 0, choose: SIPPE, is: /SIPPE/ },
  { name: 'Olo alone', diploma: 1, choose: OLO, is: /Olo seulement/ },
  { name: 'eleven weeks', due: '11s0', diploma: 0, choose: CALL_BACK, is: /à rappeler/ },
  { name: 'an income that she does not know', income: '?', diploma: 1, choose: CALL_BACK, is: /à rappeler/ },
  { name: 'another than proposed', due: '22/05/27', diploma: 3, choose: SIPPE, reason: 'Isolement, et pas de soutien', is: /SIPPE/ },
];

night('1 Call, keyboard only: five sample calls, at most 50 keys each that are not text', async (tab) => {
  const desk = await start(tab);
  const counts = [];
  for (const sample of SAMPLES) {
    desk.keys = 0;
    await agree(desk, freshPhone());
    await unmoved(tab, sample.name);
    await identify(desk, { due: sample.due, name: ['Samira', `Exemple ${counts.length}`] });
    await unmoved(tab, sample.name);
    if (sample.income) {
      await desk.press(sample.income);
      await desk.at('income.sources');
      await desk.press('F8');
      await desk.at('schooling.highest_diploma');
      await desk.choose(sample.diploma);
    } else await means(desk, sample.diploma);
    await tab.ready();
    await decide(desk, sample.choose, sample.reason);
    assert.match(await side(tab), sample.is, sample.name);
    counts.push(`${sample.name}: ${desk.keys}`);
    assert.ok(desk.keys <= KEYS_MOST, counts.at(-1));
    await tab.page.locator('#done-next').press('Enter');
    await at(tab, 'begun');
    await tab.page.locator('#q-identity-phone').focus();
  }
  console.log(`keys that are not text: ${counts.join(', ')}`);
});

night('3 Eleven weeks: pre-registered, and on the day when she is at twelve it stands on the list', async (tab) => {
  const desk = await start(tab);
  const phone = freshPhone();
  await agree(desk, phone);
  await identify(desk, { due: '11s0', name: ['Onzième', 'Semaine'] });
  await means(desk, 0);
  await at(tab, 'proposed');
  await route(tab, 'Préinscrire');
  await tab.page.locator('#d-confirm').click();
  await at(tab, 'decided');
  const listed = async () => {
    await tab.open('/afaire');
    return tab.page.locator('.work tbody tr').filter({ hasText: 'Onzième Semaine' }).allInnerTexts();
  };
  for (const line of await listed()) assert.match(line, /rien à faire avant ce jour/);
  await world.tell('pass', 7 * DAY);
  await tab.page.context().clearCookies();
  await tab.comesIn('martine');
  const [line] = await listed();
  assert.match(line, /Rappeler à la semaine de début/);
  assert.doesNotMatch(line, /rien à faire avant ce jour/);
});

scene('9 Voice mail « Non »: on the list, in her file and on paper it is said, and nowhere is a message offered', async (tab) => {
  await start(tab);
  const family = await screened(tab, { given: 'Sans', family: 'Message', voice: 'VOICE_MAIL_NO' });
  await tab.open('/afaire');
  const line = tab.page.locator('.work tbody tr').filter({ hasText: 'Sans Message' });
  assert.match(await line.first().innerText(), /Ne laissez pas de message/);
  await tab.open(`/famille/${family.hex}`);
  for (const media of ['screen', 'print']) {
    await tab.page.emulateMedia({ media });
    const text = await tab.text();
    assert.match(text, /Aucun message|Ne laissez pas de message|Message possible\s+Non/i, media);
    assert.doesNotMatch(text, /Message permis|sans nommer/, media);
  }
});

night('19 Budgets: the page of a call has at most 900 nodes, whole', async (tab) => {
  const desk = await start(tab);
  await agree(desk);
  await identify(desk);
  await means(desk, 0);
  await at(tab, 'proposed');
  const nodes = await tab.page.evaluate(() => document.querySelectorAll('*').length);
  console.log(`nodes of a call: ${nodes}`);
  assert.ok(nodes <= 900, `${nodes} nodes`);
});

/** The same pages as another release has them: every address is another one. */
function anotherRelease() {
  const share = mkdtempSync(path.join(tmpdir(), 'sippe-release-'));
  const from = `${process.env.SIPPE_ROOT}/services/gateway/web`;
  execFileSync('sh', [`${from}/build.sh`, from, process.env.SIPPE_WORDS, path.join(share, 'web'), 'whole']);
  copyFileSync(path.join(process.env.SIPPE_WEB, '../contrat.binpb'), path.join(share, 'contrat.binpb'));
  return share;
}

night('22 Upgrade mid-call: the old page keeps saving against the new gateway, and the next document is of the new release', async (tab) => {
  const desk = await start(tab);
  tab.tolerate(/./); // nobody answers while it is changed
  const phone = freshPhone();
  await agree(desk, phone);
  await identify(desk, { name: ['Avant', 'Après'] });
  await saved(tab);
  const treeOf = () => tab.page.evaluate(() => document.querySelector('script[type=module]').getAttribute('src').split('/')[2]);
  const [before, share] = [await treeOf(), anotherRelease()];
  await world.tell('away');
  await tab.page.locator('#q-consent-safe_contact_hours').fill('le soir');
  await world.tell('web', path.join(share, 'web'));
  await world.tell('back');
  await tab.page.waitForSelector('.kept-mark', { state: 'detached' });
  await tab.page.locator('#q-income-annual').focus();
  await means(desk, 0);
  await at(tab, 'proposed');
  await route(tab, 'SIPPE');
  await tab.page.locator('#d-confirm').click();
  await at(tab, 'decided');
  const [family, ...others] = await found(tab, phone);
  assert.equal(others.length, 0);
  const { screenings } = await asks(tab, INTAKE + 'ListScreenings', {});
  const kept = await asks(tab, INTAKE + 'GetScreening', { screeningId: screenings.find((s) => s.familyId === family.familyId).screeningId });
  assert.equal(kept.screening.consent.safeContactHours, 'le soir');
  assert.equal(await treeOf(), before, 'nothing was loaded anew in the middle of it');
  await tab.open('/appel');
  assert.notEqual(await treeOf(), before);
  rmSync(share, { recursive: true });
});

night('18 Accessibility: in English too, each page that a desk has', async (tab) => {
  const { url } = world;
  await tab.page.context().addCookies([{ name: 'langue', value: 'en', url }]);
  await start(tab);
  const family = await screened(tab, { given: 'In', family: 'English' });
  for (const [name, address, says] of [['appel', '/appel', /Your decision/i], ['afaire', '/afaire', /To do/], ['familles', '/familles', /Families/], ['famille', `/famille/${family.hex}`, /Summary/],
    ['famille', `/famille/${family.hex}/notes`, /Notes/], ['famille', `/famille/${family.hex}/accords`, /Agreements/], ['acces', '/acces', /My access/i], ['aide', '/aide', /Help/]]) {
    await tab.open(address);
    await tab.page.waitForSelector(`main[data-page="${name}"]`);
    assert.equal(await tab.page.evaluate(() => document.documentElement.lang), 'en');
    assert.match(await tab.page.locator('body').innerText(), says, address);
    await tab.looks(`${name}-en`, address.split('/').at(-1));
  }
});
