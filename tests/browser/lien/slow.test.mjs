// A partner's link where little works: without JavaScript, over slow 3G on a narrow telephone, in a browser that keeps no cookie. And all
// that was sent before a browser is known, searched for whoever it is about.
import assert from 'node:assert/strict';
import { night, scene, world } from '../lib/browser.mjs';

// Slow 3G: 400 kbit/s, 400 ms from a request to the beginning of its answer (ux.md 12, test 11). ux.md 8 gives the page a second where an
// answer begins after 150 ms: it is as many round trips (the document, what it names, what stands behind the link) and 25 KB, here 400 ms
// each and half a second. So it can be used within four seconds, and after each press within two.
const SLOW = { offline: false, latency: 400, downloadThroughput: 400 * 1024 / 8, uploadThroughput: 400 * 1024 / 8 };
const USABLE_MS = 4000, PRESSED_MS = 2000, SLACK = 1.5; // of a machine that does other things meanwhile
const NARROW = { width: 320, height: 568 };

const at = (page, state) => page.waitForSelector(`main[data-page="r"][data-state="${state}"]`);
const code = (page) => page.getByLabel('Fin du code de la feuille, ou code reçu par téléphone', { exact: true });
const hasNoOverflow = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** Whoever asks, asks by these: her name, her number as it is kept and as it is written, the code's end, what was noted of her, her need. */
const ofHer = (paper) => [paper.name, paper.phone, `${paper.phone.slice(3, 6)}-${paper.phone.slice(6)}`, paper.half, 'Elle vient seule', 'Comptoir familial'];

/** All that is sent to this page and from it, headers too, as one text at the end. */
function everything(page) {
  const parts = [];
  page.on('response', (r) => parts.push(Promise.all([r.text().catch(() => ''), r.allHeaders(), r.request().allHeaders()]).then(([body, headers, asked]) =>
    [r.url(), r.request().postData() ?? '', body, JSON.stringify(headers), JSON.stringify(asked)].join('\n'))));
  return async () => (await Promise.all(parts)).join('\n');
}

async function takes(name, most, body) {
  const before = performance.now();
  await body();
  const took = Math.round(performance.now() - before);
  assert.ok(took <= most * SLACK, `${name}: ${took} ms, of ${most}`);
}

scene('11 Partner page without JavaScript: in a browser, the CLSC’s number is all that is to be seen', async (tab) => {
  const paper = await world.tell('refer', 1);
  const context = await tab.page.context().browser().newContext({ javaScriptEnabled: false, viewport: NARROW });
  try {
    const page = await context.newPage();
    const sent = everything(page);
    await page.goto(`${world.url}/r/${paper.token}`);
    assert.deepEqual((await page.locator('body').innerText()).trim().split(/\s*\n\s*/), ['CLSC', '514 555-0111']);
    assert.equal(await page.locator('a, button, input, img, iframe').count(), 0);
    assert.ok(await page.locator('noscript p').count() || await page.getByText('514 555-0111').isVisible());
    const text = await sent();
    for (const told of [...ofHer(paper), 'Maison des familles']) assert.ok(!text.includes(told), `${told} was sent`);
    assert.deepEqual(await context.cookies(), [], 'nothing is kept of who only looks');
  } finally {
    await context.close();
  }
});

night('11 Partner page over slow 3G, 320 px wide, in a browser that has never been here', async (tab) => {
  tab.expect(403);
  const paper = await world.tell('refer', 1), { page } = tab;
  const cdp = await page.context().newCDPSession(page);
  await page.setViewportSize(NARROW);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.emulateNetworkConditions', SLOW);
  await takes('the page can be used', USABLE_MS, async () => {
    await page.goto(`${world.url}/r/${paper.token}`, { waitUntil: 'commit' });
    await at(page, 'waits');
  });
  assert.ok(await hasNoOverflow(page), 'nothing beside the screen');
  await takes('opened', PRESSED_MS, async () => {
    await page.getByRole('button', { name: 'Ouvrir la demande' }).click();
    await at(page, 'code');
  });
  await code(page).fill(paper.half);
  await takes('read', 2 * PRESSED_MS, async () => {
    await page.getByRole('button', { name: 'Continuer' }).click();
    await at(page, 'read');
  });
  assert.ok(await hasNoOverflow(page));
  await page.getByRole('radio', { name: /Nous acceptons/ }).check();
  await page.getByLabel('Votre nom', { exact: true }).fill('Nadège');
  await takes('answered', 2 * PRESSED_MS, async () => {
    await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
    await at(page, 'answered');
  });
  assert.ok(await hasNoOverflow(page));
});

night('11 a browser that keeps no cookie is told so, and whom to call', async (tab) => {
  tab.expect(403);
  const paper = await world.tell('refer', 1), { page } = tab;
  await page.route('**/sippe.gateway.Gateway/*', async (route) => {
    const answer = await route.fetch({ headers: { ...await route.request().allHeaders(), cookie: '' } });
    const headers = { ...answer.headers() };
    delete headers['set-cookie'];
    await route.fulfill({ response: answer, headers });
  });
  await tab.open(`/r/${paper.token}`);
  await tab.press('Ouvrir la demande');
  await code(page).fill(paper.half);
  await tab.press('Continuer');
  await at(page, 'code');
  await tab.ready();
  assert.match(await tab.text(), /Ce navigateur ne garde rien de ce site/);
  assert.match(await tab.text(), /Appelez le 514\s555-01\d\d, CLSC/);
  for (const told of [paper.name, paper.phone]) assert.ok(!(await tab.text()).includes(told));
});

scene('before a browser is known nothing of her is sent: bodies, headers, addresses, what the browser keeps', async (tab) => {
  tab.expect(400, 403);
  const paper = await world.tell('refer', 1), { page } = tab;
  const sent = everything(page);
  await tab.open(`/r/${paper.token}`);
  await tab.press('Ouvrir la demande');
  await code(page).fill('2222');
  await tab.press('Continuer');
  await at(page, 'wrong');
  await tab.ready();
  const kept = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.title,
    await indexedDB.databases(), history.state]));
  const seen = await page.evaluate(() => document.documentElement.outerHTML);
  const cookies = JSON.stringify(await page.context().cookies());
  const text = await sent();
  assert.ok(text.includes('OpenLink') && text.includes('MeetLinkBrowser'), 'something was searched');
  for (const told of ofHer(paper))
    for (const [where, all] of Object.entries({ text, kept, seen, cookies })) assert.ok(!all.includes(told), `${told}: ${where}`);
});
