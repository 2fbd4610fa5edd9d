// The sheet of a notice, as it comes out of a printer and of a fax: one leaf, black and white, and the code and the link on it can be read.
//
//   sippe-sheets ─▶ HTML ─▶ chromium ─▶ PDF ─▶ pdftoppm -r 100 -mono: a fax's picture ─▶ tesseract ─▶ each character the same
//
// A fax has 204 dots an inch across and 98 lines (ITU-T T.4); 100 both ways is less than that, and no grey. A program reads the picture in
// place of a person: it knows which characters a code may have, as whoever types it knows that they are capitals and digits.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const { CHROMIUM, SIPPE_WEB, SIPPE_WORLD } = process.env;
const SHEETS = path.join(SIPPE_WORLD, '../../fax/sippe-sheets');
const SEEDS = 24;
const DPI = 100, POINTS = 72;
const HEIGHT = 22, STROKE = 3; // what is smaller or thinner a bad line breaks
const SPOKEN = '2345679CDFGHJKMNPQRTWXY'; // common/base/codes/spoken.c
const missing = ['pdfinfo', 'pdftotext', 'pdftoppm', 'tesseract'].filter((program) => {
  try { return !execFileSync('which', [program]); } catch { return true; }
});
const skip = missing.length ? `${missing.join(', ')} : deploy/packages, section fax` : false;

const folder = mkdtempSync(path.join(tmpdir(), 'sippe-fax-'));
const at = (name) => path.join(folder, name);
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
/** @type {{ name: string, code: string, link: string }[]} */
let sheets = [];
const looks = new Map(); // of each: how many files it asked for, its smallest letters, its colours
let browser;

/** Printed as a browser prints it, without scripts. */
async function printed(context, name) {
  const page = await context.newPage();
  const asked = [];
  page.on('request', (r) => asked.push(r.url()));
  await page.goto(`file://${at(`${name}.html`)}`);
  writeFileSync(at(`${name}.pdf`), await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  looks.set(name, { asked: asked.length, ...await page.evaluate(() => {
    const all = Array.from(document.querySelectorAll('.sheet, .sheet *'), (e) => ({ e, style: getComputedStyle(e) }));
    const written = all.filter(({ e }) => Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent?.trim()));
    return {
      least: Math.min(...written.map(({ style }) => parseFloat(style.fontSize))),
      colours: Array.from(new Set(all.flatMap(({ style }) => [style.color, style.backgroundColor, style.borderTopColor, style.borderBottomColor]))).sort(),
    };
  }) });
  await page.close();
}

before(async () => {
  if (skip) return;
  sheets = run(SHEETS, folder, String(SEEDS)).trim().split('\n').map((line) => {
    const [name, code, link] = line.split(' ');
    return { name, code, link };
  });
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({ javaScriptEnabled: false });
  for (const { name } of sheets) await printed(context, name);
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Where each word stands, in points. */
const words = (name) => Array.from(run('pdftotext', '-bbox', at(`${name}.pdf`), '-')
  .matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<\/word>/g))
  .map(([, left, top, right, bottom, text]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, text }));

/** The fax's picture of these words, as rows of dots: 0 is black. */
function seen(name, places) {
  const edge = 4;
  const left = Math.min(...places.map((w) => w.left)) - edge, top = Math.min(...places.map((w) => w.top)) - edge;
  const right = Math.max(...places.map((w) => w.right)) + edge, bottom = Math.max(...places.map((w) => w.bottom)) + edge;
  const dots = (points) => String(Math.round(points * DPI / POINTS));
  run('pdftoppm', '-r', String(DPI), '-mono', '-singlefile', '-x', dots(left), '-y', dots(top), '-W', dots(right - left), '-H', dots(bottom - top),
    at(`${name}.pdf`), at('seen'));
  const file = readFileSync(at('seen.pbm')), [head, width, height] = /^P4\s+(\d+) (\d+)\s/.exec(file.subarray(0, 40).toString('latin1'));
  const row = Math.ceil(+width / 8);
  return Array.from({ length: +height }, (_, y) => Array.from({ length: +width }, (__, x) =>
    (file[head.length + y * row + (x >> 3)] >> (7 - (x & 7)) & 1 ? 0 : 255)));
}

