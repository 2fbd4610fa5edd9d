// The list of what is to be done, and the radar.
import assert from 'node:assert/strict';
import { night, scene, world } from './lib/browser.mjs';
import { back, goneAfter, keptInBar } from './lib/gone.mjs';
import { MINUTE } from './lib/territory_told.mjs';

const POLL_MS = 11000, HEARD_MS = 1000, GATEWAY_MS = 1500;
const LIST = '/sippe.intake.Intake/ListWork', VISITS = '/sippe.scheduling.Scheduling/ListWork', RADAR = '/sippe.intake.Intake/ListRadar';
const rows = (tab) => tab.page.locator('.work tbody tr');
const cells = (tab, n) => tab.page.locator(`.work tbody td:nth-child(${n})`).allInnerTexts();

/** So many calls of invented families. */
async function calls(n) {
  for (let i = 0; i < n; i += 1) await world.tell('screening');
}
const open = async (tab, who) => {
  tab.expect(401);
  await tab.comesIn(who);
  await tab.open('/afaire');
  assert.match(await tab.page.locator('main').getAttribute('data-state'), /^(shown|later)$/);
};
/** What moved is asked, and answered. */
async function polled(tab) {
  const answered = tab.page.waitForResponse('**/flux');
  await tab.page.clock.runFor(POLL_MS);
  await answered;
  await tab.ready();
}
/** What was done before she came is heard, which the gateway asks each second by a clock of its own, and is no news any more. */
async function upToDate(tab) {
  for (const end = Date.now() + GATEWAY_MS; Date.now() < end; await tab.page.waitForTimeout(GATEWAY_MS / 5)) {
    await polled(tab);
    if (await tab.page.getByText(/changements?\./).count()) await tab.press('Actualiser');
  }
}
/** Until the page has asked what moved, and heard it: the gateway asks the daemons by a clock of its own. @param {RegExp} text */
async function heard(tab, text) {
  for (let looks = 0; looks < 20 && !(await tab.page.getByText(text).count()); looks += 1) {
    await world.tell('pass', HEARD_MS);
    await tab.page.clock.runFor(POLL_MS);
    await tab.ready();
  }
  assert.equal(await tab.page.getByText(text).count(), 1, String(text));
}
const firstToTake = (tab) => tab.page.evaluate(() => [...document.querySelectorAll('.work tbody tr')].findIndex((r) => /Prendre/.test(r.innerText)));
/** A procedure answers what the test wants, whatever the daemon would. */
const instead = (tab, procedure, how) => tab.page.route(`**${procedure}`, how);
const json = (body, status = 200) => ({ status, contentType: 'application/json', body: JSON.stringify(body) });
const away = { code: 'unavailable', message: '', details: [{ type: 'sippe.Status', value: '', json: { reason: 'REASON_DAEMON_AWAY',
  messageFr: 'Pas de réponse pour le moment.', messageEn: 'No answer at the moment.' } }] };

