// The rules told field by field: each field of the contract is called something, and what differs is said. Without a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const module = (lang, name) => import(path.resolve(`check/${lang}/${name}`));
const { fields } = await module('fr', 'words/reglages.js');
const { differences, differenceName, valueText } = await module('fr', 'lib/rules.js');

/** "admission.income.year" of all fields that a Territory has, by the text of its contract. */
function paths() {
  const text = readFileSync(`${process.env.SIPPE_ROOT}/proto/territory.proto`, 'utf8');
  const messages = Object.fromEntries([...text.matchAll(/^message (\w+) \{.*\n([\s\S]*?)^\}/gm)].map(([, name, body]) =>
    [name, [...body.matchAll(/^ {2}(?:repeated )?(\w+) (\w+) = \d+/gm)].map(([, type, field]) => [type, field.replace(/_(\w)/g, (_, c) => c.toUpperCase())])]));
  const under = (message, at) => messages[message].flatMap(([type, field]) => [at + field, ...(messages[type] ? under(type, `${at}${field}.`) : [])]);
  return under('Territory', '');
}

test('each field of the rules is called something, in both languages, and nothing else is', async () => {
  assert.deepEqual(Object.keys(fields).sort(), paths().sort());
  assert.deepEqual(Object.keys((await module('en', 'words/reglages.js')).fields), Object.keys(fields));
});

test('what differs is said by its field and by what it is of; what is the same is not', () => {
  const before = { label: 'a', admission: { startWeek: 12, unbornCountsInHousehold: true }, clscs: [{ code: '1', phone: '5145550101' }, { code: '2' }] };
  const after = { label: 'a', admission: { startWeek: 14 }, clscs: [{ code: '2' }, { code: '1', phone: '5145550199' }], attempts: { letterReply: 5 } };
  const told = differences(before, after).map((d) => [differenceName(d), valueText(d.path, d.before), valueText(d.path, d.after)]);
  assert.deepEqual(told, [
    ['Admission\u00a0: Semaine de début des SIPPE', '12', '14'],
    ['Admission\u00a0: L’enfant à naître compte dans le ménage', 'oui', 'non'],
    ['CLSC, 1\u00a0: Téléphone', '514\u00a0555-0101', '514\u00a0555-0199'],
    ['Essais\u00a0: Réponse à une lettre (jours ouvrables)', '0', '5'],
  ]);
  assert.deepEqual(differences(before, before), []);
});

test('values in words', () => {
  assert.equal(valueText('admission.income.dollars', ['26000', '940742']), '26\u00a0000\u00a0$, 940\u00a0742\u00a0$');
  assert.equal(valueText('urgent.needs.role', 'ROLE_TEAM'), 'équipe');
  assert.equal(valueText('visits.jointDisciplines', ['NURSE']), 'infirmière');
  assert.equal(valueText('holidays.extra', [{ year: 2026, month: 12, day: 24 }]), '24\u00a0décembre\u00a02026');
});

test('a day begins at midnight of the territory, also where its clock is changed', async () => {
  const { dayStart } = await module('fr', 'lib/dates.js');
  const at = (year, month, day) => new Date(dayStart({ year, month, day })).toISOString();
  assert.equal(at(2026, 7, 1), '2026-07-01T04:00:00.000Z');
  assert.equal(at(2026, 11, 1), '2026-11-01T04:00:00.000Z', 'the clock is set back at two');
  assert.equal(at(2026, 11, 2), '2026-11-02T05:00:00.000Z');
  assert.equal(at(2027, 3, 14), '2027-03-14T05:00:00.000Z', 'it is set forward at two');
  assert.equal(at(2027, 3, 15), '2027-03-15T04:00:00.000Z');
});