/** `times` as large, smooth between the dots, as eyes are, with white around. */
function enlarged(rows, times) {
  const white = 10, height = rows.length * times, width = rows[0].length * times;
  const dot = (x, y) => rows[Math.max(0, Math.min(rows.length - 1, y))][Math.max(0, Math.min(rows[0].length - 1, x))];
  const between = (x, y) => {
    const left = Math.floor(x), top = Math.floor(y), across = x - left, down = y - top;
    return (dot(left, top) * (1 - across) + dot(left + 1, top) * across) * (1 - down) + (dot(left, top + 1) * (1 - across) + dot(left + 1, top + 1) * across) * down;
  };
  const all = Buffer.alloc((width + 2 * white) * (height + 2 * white), 255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) all[(y + white) * (width + 2 * white) + x + white] = between((x + 0.5) / times - 0.5, (y + 0.5) / times - 0.5);
  return Buffer.concat([Buffer.from(`P5 ${width + 2 * white} ${height + 2 * white} 255\n`), all]);
}

/** A line of the fax as the program reads it; where it swallows or doubles a letter, as it does of texts that are no words, it looks once
 * more and closer. That it comes to the right letters by chance is out of the question: there are 23 for each place. */
function read(name, places, characters, is) {
  const rows = seen(name, places);
  let text = '';
  for (const times of [1, 2, 3]) {
    writeFileSync(at('seen.pgm'), enlarged(rows, times));
    text = run('tesseract', at('seen.pgm'), '-', '--psm', '7', '-c', `tessedit_char_whitelist=${characters}`).replace(/\s/g, '');
    if (text === is) break;
  }
  assert.equal(text, is, name);
  return rows;
}

