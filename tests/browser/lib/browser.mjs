// One browser for all scenes, one context a scene, and what no page may ever do: a fault in the console, a report of the policy, an answer
// of 400 or more that the scene did not expect, a request to another host. Most of a scene is waiting for a new tab, so several are played
// at once, each before a world of its own; those who are free are taken again. What every commit plays is a `scene`, what the night alone
// plays is a `night`.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { checkPage } from './checks.mjs';
import { standin } from './standin.mjs';

const require = createRequire(import.meta.url);
const { CHROMIUM } = process.env;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const WEB = process.env.SIPPE_WEB;
const SCENE_MS = 180000; // a scene that waits for ever is named, and the others go on
const AT_ONCE = Math.min(Math.max(availableParallelism(), 2), 4);

let browser;
const scenes = [], worlds = [], free = [];
const playing = new AsyncLocalStorage();
let serve = standin;
let check = checkPage;
/** Most scenes are about pages, not about what keeps them: a worker would fetch all of them for each. */
let workers = 'block';
export const withWorkers = () => { workers = 'allow'; };
/** Who answers the pages of the scene that is played here. */
export const world = new Proxy({}, { get: (_, name) => playing.getStore()[name] });
/** Who answers the pages of this file of tests instead of the stand-in (as `standin` gives it), and what each state is looked at for. */
export function servedBy(how, looks) {
  serve = how;
  check = looks;
}
/** "etat good": what was looked at whole. */
export const looked = new Set();
/** By night, or when some are asked for by name, all of them; at each commit one of each kind, and those that have a title of acceptance. */
const ALL = Boolean(process.env.SIPPE_WHOLE || process.env.ONLY);
const SIGN_IN = '/sippe.gateway.Gateway/SignIn';

before(async () => {
  if (!WEB) throw new Error('SIPPE_WEB names the built tree (build/PRESET/share/sippe/web).');
  const { chromium } = require('playwright-core');
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});
after(async () => {
  await browser?.close();
  await Promise.all(worlds.map((w) => w.close()));
});

