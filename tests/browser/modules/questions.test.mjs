// The questions of a call and the contract: each answer that intake knows has exactly one question, or it is said why nobody asks; each
// question has its words in both languages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lint } from '../lib/checks.mjs';

const PROTO = `${process.env.SIPPE_ROOT}/proto`;
const { BLOCKS, NOT_ASKED, QUESTIONS, questionOf } = await import(path.resolve('check/fr/parts/call/questions.js'));
const { typo } = await import(path.resolve('check/fr/lib/words.js'));
/** Those that a page has at once, and those of what is asked seldom. */
const wordsOf = async (lang) => {
  const [own, seldom] = await Promise.all(['appel', 'call/seldom'].map((name) => import(path.resolve(`check/${lang}/words/${name}.js`))));
  return { questions: { ...own.questions, ...seldom.questions }, options: { ...own.options, ...seldom.options } };
};

/** Of each message its fields: { type, name }. */
function messagesOf(file) {
  const text = readFileSync(`${PROTO}/${file}`, 'utf8').replace(/\/\/.*/g, '');
  const fields = (body) => [...body.matchAll(/^\s*(repeated )?([\w.]+) (\w+) = \d+/gm)].map(([, , type, name]) => ({ type, name }));
  return [...text.matchAll(/^message (\w+) \{([^}]*(?:oneof[^}]*\}[^}]*)?)\}/gm)].map(([, name, body]) => [name, fields(body)]);
}
const messages = new Map(['types.proto', 'intake/screening.proto'].flatMap(messagesOf));
// Of several fields, and one answer all the same.
const WHOLE = /Answer$|^(Date|Instant|Money|MoneyRange|PostalCode|Language|Child)$/;

function pathsOf(message, under = '') {
  return messages.get(message).flatMap(({ type, name }) =>
    (messages.has(type) && !WHOLE.test(type) ? pathsOf(type, `${under}${name}.`) : [`${under}${name}`]));
}

test('each answer that intake knows has one question, or it is said who tells it', () => {
  const known = pathsOf('Screening');
  assert.ok(known.length > 60);
  const asked = QUESTIONS.flatMap((q) => (known.includes(q.id) ? [q.id] : known.filter((p) => p.startsWith(`${q.id}.`) && p in NOT_ASKED)));
  assert.equal(new Set(QUESTIONS.map((q) => q.id)).size, QUESTIONS.length);
  assert.deepEqual(known.filter((p) => !asked.includes(p) && !(p in NOT_ASKED)), [], 'nobody asks');
  assert.deepEqual(QUESTIONS.map((q) => q.id).filter((id) => !known.some((p) => p === id || p.startsWith(`${id}.`))), [], 'intake knows none');
  assert.deepEqual(Object.keys(NOT_ASKED).filter((p) => !known.includes(p)), []);
  assert.deepEqual(QUESTIONS.map((q) => q.id).filter((id) => id in NOT_ASKED), []);
});

test('a refusal leads to its question, whatever part of the answer it names', () => {
  for (const [said, id] of [['screening.identity.name.family', 'identity.name'], ['screening.income.annual', 'income.annual'], ['olo.diets[1]', 'olo.diets'],
    ['pregnancy.weeks_stated', 'pregnancy.due_date'], ['identity.address.postal_code', 'identity.address.postal_code']])
    assert.equal(questionOf(said)?.id, id, said);
  assert.equal(questionOf('screening.nothing'), undefined);
});

