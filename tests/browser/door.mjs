// The pages over the real gateway: who comes in, acts, and is out again.
import assert from 'node:assert/strict';
import { night, playAll, scene, servedBy, world } from './lib/browser.mjs';
import { checkWords } from './lib/checks.mjs';
import { gateway, MINUTE } from './lib/territory_told.mjs';

servedBy(gateway, checkWords);

const HOUR = 60 * MINUTE;
const POLL_MS = 11000; // a page asks what moved each ten seconds
const HEARD_MS = 1000; // what a way in opens is asked again within it, and what moved heard
const SIGN_IN = '/sippe.gateway.Gateway/SignIn';
const field = (tab) => tab.page.getByLabel('Code du jour', { exact: true });
const menu = (tab) => tab.page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts();
const at = (tab, page, state) => tab.page.waitForSelector(`main[data-page="${page}"]${state ? `[data-state="${state}"]` : ''}`).then(() => tab.ready());

/** As a program of the same network does. */
const guess = (code) => fetch(world.url + SIGN_IN, { method: 'POST', body: JSON.stringify({ code }),
  headers: { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1' } });

/** The code, on the page that is open. */
async function enter(tab, code) {
  await field(tab).fill(code);
  await tab.page.keyboard.press('Enter');
}

/** A page that nobody touches learns that it is over. */
async function learns(tab) {
  await world.tell('pass', HEARD_MS);
  await tab.page.clock.runFor(POLL_MS);
  await at(tab, 'overlay', 'over');
}

scene('a code as it was told opens a session, once', async (tab, _, elsewhere) => {
  tab.expect(401);
  await tab.open('/');
  await tab.shows('connexion', 'empty');
  const code = (await world.territory.code('martine')).toLowerCase();
  await field(tab).fill(`  ${code.slice(0, 5)} - ${code.slice(5)} `);
  await tab.press('Ouvrir ma session');
  await at(tab, 'appel');
  await tab.open('/acces');
  await tab.shows('acces', 'shown');
  const text = await tab.text();
  assert.match(text, /martine/);
  assert.match(text, /recevoir des appels/);
  assert.match(await tab.page.locator('footer').innerText(), /test · version/);
  const other = await elsewhere();
  other.expect(401);
  await other.open('/connexion');
  await enter(other, code);
  await other.shows('connexion', 'refused');
  assert.match(await other.text(), /DAY_CODE_REFUSED/);
});

night('wrong codes: refused, then a wait that is counted down and over', async (tab) => {
  tab.expect(401, 429);
  await tab.page.clock.install();
  await tab.open('/connexion');
  await enter(tab, 'FFFFF-FFFFF');
  await at(tab, 'connexion', 'refused');
  const codes = Array.from('BCDGHJKMN', (c) => c.repeat(10));
  const answers = await Promise.all(codes.map(guess));
  assert.deepEqual(answers.map((a) => a.status), codes.map(() => 401));
  const code = await world.territory.code('martine');
  await enter(tab, code);
  await tab.shows('connexion', 'wait');
  assert.match(await tab.text(), /Réessayer dans (1\u00a0min|\d\d\u00a0s)/);
  const { throttled } = await world.tell('state');
  await world.tell('pass', MINUTE);
  await tab.page.clock.runFor(MINUTE + 1000);
  await at(tab, 'connexion');
  await tab.press('Ouvrir ma session');
  await at(tab, 'appel');
  assert.equal((await world.tell('state')).throttled, throttled);
});

scene('half an hour without a request: the page waits, hidden, for the same person', async (tab) => {
  tab.expect(401);
  await tab.signIn('nadia');
  await tab.open('/etat');
  await tab.shows('etat', 'good');
  await tab.page.evaluate(() => { window.kept = 'here'; });
  await world.tell('pass', 31 * MINUTE);
  await tab.press('Actualiser');
  await tab.shows('overlay', 'over');
  assert.doesNotMatch(await tab.page.locator('body').innerText(), /nadia/);
  await enter(tab, await world.territory.code('nadia'));
  await at(tab, 'etat', 'good');
  assert.equal(await tab.page.evaluate(() => window.kept), 'here');
});

night('twelve hours, however it was used', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install();
  await tab.signIn('nadia');
  await tab.open('/etat');
  for (let passed = 0; passed < 11.5 * HOUR; passed += 29 * MINUTE) {
    await world.tell('pass', 29 * MINUTE);
    await tab.press('Actualiser');
    await at(tab, 'etat');
  }
  await world.tell('pass', 27 * MINUTE);
  await learns(tab);
});

scene('two memberships in two tabs: each acts as its own, and is refused as its own', async (tab, another) => {
  tab.expect(401, 403, 404, 400);
  const as = new Map();
  // But for the keys of what waits: each tab has those of all her memberships, as any may be the one that sends.
  const heard = (t) => t.page.on('request', (r) => { const own = r.headers()['sippe-as']; if (own && !r.url().endsWith('/StationKey')) as.set(t, own); });
  heard(tab);
  await tab.signIn('julie julie-equipe');
  await tab.shows('acces', 'choose');
  await tab.press('Agir comme julie');
  await at(tab, 'appel');
  await tab.open('/acces');
  const second = await another();
  second.expect(401, 403, 404, 400);
  heard(second);
  await second.open('/acces');
  await second.press('Agir comme julie-equipe');
  await at(second, 'afaire');
  await tab.page.reload();
  await tab.ready();
  assert.match(await tab.text(), /recevoir des appels/);
  assert.match(as.get(tab), /^[0-9a-f]{32}$/);
  assert.notEqual(as.get(tab), as.get(second));
  const reports = (t) => t.page.evaluate((id) => fetch('/sippe.intake.Intake/RecordProtectionReport', { method: 'POST', body: '{}',
    headers: { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1', 'Sippe-As': id } }).then((r) => r.status), as.get(t));
  assert.equal(await reports(tab), 403, 'a desk reports nothing to the protection of youth');
  assert.notEqual(await reports(second), 403, 'a team does, of a family that there is');
});

night('the menu is what she may do: a desk has no État', async (tab) => {
  tab.expect(401);
  await tab.signIn('martine');
  assert.deepEqual(await menu(tab), ['Appel', 'À faire', 'Demandes', 'Familles']);
  await tab.open('/etat');
  await tab.shows('frame', 'closed');
});

scene('the menu is what she may do: who coordinates has it, and sees a daemon that stopped', async (tab) => {
  tab.expect(401, 503);
  await tab.signIn('nadia');
  assert.deepEqual(await menu(tab), ['À faire', 'Demandes', 'État', 'Familles']);
  await tab.open('/etat');
  await world.tell('screening');
  await tab.press('Actualiser');
  await at(tab, 'etat', 'good');
  await world.tell('stop', 'scheduling');
  await tab.press('Actualiser');
  await tab.shows('etat', 'away');
  assert.match(await tab.page.locator('.card.away').innerText(), /Visites/);
  assert.match(await tab.page.locator('.card.away').innerText(), /DAEMON_AWAY/);
  await world.tell('start', 'scheduling');
  await world.tell('pass', 5000); // until it has heard each of the others once
  await tab.press('Actualiser');
  await at(tab, 'etat', 'good');
});

scene('signed out, and another person at the same station', async (tab, another) => {
  tab.expect(401);
  await tab.signIn('martine');
  await tab.press('Aide', 'link');
  await tab.page.getByRole('banner').getByRole('link', { name: 'martine' }).click();
  await at(tab, 'acces', 'shown');
  const second = await another();
  second.expect(401);
  await second.open('/acces');
  assert.match(await second.text(), /martine/);
  await tab.page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
  await tab.shows('connexion', 'out');
  await second.shows('connexion', 'elsewhere');
  await enter(tab, await world.territory.code('ines'));
  await at(tab, 'appel');
  await tab.open('/acces');
  await at(second, 'appel');
  assert.equal(await tab.page.locator('table tbody tr').count(), 1, 'her own session alone');
  for (const t of [tab, second]) assert.doesNotMatch(await t.page.content(), /martine/);
  await tab.page.goBack();
  await at(tab, 'appel');
  await tab.page.goBack();
  await at(tab, 'aide');
  assert.doesNotMatch(await tab.page.content(), /martine/);
  const kept = await tab.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.doesNotMatch(kept, /martine|ines/);
});

night('closed everywhere: her other browser is out too', async (tab, _, elsewhere) => {
  tab.expect(401);
  await tab.signIn('martine');
  const other = await elsewhere();
  other.expect(401);
  await other.page.clock.install();
  await other.signIn('martine');
  await tab.open('/acces');
  await at(tab, 'acces', 'shown');
  assert.equal(await tab.page.locator('table tbody tr').count(), 2, 'both of her sessions');
  await tab.press('Fermer partout');
  await tab.shows('connexion', 'ended');
  await learns(other);
});

night('a way in that was ended shuts what it opened', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install();
  await tab.signIn('martine');
  await world.tell('end-login');
  await learns(tab);
});

scene('a membership that was ended in mid-session: she is told, and out', async (tab) => {
  tab.expect(401);
  await tab.page.clock.install();
  await tab.signIn('ines');
  await world.tell('end-member', 'ines');
  await learns(tab);
  assert.doesNotMatch(await tab.page.locator('body').innerText(), /ines/);
  await tab.press('Laisser cette page');
  await at(tab, 'connexion', 'empty');
});

/** A request as a program or another site would make it, beside a session's cookie. */
const sent = (procedure, { cookie = '', headers = {}, body = '{}' }) => fetch(world.url + procedure, { method: 'POST', body, redirect: 'manual',
  headers: { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1', Cookie: cookie, ...headers } });
const cookieOf = async (tab) => (await tab.page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');

scene('17 Security: what no page of ours would send is refused, a cookie is worth nothing once it is signed out, headers are exact', async (tab) => {
  tab.expect(401);
  await tab.open('/connexion');
  const before = await cookieOf(tab);
  await tab.signIn('martine');
  const cookie = await cookieOf(tab);
  assert.notEqual(cookie, before, 'a session of before the sign-in is none');
  const WHO = '/sippe.gateway.Gateway/WhoAmI';
  const status = async (how, procedure = WHO) => (await sent(procedure, { cookie, ...how })).status;
  assert.equal(await status({}), 200);
  for (const [is, how] of [
    [400, { headers: { 'Connect-Protocol-Version': '' } }], [415, { headers: { 'Content-Type': 'text/plain' } }], [403, { headers: { Origin: 'https://ailleurs.example' } }],
    [403, { headers: { 'Sec-Fetch-Site': 'cross-site' } }], [401, { cookie: '' }], [400, { body: '{"inventé":1}' }], [400, { body: '{' }]])
    assert.equal(await status(how), is, JSON.stringify(how));
  assert.equal(await status({ headers: { 'X-User': 'nadia', 'X-Forwarded-User': 'nadia' } }), 200, 'a name that is told is nobody');
  assert.doesNotMatch(await (await sent(WHO, { cookie, headers: { 'X-User': 'nadia' } })).text(), /nadia/);
  const CUT = 0; // answered and closed while it was still being sent
  assert.ok([413, CUT].includes(await status({ body: JSON.stringify({ x: 'a'.repeat(2000000) }) }).catch(() => CUT)), 'too long a body');
  const shell = await fetch(`${world.url}/acces`);
  for (const [name, is] of [['content-security-policy', /default-src 'none'/], ['content-security-policy', /trusted-types/], ['referrer-policy', /^same-origin$/],
    ['x-content-type-options', /^nosniff$/], ['cross-origin-opener-policy', /^same-origin$/], ['cache-control', /no-store/]])
    assert.match(shell.headers.get(name) ?? '', is, name);
  await tab.page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
  await at(tab, 'connexion', 'out');
  assert.equal(await status({}), 401, 'the cookie of a session that is closed');
});

playAll();