/** Of the letters, in dots; and of what they are drawn with, in most of their rows. */
const heightOf = (rows) => rows.filter((row) => row.includes(0)).length;
function strokeOf(rows) {
  const runs = rows.flatMap((row) => row.map((dot) => (dot ? ' ' : '#')).join('').match(/#+/g) ?? []).map((s) => s.length).sort((a, b) => a - b);
  return runs[Math.floor(runs.length / 4)];
}

const seeds = () => sheets.filter((s) => s.name.startsWith('seed') || s.name.startsWith('longest'));

test('one leaf of letter size, whatever it holds; nothing from elsewhere, and nothing that a script would do', { skip }, () => {
  assert.equal(sheets.length, SEEDS + 4);
  for (const { name } of sheets) {
    const info = run('pdfinfo', at(`${name}.pdf`));
    assert.match(info, /^Pages: +1$/m, name);
    assert.match(info, /^Page size: +612 x 792 pts/m, name);
    assert.equal(looks.get(name).asked, 1, `${name}: only itself`);
    assert.doesNotMatch(readFileSync(at(`${name}.html`), 'utf8'), /<script|<img|<link|\bon\w+=|url\(|@import|javascript:/, name);
  }
});

test('letters of 11 points and more; black and white, no grey between', { skip }, () => {
  for (const { name } of sheets) {
    assert.ok(looks.get(name).least >= 11 * 96 / POINTS - 0.01, `${name}: ${looks.get(name).least} px`);
    assert.deepEqual(looks.get(name).colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'], name); // and none at all
  }
});

test('what somebody wrote opens no tag', { skip }, () => {
  const html = readFileSync(at('seed-0.html'), 'utf8');
  assert.match(html, /Exemple &amp; &lt;Cie&gt;/);
  assert.doesNotMatch(html, /<Cie>/);
});

test('the code is read from the fax, each character', { skip }, () => {
  for (const { name, code } of sheets) {
    const places = words(name).filter((w) => w.text === code);
    if (name === 'withdrawn' || name === 'fewest') assert.equal(places.length, 1, name);
    const rows = read(name, places.slice(0, 1), `${SPOKEN}-`, code);
    assert.ok(heightOf(rows) >= HEIGHT && strokeOf(rows) >= STROKE, `${name}: ${heightOf(rows)} dots high, strokes of ${strokeOf(rows)}`);
  }
});

test('the link is read from the fax, each character', { skip }, () => {
  for (const { name, link } of seeds()) {
    const token = link.split('/').at(-1), groups = token.match(/..../g), origin = link.slice(0, -token.length);
    const found = words(name), first = found.findIndex((w, i) => groups.every((g, n) => found[i + n]?.text === g));
    assert.ok(first > 0, `${name}: in five groups of four`);
    const rows = read(name, found.slice(first, first + groups.length), SPOKEN, token);
    assert.ok(heightOf(rows) >= HEIGHT && strokeOf(rows) >= STROKE, `${name}: ${heightOf(rows)} dots high, strokes of ${strokeOf(rows)}`);
    const address = found.filter((w) => w.text === origin);
    read(name, address, 'abcdefghijklmnopqrstuvwxyz0123456789.:/-', origin);
  }
});

test('a notice that was withdrawn shows its code and nothing to answer by', { skip }, () => {
  const text = run('pdftotext', '-layout', at('withdrawn.pdf'), '-');
  assert.match(text, /Avis retiré/);
  assert.doesNotMatch(text, /\/r\/|Rosalie|Paniers/);
});

/** The files of the pages, as far as a module needs: on the loopback, as no module is loaded from a file. */
async function served() {
  const server = createServer((request, answer) => {
    const file = new URL(request.url ?? '/', 'http://x').pathname;
    const found = file.endsWith('.js') && !file.includes('..');
    answer.writeHead(200, { 'Content-Type': found ? 'text/javascript' : 'text/html; charset=utf-8' });
    answer.end(found ? readFileSync(path.join(SIPPE_WEB, 's', file)) : '<!DOCTYPE html><html lang="fr"><body></body></html>');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  return server;
}

/** A day as the program writes it, with its hour, and as a page does is the same day. */
const WEEKDAY = '(?:\\b(?:dim|lun|mar|mer|jeu|ven|sam|Sun|Mon|Tue|Wed|Thu|Fri|Sat)\\.?,? )?';
const HOUR = '(?:, \\d{1,2}(?: h(?: \\d{2})?|:\\d{2}))?';
const DAY = new RegExp(`${WEEKDAY}(?:(\\d{1,2})(?:er)? (\\p{L}{3})\\p{L}*\\.? (\\d{4})|(\\p{L}{3})\\p{L}*\\.? (\\d{1,2}), (\\d{4}))${HOUR}`, 'gu');
/** Without the language's name, which a page has of the browser. @param {string[]} parts */
const same = (parts) => parts.map(plain).map((part, i, all) => (all[i - 1] === 'Langue Language' ? '' : part));
const plain = (text) => text.replace(/\s+/g, ' ').replace(DAY, (_, d, m, y, m2, d2, y2) => `${d ?? d2} ${m ?? m2} ${y ?? y2}`).trim();

test('a page prints the same sheet as the program, of whatever is told', { skip }, async () => {
  const server = await served(), page = await (await browser.newContext({ locale: 'fr-CA' })).newPage();
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    for (const { name } of sheets) {
      const told = JSON.parse(readFileSync(at(`${name}.json`), 'utf8'));
      const [program, own] = await page.evaluate(async ([written, reply]) => {
        const [{ sheet }, { render }] = await Promise.all([import('/fr/parts/sheet/notice.js'), import('/fr/vendor/lit-html/lit-html.js')]);
        const text = (/** @type {Element | null} */ e) => Array.from(e?.querySelectorAll('h1, h2, p, th, td, li') ?? [], (part) => part.textContent ?? '');
        render(sheet(reply), document.body);
        return [text(new DOMParser().parseFromString(written, 'text/html').querySelector('.sheet')), text(document.querySelector('.sheet'))];
      }, [readFileSync(at(`${name}.html`), 'utf8'), told]);
      assert.ok(program.length > 3, name);
      assert.deepEqual(same(own), same(program), name);
    }
  } finally {
    server.close();
    await page.context().close();
  }
});
