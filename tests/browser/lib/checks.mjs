// What each state of each page is looked at for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// A phone, a larger one, a tablet, a desk's screen, a wide one; 320 by 256 is a window of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10).
const WIDTHS = [[320, 256], [320, 640], [390, 844], [768, 1024], [1920, 1080], [1366, 768]];
const NARROW = 760, TARGET = 24, TOUCHED = 44;
const WIDEST_APART = WIDTHS.filter(([w, h]) => h === 640 || w === 1366);
/** By night: in all windows, axe at a phone's width too, and as a station with forced colours or reduced motion shows it. */
const WHOLE = Boolean(process.env.SIPPE_WHOLE);

/** Put in where it is needed: parsed at each navigation it would cost more than all else. */
async function axe(page, what) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(' | ')}`);
  }, TAGS);
  assert.deepEqual(found, [], what);
}

/** Nothing is cut off or pushes the page wider than the window. */
async function width(page, what) {
  const over = await page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const all = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility?.() && !e.closest('.hidden, .skip, svg, thead'));
    const out = all.filter((e) => e.getBoundingClientRect().right > wide + 1 || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible');
    return document.documentElement.scrollWidth > wide ? ['the page scrolls'] : out.map((e) => `${e.tagName}.${e.className}`);
  });
  assert.deepEqual(over, [], `${what}: too wide`);
}

// What a reader sees, with what no spell checker says: straight apostrophes, spaces that may break before : » % $ or after «.
const FORBIDDEN = [[/\p{L}'\p{L}/u, 'a straight apostrophe'], [/[ \u202f][:»%$]/, 'a space that breaks'], [/«(?!\u00a0)/, 'no no-break space after «'],
  [/[ \u00a0\u202f][;!?]/, 'a space before ; ! or ?'], [/\.\.\./, 'three points'], [/undefined|NaN|\[object|\{\w+\}/, 'a value that is not there'],
  [/\d [hj]\b|\d min\b(?<! min)/, 'a unit that may be parted']];

export function lint(text) {
  return FORBIDDEN.flatMap(([wrong, name]) => { const m = wrong.exec(text); return m ? [`${name}: ${text.slice(Math.max(0, m.index - 20), m.index + 20)}`] : []; });
}

async function typography(page, what) {
  if (await page.evaluate(() => document.documentElement.lang) !== 'fr') return;
  assert.deepEqual(lint(await page.evaluate(() => document.body.innerText)), [], what);
}

/** What keeps a station from remembering or sending elsewhere what was typed. */
async function discreet(page, what) {
  const faults = await page.evaluate(() => {
    const found = [];
    if (document.documentElement.translate) found.push('may be translated');
    for (const e of document.querySelectorAll('input, textarea'))
      if (e.autocomplete !== 'off' || e.spellcheck) found.push(`${e.id}: autocomplete or spellcheck`);
    for (const e of document.querySelectorAll('[style], [accesskey], [tabindex]'))
      if (e.hasAttribute('style') || e.accessKey || e.tabIndex > 0) found.push(`${e.tagName}: style, accesskey or a positive tabindex`);
    return found;
  });
  assert.deepEqual(faults, [], what);
}

/** What is pressed is large enough (WCAG 2.2, 2.5.8); a link in a sentence is as its line is. On a phone a finger wants more. */
async function targets(page, what) {
  const small = await page.evaluate(({ least }) => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.hidden, .skip') && !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
    .filter((e) => { const r = (/radio|checkbox/.test(e.type) ? e.closest('label') ?? e : e).getBoundingClientRect(); return Math.min(r.width, r.height) < least - 0.5; })
    .map((e) => { const r = e.getBoundingClientRect(); return `${Math.round(r.width)}x${Math.round(r.height)} ${e.outerHTML.slice(0, 90)}`; }), what);
  assert.equal(small.join('\n'), '', `${what.name}: too small to be pressed`);
}

/** As other stations show it: nothing is drawn by colour alone, nothing moves. */
async function elsewise(page, what) {
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  await page.setViewportSize({ width: 320, height: 640 });
  await axe(page, `${what} at 320`);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${what.replace(' ', '-')}-forced.png`, caret: 'initial' });
  await axe(page, `${what} in forced colours`);
  const moving = await page.evaluate(() => document.getAnimations().filter((a) => a.effect.getComputedTiming().duration > 120).length);
  assert.equal(moving, 0, `${what}: something moves`);
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
}

/** Each thing that acts is reached by Tab, in the order of the page, and seen when it has the focus. */
async function keyboard(page, what) {
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  const all = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    // of radios one is a stop: the one that is chosen, else the first
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled
      && (e.type !== 'radio' || e === (document.querySelector(`input[name="${e.name}"]:checked`) ?? document.querySelector(`input[name="${e.name}"]`))))
    .map((e, i) => { e.dataset.stop = String(i); return e.outerHTML.slice(0, 80); }));
  await page.evaluate(() => {
    window.stops = [];
    window.noted = new AbortController();
    // When Tab is let go, what it has reached has been scrolled to; on `focusin` it is not yet.
    addEventListener('keyup', () => {
      const e = document.activeElement;
      if (e === document.body) return;
      const [r] = e.getClientRects(); // of a link over two lines the first
      const top = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height / 2, 10));
      const seen = e.closest('label') ?? e; // a field that lies over its words is seen by them
      window.stops.push({ stop: Number(e.dataset.stop), covered: !(top && (seen.contains(top) || top.contains(seen))) });
    }, { capture: true, signal: window.noted.signal });
  });
  // From wherever the focus was, past the end and round again.
  let stops = [];
  const missed = () => all.filter((_, i) => !stops.some((s) => s.stop === i));
  for (let round = 0; round < 2 && missed().length; round += 1) {
    for (let i = 0; i < all.length + 2; i += 1) await page.keyboard.press('Tab');
    stops = await page.evaluate(() => window.stops);
  }
  const covered = stops.filter((s) => s.covered).map((s) => all[s.stop]);
  assert.deepEqual(covered, [], `${what}: what has the focus is covered`);
  assert.deepEqual(missed(), [], `${what}: not reached by Tab`);
  await page.evaluate(() => {
    window.noted.abort();
    document.querySelectorAll('[data-stop]').forEach((e) => delete e.dataset.stop);
  });
}

/** Of a state whose shape was looked at before: what it says. @param {string} what page and state, for the message */
export async function checkWords(page, what) {
  await axe(page, what);
  await typography(page, what);
}

/** A walk by Tab is as long as the page: by day through the first state of each, by night through all. @type {Map<string, number>} */
const walked = new Map();
const WALKS = 1;
function walks(what) {
  const name = what.split(' ')[0], n = walked.get(name) ?? 0;
  walked.set(name, n + 1);
  return WHOLE || n < WALKS;
}

/** @param {string} what page and state, for the message */
export async function checkPage(page, what) {
  const focused = await page.evaluateHandle(() => document.activeElement);
  await axe(page, what);
  await typography(page, what);
  await discreet(page, what);
  if (walks(what)) await keyboard(page, what);
  if (WHOLE) await elsewise(page, what);
  for (const [w, h] of WHOLE ? WIDTHS : WIDEST_APART) {
    await page.setViewportSize({ width: w, height: h });
    await width(page, `${what} at ${w}`);
    await targets(page, { name: `${what} at ${w}`, least: w < NARROW ? TOUCHED : TARGET });
  }
  await focused.evaluate((e) => e?.focus?.());
}
