// The browser is killed (SIGKILL) while the gateway is away, and started again on the same profile: what was done goes once. And what lies in
// the profile's files is nobody's name. Each has a browser of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gateway } from './lib/territory_told.mjs';
import { draft, drafts, gone, keptAt, put, steps, until } from './lib/waiting.mjs';

const { chromium } = createRequire(import.meta.url)('playwright-core');
const { CHROMIUM, SIPPE_WEB } = process.env;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let world;
before(async () => { world = await gateway(SIPPE_WEB); });
after(() => world.close());

/** A station: a browser on a profile's folder, whose process can be killed. */
class Station {
  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'sippe-station-'));
  }
  async start() {
    this.context = await chromium.launchPersistentContext(this.folder, { executablePath: CHROMIUM, args: FLAGS, locale: 'fr-CA' });
    await this.context.addInitScript(steps);
    const page = this.context.pages()[0] ?? await this.context.newPage();
    const cdp = await this.context.newCDPSession(page);
    await cdp.send('Browser.grantPermissions', { origin: world.url, permissions: ['durableStorage'] });
    return page;
  }
  /** All of its processes, as the power goes. */
  async kill() {
    const closed = new Promise((done) => this.context.once('close', done));
    const pids = spawnSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).stdout.split('\n')
      .filter((line) => line.includes(`--user-data-dir=${this.folder}`)).map((line) => Number(line.trim().split(/\s+/)[0]));
    assert.ok(pids.length > 0);
    for (const pid of pids) {
      try { process.kill(pid, 'SIGKILL'); } catch { /* it went with its parent */ }
    }
    await closed;
  }
  async end() {
    await this.context?.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const ready = (page) => page.waitForSelector('html[data-pret]', { state: 'attached' });
async function open(page, where = '/acces') {
  await page.goto(world.url + where);
  await ready(page);
}
/** With her code, wherever she arrives. */
async function enter(page, name) {
  await page.getByLabel('Code du jour', { exact: true }).fill(await world.territory.code(name));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('main:not([hidden])')?.dataset.page !== 'connexion');
  await ready(page);
}
async function signIn(page, name) {
  await open(page, '/connexion');
  await enter(page, name);
  await open(page);
  await page.waitForSelector('main[data-page="acces"][data-state="shown"]');
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => path.join(f.parentPath ?? f.path, f.name));
}
/** Files of the profile in which a word stands, as UTF-8 or UTF-16. */
const holding = (folder, words) => files(folder).filter((name) => {
  const bytes = readFileSync(name);
  return words.some((word) => bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le')));
});
const NAMES = ['Rosalinde', 'Brûlotte', 'martine', 'localReference', 'killed 1'];

test('5 Drop, 6 Station shared: killed while the gateway is away, from two tabs: each thing exactly once, and no name in the profile', async () => {
  const station = new Station();
  try {
    const page = await station.start();
    await signIn(page, 'martine');
    const before = (await drafts(page)).length;
    const second = await station.context.newPage();
    await open(second);
    await world.tell('away');
    for (const n of [1, 2, 3]) await Promise.all([page, second].map((p, i) => put(p, draft(`killed ${n}${i}`))));
    const kept = await until(page, (k) => k.waiting === 6 && k.stalled, 'six wait');
    assert.equal(kept.persisted, true);
    await station.kill();
    assert.deepEqual(holding(station.folder, NAMES), []);

    const again = await station.start();
    await open(again);
    assert.match(await again.locator('main').innerText(), /SIPPE ne répond pas/);
    assert.match(await again.locator('main').innerText(), /6 envois attendent à ce poste/);
    await station.kill();

    await world.tell('back');
    const back = await station.start();
    const other = await station.context.newPage();
    await signIn(back, 'martine'); // the session's cookie went with the browser
    await open(other);
    await gone(back);
    await gone(other);
    assert.equal((await drafts(back)).length - before, 6);
    assert.equal((await keptAt(other)).total, 0);
    assert.deepEqual(holding(station.folder, NAMES), []);
  } finally {
    await station.end();
  }
});

test('killed in the middle of sending: whatever was done before is not done again', async () => {
  const station = new Station();
  try {
    const page = await station.start();
    await signIn(page, 'ines');
    const before = (await drafts(page)).length;
    await world.tell('away');
    for (let n = 0; n < 8; n += 1) await put(page, draft(`cut ${n}`));
    await world.tell('back');
    await until(page, (k) => k.waiting < 6, 'some have gone');
    await station.kill();
    const again = await station.start();
    await signIn(again, 'ines');
    await gone(again);
    assert.equal((await drafts(again)).length - before, 8);
  } finally {
    await station.end();
  }
});

test('a profile that is wiped between two sign-ins says so, and the coordinator still knows', async () => {
  const station = new Station();
  try {
    const page = await station.start();
    await signIn(page, 'martine');
    await world.tell('stop', 'intake');
    await put(page, draft('wiped'));
    await until(page, (k) => k.stalled, 'intake does not answer');
    assert.equal((await keptAt(page)).persisted, true);
    await page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
    await page.getByRole('button', { name: 'Fermer quand même' }).click();
    await page.waitForSelector('main[data-page="connexion"][data-state="out"]');
    await world.tell('start', 'intake');
    const cdp = await station.context.newCDPSession(page);
    await page.goto('about:blank');
    await cdp.send('Storage.clearDataForOrigin', { origin: world.url, storageTypes: 'indexeddb' });
    await signIn(page, 'martine');
    assert.equal((await keptAt(page)).total, 0);
    await put(page, draft('after'));
    await gone(page);
    const kept = await keptAt(page);
    assert.equal(kept.persisted, false);
    await page.getByRole('banner').getByRole('button', { name: 'Fermer ma session' }).click();
    await page.waitForSelector('main[data-page="connexion"][data-state="out"]');
    await enter(page, 'nadia');
    await open(page, '/etat');
    await page.waitForSelector('main[data-page="etat"]');
    assert.match(await page.locator('main').innerText(), /1 envoi de martine attend/);
  } finally {
    await station.end();
  }
});

test('the pages open while the gateway is away, once they were opened; of another release at the next document', async () => {
  const station = new Station();
  try {
    const page = await station.start();
    await signIn(page, 'ines');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    const held = await page.evaluate(async () => {
      const cache = await caches.open((await caches.keys())[0]);
      return (await cache.keys()).map((r) => new URL(r.url).pathname);
    });
    assert.ok(held.includes('/acces') && held.includes('/'));
    assert.deepEqual(held.filter((p) => p.includes('sippe.')), [], 'no answer of a procedure');
    assert.ok(held.some((p) => p.endsWith('/fr/parts/family/people.js')), 'what is loaded once it is opened is kept too');
    await world.tell('away');
    await open(page, '/etat');
    assert.match(await page.locator('main').innerText(), /SIPPE ne répond pas/);
    await world.tell('back');
    await open(page, '/acces');
    await page.waitForSelector('main[data-page="acces"][data-state="shown"]');
  } finally {
    await station.end();
  }
});
