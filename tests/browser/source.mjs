// What needs no browser: types, words, colours, what others made, weights.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { lint } from './lib/checks.mjs';

const { SIPPE_WEB, SIPPE_ROOT, SIPPE_WORDS } = process.env;
const S = path.join(SIPPE_WEB, 's');
const read = (name) => readFileSync(path.join(S, name), 'utf8');
/** The names of the pages. */
const pages = readdirSync(path.join(S, 'fr/pages')).filter((n) => n.endsWith('.js')).map((n) => n.slice(0, -3));
const LANGS = ['fr', 'en'];
const files = (under, end) => readdirSync(path.join(S, under), { recursive: true }).map(String).filter((n) => n.endsWith(end))
  .map((n) => path.join(under, n));

/** The tree, with the types of what lit-html is and of what the contract says beside it. */
function checked() {
  rmSync('whole', { recursive: true, force: true });
  rmSync('check', { recursive: true, force: true });
  const web = `${SIPPE_ROOT}/services/gateway/web`;
  execFileSync('sh', [`${web}/build.sh`, web, SIPPE_WORDS, path.resolve('whole'), 'whole']);
  cpSync('whole/s', 'check', { recursive: true, filter: (name) => !name.endsWith('.gz') });
  cpSync('node_modules/lit-html/lit-html.d.ts', 'check/fr/vendor/lit-html/lit-html.d.ts');
  mkdirSync('check/fr/proto');
  const protos = readdirSync(`${SIPPE_ROOT}/proto`, { recursive: true }).filter((n) => n.endsWith('.proto'));
  execFileSync('protoc', ['--plugin=protoc-gen-es=node_modules/.bin/protoc-gen-es', '--es_out=check/fr/proto',
    '--es_opt=target=dts,json_types=true', `-I${SIPPE_ROOT}/proto`, '-I/usr/include', ...protos, 'protobuf-c/protobuf-c.proto']);
}

const tsc = () => {
  try {
    return execFileSync('node_modules/.bin/tsc', ['-p', '.'], { encoding: 'utf8' });
  } catch (fault) {
    return fault.stdout;
  }
};

checked();
await import('./modules/merge.test.mjs');
await import('./modules/rules.test.mjs');
await import('./modules/questions.test.mjs');

test('the pages are of the types that the contract says', () => {
  assert.equal(tsc(), '');
});

test('and a misspelt field is seen', async () => {
  const { appendFileSync } = await import('node:fs');
  appendFileSync('check/fr/pages/acces.js', '\n/** @param {import("../lib/types.js").Membership} m */\nexport const planted = (m) => m.orgnization;\n');
  assert.match(tsc(), /orgnization/);
});

test('a language is called on pages and on sheets as the program calls it', async () => {
  const sheet = await import(path.resolve('check/fr/lib/both.js'));
  const table = readFileSync(`${SIPPE_ROOT}/common/civil/language_names.c`, 'utf8');
  const all = [...table.matchAll(/\{"(\w+)", "([^"]+)", "([^"]+)"\}/g)];
  assert.ok(all.length > 50);
  for (const lang of LANGS) {
    const { languageName } = await import(path.resolve(`check/${lang}/lib/words.js`));
    for (const [, code, fr, en] of all) assert.equal(languageName(code), lang === 'fr' ? fr : en);
    assert.equal(languageName('cy'), lang === 'fr' ? 'gallois' : 'Welsh'); // of no family so far
  }
  for (const [, code, fr, en] of all) assert.deepEqual(sheet.languageOf(code), { fr, en });
});

/** What is said in each language: [{ file, fr, en }]. */
async function catalogues() {
  const names = files('fr/words', '.js').map((n) => path.relative('fr/words', n)).filter((n) => !['looks.js', 'both.js'].includes(n)) // made at the build;
  const wordsOf = async (lang, name) => (await import(path.resolve(`check/${lang}/words/${name}`))).words;
  return Promise.all(names.map(async (file) => ({ file, fr: await wordsOf('fr', file), en: await wordsOf('en', file) })));
}
const forms = (word) => (typeof word === 'string' ? [word] : [word.one, word.many]);
const blanks = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test('20 The French catalogue is whole: both languages say the same things', async () => {
  for (const { file, fr, en } of await catalogues()) {
    assert.deepEqual(Object.keys(en), Object.keys(fr), file);
    for (const key of Object.keys(fr)) {
      assert.equal(typeof en[key], typeof fr[key], key);
      forms(fr[key]).forEach((text, i) => assert.deepEqual(blanks(forms(en[key])[i]), blanks(text), key));
    }
  }
});