/** One tab, watched. `expected`: statuses that this test wants, by their procedure. */
export class Tab {
  constructor(page, faults) {
    this.page = page;
    this.faults = faults;
    this.expected = [];
  }
  expect(...statuses) {
    this.expected.push(...statuses);
  }
  /** Faults that this test was to bring. */
  tolerate(pattern) {
    this.tolerated = pattern;
  }
  /** Until nothing is pending. */
  ready() {
    return this.page.waitForSelector('html[data-pret]', { state: 'attached' });
  }
  async open(path) {
    await this.page.goto(world.url + path);
    await this.ready();
  }
  async press(name, role = 'button') {
    await this.page.getByRole(role, { name, exact: true }).click();
    await this.ready();
  }
  async signIn(person, how) {
    await this.open('/connexion');
    await this.page.getByLabel(/^(Code du jour|Day code)$/).fill(await world.territory.code(person, how));
    await this.page.keyboard.press('Enter');
    await this.page.waitForFunction(() => document.querySelector('main:not([hidden])')?.dataset.page !== 'connexion');
    await this.ready();
  }
  /** A session as the page of a code opens it, without that page: where a scene is about what comes after. @param {string} person @param {string} [path] where she begins */
  async comesIn(person, path = '') {
    const answer = await fetch(world.url + SIGN_IN, { method: 'POST', body: JSON.stringify({ code: await world.territory.code(person) }),
      headers: { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1' } });
    assert.equal(answer.status, 200, `${person} signs in`);
    const cdp = await this.page.context().newCDPSession(this.page);
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      await cdp.send('Network.setCookie', { name, value, url: world.url, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' });
    }
    await cdp.detach();
    if (path) await this.open(path);
  }
  /** The page comes to this state and is looked at whole, at both widths. */
  async shows(name, state) {
    await this.page.waitForSelector(`main[data-page="${name}"][data-state="${state}"]`);
    await this.ready();
    await this.looks(name, state);
  }
  /** The same of a state in which something is pending. */
  async looks(name, state) {
    await check(this.page, `${name} ${state}`);
    looked.add(`${name} ${state}`);
    if (process.env.SHOTS) await shoot(this.page, `${name}-${state}`);
  }
  text() {
    return this.page.locator('main:visible').innerText();
  }
}

async function shoot(page, name) {
  const focused = await page.evaluateHandle(() => document.activeElement);
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true, caret: 'initial' });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await focused.evaluate((e) => e?.focus?.());
}

function watch(page, faults, expected) {
  const { origin } = new URL(world.url);
  page.on('pageerror', (e) => faults.push(`the page: ${e.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && !/Failed to load resource/.test(m.text())) faults.push(`the console: ${m.text()}`);
  });
  page.on('request', (r) => {
    if (new URL(r.url()).origin !== origin && !r.url().startsWith('data:')) faults.push(`another host: ${r.url()}`);
  });
  page.on('response', (r) => {
    if (r.status() >= 400 && !expected.includes(r.status())) faults.push(`${r.status()}: ${r.url()}`);
  });
}

async function tabOf(context, faults) {
  const page = await context.newPage();
  const tab = new Tab(page, faults);
  watch(page, faults, tab.expected);
  return tab;
}

async function station(faults) {
  const context = await browser.newContext({ locale: 'fr-CA', timezoneId: 'Pacific/Auckland', viewport: { width: 1366, height: 768 },
    serviceWorkers: workers });
  await context.exposeFunction('policyReport', (text) => faults.push(`the policy: ${text}`));
  await context.addInitScript(() => addEventListener('securitypolicyviolation', (e) => window.policyReport(`${e.violatedDirective} ${e.blockedURI}`)));
  return context;
}

async function play(body) {
  await world.territory.begin();
  const faults = [];
  const stations = [await station(faults)];
  const elsewhere = async () => {
    stations.push(await station(faults));
    return tabOf(stations.at(-1), faults);
  };
  const tab = await tabOf(stations[0], faults);
  try {
    await body(tab, () => tabOf(stations[0], faults), elsewhere);
  } finally {
    await Promise.all(stations.map((s) => s.close()));
  }
  assert.deepEqual(faults.filter((f) => !tab.tolerated?.test(f)), []);
}

async function inAWorld(body) {
  const own = free.pop() ?? await serve(WEB);
  if (!worlds.includes(own)) worlds.push(own);
  try {
    await playing.run(own, () => play(body));
  } finally {
    free.push(own);
  }
}

/** A scene in a context of its own, which ends with the faults of all its tabs. `another` opens a tab there, `elsewhere` one at another station. */
export function scene(name, body) {
  scenes.push({ name, body });
}

/** A scene that the night alone plays: what it looks at counts by day as looked at. */
export function night(name, body) {
  if (ALL) return scene(name, body);
  for (const [, page, state] of String(body).matchAll(/\.(?:shows|looks)\('(\w+)', '(\w+)'\)/g)) looked.add(`${page} ${state}`);
}

/** Those that were written down before it, as tests. */
export function playAll() {
  describe('scenes', { concurrency: AT_ONCE }, () => {
    for (const { name, body } of scenes) it(name, { timeout: SCENE_MS }, () => inAWorld(body));
  });
}

/** The states that a module says it has. */
export async function statesOf(module) {
  const text = readFileSync(`${process.env.SIPPE_ROOT}/services/gateway/web/${module}`, 'utf8');
  const [, list] = /export const states = [^\[]*\(\[([^\]]*)\]\)/.exec(text);
  return [...list.matchAll(/'(\w+)'/g)].map((m) => m[1]);
}

/** "etat good" of those of these modules' states that nobody looked at. @param {string[]} modules "pages/etat.js" */
export async function unseen(modules) {
  const states = await Promise.all(modules.map(async (module) => (await statesOf(module)).map((s) => `${/(\w+)\.js$/.exec(module)[1]} ${s}`)));
  return states.flat().filter((s) => !looked.has(s));
}