scene('à faire: one list of both daemons, for whoever coordinates', async (tab) => {
  await calls(6);
  await world.tell('pass', 4 * 24 * 60 * MINUTE);
  await world.tell('task', 'take');
  await world.tell('task', 'draft');
  await world.tell('task', 'follow');
  await open(tab, 'nadia');
  await tab.shows('afaire', 'shown');
  const text = await tab.text();
  assert.match(text, /choses à faire, dont \d+ en retard/);
  assert.match(text, /Confirmer la visite proposée/);
  assert.match(text, /Prise par desk jusqu’à/);
  assert.match(text, /en retard de \d+\u00a0jours?/);
  assert.match(text, /\d{3}\u00a0\d{3}-\d{4}/);
  const days = await tab.page.evaluate(() => [...document.querySelectorAll('.work tbody tr')].map((r) => r.cells[0].innerText));
  assert.ok(days.length >= 8);
  const visit = rows(tab).filter({ hasText: 'Confirmer la visite' }).first();
  assert.match(await visit.locator('td:nth-child(3)').innerText(), /\p{L}+ \p{L}+.*\d+-\d/su, 'intake says whom a visit is of');
  assert.equal(await visit.getByRole('button').count(), 0, 'what is the agenda’s is taken there');
  const call = await rows(tab).filter({ hasText: 'Décider' }).first().getByRole('link').first().getAttribute('href');
  assert.match(call, /^\/appel\/[0-9a-f]{32}$/);
  const addresses = await tab.page.evaluate(() => [...document.querySelectorAll('.work a[href^="/"]')].map((a) => a.getAttribute('href')));
  for (const one of addresses) assert.match(one, /^\/(appel|famille)\/[0-9a-f]{32}(\/(accords|personnes))?(#\w+)?$/, 'an address holds an id, and nothing of anybody');
});

scene('à faire: a desk has the list of its CLSC, its drafts in it, and no visits', async (tab) => {
  await calls(3);
  await world.tell('task', 'draft');
  const asked = [];
  tab.page.on('request', (r) => asked.push(new URL(r.url()).pathname));
  await open(tab, 'martine');
  const draft = rows(tab).filter({ hasText: 'Reprendre un appel interrompu' }).first();
  assert.match(await draft.getByRole('link').first().getAttribute('href'), /^\/appel\/[0-9a-f]{32}$/);
  assert.ok(asked.includes(LIST) && !asked.includes(VISITS));
  assert.equal(await tab.page.getByLabel('CLSC', { exact: true }).count(), 0);
});

scene('à faire: taken and given back, in place', async (tab, another) => {
  await world.tell('task', 'draft');
  await open(tab, 'martine');
  const before = await cells(tab, 2);
  const at = await firstToTake(tab);
  await rows(tab).nth(at).getByRole('button', { name: /^Prendre/ }).click();
  await tab.ready();
  assert.match(await rows(tab).nth(at).innerText(), /Prise par vous jusqu’à/);
  assert.deepEqual(await cells(tab, 2), before, 'no line moved');
  const other = await another();
  await other.open('/afaire');
  assert.match(await rows(other).nth(at).innerText(), /Prise par vous/);
  await rows(tab).nth(at).getByRole('button', { name: /^Rendre/ }).click();
  await tab.ready();
  assert.doesNotMatch(await rows(tab).nth(at).innerText(), /Prise/);
});

scene('à faire: a colleague was quicker', async (tab) => {
  tab.expect(401, 400);
  await world.tell('task', 'draft');
  await open(tab, 'martine');
  await tab.press('Accueil');
  await world.tell('task', 'take');
  await rows(tab).filter({ hasText: 'Prendre' }).first().getByRole('button', { name: /^Prendre/ }).click();
  await tab.shows('afaire', 'refused');
  assert.match(await tab.text(), /Rien n’est changé\..*WORK_TAKEN/s);
});

scene('à faire: what others did is told, and nothing moves until she asks', async (tab) => {
  tab.expect(401);
  await world.tell('task', 'draft');
  await tab.page.clock.install();
  await open(tab, 'martine');
  await upToDate(tab);
  const before = await cells(tab, 2);
  for (const many of [3, 1]) {
    for (let i = 0; i < many; i += 1) await world.tell('task', 'draft');
    await heard(tab, many === 3 ? /^3 changements\./ : /^4 changements\./); // things, not polls
  }
  await tab.shows('afaire', 'moved');
  assert.deepEqual(await cells(tab, 2), before);
  await tab.press('Actualiser');
  assert.ok((await cells(tab, 2)).length > before.length);
  assert.equal(await tab.page.getByText(/changement/).count(), 0);
});

night('à faire: what moved of visits is told to whoever coordinates; what she did herself is no news', async (tab) => {
  tab.expect(401);
  await calls(6);
  await world.tell('pass', 4 * 24 * 60 * MINUTE);
  await tab.page.clock.install();
  await open(tab, 'nadia');
  await upToDate(tab);
  const said = [];
  tab.page.on('response', (r) => r.url().endsWith('/flux') && said.push(r.json().catch(() => ({}))));
  await world.tell('task', 'follow');
  await heard(tab, /changements?\./);
  const moved = (await Promise.all(said)).flatMap((reply) => reply.moved ?? []);
  assert.ok(moved.some((m) => m.list === 'worker_calendar'), JSON.stringify(moved));
  const things = moved.filter((m) => ['work_in_order', 'worker_calendar'].includes(m.list)).reduce((n, m) => n + m.times, 0);
  await tab.page.getByText(new RegExp(`^${things} changements?\\.`)).waitFor();
  await tab.press('Actualiser');
  await rows(tab).getByRole('button', { name: /^Prendre/ }).first().click();
  await tab.ready();
  await world.tell('pass', HEARD_MS);
  await polled(tab);
  assert.equal(await tab.page.getByText(/changement/).count(), 0);
});

scene('à faire: an urgent need is settled with what was done', async (tab) => {
  for (let n = 0; n < 30; n += 1) await world.tell('screening');
  await open(tab, 'martine');
  await tab.press('Accueil');
  const urgents = rows(tab).filter({ hasText: '(urgent)' });
  const before = await urgents.count();
  const urgent = urgents.first();
  await urgent.getByRole('button', { name: /^Régler/ }).click();
  await tab.shows('afaire', 'settle');
  await tab.press('C’est réglé');
  await tab.shows('afaire', 'unsettled');
  assert.match(await tab.text(), /Écrire ce qui a été fait/);
  await tab.page.getByLabel(/^Ce qui a été fait pour/).fill('<script>panier remis</script>');
  await tab.press('C’est réglé');
  assert.match(await urgent.innerText(), /Réglée/);
  assert.equal(await urgents.count(), before, 'its line stays where it is');
  await tab.page.reload();
  await tab.ready();
  assert.equal(await urgents.count(), before - 1);
});

night('à faire: chosen by what it is, whose, and by a name', async (tab) => {
  await calls(8);
  await world.tell('task', 'draft');
  await world.tell('task', 'follow');
  await open(tab, 'nadia');
  await tab.page.locator('.kinds summary').click();
  await tab.page.getByLabel('Reprendre un appel interrompu').check();
  await tab.ready();
  await tab.page.getByLabel('Confirmer la visite proposée').check();
  await tab.ready();
  assert.match(await tab.page.locator('.kinds summary').innerText(), /2 genres/);
  const kinds = new Set((await cells(tab, 2)).map((text) => text.split('\n')[0]));
  assert.deepEqual([...kinds], ['Confirmer la visite proposée'], 'drafts are a desk’s');
  const found = (await cells(tab, 2)).length;
  await tab.page.reload();
  await tab.ready();
  assert.equal((await cells(tab, 2)).length, found, 'what was chosen is there when she comes back');
  await tab.page.locator('.kinds summary').click();
  await tab.page.getByLabel('Confirmer la visite proposée').uncheck();
  await tab.shows('afaire', 'none');
  await tab.press('Tout montrer');
  const name = (await tab.page.locator('.work tbody td:nth-child(3) b').first().innerText()).split(' ')[0];
  await tab.page.getByLabel('Nom ou téléphone').fill(name);
  await tab.press('Chercher');
  for (const who of await cells(tab, 3)) assert.match(who, new RegExp(name));
  assert.equal(await tab.page.evaluate((n) => JSON.stringify(history.state).includes(n), name), false, 'a name is kept nowhere');
  assert.equal(new URL(tab.page.url()).pathname, '/afaire');
});

night('à faire: more of it, by pages, each line once', async (tab) => {
  const { now } = await world.tell('state');
  /** So many days after the territory's today. */
  const on = (days) => { const d = new Date(now - 5 * 60 * MINUTE + days * 24 * 60 * MINUTE); return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() }; };
  const item = (n, kind, days) => ({ kind, thing: Buffer.alloc(16, n).toString('base64'), familyId: Buffer.alloc(16, 100).toString('base64'), familyNumber: `${1000 + n}-1`,
    role: 'ROLE_TEAM', dueOn: on(days), since: { ms: String(n) }, name: { given: '<script>alert(1)</script>', family: `Famille ${n}` } });
  const intake = Array.from({ length: 120 }, (_, n) => item(n, 'WORK_KIND_ENROL', 1 + Math.floor(n / 40)));
  const page = (all, body) => { const from = Number(atob(body.after ?? '') || 0);
    return { items: all.slice(from, from + 50), next: from + 50 < all.length ? btoa(String(from + 50)) : '', total: 1000, moreThan: true }; };
  tab.expect(401, 404);
  await tab.comesIn('julie-equipe');
  await instead(tab, LIST, (r) => r.fulfill(json(page(intake, r.request().postDataJSON()))));
  await instead(tab, VISITS, (r) => r.fulfill(json(page([item(200, 'WORK_KIND_VISIT_DUE', 2)], r.request().postDataJSON()))));
  await tab.open('/afaire');
  await tab.shows('afaire', 'later');
  assert.match(await tab.text(), /Rien à faire avant \p{L}+\u00a0\d+/u);
  assert.match(await tab.text(), /Plus de 2\u00a0000 choses à faire/);
  assert.match(await tab.text(), /<script>alert\(1\)<\/script>/);
  for (const n of [50, 100, 121]) {
    assert.equal(await rows(tab).count(), n);
    if (n < 121) await tab.press('Afficher la suite');
  }
  const seen = await cells(tab, 3);
  assert.equal(new Set(seen.map((s) => /\d+-1/.exec(s)[0])).size, 121);
  assert.match(seen[80], /1200-1/, 'a visit stands behind the 80 that are due on its day or before');
});

night('à faire: nothing, a part away, and none at all', async (tab) => {
  tab.expect(401, 503);
  await tab.comesIn('julie-equipe');
  await instead(tab, LIST, (r) => r.fulfill(json({})));
  await instead(tab, VISITS, (r) => r.fulfill(json({})));
  await tab.open('/afaire');
  await tab.shows('afaire', 'empty');
  await tab.page.unroute(`**${VISITS}`);
  await instead(tab, VISITS, (r) => r.fulfill(json(away, 503)));
  await tab.open('/afaire');
  await tab.shows('afaire', 'part');
  assert.match(await tab.text(), /La liste est sans les visites/);
  await tab.page.unroute(`**${LIST}`);
  await instead(tab, LIST, (r) => r.fulfill(json(away, 503)));
  await tab.open('/afaire');
  await tab.shows('afaire', 'error');
  await tab.page.unroute(`**${LIST}`);
  await tab.page.unroute(`**${VISITS}`);
  await tab.press('Réessayer');
  assert.match(await tab.page.locator('main').getAttribute('data-state'), /shown|later|empty/);
});

night('à faire: while it is read', async (tab) => {
  tab.expect(401);
  await tab.comesIn('martine');
  let answer;
  const held = new Promise((done) => { answer = done; });
  await instead(tab, LIST, (r) => held.then(() => r.continue()));
  await tab.page.goto(`${world.url}/afaire`);
  await tab.page.waitForSelector('main[data-state="loading"]');
  await tab.looks('afaire', 'loading');
  answer();
  await tab.ready();
});

scene('radar: the picture and a table that says the same, by the days that are left', async (tab) => {
  await calls(12);
  await open(tab, 'nadia');
  await tab.press('Radar', 'link');
  await tab.shows('afaire', 'radar');
  assert.equal(new URL(tab.page.url()).pathname, '/afaire/radar');
  assert.match(await tab.text(), /Inscription dès la semaine 12, à joindre d’ici la semaine 20/);
  const left = (await cells(tab, 1)).map((text) => { const n = Number(/(\d+)\u00a0jour/.exec(text)[1]); return /dépassée/.test(text) ? -n : n; });
  assert.deepEqual(left, [...left].sort((a, b) => a - b));
  assert.equal(await tab.page.locator('.radar circle, .radar rect.past, .radar path.decided').count(), left.length);
  assert.match((await cells(tab, 2)).join(), /\d+\u00a0sem\. \d\u00a0j/);
  await tab.press('Liste', 'link');
  assert.equal(new URL(tab.page.url()).pathname, '/afaire');
  assert.ok(await rows(tab).count());
});

night('radar: none, and no answer', async (tab) => {
  tab.expect(401, 503);
  await tab.comesIn('nadia');
  await instead(tab, RADAR, (r) => r.fulfill(json({ startWeek: 12, reachByWeek: 20 })));
  await tab.open('/afaire/radar');
  await tab.shows('afaire', 'radarEmpty');
  await tab.page.unroute(`**${RADAR}`);
  await instead(tab, RADAR, (r) => r.fulfill(json(away, 503)));
  await tab.open('/afaire/radar');
  await tab.shows('afaire', 'radarError');
});

scene('21 Print: à faire is a table, without what is pressed', async (tab) => {
  await calls(4);
  await open(tab, 'nadia');
  await tab.page.emulateMedia({ media: 'print' });
  const seen = await tab.page.locator('body').innerText();
  assert.match(seen, /À faire\n+Imprimé le \d/);
  assert.match(seen, /Échéance\s+À faire\s+Qui\s+À qui/);
  assert.doesNotMatch(seen, /Prendre|Les miennes|Radar|Fermer ma session|http/);
  if (process.env.SHOTS) await tab.page.pdf({ path: `${process.env.SHOTS}/afaire.pdf`, format: 'Letter' });
});

scene('à faire: SIPPE goes in mid-command and comes back: what was taken is taken once', async (tab) => {
  tab.tolerate(/./); // nobody answers
  await world.tell('task', 'draft');
  await open(tab, 'martine');
  const same = rows(tab).nth(await firstToTake(tab)); // no line moves
  const taken = [];
  tab.page.on('request', (r) => r.url().endsWith('/TakeWork') && taken.push(r.headers()['sippe-request-id']));
  await goneAfter(tab, '/sippe.intake.Intake/TakeWork');
  await same.getByRole('button', { name: /^Prendre/ }).click();
  await keptInBar(tab, 1);
  assert.match(await same.innerText(), /Gardé sur ce poste/);
  await tab.looks('afaire', 'shown');
  await back(tab);
  assert.match(await same.innerText(), /Prise par vous jusqu’à/);
  assert.ok(taken.length > 1 && new Set(taken).size === 1, `${taken.length} tries with one id`);
});

night('à faire: what is settled while SIPPE is away is settled once', async (tab) => {
  tab.tolerate(/./); // nobody answers
  for (let n = 0; n < 30; n += 1) await world.tell('screening');
  await open(tab, 'martine');
  await tab.press('Accueil');
  const urgents = rows(tab).filter({ hasText: '(urgent)' });
  const before = await urgents.count();
  await urgents.first().getByRole('button', { name: /^Régler/ }).click();
  await tab.page.getByLabel(/^Ce qui a été fait pour/).fill('Panier remis.');
  await goneAfter(tab, '/sippe.intake.Intake/SettleWork');
  await tab.press('C’est réglé');
  await keptInBar(tab, 1);
  await back(tab);
  assert.match(await urgents.first().innerText(), /Réglée/);
  await tab.page.reload();
  await tab.ready();
  assert.equal(await urgents.count(), before - 1);
});

scene('à faire: a referral that came in is read below its line, and closed; nobody is told more than one of two words', async (tab) => {
  tab.expect(401);
  const thing = Buffer.alloc(16, 7).toString('base64'), sent = [];
  const referral = { summary: { inboundId: thing, version: Buffer.alloc(16, 8).toString('base64'), number: 'K7M-4TX', organizationName: 'Maison <b>des familles' },
    referral: { givenName: 'Rosalie', phone: '5145550188', safeContactHours: 'le matin', permissionAskedBy: 'Nadège', permittedOn: { year: 2026, month: 11, day: 24 } },
    matches: [{ familyId: Buffer.alloc(16, 9).toString('base64'), familyNumber: '1042-9' }] };
  await tab.comesIn('martine');
  await instead(tab, LIST, (r) => r.fulfill(json({ items: [{ kind: 'WORK_KIND_INBOUND_REFERRAL', thing, role: 'ROLE_DESK', since: { ms: '1' } }], total: 1 })));
  await instead(tab, '/sippe.intake.Intake/GetInboundReferral', (r) => r.fulfill(json(referral)));
  await instead(tab, '/sippe.intake.Intake/CloseInboundReferral', (r) => { sent.push(r.request().postDataJSON()); return r.fulfill(json({})); });
  await tab.open('/afaire');
  await tab.shows('afaire', 'shown');
  await rows(tab).first().getByRole('button', { name: /^Ouvrir/ }).click();
  await tab.page.getByText('K7M-4TX').waitFor();
  await tab.looks('afaire', 'shown');
  const text = await tab.text();
  for (const shown of [/Rosalie/, /514\s555-0188/, /le matin/, /demandée par Nadège/, /1042-9/, /Maison <b>des familles/]) assert.match(text, shown);
  assert.match(await tab.page.getByRole('link', { name: 'Commencer l’appel' }).getAttribute('href'), /^\/appel#recue-[0-9a-f]{32}$/);
  await tab.press('Clore la référence');
  assert.match(await tab.text(), /Choisir ce qu’elle est devenue/);
  await tab.looks('afaire', 'shown');
  await tab.page.getByRole('radio', { name: /déjà suivie/ }).check();
  await tab.page.getByLabel('Mot pour vos collègues', { exact: true }).fill('Vue en mai.');
  await tab.press('Clore la référence');
  await rows(tab).filter({ hasText: 'Réglée' }).first().waitFor();
  assert.deepEqual(sent.map(({ disposition, note }) => [disposition, note]), [['INBOUND_DISPOSITION_ALREADY_FOLLOWED', 'Vue en mai.']]);
  // it was another one: as long as the line stands there that is taken back
  Object.assign(referral.summary, { disposition: 'INBOUND_DISPOSITION_ALREADY_FOLLOWED', closedBy: 'martine.roy', closedAt: { ms: '1795527000000' } });
  await instead(tab, '/sippe.intake.Intake/ReopenInboundReferral', (r) => { sent.push(r.request().postDataJSON()); return r.fulfill(json({})); });
  await rows(tab).first().getByRole('button', { name: /^Ouvrir/ }).click();
  await tab.page.getByText(/^Close\s*: déjà suivie, par martine\.roy/).waitFor();
  await tab.looks('afaire', 'shown');
  await tab.press('Rouvrir la référence');
  assert.match(await tab.text(), /Dire pourquoi elle est rouverte/);
  await tab.page.getByLabel('Pourquoi la rouvrir', { exact: true }).fill('C’était une autre.');
  await tab.press('Rouvrir la référence');
  await rows(tab).filter({ hasText: 'Réglée' }).first().waitFor({ state: 'detached' });
  assert.equal(sent.at(-1).reason, 'C’était une autre.');
});