test('no key is said by nobody, and none twice', async () => {
  const code = ['pages', 'parts', 'lib'].flatMap((room) => files(`fr/${room}`, '.js')).map(read).join('\n');
  const keys = (await catalogues()).flatMap(({ fr }) => Object.keys(fr));
  const titles = pages.map((name) => `${name}.title`); // the build takes them
  const family = (key) => `\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`; // one for each value of something
  assert.deepEqual(keys.filter((key) => !code.includes(`'${key}'`) && !code.includes(family(key)) && !titles.includes(key)), []);
  assert.equal(new Set(keys).size, keys.length);
});

test('what all pages know of a page is what its file says', async () => {
  for (const lang of LANGS) {
    const { pages: known } = await import(path.resolve(`check/${lang}/pages.js`));
    assert.deepEqual(Object.keys(known), pages);
    for (const name of pages) {
      const text = readFileSync(`check/${lang}/pages/${name}.js`, 'utf8');
      const { title, ...rest } = known[name];
      for (const [key, value] of Object.entries(rest)) {
        const [, said = 'false'] = new RegExp(`^export const ${key} = (?:/\\*\\* @type .*? \\*/ )?(.*);$`, 'm').exec(text) ?? [];
        assert.deepEqual(JSON.parse(said.replace(/^\((.*)\)$/, '$1').replaceAll("'", '"')), value, `${name} ${key}`);
      }
      assert.equal(title, (await import(path.resolve(`check/${lang}/words/${name}.js`))).words[`${name}.title`]);
    }
  }
});

test('20 Typography lint, of the words as they are bound', async () => {
  const { typo } = await import(path.resolve('check/fr/lib/words.js'));
  const { mots } = await import(`${SIPPE_WORDS}/mots.fr.js`);
  const { looks } = await import(`${SIPPE_WORDS}/looks.fr.js`);
  const texts = [...Object.values(looks), ...(await catalogues()).flatMap(({ fr }) => Object.values(fr)).flatMap(forms), ...Object.values(mots).flatMap(Object.values)];
  assert.deepEqual(texts.map((text) => lint(typo(text.replace(/\{\w+\}/g, '7')))).flat(), []);
  const cases = [["l'an d'avant : « oui » ?", 'l’an d’avant\u00a0: «\u00a0oui\u00a0»?'], ['à 9 h 30, 40 %, 5 $', 'à 9\u00a0h\u00a030, 40\u00a0%, 5\u00a0$'],
    ['non ; si !', 'non; si!']];
  for (const [from, to] of cases) assert.equal(typo(from), to);
});