test('each question has a name, what is said and why, in both languages; French typography', async () => {
  const [fr, en] = [await wordsOf('fr'), await wordsOf('en')];
  const ids = QUESTIONS.map((q) => q.id).sort();
  for (const words of [fr, en]) {
    assert.deepEqual(Object.keys(words.questions).sort(), ids);
    for (const [id, said] of Object.entries(words.questions)) assert.ok(said.length >= 3 && said.every((s) => s.length > 0), id);
  }
  assert.deepEqual(Object.keys(en.options).sort(), Object.keys(fr.options).sort());
  const values = QUESTIONS.flatMap((q) => (q.values ?? []).map((v) => [`${q.id} ${v}`, v]));
  assert.deepEqual(values.filter(([own, v]) => !(own in fr.options) && !(v in fr.options)).flat(), []);
  const texts = [...Object.values(fr.questions).flat(), ...Object.values(fr.options)];
  assert.deepEqual(texts.flatMap((text) => lint(typo(text.replace(/\{\w+\}/g, '7 $')))), []);
});

test('what is said fits a line: 105 characters', async () => {
  const { questions } = await wordsOf('fr');
  const main = BLOCKS.filter((b) => b.column < 3).flatMap((b) => b.questions.map((q) => q.id));
  assert.deepEqual(main.flatMap((id) => questions[id].slice(1, 3)).flatMap((s) => s.split(' | ')).filter((s) => s.length > 105), []);
});

test('what is typed as people say it', async () => {
  const typed = { ...await import(path.resolve('check/fr/lib/days.js')), ...await import(path.resolve('check/fr/parts/call/typed.js')) };
  const today = { year: 2026, month: 11, day: 24 };
  const iso = ({ value, none }) => (value ? `${value.year}-${value.month}-${value.day}` : none ?? '');
  const dates = [['2027-05-22', '2027-5-22'], ['22/05/27', '2027-5-22', { ahead: true }], ['22/05/27', '1927-5-22'], ['22.05.2027', '2027-5-22'], ['22052027', '2027-5-22'], ['22 mai', '2027-5-22', { ahead: true }],
    ['22 mai', '2026-5-22'], ['1er janv. 2027', '2027-1-1'], ['31 février', 'day', { ahead: true }], ['29 fév 2028', '2028-2-29'], ['29 fév 2027', 'day'], ['juin 2026', '2026-6-1', { months: true }],
    ['juin 2026', 'date'], ['14 mars 1999', '1999-3-14'], ['14/03/99', '1999-3-14'], ['août 2026', '2026-8-1', { months: true }], ['5 juil 2026', '2026-7-5'], ['32/01/2026', 'day'],
    ['bientôt', 'date'], ['', ''], ['14 mars', 'date', { whole: true }], ['14 mars 1999', '1999-3-14', { whole: true }], ['March 14', 'date'], ['14 march 1999', '1999-3-14'], ['<script>', 'date'], ['99999999', 'day']];
  for (const [text, is, how] of dates) assert.equal(iso(typed.readDate(text, { today, ...how })), is, text);
  const weeks = [['14s3', 14, 3], ['14 sem. 3 j', 14, 3], ['14 semaines', 14, 0], ['14w3', 14, 3], ['43s', 'weeks'], ['14', undefined]];
  for (const [text, w, d] of weeks) {
    const { value, none } = typed.readWeeks(text);
    assert.deepEqual(value ? [value.weeks, value.days] : [none, undefined], [w, d], text);
  }
  const phones = [['514 555-0142', '5145550142'], ['(514) 555.0142', '5145550142'], ['1-514-555-0142', '5145550142'], ['514 555-0142 poste 12', '5145550142 poste 12'],
    ['555-0142', undefined], ['+33 6 12 34 56 78', '+33 6 12 34 56 78'], ['514555014299', undefined]];
  for (const [text, is] of phones) assert.equal(typed.readPhone(text).value, is, text);
  assert.equal(typed.readPhone('514555014299').none, 'phone');
  for (const [text, is] of [['h2m 1b7', 'H2M1B7'], ['D2M1B7', undefined], ['H2M', undefined]]) assert.equal(typed.readPostal(text).value, is, text);
  assert.equal(typed.readPostal('D2M1B7').none, 'postal');
  for (const [text, is] of [['3', 3], ['0', 0], ['-1', undefined], ['trois', undefined], ['999', undefined]]) assert.equal(typed.readCount(text).value, is, text);
});
