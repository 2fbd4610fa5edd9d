import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';
import { screened } from '../lib/told_family.mjs';

const FIND = '/sippe.intake.Intake/FindFamily';
const box = (tab) => tab.page.getByLabel('Qui cherchez-vous?');
const at = (tab, state) => tab.page.waitForSelector(`main[data-page="familles"][data-state="${state}"]`).then(() => tab.ready());

async function open(tab) {
  tab.expect(401);
  await tab.comesIn('martine');
  await tab.open('/familles');
}
async function search(tab, text) {
  await box(tab).fill(text);
  await tab.page.keyboard.press('Enter');
}

scene('familles: what is remembered finds her, asked once, and nothing of it in the address', async (tab) => {
  const asked = [];
  tab.page.on('request', (r) => r.url().endsWith(FIND) && asked.push(JSON.parse(r.postData())));
  await open(tab);
  await tab.shows('familles', 'empty');
  const family = await screened(tab, { given: 'Aurélie', family: '<script>window.hit = 1</script>' });
  await box(tab).pressSequentially('(514) 555');
  assert.deepEqual(asked, [], 'nothing is asked while she types');
  await tab.page.keyboard.press('Enter');
  await tab.shows('familles', 'short');
  assert.match(await tab.text(), /Un téléphone a 10 chiffres/);
  assert.deepEqual(asked, [], 'nor for a number that is not whole');
  await search(tab, family.phone.replace(/(...)(...)/, '$1 $2-'));
  await tab.shows('familles', 'found');
  assert.equal(asked.length, 1);
  const row = tab.page.locator('tbody tr');
  assert.match(await row.innerText(), /<script>window\.hit = 1<\/script>, Aurélie/);
  assert.match(await row.innerText(), new RegExp(`${family.familyNumber}[^]*14\u00a0mars\u00a01999[^]*99001`));
  assert.equal(await tab.page.evaluate(() => window.hit), undefined, 'a name is a text');
  assert.equal(new URL(tab.page.url()).href, `${world.url}/familles`);
  for (const text of [family.familyNumber, 'aurelie 14 mars 1999', 'Aurélie 1999-03-14', 'AURÉLIE 14/03/99']) {
    await search(tab, text);
    await at(tab, 'found');
    assert.equal(await row.count(), 1, text);
  }
  assert.deepEqual(asked.slice(2).map((b) => b.birthDate), Array(3).fill({ year: 1999, month: 3, day: 14 }));
  await row.getByRole('link').click();
  await tab.page.waitForSelector('main[data-page="famille"][data-state="summary"]');
  assert.equal(new URL(tab.page.url()).pathname, `/famille/${family.hex}`);
});

night('familles: none, and in words what to try next', async (tab) => {
  await open(tab);
  await search(tab, 'Personne Decenom');
  await tab.shows('familles', 'none');
  assert.match(await tab.text(), /Cherché\u00a0: nom «\u00a0Personne Decenom\u00a0»/);
  await search(tab, '31 février 1999');
  await at(tab, 'short');
  assert.match(await tab.text(), /Cette date n’existe pas/);
});

scene('familles: another CLSC’s is not found', async (tab, _, elsewhere) => {
  await open(tab);
  const other = await elsewhere();
  other.expect(401);
  await other.comesIn('odile');
  const family = await screened(other, { given: 'Voisine', clsc: '99002' });
  await search(tab, family.familyNumber);
  await at(tab, 'none');
});

night('familles: too many are said to be, and come page by page', async (tab) => {
  await open(tab);
  for (let i = 0; i < 27; i += 1) await screened(tab, { given: 'Nombreuse' });
  await search(tab, 'nombreuse');
  await tab.shows('familles', 'many');
  assert.equal(await tab.page.locator('tbody tr').count(), 25);
  await tab.press('Voir la suite');
  await at(tab, 'found');
  assert.equal(await tab.page.locator('tbody tr').count(), 27);
});

night('familles: while it is looked for, and when nobody answers', async (tab) => {
  tab.expect(503);
  await open(tab);
  let answer;
  const held = new Promise((done) => { answer = done; });
  await tab.page.route(`**${FIND}`, async (route) => { await held; await route.continue(); }, { times: 1 });
  await search(tab, 'Nulle');
  await tab.page.waitForSelector('main[data-state="loading"]');
  await tab.looks('familles', 'loading');
  answer();
  await at(tab, 'none');
  await tab.page.route(`**${FIND}`, (route) => route.fulfill({ status: 503, body: '' }), { times: 1 });
  await search(tab, 'Nulle');
  await tab.shows('familles', 'error');
  await tab.press('Réessayer');
  await at(tab, 'none');
});

/** From the keyboard, wherever she is. */
async function seek(tab, text) {
  await tab.page.keyboard.press('F2');
  await tab.page.keyboard.type(text);
  await tab.page.keyboard.press('Enter');
}

night('familles: F2 on every page leads to the one file or to the list, by the body of a request and by nothing else', async (tab) => {
  await open(tab);
  const one = await screened(tab, { given: 'Philomène', family: 'Unique' });
  for (let i = 0; i < 3; i += 1) await screened(tab, { given: 'Ginette', family: `Plusieurs ${i}` });
  const addresses = [], asked = [];
  tab.page.on('request', (r) => {
    addresses.push(r.url());
    if (r.url().endsWith(FIND)) asked.push({ method: r.method(), body: r.postDataJSON() });
  });
  let carried = '';
  await tab.page.route(`**${FIND}`, async (route) => {
    carried += await tab.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, window.name, document.cookie]));
    await route.continue();
  });
  for (const [path, text] of [['/appel', one.phone], ['/afaire', one.familyNumber], ['/acces', 'Philomène'], ['/aide', 'philomene unique'], ['/familles', 'PHILOMÈNE']]) {
    await tab.open(path);
    await seek(tab, text);
    await tab.page.waitForSelector('main[data-page="famille"][data-state="summary"]');
    await tab.ready();
    assert.equal(new URL(tab.page.url()).pathname, `/famille/${one.hex}`, path);
  }
  await seek(tab, 'Ginette');
  await at(tab, 'found');
  assert.equal(await tab.page.locator('tbody tr').count(), 3);
  assert.equal(await box(tab).inputValue(), 'Ginette');
  await seek(tab, '514 555');
  await at(tab, 'short');
  assert.deepEqual(asked.map((a) => a.method), Array(6).fill('POST'), 'each asked once');
  for (const word of ['Philom', 'philom', 'Ginette', one.phone, one.familyNumber]) {
    assert.deepEqual(addresses.filter((a) => decodeURIComponent(a).includes(word)), [], word);
    assert.ok(!carried.includes(word), `${word} is kept nowhere in the clear`);
  }
  assert.equal(await tab.page.evaluate(() => sessionStorage.length), 0);
});

night('familles: who may look for no family has no field, and F2 does nothing', async (tab) => {
  tab.expect(401);
  await tab.comesIn('paule', '/');
  assert.equal(await tab.page.locator('#find').count(), 0);
  const before = tab.page.url();
  await seek(tab, 'Benali');
  await tab.ready();
  assert.equal(tab.page.url(), before);
});