test('days and families, as people say them', async () => {
  const { dayOf, familyOf, instantOf, minuteOf, pastDayOf } = await import(path.resolve('check/fr/lib/said.js'));
  const at = Date.UTC(2026, 10, 25, 3); // still the evening of November 24 there
  const iso = (d) => d && [d.year, d.month, d.day].join('-');
  for (const [said, day] of [['2027-05-22', '2027-5-22'], ['22/05/27', '2027-5-22'], ['22.05.2027', '2027-5-22'], ['22052027', '2027-5-22'], ['22 mai', '2027-5-22'],
    ['24 nov', '2026-11-24'], ['23 nov.', '2027-11-23'], ['1er janv. 2027', '2027-1-1'], ['5 juil 2026', '2026-7-5'], ['29 fév 2028', '2028-2-29'], ['demain', '2026-11-25'],
    ['après-demain', '2026-11-26'], ['May 22, 2027', '2027-5-22'], ['31 février', null], ['29 février 2027', null], ['32/01/2026', null], ['bientôt', null], ['', null]])
    assert.equal(iso(dayOf(said, at)), day, said);
  for (const [said, day] of [['14 mars 1999', '1999-3-14'], ['14/03/99', '1999-3-14'], ['1 août 26', '2026-8-1'], ['1 août 27', '1927-8-1'], ['14 mars', null], ['demain', null]])
    assert.equal(iso(dayOf(said, at, true)), day, said);
  for (const [said, day] of [['hier', '2026-11-23'], ['aujourd’hui', '2026-11-24'], ['avant-hier', '2026-11-22'], ['yesterday', '2026-11-23'], ['22 mai', '2026-5-22'], ['25 nov.', '2025-11-25'],
    ['2026-05-22', '2026-5-22'], ['May 22, 2026', '2026-5-22'], ['demain', null], ['31 février', null]])
    assert.equal(iso(pastDayOf(said, at)), day, said);
  assert.deepEqual(['9 h', '9h30', '14:05', '9 h 30', '25 h', '9 h 75', 'midi'].map(minuteOf), [540, 570, 845, 570, null, null, null]);
  assert.equal(instantOf({ year: 2026, month: 12, day: 2 }, 570), Date.UTC(2026, 11, 2, 14, 30));
  assert.equal(instantOf({ year: 2027, month: 3, day: 14 }, 570), Date.UTC(2027, 2, 14, 13, 30), 'the day on which clocks go forward');
  const born = { year: 1998, month: 5, day: 16 };
  for (const [said, asked] of [['438 555-0177', { phone: '438 555-0177' }], ['1 (438) 555.0177', { phone: '1 (438) 555.0177' }], ['438 555-01', { short: true }], ['(438) 5', { short: true }], ['1234567', { reference: '1234567' }],
    ['1042-9', { number: '1042-9' }], ['N-0001', { reference: 'N-0001' }], ['N’Guessan 1998-05-16', { name: 'N’Guessan', birthDate: born }],
    ['16 mai 1998', { birthDate: born }], ['Rose de la Fontaine', { name: 'Rose de la Fontaine' }], ['Benali 31 février 1999', { noDay: true }], ['2026-11-001', { reference: '2026-11-001' }], [' ', null]])
    assert.deepEqual(familyOf(said, at), asked, said);
});

// Text and its ground, at 4.5; the edge of a control or the focus and its ground, at 3 (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT = [['encre', 'panneau'], ['encre', 'fond'], ['encre2', 'panneau'], ['encre2', 'fond'], ['encre2', 'creux'], ['encre', 'primaire-d'], ['encre', 'actif'],['encre2', 'actif'],['encre2', 'primaire-d'], ['err', 'actif'], ['encre', 'att-d'],
  ['encre', 'ok-d'], ['encre', 'err-d'], ['encre2', 'err-d'], ['primaire', 'panneau'], ['primaire', 'fond'], ['primaire', 'err-d'], ['primaire', 'att-d'],
  ['primaire-f', 'panneau'], ['primaire-f', 'fond'], ['ok', 'ok-d'], ['att', 'att-d'], ['err', 'err-d'], ['err', 'panneau'], ['exemple', 'panneau'],
  ['sur-primaire', 'primaire'], ['sur-primaire', 'primaire-f'], ['sur-primaire2', 'primaire-f']];
const EDGES = [['bord', 'panneau'], ['bord', 'fond'], ['primaire', 'panneau'], ['err', 'panneau'], ['focus', 'panneau'], ['focus', 'fond'],
  ['sur-primaire', 'primaire-f'], ['ok', 'ok-d'], ['att', 'att-d']];

