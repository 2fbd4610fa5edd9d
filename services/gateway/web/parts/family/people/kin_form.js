// @ts-check
// What all changes of her people and pregnancies have: they name the version that was seen, and where somebody else was quicker they show
// what became of it since.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { INTAKE } from '../../../lib/family.js';
import { now } from '../../../lib/session.js';
import { pastDayOf } from '../../../lib/said.js';
import { say } from '../../../lib/words.js';
import { changed } from '../change.js';
import { personText, pregnancyText } from '../kin.js';
import { words as ofPage } from '../../../words/famille.js';
import { words } from '../../../words/family/people.js';

export const t = say({ ...ofPage, ...words });

/** @typedef {import('../../../lib/family.js').Family} Family */
/** @typedef {import('../change.js').Form} Form */
/** @typedef {import('../kin.js').Kin} Kin */
/** @typedef {import('../kin.js').Person} Person */
/** @typedef {import('../kin.js').Pregnancy} Pregnancy */
/** Where a form stands: what changed is drawn again @typedef {() => void} Typing */
/** @typedef {Omit<Form, 'meet' | 'done' | 'undone'> & { state: string, said: (reply: any) => string }} Own */
/** @typedef {Form & { state: string }} KinForm */

/** @param {string} text */
export const past = (text) => pastDayOf(text, now());

/** @template T @param {T[] | undefined} all @param {(one: T) => string | undefined} id @param {string | undefined} of */
const found = (all, id, of) => (all ?? []).find((one) => id(one) === of);

/** Old → new, of those that differ. @template T @param {T[]} before @param {T[]} after @param {(one: T) => string | undefined} id @param {(one: T) => string} text */
function rows(before, after, id, text) {
  const ids = [...new Set([...after, ...before].map(id))];
  return ids.map((of) => [found(before, id, of), found(after, id, of)])
    .map(([was, is]) => ({ before: was ? text(was) : '', after: is ? text(is) : '' })).filter((row) => row.before !== row.after);
}

/** @param {Kin} before @param {Kin} after */
const differing = (before, after) => [
  ...rows(before.people ?? [], after.people ?? [], (p) => p.personId, personText),
  ...rows(before.pregnancies ?? [], after.pregnancies ?? [], (p) => p.pregnancyId, pregnancyText),
];

/** @param {Family} family @param {Own} own @returns {KinForm} */
export function kinForm(family, { said, ...own }) {
  let seen = family.file?.kin ?? {}, version = family.file?.kinVersion ?? '';
  return {
    ...own, procedure: INTAKE + own.procedure, undone: t('people.undone'),
    body: () => ({ familyId: family.id, version, ...own.body() }),
    meet: async () => {
      const was = seen;
      await family.read();
      seen = family.file?.kin ?? {};
      version = family.file?.kinVersion ?? '';
      return html`<p><b>${t('people.theyChanged')}</b></p>${changed(differing(was, seen))}`;
    },
    done: async (reply) => {
      await family.read();
      return said(reply);
    },
  };
}