test('contrasts, computed from the tokens', () => {
  const token = Object.fromEntries([...readFileSync(`${SIPPE_ROOT}/services/gateway/web/css/tokens.css`, 'utf8').matchAll(/--([\w-]+): #([0-9A-F]{6})/g)].map(([, name, hex]) => [name, hex]));
  const light = (hex) => [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(token[a]), light(token[b])].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const low = (pairs, least) => pairs.filter(([a, b]) => !(ratio(a, b) >= least)).map(([a, b]) => `${a} on ${b}: ${ratio(a, b).toFixed(2)}`);
  assert.deepEqual([...low(TEXT, 4.5), ...low(EDGES, 3)], []);
  const used = new Set(files('css', '.css').flatMap((n) => [...read(n).matchAll(/var\(--([\w-]+)\)/g)].map((m) => m[1])));
  const colours = Object.keys(token).filter((name) => !['filet', 'att-b', 'actif-b', 'primaire-c'].includes(name)); // a decoration and a bar
  const paired = new Set([...TEXT, ...EDGES].flat());
  assert.deepEqual(colours.filter((name) => used.has(name) && !paired.has(name)), [], 'a colour without its contrast');
});

test('what others made is as they gave it', () => {
  const lines = read('fr/vendor/lit-html/SHA256SUMS').trim().split('\n').map((line) => line.split('  ./'));
  const there = files('fr/vendor/lit-html', '').filter((n) => /\.js$|LICENSE$/.test(n)).map((n) => n.replace('fr/vendor/lit-html/', ''));
  assert.deepEqual(lines.map(([, name]) => name).sort(), there.sort());
  for (const [hash, name] of lines) {
    const bytes = readFileSync(path.join(S, 'fr/vendor/lit-html', name));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), hash, name);
    assert.deepEqual(bytes, readFileSync(`node_modules/lit-html/${name}`), `${name} is not that of lit-html 3.3.3`);
  }
});

/** What is loaded once it is opened (lib/later.js). */
const LATER = /new Later\(\(\) => import\('(\.[^']+)'\)\)/g;

test('no template sets a style, and nothing is loaded from elsewhere, nor later than its shell says', () => {
  for (const name of ['pages', 'parts', 'lib'].flatMap((room) => files(`fr/${room}`, '.js')).concat('fr/pages.js')) {
    const text = read(name).replace(LATER, '');
    for (const wrong of [/\sstyle=/, /styleMap/, /\bimport\(/, /unsafeHTML/, /innerHTML/, /\beval\b/, /from 'https?:/, /outline: *none(?!.*tabindex)/])
      assert.doesNotMatch(text.replace(/@\w+ \{.*|\{import\(.*|\* @.*/g, ''), wrong, name);
  }
});

// The call is asked whole, with what is said of each question.
const REQUESTS = 36, WEIGHT = 48 * 1024, MORE = { famille: { weight: 50 * 1024 }, appel: { requests: 40, weight: 61 * 1024 } }, OPENED = 20 * 1024;
const weightOf = (names) => [...names].reduce((sum, n) => sum + gzipSync(readFileSync(path.join(S, n)), { level: 9 }).length, 0);
const named = (shell, links) => [...shell.matchAll(links)].map((m) => m[1]);
/** Those that a module imports at once, or (`LATER`) once they are opened. */
const importedBy = (n, how) => [...read(n).matchAll(how)].map((m) => path.normalize(path.join(path.dirname(n), m[1])));
const AT_ONCE = /(?:from|import) ?["'](\.[^"']+)["']/g;

test('19 Budgets: one load of a page is at most 36 requests, all named by its shell, and 48 KB in gzip', () => {
  for (const name of [...pages, 'index']) {
    const shell = readFileSync(path.join(SIPPE_WEB, `shells/fr/${name}.html`), 'utf8');
    const once = new Set(named(shell, /(?<!rel="later" )(?:href|src)="\/s\/\w{16}\/([^"]+)"/g));
    const modules = new Set([...once].filter((n) => n.endsWith('.js')));
    assert.deepEqual([...modules].flatMap((n) => importedBy(n, AT_ONCE)).filter((n) => !modules.has(n)), [], name);
    assert.ok(once.size + 1 <= (MORE[name]?.requests ?? REQUESTS), `${name}: ${once.size + 1} requests`);
    assert.ok(weightOf(once) <= (MORE[name]?.weight ?? WEIGHT), `${name}: ${weightOf(once)} bytes`);
  }
});

test('19 Budgets: what is loaded once it is opened is named by the shell too, and each at most 20 KB in gzip', () => {
  for (const name of pages) {
    const shell = readFileSync(path.join(SIPPE_WEB, `shells/fr/${name}.html`), 'utf8');
    const all = new Set(named(shell, /(?:href|src)="\/s\/\w{16}\/([^"]+\.js)"/g));
    const later = new Set(named(shell, /rel="later" href="\/s\/\w{16}\/([^"]+)"/g));
    const opened = [...all].flatMap((n) => importedBy(n, LATER));
    assert.deepEqual([...opened, ...[...later].flatMap((n) => importedBy(n, AT_ONCE))].filter((n) => !all.has(n)), [], name);
    for (const part of opened) {
      const own = new Set([part]);
      for (const n of own) importedBy(n, AT_ONCE).filter((m) => later.has(m)).forEach((m) => own.add(m));
      assert.ok(weightOf(own) <= OPENED, `${part}: ${weightOf(own)} bytes`);
    }
  }
});
